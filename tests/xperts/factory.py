"""Cases for tests, made through the functions that people use."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from servicedesk import workflow as questions
from servicedesk.models import Question
from tests.factories import UserFactory
from tests.servicedesk.factory import asked
from xperts.cases import handing, intake, judging, keeping, opening, workflow
from xperts.cases.enums import Layer, Outcome, Stage, State
from xperts.cases.intake import Tried
from xperts.cases.judging import Opinion
from xperts.cases.models import Case
from xperts.cases.models.dossier import DIAGNOSIS_TEXTS, INTAKE_TEXTS

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# A Monday, ten o'clock: the first working day of a month without public holidays.
AT = datetime(2026, 3, 2, 10, 0, tzinfo=AMSTERDAM)
OPINION = Opinion("yes", "Er spelen drie partijen.", "De vraag")
AFTER_GRANT = {
    State.PROPOSED: ("propose",),
    State.CONTRACT: ("propose", "accept"),
    State.RUNNING: ("propose", "accept", "start"),
    State.EVALUATED: ("propose", "accept", "start", "evaluate"),
    State.PUBLISHED: ("propose", "accept", "start", "evaluate", "publish"),
}


def moment(day: int, hour: int = 10, minute: int = 0, month: int = 3, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM)


def staff(**changes):
    return UserFactory(roles=["servicedesk"], **changes)


def question(*, at: datetime = AT, by=None, person=None, **changes) -> Question:
    """A question of somebody with an account, of which the desk found what lies behind it."""
    person = person or UserFactory(sector="ggd", level="2")
    made = asked(at=at, person=person, email="", name="", themes=["valpreventie"], **changes)
    questions.change(made, by=by or staff(), at=at, found="Het dorp heeft geen plek om samen te komen.")
    return made


def opened(*, at: datetime = AT, by=None, person=None, **changes) -> Case:
    by = by or staff()
    return opening.begin(question(at=at, by=by, person=person), by=by, at=at, **changes)


def opinions(case: Case) -> dict[str, Opinion]:
    return {row.code: OPINION for row in case.framework.criteria.all()}


def filled(case: Case, *, by, at: datetime = AT) -> Case:
    """All that a pre-intake needs to go on."""
    intake.save(case, by=by, at=at, **{name: f"Tekst over {name}." for name, _ in INTAKE_TEXTS})
    for layer in Layer:
        intake.add_effort(
            case, Tried(layer, "Handleiding", "Bij twee groepen gebruikt", "Het hielp een beetje"), by=by, at=at
        )
    judging.judge(case, Stage.PRE_INTAKE, opinions(case), by=by, at=at)
    case.refresh_from_db()
    return case


def prepared(*, at: datetime = AT, by=None, **changes) -> Case:
    by = by or staff()
    case = filled(opened(at=at, by=by, **changes), by=by, at=at)
    intake.conclude(case, Outcome.PREPARE, "Voldoet aan alles.", by=by, at=at)
    case.refresh_from_db()
    return case


def drafted_diagnosis(case: Case, *, by=None, at: datetime = AT) -> Case:
    by = by or case.handler
    handing.save_diagnosis(case, by=by, at=at, **{name: f"Tekst over {name}." for name, _ in DIAGNOSIS_TEXTS})
    judging.judge(case, Stage.DIAGNOSIS, opinions(case), by=by, at=at)
    case.refresh_from_db()
    return case


def diagnosed(case: Case, *, by=None, at: datetime = AT) -> Case:
    by = by or case.handler
    drafted_diagnosis(case, by=by, at=at)
    handing.file_diagnosis(case, by=by, at=at, made_on=at.astimezone(AMSTERDAM).date())
    case.refresh_from_db()
    return case


def drafted_application(case: Case, *, at: datetime = AT, **changes) -> Case:
    told = {"help_asked": "Denk mee.", "own_share": "Wij doen het zelf.", "costs": "De gemeente betaalt.", "cents": 0}
    hours = {row.pk: 600 for row in case.applicants.all()}
    handing.save_application(case, by=case.contact, at=at, hours=hours, **told | {"helps_report": True} | changes)
    case.refresh_from_db()
    return case


def applied(case: Case, *, at: datetime = AT, **changes) -> Case:
    drafted_application(case, at=at, **changes)
    handing.file_application(case, by=case.contact, at=at, rules=keeping.rules_in_force(at=at))
    case.refresh_from_db()
    return case


def with_kernteam(*, at: datetime = AT, by=None, **changes) -> Case:
    """A case of which diagnosis and application were filed at this moment."""
    case = prepared(at=at - timedelta(days=2), by=by, **changes)
    return applied(diagnosed(case, at=at), at=at)


def case_in(state: str, *, at: datetime = AT, **changes) -> Case:
    """A case that got into this state by steps at this moment (the pre-intake two days before); ``changes``: columns.

    From GRANTED on the steps of higher parts are taken without what those parts keep with them.
    """
    case = _case_in(state, at=at)
    if changes:
        Case.objects.filter(pk=case.pk).update(**changes)
    return Case.objects.select_related("contact", "handler", "framework", "organisation").get(pk=case.pk)


def _case_in(state: str, *, at: datetime) -> Case:
    if state in (State.PRE_INTAKE, State.CLOSED, State.WITHDRAWN):
        case = opened(at=at)
        if state == State.CLOSED:
            intake.conclude(case, Outcome.ANSWER, "Een handleiding volstaat.", by=case.handler, at=at)
        elif state == State.WITHDRAWN:
            workflow.withdraw(case, by=case.contact, at=at)
        return case
    if state == State.PREPARING:
        return prepared(at=at)
    case = with_kernteam(at=at)
    first = {State.REJECTED: "reject", State.COLLECTIVE: "make_collective"}.get(state, "grant")
    for name in () if state == State.WITH_KERNTEAM else (first, *AFTER_GRANT.get(state, ())):
        workflow.step(case, name, by=None, at=at)
    return case
