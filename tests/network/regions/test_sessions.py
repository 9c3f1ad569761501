import icalendar
import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from network.learning.enums import Mailing
from network.regions.enums import CaseStep, NeedState, SaidKind, SessionState, YieldRole
from network.regions.models import Case, LearnSession
from network.regions.workflow import sessions
from tests.network.regions import factory

FORWARD = ("to_questions", "to_tips", "to_taken", "finish")


def content(**changes) -> dict:
    starts = factory.AT.replace(day=16)
    return {"title": "Leersessie geld", "starts_at": starts, "ends_at": starts.replace(hour=12)} | changes


def calendar(mail: OutgoingMail) -> tuple[str, int, str]:
    found = icalendar.Calendar.from_ical(mail.calendar)
    event = next(iter(found.walk("VEVENT")))
    return str(found["METHOD"]), int(event["SEQUENCE"]), str(event["STATUS"])


def test_planning_takes_up_needs_and_invites_members_and_facilitators_of_guests(db):
    region, guest = factory.region(), factory.region()
    factory.member(guest)
    need, silent = factory.need(region), factory.member(region, mailing=Mailing.NEVER)

    sessions.plan(region, content(), by=region.leader, at=factory.AT, taken_up=[need], guests=[guest])

    need.refresh_from_db()
    told = set(OutgoingMail.objects.values_list("to", flat=True))
    assert need.state == NeedState.IN_SESSION
    assert told == {region.leader.email, guest.leader.email}
    assert silent.email not in told
    assert calendar(OutgoingMail.objects.first()) == ("REQUEST", 0, "CONFIRMED")


def test_moving_and_cancelling_arrive_in_calendars_as_such(db):
    region = factory.region()
    session = sessions.plan(region, content(), by=region.leader, at=factory.AT)

    later = {"starts_at": session.starts_at.replace(hour=13), "ends_at": session.ends_at.replace(hour=15)}
    sessions.change(session, later, by=region.leader, at=factory.AT)
    sessions.cancel(session, by=region.leader, at=factory.AT, note="Te weinig mensen")

    found = [calendar(mail) for mail in OutgoingMail.objects.order_by("pk")]
    assert found == [("REQUEST", 0, "CONFIRMED"), ("REQUEST", 1, "CONFIRMED"), ("CANCEL", 2, "CANCELLED")]


def test_end_before_the_start_is_refused_and_nothing_is_kept(db):
    region = factory.region()

    with pytest.raises(ValidationError, match="Het einde moet na het begin liggen"):
        sessions.plan(region, content(ends_at=factory.AT.replace(day=1)), by=region.leader, at=factory.AT)

    assert not LearnSession.objects.exists()


@pytest.mark.parametrize("step", ["harvest", "cancel"])
def test_needs_that_no_session_answered_stay_listed_as_open(db, step):
    region = factory.region()
    session = factory.session(region)
    need = factory.need(region, state=NeedState.IN_SESSION, session=session)
    answered = factory.need(region, state=NeedState.ANSWERED, session=session)

    if step == "harvest":
        sessions.harvest(session, by=region.leader, at=factory.AT, summary="Goed gesprek", is_shared=False)
    else:
        sessions.cancel(session, by=region.leader, at=factory.AT, note="Griep")

    states = [type(row).objects.get(pk=row.pk).state for row in (need, answered)]
    assert states == [NeedState.OPEN, NeedState.ANSWERED]


def test_case_goes_through_its_steps_with_what_each_asks(db):
    region = factory.region()
    bringer, other = factory.member(region), factory.member(region)
    case = factory.case(factory.session(region), bringer)

    for name, who, text in zip(FORWARD, (other, other, bringer), ("Wie?", "Vraag de buurt", "Ik bel"), strict=False):
        sessions.step(case, name, by=bringer, at=factory.AT)
        sessions.say(case, text, by=who, at=factory.AT)
    sessions.step(case, "finish", by=bringer, at=factory.AT)

    assert case.state == CaseStep.DONE
    assert list(case.said.values_list("kind", "text")) == [
        (SaidKind.QUESTION, "Wie?"),
        (SaidKind.TIP, "Vraag de buurt"),
        (SaidKind.TAKEN, "Ik bel"),
    ]


@pytest.mark.parametrize("step", sessions.CASES.transitions)
@pytest.mark.parametrize("state", CaseStep.values)
def test_case_steps_follow_the_table(db, step, state):
    region = factory.region()
    case = factory.case(factory.session(region), region.leader)
    Case.objects.update(state=state)
    case.refresh_from_db()
    row = sessions.CASES.transitions[step]

    if state in row.sources:
        sessions.step(case, step, by=region.leader, at=factory.AT)
        assert case.state == row.target
    else:
        with pytest.raises(StaleState):
            sessions.step(case, step, by=region.leader, at=factory.AT)


def test_two_who_go_on_at_once_take_one_step(db):
    region = factory.region()
    case = factory.case(factory.session(region), region.leader)
    same = Case.objects.select_related("session__region__network").get(pk=case.pk)

    sessions.step(case, "to_questions", by=region.leader, at=factory.AT)
    with pytest.raises(StaleState):
        sessions.step(same, "to_questions", by=region.leader, at=factory.AT)


def test_nothing_is_said_while_the_case_is_told(db):
    region = factory.region()
    case = factory.case(factory.session(region), region.leader)

    with pytest.raises(StaleState):
        sessions.say(case, "Te vroeg", by=factory.member(region), at=factory.AT)


def test_only_who_brought_the_case_answers_questions(db):
    region = factory.region()
    bringer, other = factory.member(region), factory.member(region)
    case = factory.case(factory.session(region), bringer)
    sessions.step(case, "to_questions", by=bringer, at=factory.AT)
    said = sessions.say(case, "Wie betaalt nu?", by=other, at=factory.AT)

    with pytest.raises(PermissionDenied):
        sessions.reply(said, "De provincie", by=other, at=factory.AT)
    sessions.reply(said, "De provincie", by=bringer, at=factory.AT)

    assert said.answer == "De provincie"


def test_guests_take_part_and_strangers_do_not(db):
    region, guest, stranger = factory.region(), factory.region(), factory.region()
    session = factory.session(region, guests=(guest,))
    told = {"title": "Geld", "situation": "Op", "question": "Wat nu?"}

    assert sessions.bring(session, told, by=guest.leader, at=factory.AT).by == guest.leader
    with pytest.raises(PermissionDenied):
        sessions.bring(session, told, by=stranger.leader, at=factory.AT)


def test_noticed_changes_are_one_to_three_per_role_and_replace_what_was_said(db):
    region = factory.region()
    session = factory.session(region)
    told = {"by": region.leader, "at": factory.AT}

    sessions.notice(session, YieldRole.BOARD, ["Een", "", " Twee ", "Drie", "Vier"], **told)
    sessions.notice(session, YieldRole.PROFESSIONAL, ["Meer plezier"], **told)
    sessions.notice(session, YieldRole.BOARD, ["Alleen dit"], **told)

    assert set(session.noticed.values_list("role", "changes__0")) == {
        (YieldRole.BOARD, "Alleen dit"),
        (YieldRole.PROFESSIONAL, "Meer plezier"),
    }
    with pytest.raises(ValidationError, match="ten minste één"):
        sessions.notice(session, YieldRole.OTHER, ["", " "], **told)


def test_case_is_not_brought_into_a_session_that_is_over(db):
    region = factory.region()
    session = factory.session(region, state=SessionState.HARVESTED)

    with pytest.raises(StaleState):
        sessions.bring(session, {"title": "x", "situation": "x", "question": "x"}, by=region.leader, at=factory.AT)
