"""Beginning a trajectory, writing its contract, agreeing with it, and sealing it; the same for additions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import pgtrigger
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Max

from loket.core.workflow import StaleState, Transition, Workflow
from xperts.cases import workflow as cases
from xperts.cases.enums import State
from xperts.cases.models import Case
from xperts.kernteam import rules as budget
from xperts.pool.models import Ask
from xperts.trajectories import money, notifications, permissions, wording
from xperts.trajectories.enums import ContractState, Party
from xperts.trajectories.models import Agreement, Contract, ContractHistory, Engagement, Milestone, Trajectory

_DRAFT = frozenset({ContractState.DRAFT})
CONTRACTS = Workflow(
    [
        Transition("change", _DRAFT, ContractState.DRAFT, permissions.can_edit_contract, "Tekst wijzigen"),
        Transition("agree", _DRAFT, ContractState.DRAFT, permissions.can_agree, "Tekenen"),
        Transition("seal", _DRAFT, ContractState.SEALED, permissions.by_the_portal, "Vastleggen"),
        Transition("drop", _DRAFT, ContractState.DROPPED, permissions.can_drop, "Aanvulling laten vervallen"),
    ],
    history=lambda: ContractHistory,
)


class Outdated(Exception):
    """Somebody changed the text after this person opened it; the text is a sentence for that person."""

    def __init__(self) -> None:
        super().__init__("De tekst is veranderd nadat u hem opende. Lees de nieuwe versie, en teken daarna.")


class AlreadyAgreed(Exception):
    def __init__(self) -> None:
        super().__init__("U hebt deze versie al getekend. U hoeft niets meer te doen.")


class Fixed(StaleState):
    """It was signed by all, or dropped; the text is a sentence for the person."""

    def __init__(self, contract: Contract) -> None:
        Exception.__init__(self, _why_fixed(contract))


def _why_fixed(contract: Contract) -> str:
    if contract.state == ContractState.DROPPED:
        return "Deze aanvulling is vervallen. Maak een nieuwe als u nog iets wilt veranderen."
    return "Dit is door iedereen getekend en verandert niet meer. Wilt u iets anders afspreken? Maak een aanvulling."


@dataclass(frozen=True)
class Helper:
    """An Xpert who is to help: paid by the hour (cents an hour), or delivered by an institute."""

    person: object
    rate_cents: int | None = None
    institute: str = ""


def begin(case: Case, helpers: Iterable[Helper], *, by, at: datetime) -> Trajectory:
    """Make the trajectory of a case that has its Xperts, with a contract to go on with; all sides are told.

    The granted time is shared equally to begin with. A second call returns the trajectory that is there.
    Raises ``ValidationError`` for a case in another state, without Xperts, or whose asker would help oneself.
    """
    helpers = list(helpers)
    _require_helpers(case, helpers)
    try:
        with transaction.atomic():
            trajectory = Trajectory.objects.create(case=case, begun_at=at)
            for helper, minutes in zip(helpers, money.parts(case.minutes, len(helpers)), strict=True):
                _engage(trajectory, helper, minutes)
            made = Trajectory.objects.with_people().get(pk=trajectory.pk)
            contract = _write(made, 0, wording.first_draft(made, at=at), by=by, at=at)
            notifications.to_sign(contract, at=at)
            return made
    except IntegrityError:  # the second of two
        return Trajectory.objects.with_people().get(case=case)


def helpers_of(case: Case) -> list[Helper]:
    """The Xperts who accepted, as the pool has them; without those of whom it does not know how they are paid."""
    asks = Ask.objects.accepted().filter(case=case, xpert__person__isnull=False).exclude(xpert__delivery="")
    people = [ask.xpert for ask in asks.select_related("xpert__person", "xpert__institute").order_by("pk")]
    return [Helper(row.person, row.rate_cents, row.institute.name if row.institute else "") for row in people]


def follow(case: Case, name: str, *, by, at: datetime) -> None:
    """An Xpert accepted: the contract is drafted at once. Where the pool knows too little, the desk begins it.

    A yes that is taken back before the signing takes the draft along; what happened stands in the history of the case.
    """
    if name == "accept":
        helpers = helpers_of(case)
        if helpers:
            begin(case, helpers, by=by, at=at)
    elif name == "take_back":
        with pgtrigger.ignore("trajectories.Agreement:agreement_stays"):
            Trajectory.objects.filter(case=case, sealed_at__isnull=True).delete()


def _require_helpers(case: Case, helpers: list[Helper]) -> None:
    if case.state != State.CONTRACT:
        raise ValidationError("Een contract kan pas worden gemaakt als de Xpert heeft aangenomen.")
    if not helpers:
        raise ValidationError("Kies minstens één Xpert.")
    askers = {case.contact_id, *case.applicants.values_list("person", flat=True)}
    if any(helper.person.pk in askers for helper in helpers):
        raise ValidationError("Wie de hulp vraagt, kan niet zelf de Xpert zijn.")


def _engage(trajectory: Trajectory, helper: Helper, minutes: int) -> Engagement:
    return Engagement.objects.create(
        trajectory=trajectory,
        person=helper.person,
        name=helper.person.name,
        granted_minutes=minutes,
        rate_cents=helper.rate_cents,
        institute=helper.institute,
    )


def _write(trajectory: Trajectory, number: int, content: dict, *, by, at: datetime) -> Contract:
    contract = Contract.objects.create(
        trajectory=trajectory, number=number, content=content, created_at=at, changed_at=at
    )
    ContractHistory.objects.create(subject=contract, at=at, by=by, act="write", to_state=contract.state)
    return contract


def _held(contract: Contract) -> Contract:
    """The contract as it is now, held until the end of the transaction. Raises ``Fixed``."""
    held = Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    if held.state != ContractState.DRAFT:
        raise Fixed(held)
    held.trajectory = contract.trajectory
    return held


def change(contract: Contract, content: dict, *, seen: int, by, at: datetime) -> Contract:
    """Keep another text. Who agreed before has to agree again, and is told so.

    ``seen`` is the version on the writer's screen. The same text again changes nothing.
    Raises ``PermissionDenied``, ``Fixed``, ``Outdated``.
    """
    with transaction.atomic():
        held = _held(contract)
        if held.version != seen:
            raise Outdated
        if held.content == content | {"rule": wording.RULE}:
            return held
        text = content | {"rule": wording.RULE}
        CONTRACTS.apply(held, "change", by=by, at=at, content=text, version=held.version + 1, changed_at=at)
        lapsed = held.agreements.filter(lapsed_at__isnull=True)
        told = [row.person for row in lapsed.select_related("person") if row.person_id != by.pk]
        if lapsed.update(lapsed_at=at):
            notifications.agreement_lapsed(held, told, by=by, at=at)
        return held


def agree(contract: Contract, *, version: int, by, at: datetime) -> Contract:
    """Agree with the version that was read; the last of all sides seals it, and the case begins to run.

    Raises ``PermissionDenied`` for who does not sign, ``Fixed``, ``Outdated``, ``AlreadyAgreed``, ``StaleState`` when
    the case was withdrawn, and ``ValidationError`` naming what is still missing.
    """
    party = permissions.signs_as(by, contract.trajectory)
    if party is None:
        raise PermissionDenied("U tekent dit contract niet.")
    with transaction.atomic():
        # The case first, as the pool does when an Xpert takes a yes back.
        case = cases.held(contract.trajectory.case)
        held = _held(contract)
        if held.version != version:
            raise Outdated
        _require_ready(held, case)
        part = held.trajectory.part_of(by) if party == Party.XPERT else None
        if held.agreements.filter(party=party, engagement=part, lapsed_at__isnull=True).exists():
            raise AlreadyAgreed
        Agreement.objects.create(
            contract=held, party=party, engagement=part, person=by, name=by.name, version=version, at=at
        )
        CONTRACTS.apply(held, "agree", by=by, at=at, note=Party(party).label)
        _seal_when_complete(held, by=by, at=at)
        return held


def _require_ready(contract: Contract, case: Case) -> None:
    if case.state != (State.RUNNING if contract.number else State.CONTRACT):
        raise StaleState
    wrong = wording.missing(contract)
    if wrong:
        raise ValidationError(wrong)


def _seal_when_complete(contract: Contract, *, by, at: datetime) -> None:
    given = list(contract.agreements.filter(lapsed_at__isnull=True))
    waiting = len(contract.trajectory.sides) - len(given)
    if waiting:
        notifications.one_agreed(contract, given, at=at)
        return
    previous = contract.trajectory.contracts.filter(state=ContractState.SEALED).order_by("-number").first()
    before = previous.sha256 if previous else ""
    text = wording.sealed_text(contract, given, previous=before, at=at)
    fixed = {"sealed_at": at, "sealed_text": text, "sha256": wording.digest(text), "previous_sha256": before}
    CONTRACTS.apply(contract, "seal", by=by, at=at, **fixed)
    _put_into_force(contract, by=by, at=at)
    notifications.sealed(contract, at=at)


def _put_into_force(contract: Contract, *, by, at: datetime) -> None:
    """Hours and planning follow from what was signed; the first part starts the trajectory."""
    trajectory = contract.trajectory
    if contract.number:
        _reserve(contract, at=at)
    for line in contract.content["xperts"]:
        part = Engagement.objects.filter(pk=line["engagement"])
        if contract.number:
            part.update(added_minutes=F("added_minutes") + line["minutes"])
        else:
            part.update(granted_minutes=line["minutes"])
    Milestone.objects.bulk_create(
        Milestone(trajectory=trajectory, day=date.fromisoformat(row["day"]), what=row["what"], minutes=row["minutes"])
        for row in contract.content["milestones"]
    )
    if not contract.number:
        Trajectory.objects.filter(pk=trajectory.pk).update(sealed_at=at)
        cases.step(trajectory.case, "start", by=by, at=at)


def _reserve(contract: Contract, *, at: datetime) -> None:
    """More costs are taken from what layer 3 has left. Raises ``ValidationError`` when that is not enough."""
    more = wording.programme_costs(contract.content, contract.trajectory.people)
    if more > 0:
        try:
            budget.reserve(more, at=at)
        except budget.OverBudget as error:
            raise ValidationError(str(error)) from error


def add(trajectory: Trajectory, *, by, at: datetime) -> Contract:
    """Begin an addition, or go on with the one that is not signed yet. Raises ``PermissionDenied``."""
    if not permissions.can_add(by, trajectory):
        raise PermissionDenied("Een aanvulling maken kan alleen zolang het traject loopt.")
    running = trajectory.contracts.filter(state=ContractState.DRAFT).first()
    if running:
        return running
    number = trajectory.contracts.aggregate(last=Max("number"))["last"] + 1
    try:
        with transaction.atomic():
            return _write(trajectory, number, wording.first_addition(trajectory), by=by, at=at)
    except IntegrityError:  # somebody else began one: the constraint one_open_contract
        return trajectory.contracts.get(state=ContractState.DRAFT)


def drop(contract: Contract, *, by, at: datetime) -> None:
    """Leave an addition; its number is not used again. Raises ``PermissionDenied``, ``Fixed``."""
    with transaction.atomic():
        CONTRACTS.apply(_held(contract), "drop", by=by, at=at)


def tick(milestone: Milestone, *, by, at: datetime, is_done: bool) -> None:
    """Say that a step of the planning was done, or was not after all. Raises ``PermissionDenied``."""
    trajectory = milestone.trajectory
    if trajectory.case.state != State.RUNNING or permissions.party_of(by, trajectory) is None:
        raise PermissionDenied("De planning bijhouden kan alleen zolang het traject loopt.")
    Milestone.objects.filter(pk=milestone.pk).update(done_at=at if is_done else None)
