"""Applications in any state, assessors and votes; and an application taken along its whole path by the real acts."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from loket.catalogue.recognition import deciding, judging, workflow
from loket.catalogue.recognition.enums import CLOSED_STATES, ProcedureState
from loket.catalogue.recognition.models import Assessor, Ballot, Procedure, Recognition, Seat
from loket.catalogue.recognition.terms import needed_fields
from tests.factories import EntryFactory, OrganisationFactory, UserFactory

AT = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
FULL_SHEET = {key: f"Over {key}." for key in needed_fields("sterke-aanwijzingen")}


class InterventionFactory(EntryFactory):
    """A published intervention whose owner works somewhere."""

    published = True
    kind = "interventie"
    owner = factory.SubFactory(UserFactory, partner=True)
    organisation = factory.SelfAttribute("owner.organisation")


class ProcedureFactory(DjangoModelFactory):
    """``state`` sets what that state must have; ``refused`` for a decision that says no."""

    class Meta:
        model = Procedure

    class Params:
        is_refused = False
        has_decision = factory.LazyAttribute(lambda row: row.state in ("decided", "recognised", "refused", "objected"))

    entry = factory.SubFactory(InterventionFactory)
    applicant = factory.SelfAttribute("entry.owner")
    level = "goed-beschreven"
    state = "applied"
    state_since = AT
    due_on = date(2026, 1, 26)
    applied_at = AT
    sheet = factory.LazyFunction(FULL_SHEET.copy)
    round = factory.LazyAttribute(lambda row: int(row.state in ("judging", "to_decide", "undecided", "decided")))
    verdict = factory.LazyAttribute(lambda row: "recognised" if row.state == "to_decide" else "")
    outcome = factory.LazyAttribute(
        lambda row: (
            ("refused" if row.is_refused or row.state == "refused" else "recognised") if row.has_decision else ""
        )
    )
    granted_level = factory.LazyAttribute(lambda row: row.level if row.outcome == "recognised" else "")
    motivation = factory.LazyAttribute(lambda row: "Helder beschreven." if row.has_decision else "")
    decided_at = factory.LazyAttribute(lambda row: AT if row.has_decision else None)
    objection_until = factory.LazyAttribute(lambda row: date(2026, 4, 1) if row.state == "decided" else None)
    closed_at = factory.LazyAttribute(lambda row: AT if row.state in CLOSED_STATES else None)


class AssessorFactory(DjangoModelFactory):
    class Meta:
        model = Assessor

    class Params:
        committee = factory.Trait(body="commissie", sector="instituut")
        sub = factory.Trait(body="deelcommissie", sub_committee="jeugd", sector="instituut")

    person = factory.SubFactory(UserFactory, organisation=factory.SubFactory(OrganisationFactory))
    body = "praktijkpanel"
    sector = "ggd"
    active_from = date(2020, 1, 1)


class SeatFactory(DjangoModelFactory):
    """Somebody who said to have no interest, unless ``undeclared``."""

    class Meta:
        model = Seat

    class Params:
        undeclared = factory.Trait(has_interest=None, declared_at=None)

    procedure = factory.SubFactory(ProcedureFactory, state="judging")
    assessor = factory.SubFactory(AssessorFactory)
    role = factory.LazyAttribute(lambda row: "adviser" if row.assessor.body == "deelcommissie" else "judge")
    assigned_at = AT
    has_interest = False
    declared_at = AT


class BallotFactory(DjangoModelFactory):
    class Meta:
        model = Ballot

    seat = factory.SubFactory(SeatFactory)
    round = 1
    vote = "erkennen"
    motivation = "Duidelijk."
    at = AT


class RecognitionFactory(DjangoModelFactory):
    """On the entry too, as the portal would have it."""

    class Meta:
        model = Recognition
        skip_postgeneration_save = True

    entry = factory.SubFactory(
        InterventionFactory,
        recognition_level=factory.SelfAttribute("..level"),
        recognition_decided_on=factory.SelfAttribute("..decided_on"),
        recognition_valid_until=factory.SelfAttribute("..valid_until"),
        recognition_by=factory.SelfAttribute("..by"),
    )
    origin = "procedure"
    level = "goed-beschreven"
    decided_on = date(2023, 5, 1)
    valid_until = date(2026, 5, 1)
    by = "Praktijkpanel"
    recorded_at = AT


def panel(procedure: Procedure, **assessor) -> list[Seat]:
    """Three seats without an interest."""
    return [SeatFactory(procedure=procedure, assessor=AssessorFactory(**assessor)) for _ in range(3)]


def voted(seats: list[Seat], *votes: str, at: datetime, number: int = 1) -> Procedure:
    """Each seat votes in turn; gives the application as it then is."""
    for seat, vote in zip(seats, votes, strict=True):
        judging.cast(seat, vote=vote, motivation="Hierom.", number=number, by=seat.assessor.person, at=at)
    return Procedure.objects.get(pk=seats[0].procedure_id)


def walk_to(state: str, *, level: str = "goed-beschreven", at: datetime = AT) -> Procedure:
    """An application that came to this state by the acts of owner, editor and assessors."""
    entry = InterventionFactory()
    editor, owner = UserFactory(editor=True), entry.owner
    procedure = workflow.apply(entry, level=level, reason="", by=owner, at=at)
    acts = {
        ProcedureState.SHEET: lambda: workflow.pass_scan(procedure, by=editor, at=at),
        ProcedureState.FEEDBACK_1: lambda: _write_and_submit(procedure, owner, at),
        ProcedureState.REVISION_1: lambda: workflow.send_feedback(procedure, by=editor, at=at, note="Korter."),
        ProcedureState.FEEDBACK_2: lambda: workflow.submit(procedure, by=owner, at=at),
        ProcedureState.REVISION_2: lambda: workflow.send_feedback(procedure, by=editor, at=at, note="Goed."),
        ProcedureState.READY: lambda: workflow.submit(procedure, by=owner, at=at),
        ProcedureState.JUDGING: lambda: _seat_and_open(procedure, editor, at),
        ProcedureState.TO_DECIDE: lambda: voted(list(procedure.seats.all()), *["erkennen"] * 3, at=at),
        ProcedureState.DECIDED: lambda: decided(procedure, editor, at=at),
        ProcedureState.RECOGNISED: lambda: deciding.conclude(procedure, by=owner, at=at),
    }
    for step, act in acts.items():
        if procedure.state == state:
            break
        act()
        procedure = Procedure.objects.with_people().get(pk=procedure.pk)
        assert procedure.state == step
    return procedure


def _write_and_submit(procedure: Procedure, owner, at: datetime) -> None:
    workflow.save_sheet(procedure, FULL_SHEET, shown="", by=owner, at=at)
    workflow.submit(procedure, by=owner, at=at)


def _seat_and_open(procedure: Procedure, editor, at: datetime) -> None:
    body = {} if procedure.needs_panel else {"committee": True}
    for assessor in AssessorFactory.create_batch(3, **body):
        seat = judging.assign(procedure, assessor, by=editor, at=at)
        judging.declare(seat, has_interest=False, note="", by=assessor.person, at=at)
    judging.open_judging(procedure, by=editor, at=at)


def decided(procedure: Procedure, editor, *, outcome: str = "recognised", at: datetime) -> None:
    told = {"level": procedure.level, "motivation": "Helder beschreven.", "conditions": ""}
    deciding.decide(procedure, outcome=outcome, **told, by=editor, at=at)
