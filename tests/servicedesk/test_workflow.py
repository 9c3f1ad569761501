"""Every state with every act, and what steps do to the terms."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from servicedesk import workflow
from servicedesk.enums import ClockStep, Outcome, State
from servicedesk.models import Question, QuestionHistory
from tests.factories import UserFactory
from tests.servicedesk.factory import AT, asked, moment, replied, staff, standing

pytestmark = pytest.mark.django_db
NEEDS = {
    "close": {"outcome": "answered", "closed_at": AT},
    "withdraw": {"outcome": "withdrawn", "closed_at": AT},
    "lapse": {"outcome": "answered", "closed_at": AT},
    "reopen": {"outcome": "", "closed_at": None},
}
PAIRS = [(state, name) for state in State for name in workflow.QUESTIONS.transitions]


def actor(name: str, by):
    return by if workflow.QUESTIONS.transitions[name].allowed(by, Question()) else None


@pytest.mark.parametrize(("state", "name"), PAIRS)
def test_act_is_possible_only_from_its_sources(state, name):
    by = staff()
    question = standing(state, by=by)
    row = workflow.QUESTIONS.transitions[name]
    changes = dict(NEEDS.get(name, {}))
    if name == "merge":
        changes["merged_into"] = changes["handled_in"] = asked()

    if state in row.sources:
        workflow.step(question, name, by=actor(name, by), at=AT, **changes)
        assert Question.objects.get(pk=question.pk).state == row.target
    else:
        with pytest.raises(StaleState):
            workflow.step(question, name, by=actor(name, by), at=AT, **changes)
        assert Question.objects.get(pk=question.pk).state == state


@pytest.mark.parametrize("role", ["professional", "partner", "redactie", "kernteam", "xpert", "coordinator"])
@pytest.mark.parametrize("name", ["work", "wait_for_asker", "wait_for_others", "answer", "close", "merge"])
def test_acts_of_the_desk_are_for_the_desk_alone(role, name):
    question = asked()

    with pytest.raises(PermissionDenied):
        workflow.step(question, name, by=UserFactory(roles=[role]), at=AT)


def test_two_at_once_second_is_told():
    first, by = asked(), staff()
    second = Question.objects.get(pk=first.pk)
    workflow.close(first, Outcome.ANSWERED, by=by, at=AT)

    with pytest.raises(StaleState):
        workflow.act(second, "work", by=by, at=AT)


def test_taking_a_question_of_nobody_makes_it_ones_own():
    question, by = asked(), staff()

    workflow.act(question, "work", by=by, at=AT)

    assert Question.objects.get().assignee == by


def test_terms_are_one_and_five_working_days():
    question = asked(at=moment(5, 15))

    assert question.answer_due_at == moment(6, 15)
    assert question.solve_due_at == moment(12, 15)
    assert question.next_due_at == moment(6, 15)


def test_clock_stands_still_while_the_asker_is_waited_for():
    question, by = asked(at=moment(2, 10)), staff()
    workflow.act(question, "wait_for_asker", by=by, at=moment(2, 12))
    assert question.next_due_at is None

    workflow.act(question, "work", by=by, at=moment(4, 12))

    assert question.solve_due_at == moment(11, 10)
    assert question.answer_due_at == moment(5, 10)
    steps = [row.step for row in question.clock_records.all()]
    assert steps == [ClockStep.START, ClockStep.PAUSE, ClockStep.RESUME]


def test_term_that_was_over_before_the_pause_stays_over():
    question, by = asked(at=moment(2, 10)), staff()
    workflow.act(question, "wait_for_asker", by=by, at=moment(4, 10))

    workflow.act(question, "work", by=by, at=moment(6, 10))

    assert question.answer_due_at == moment(3, 10)
    assert question.is_late(moment(6, 10))


def test_waiting_for_others_does_not_stop_the_clock():
    question = asked(at=moment(2, 10))

    workflow.act(question, "wait_for_others", by=staff(), at=moment(2, 12))

    assert question.next_due_at == moment(3, 10)


def test_answer_meets_the_first_term_and_stops_the_second():
    question, by = asked(at=moment(2, 10)), staff()

    replied(question, by, at=moment(2, 11))

    assert (question.answered_at, question.solved_at) == (moment(2, 11), moment(2, 11))
    assert question.next_due_at is None


def test_reopening_starts_both_terms_anew():
    question, by = asked(at=moment(2, 10)), staff()
    workflow.close(question, Outcome.ANSWERED, by=by, at=moment(2, 11))

    workflow.reopen(question, by=None, at=moment(9, 10))

    assert (question.answer_due_at, question.solve_due_at) == (moment(10, 10), moment(16, 10))
    assert (question.outcome, question.closed_at, question.answered_at) == ("", None, None)


def test_closing_asks_for_an_outcome_of_the_desk():
    with pytest.raises(ValidationError, match="Kies hoe"):
        workflow.close(asked(), Outcome.WITHDRAWN, by=staff(), at=AT)


def test_closing_for_layer_three_asks_for_the_question_behind_it():
    question, by = asked(), staff()
    with pytest.raises(ValidationError, match="vraag achter de vraag"):
        workflow.close(question, Outcome.TAILORED, by=by, at=AT)
    workflow.change(question, by=by, at=AT, found="Het dorp heeft geen plek om samen te komen.")

    workflow.close(question, Outcome.TAILORED, by=by, at=AT)

    assert question.state == State.CLOSED


def test_answer_that_nobody_reacts_to_closes_after_two_weeks():
    question = asked()
    replied(question, staff())
    early = AT + timedelta(days=13)
    assert workflow.close_what_was_answered(at=early) == 0

    assert workflow.close_what_was_answered(at=AT + timedelta(days=15)) == 1

    assert Question.objects.get(pk=question.pk).outcome == Outcome.ANSWERED
    assert workflow.close_what_was_answered(at=AT + timedelta(days=16)) == 0


def test_change_says_in_the_trail_which_fields_changed():
    question, by = asked(), staff()

    workflow.change(question, by=by, at=AT, tags=["dorp"], themes=["valpreventie"])
    workflow.change(question, by=by, at=AT, tags=["dorp"])

    assert [row.note for row in QuestionHistory.objects.filter(act="changed")] in (
        ["labels, thema's"],
        ["thema's, labels"],
    )


def test_who_gets_a_question_from_a_colleague_is_told():
    question, by, other = asked(), staff(), staff(email="collega@example.org")

    workflow.change(question, by=by, at=AT, assignee=other)

    mail = OutgoingMail.objects.get(to="collega@example.org")
    assert question.subject in mail.subject


def test_rating_counts_once_and_after_closing_alone():
    question = asked()
    with pytest.raises(ValidationError, match="gesloten"):
        workflow.rate(question, at=AT, helped=5, service=5, said="")
    workflow.withdraw(question, by=None, at=AT)

    workflow.rate(question, at=AT, helped=5, service=4, said="Fijn")
    with pytest.raises(ValidationError, match="al gegeven"):
        workflow.rate(question, at=AT, helped=1, service=1, said="")

    assert question.rating.helped == 5
