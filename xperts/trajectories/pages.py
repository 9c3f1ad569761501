"""What stands on the pages of the trajectories: read only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Sum
from django.urls import reverse

from loket.core.working_days import local_date
from xperts.cases.enums import State
from xperts.cases.models import Case
from xperts.trajectories import evaluating, exemplifying, naming, papers, permissions, wording
from xperts.trajectories.enums import ContractState, Party
from xperts.trajectories.models import (
    Agreement,
    Contract,
    Engagement,
    HourEntry,
    Milestone,
    Trajectory,
)
from xperts.trajectories.models.trajectory import planned_minutes

STEPS = (
    (State.CONTRACT, "Contract"),
    (State.RUNNING, "Loopt"),
    (State.EVALUATED, "Geëvalueerd"),
    (State.PUBLISHED, "Gepubliceerd"),
)
_KINDS = {
    State.CONTRACT: "warning",
    State.RUNNING: "neutral",
    State.EVALUATED: "success",
    State.PUBLISHED: "success",
}


@dataclass(frozen=True)
class Ledger:
    """The hours of one Xpert, in minutes."""

    part: Engagement
    planned: int
    free: int

    @property
    def allowed(self) -> int:
        return self.part.allowed_minutes

    @property
    def used(self) -> int:
        return self.part.used_minutes

    @property
    def left(self) -> int:
        return self.part.left_minutes

    @property
    def text(self) -> str:
        return f"{papers.duration(self.used)} gebruikt van {papers.duration(self.allowed)}"


def ledgers(trajectory: Trajectory, milestones: Iterable[Milestone]) -> list[Ledger]:
    """A ledger for each Xpert; what is still planned is shared when there are more."""
    free = dict(
        HourEntry.objects.live()
        .filter(engagement__in=trajectory.people)
        .exclude(pk__in=HourEntry.objects.on_budget().values("pk"))
        .values_list("engagement")
        .annotate(total=Sum("minutes"))
        .order_by()
    )
    planned = planned_minutes(milestones)
    number = len(trajectory.people) or 1
    return [Ledger(row, planned // number, free.get(row.pk, 0)) for row in trajectory.people]


def status(case: Case) -> dict[str, str]:
    """How the case stands, with the kind of its badge."""
    return {"label": case.get_state_display(), "kind": _KINDS.get(State(case.state), "inactive")}


def stepper(case: Case, url: str) -> dict:
    """The steps of the path, and at which this one is; a closed or withdrawn one stays where it was."""
    order = [state for state, _ in STEPS]
    number = order.index(case.state) + 1 if case.state in order else len(order)
    return {"number": number, "steps": [(label, "") for _, label in STEPS]}


def trajectory_page(trajectory: Trajectory, user, *, at: datetime) -> dict:
    """Everything on the page of one trajectory."""
    case, milestones = trajectory.case, list(trajectory.milestones.all())
    contracts = [row for row in trajectory.contracts.all() if row.state != ContractState.DROPPED]
    party = permissions.party_of(user, trajectory)
    evaluations = evaluating.shown_to(user, trajectory, at=at)
    answered = {(row.party, row.engagement_id) for row in trajectory.evaluations.all()}
    lasting = getattr(trajectory, "lasting", None)
    return {
        "trajectory": trajectory,
        "case": case,
        "status": status(case),
        "stepper": stepper(case, trajectory.get_absolute_url()),
        "contracts": contracts,
        "ledgers": ledgers(trajectory, milestones),
        "milestones": milestones,
        "today": local_date(at),
        "party": party,
        "next": next_step(trajectory, user, contracts, answered, at=at),
        "evaluations": evaluations,
        "answered": len(answered),
        "sides": len(trajectory.sides),
        "shows_all": trajectory.evaluated_at is not None or evaluating.is_term_over(trajectory, at),
        "lasting": lasting,
        "example": getattr(trajectory, "example", None),
        "facts": _facts(trajectory),
        "can": _allowed(trajectory, user),
    }


def report_page(trajectory: Trajectory) -> dict:
    """What came of a trajectory, without who asked."""
    case, milestones = trajectory.case, list(trajectory.milestones.all())
    contract = trajectory.contracts.get(number=0).content
    facts = [
        ("Vorm", case.get_form_display()),
        ("Xpert", ", ".join(row.name for row in trajectory.people)),
        ("Getekend", papers.long_date(trajectory.sealed_at)),
        ("Afgerond", papers.long_date(trajectory.finished_at)),
        ("Geëvalueerd", papers.long_date(trajectory.evaluated_at)),
    ]
    return {
        "trajectory": trajectory,
        "case": case,
        "status": status(case),
        "facts": facts,
        "goal": contract["goal"],
        "result": contract["result"],
        "ledgers": ledgers(trajectory, milestones),
        "evaluations": list(trajectory.evaluations.select_related("engagement")),
        "lasting": getattr(trajectory, "lasting", None),
    }


def _facts(trajectory: Trajectory) -> list[tuple[str, str]]:
    case = trajectory.case
    applicants = ", ".join(row.name for row in case.applicants.all()) or trajectory.asker_name
    return [
        ("Aanvraag", case.reference),
        ("Aanvrager", applicants),
        ("Tekent", trajectory.asker_name),
        ("Organisatie", str(case.organisation or "")),
        ("Xpert", ", ".join(row.name for row in trajectory.people)),
        ("Vorm", case.get_form_display()),
        ("Getekend", papers.long_date(trajectory.sealed_at)),
        ("Afgerond", papers.long_date(trajectory.finished_at)),
    ]


def _allowed(trajectory: Trajectory, user) -> dict[str, bool]:
    own = trajectory.part_of(user) if user.is_authenticated else None
    is_running = trajectory.case.state == State.RUNNING
    return {
        "add": permissions.can_add(user, trajectory),
        "finish": permissions.can_finish(user, trajectory),
        "log": own is not None and trajectory.case.state in permissions.RUNNING_STATES,
        "tick": is_running and permissions.party_of(user, trajectory) is not None,
        "close": permissions.can_close_evaluation(user, trajectory),
        "example": permissions.can_write_example(user, trajectory) or permissions.can_consent(user, trajectory),
        "lasting": permissions.can_answer_lasting(user, trajectory),
    }


@dataclass(frozen=True)
class Next:
    """What this person can do now: a sentence, and where."""

    text: str
    label: str
    url_name: str
    arguments: tuple = ()

    @property
    def url(self) -> str:
        return reverse(self.url_name, args=self.arguments)


def next_step(trajectory: Trajectory, user, contracts: list[Contract], answered: set, *, at: datetime) -> Next | None:
    """The one thing that waits for this person, if anything."""
    number = trajectory.case.number
    party = permissions.signs_as(user, trajectory)
    part = trajectory.part_of(user) if party == Party.XPERT else None
    draft = next((row for row in contracts if row.state == ContractState.DRAFT), None)
    if draft and party and not _has_agreed(draft, party, part):
        text = f"{draft.name}: lees de tekst. Klopt alles, dan tekent u."
        return Next(text, "Lezen en tekenen", "contract", (number, draft.number))
    is_asked = trajectory.finished_at and trajectory.evaluated_at is None and trajectory.case.state == State.RUNNING
    if is_asked and party and (party, part.pk if part else None) not in answered:
        text = "Het traject is afgerond. Vertel wat het opleverde en hoe u samenwerkte."
        return Next(text, "Evalueren", "evaluate_trajectory", (number,))
    if permissions.can_answer_lasting(user, trajectory) and getattr(trajectory, "lasting", None) is None:
        return Next(
            "Wat is er een half jaar later over van het resultaat?", "Antwoorden", "trajectory_lasting", (number,)
        )
    example = getattr(trajectory, "example", None)
    if example and example.entry_id is None and permissions.can_consent(user, trajectory):
        return Next("Er ligt een praktijkvoorbeeld over dit traject.", "Lezen", "practice_example", (number,))
    return None


def _has_agreed(contract: Contract, party: str, part: Engagement | None) -> bool:
    return any(row.party == party and row.engagement_id == (part.pk if part else None) for row in contract.standing)


def contract_page(contract: Contract, user) -> dict:
    """A contract with who agreed, and what this person can do with it."""
    trajectory = contract.trajectory
    missing = wording.missing(contract) if contract.state == ContractState.DRAFT else []
    given = {(row.party, row.engagement_id): row for row in contract.standing}
    signs = [
        (_side_name(trajectory, party, part), party.label, given.get((party, part and part.pk)))
        for party, part in trajectory.sides
    ]
    party = permissions.signs_as(user, trajectory)
    part = trajectory.part_of(user) if party == Party.XPERT else None
    return {
        "contract": contract,
        "trajectory": trajectory,
        "case": trajectory.case,
        "rule": wording.RULE,
        "efforts": papers.efforts(contract.content),
        "planning": papers.planning(contract.content),
        "costs": papers.costs(contract),
        "missing": missing,
        "signs": signs,
        "waiting": len(signs) - len(given),
        "can_agree": permissions.can_agree(user, contract) and not _has_agreed(contract, party, part) and not missing,
        "has_agreed": party is not None and _has_agreed(contract, party, part),
        "can_edit": permissions.can_edit_contract(user, contract),
        "can_drop": permissions.can_drop(user, contract),
        "history": contract.history.select_related("by"),
    }


def _side_name(trajectory: Trajectory, party: Party, part: Engagement | None) -> str:
    names = {Party.ASKER: trajectory.asker_name, Party.CGL: "een coördinator of de servicedesk"}
    return names.get(party) or part.name


def to_begin() -> QuerySet[Case]:
    """Cases whose Xpert accepted while nobody began the contract."""
    begun = Trajectory.objects.filter(case=OuterRef("pk"))
    return Case.objects.filter(~Exists(begun), state=State.CONTRACT).select_related("organisation")


def listed(rows: QuerySet[Trajectory]) -> QuerySet[Trajectory]:
    """With all that a line of a list shows, in a fixed number of queries."""
    drafts = Contract.objects.filter(state=ContractState.DRAFT).only("trajectory", "number", "state")
    agreements = Agreement.objects.filter(lapsed_at__isnull=True)
    return rows.with_people().prefetch_related(
        Prefetch("contracts", drafts.prefetch_related(Prefetch("agreements", agreements)), to_attr="drafts"),
        Prefetch("milestones", Milestone.objects.filter(done_at__isnull=True), to_attr="ahead"),
    )


def line(trajectory: Trajectory, at: datetime) -> dict:
    """A trajectory in a list."""
    ahead = trajectory.ahead[0] if trajectory.ahead else None
    parts = trajectory.people
    return {
        "row": trajectory,
        "case": trajectory.case,
        "status": status(trajectory.case),
        "xperts": ", ".join(part.name for part in parts),
        "used": sum(part.used_minutes for part in parts),
        "allowed": sum(part.allowed_minutes for part in parts),
        "ahead": ahead if trajectory.case.state == State.RUNNING else None,
        "is_behind": bool(ahead and ahead.day < local_date(at)) and trajectory.case.state == State.RUNNING,
        "waits": _waits_for(trajectory),
    }


def _waits_for(trajectory: Trajectory) -> str:
    """Whom a contract waits for, or that the evaluation runs."""
    if trajectory.drafts:
        given = {(row.party, row.engagement_id) for row in trajectory.drafts[0].standing}
        waiting = [
            party.label if part is None else part.name
            for party, part in trajectory.sides
            if (party, part and part.pk) not in given
        ]
        return f"Tekenen: {', '.join(waiting)}"
    if trajectory.finished_at and trajectory.evaluated_at is None:
        return f"Evalueren tot en met {papers.long_date(trajectory.evaluate_until)}"
    return ""


def example_page(trajectory: Trajectory, example, user) -> dict:
    """The text of a practice example with marks on names, and how far consent is."""
    found = exemplifying.found_names(example)
    names = [row.text for row in found]
    waiting = exemplifying.waiting_for(example)
    signs = permissions.signs_as(user, trajectory)
    part = trajectory.part_of(user) if signs == Party.XPERT else None
    labels = {key: label for key, label, _ in exemplifying.FIELDS}
    return {
        "trajectory": trajectory,
        "case": trajectory.case,
        "example": example,
        "found": [{"row": row, "places": ", ".join(labels[key] for key in row.places)} for row in found],
        "texts": [(label, naming.pieces(example.content[key], names)) for key, label, _ in exemplifying.FIELDS],
        "waiting": [_side_name(trajectory, party, row) for party, row in waiting],
        "consents": example.standing,
        "is_with_editors": exemplifying.is_with_editors(example),
        "revision": example.entry.revisions.order_by("-pk").first() if example.entry else None,
        "can_edit": permissions.can_write_example(user, trajectory),
        "can_submit": permissions.can_submit_example(user, trajectory),
        "can_consent": permissions.can_consent(user, trajectory) and (signs, part) in waiting,
        "has_consented": signs in (Party.ASKER, Party.XPERT) and (signs, part) not in waiting,
    }
