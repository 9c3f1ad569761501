from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from tests.factories import UserFactory
from tests.xperts.trajectories.factory import (
    ANSWERS,
    AT,
    again,
    begun,
    coordinator,
    evaluated,
    finished,
    later,
    running,
    signers,
)
from xperts.cases.enums import State
from xperts.trajectories import contracting, evaluating
from xperts.trajectories.models import Evaluation

pytestmark = pytest.mark.django_db


def answer(trajectory, person, *, at=AT, **changes) -> Evaluation:
    return evaluating.evaluate(again(trajectory), by=person, at=at, **ANSWERS | changes)


def mails(template_subject: str) -> list[str]:
    return sorted(mail.to for mail in OutgoingMail.objects.all() if mail.subject.startswith(template_subject))


def test_finishing_asks_all_sides_once_and_gives_them_three_weeks():
    chief = coordinator()
    trajectory = finished()

    assert trajectory.evaluate_until == date(2026, 3, 23)
    assert trajectory.lasting_due_on == date(2026, 9, 2)
    people = [trajectory.signer, trajectory.people[0].person, chief]
    assert {person.email for person in people} <= set(mails("Hoe ging het?"))


def test_finishing_twice_is_stale():
    trajectory = running()
    xpert = trajectory.people[0].person
    evaluating.finish(trajectory, by=xpert, at=AT)

    with pytest.raises(StaleState):
        evaluating.finish(trajectory, by=xpert, at=AT)


def test_asker_cannot_finish():
    trajectory = running()

    with pytest.raises(PermissionDenied):
        evaluating.finish(trajectory, by=trajectory.signer, at=AT)


def test_finishing_waits_for_an_open_addition():
    trajectory = running()
    contracting.add(trajectory, by=trajectory.signer, at=AT)

    with pytest.raises(ValidationError, match="laat hem vervallen"):
        evaluating.finish(trajectory, by=trajectory.people[0].person, at=AT)


def test_last_side_ends_the_evaluation():
    trajectory = finished()
    people = signers(trajectory)

    states = []
    for person in people:
        answer(trajectory, person)
        states.append(again(trajectory).case.state)

    assert states == [State.RUNNING, State.RUNNING, State.EVALUATED]


def test_nobody_reads_another_side_before_all_are_in():
    trajectory = finished()
    asker, xpert, cgl = signers(trajectory)
    answer(trajectory, asker)
    answer(trajectory, xpert)

    seen = {person.pk: evaluating.shown_to(person, again(trajectory), at=AT) for person in (asker, xpert, cgl)}

    assert [[row.party for row in seen[person.pk]] for person in (asker, xpert, cgl)] == [["asker"], ["xpert"], []]


def test_two_xperts_do_not_read_each_other_before_all_are_in():
    trajectory = finished(xperts=2)
    first, second = (part.person for part in trajectory.people)
    answer(trajectory, first)

    assert evaluating.shown_to(second, again(trajectory), at=AT) == []


@pytest.mark.parametrize(("days", "count"), [(21, 0), (22, 1)])
def test_term_that_is_over_opens_what_is_there(days, count):
    trajectory = finished()
    answer(trajectory, trajectory.signer)

    shown = evaluating.shown_to(trajectory.people[0].person, again(trajectory), at=later(days))

    assert len(shown) == count


def test_side_answers_once():
    trajectory = finished()
    answer(trajectory, coordinator())

    with pytest.raises(ValidationError, match="al ingevuld"):
        answer(trajectory, coordinator())


def test_evaluating_before_the_end_is_refused():
    trajectory = running()

    with pytest.raises(ValidationError, match="als het traject is afgerond"):
        answer(trajectory, trajectory.signer)


def test_outsider_cannot_evaluate():
    with pytest.raises(PermissionDenied):
        answer(finished(), UserFactory())


@pytest.mark.parametrize("mark", [0, 6])
def test_mark_outside_one_to_five_is_refused(mark):
    trajectory = finished()

    with pytest.raises(ValidationError):
        answer(trajectory, trajectory.signer, result_mark=mark)


def test_coordinator_closes_after_the_term_only():
    trajectory = finished()
    chief = coordinator()

    with pytest.raises(ValidationError, match="termijn loopt nog"):
        evaluating.close(trajectory, by=chief, at=later(21))
    evaluating.close(trajectory, by=chief, at=later(22))

    assert again(trajectory).case.state == State.EVALUATED


def test_answer_after_closing_is_refused():
    trajectory = finished()
    evaluating.close(trajectory, by=coordinator(), at=later(22))

    with pytest.raises(ValidationError, match="gesloten"):
        answer(trajectory, trajectory.signer, at=later(23))


def test_silent_sides_are_reminded_once():
    trajectory = finished()
    answer(trajectory, trajectory.signer)

    counts = [evaluating.remind_due(at=later(days)) for days in (13, 14, 15, 20)]

    assert counts == [0, 1, 0, 0]
    told = mails("Nog een week")
    assert (trajectory.people[0].person.email in told, trajectory.signer.email in told) == (True, False)


def test_nobody_is_reminded_after_all_answered():
    evaluated()

    assert evaluating.remind_due(at=later(15)) == 0


def test_question_after_half_a_year_comes_once_to_the_asker():
    trajectory = evaluated()
    days = [(date(2026, 9, 2) - AT.date()).days + more for more in (-1, 0, 1, 90)]

    counts = [evaluating.ask_what_lasted(at=later(day)) for day in days]

    assert counts == [0, 1, 0, 0]
    assert mails("Wat is er gebleven?") == [trajectory.signer.email]


def test_what_lasted_is_answered_once_by_the_asker():
    trajectory = evaluated()
    evaluating.ask_what_lasted(at=later(200))
    asked = again(trajectory)

    evaluating.answer_lasting(asked, lasted="most", text="", by=asked.signer, at=later(201))

    with pytest.raises(ValidationError, match="al beantwoord"):
        evaluating.answer_lasting(asked, lasted="all", text="", by=asked.signer, at=later(201))
    with pytest.raises(PermissionDenied):
        evaluating.answer_lasting(asked, lasted="all", text="", by=asked.people[0].person, at=later(201))


def test_signed_trajectory_that_is_not_finished_is_never_asked():
    begun()
    running()

    assert evaluating.ask_what_lasted(at=AT + timedelta(days=4000)) == 0
