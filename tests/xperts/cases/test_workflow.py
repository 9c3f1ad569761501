"""Every state with every step, what steps do to the terms, and what the database refuses."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from tests.factories import UserFactory
from tests.xperts.factory import AT, case_in, moment, opened, staff, with_kernteam
from xperts.cases import workflow
from xperts.cases.enums import OPEN_STATES, State, Term
from xperts.cases.models import Case, Lateness

pytestmark = pytest.mark.django_db
PAIRS = [(state, name) for state in State for name in workflow.CASES.transitions]
ROLES = ("professional", "partner", "redactie", "kernteam", "xpert", "coordinator")
PREPARED = {"applied_things": 1, "applied_meetings": 1, "prepared_at": AT, "diagnosis_due_at": AT}
BOTH = {"diagnosed_at": AT, "applied_at": AT, "decision_due_at": AT + timedelta(days=14)}
NEEDS = {"prepare": PREPARED, "hand_over": BOTH}


@pytest.mark.parametrize(("state", "name"), PAIRS)
def test_step_is_possible_only_from_its_sources(state, name):
    case = case_in(state)
    row = workflow.CASES.transitions[name]
    by = case.contact if name == "withdraw" else case.handler

    if state in row.sources:
        workflow.step(case, name, by=by, at=AT, **NEEDS.get(name, {}))
    else:
        with pytest.raises(StaleState):
            workflow.step(case, name, by=by, at=AT, **NEEDS.get(name, {}))

    assert Case.objects.get().state == (row.target if state in row.sources else state)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ["prepare", "answer", "withdraw"])
def test_steps_of_desk_and_asker_are_theirs_alone(role, name):
    case = opened()

    with pytest.raises(PermissionDenied):
        workflow.step(case, name, by=UserFactory(roles=[role]), at=AT)


@pytest.mark.parametrize("state", OPEN_STATES)
def test_asker_can_withdraw_from_any_open_state(state):
    case = case_in(state)

    workflow.withdraw(case, by=case.contact, at=AT, note="Opgelost")

    assert (case.state, case.next_due_at, case.next_reminder_at) == (State.WITHDRAWN, None, None)


def test_withdrawing_twice_is_as_once():
    case = case_in(State.WITHDRAWN)

    workflow.withdraw(case, by=case.contact, at=AT)

    assert case.history.filter(act="withdraw").count() == 1


def test_two_at_once_second_is_told():
    first = case_in(State.WITH_KERNTEAM)
    second = Case.objects.get(pk=first.pk)
    workflow.step(first, "grant", by=None, at=AT)

    with pytest.raises(StaleState):
        workflow.step(second, "reject", by=None, at=AT)


def test_pre_intake_has_a_term_of_five_working_days():
    case = opened(at=moment(5))

    assert (case.term, case.next_due_at) == (Term.INTAKE, moment(12, 23, 59).replace(second=59))
    assert case.next_reminder_at == moment(11, 9)


def test_decision_ends_the_clock_and_is_dated():
    case = with_kernteam(at=AT)

    workflow.step(case, "grant", by=None, at=AT + timedelta(days=3))

    assert case.decided_at == AT + timedelta(days=3)
    assert (case.next_due_at, case.next_reminder_at, case.was_decided_late) == (None, None, False)
    assert not Lateness.objects.exists()


@pytest.mark.parametrize(("day", "is_late"), [(13, False), (14, False), (15, True)])
def test_late_decision_is_dated_at_the_deadline(day, is_late):
    case = with_kernteam(at=AT)

    workflow.step(case, "reject", by=None, at=AT + timedelta(days=day))

    assert list(Lateness.objects.values_list("term", "due_at")) == (
        [(Term.DECISION, case.decision_due_at)] if is_late else []
    )
    assert case.was_decided_late is is_late


def test_new_case_tells_the_asker_by_when():
    case = opened(at=moment(5))

    mail = OutgoingMail.objects.filter(to=case.contact.email).latest("pk")
    assert "donderdag 12 maart 2026 om 23.59 uur" in mail.text
    assert case.reference in mail.subject


BROKEN = {
    "due_without_both": (State.PREPARING, {"decision_due_at": AT}),
    "both_without_due": (State.PREPARING, {"diagnosed_at": AT, "applied_at": AT}),
    "kernteam_without_due": (State.WITH_KERNTEAM, {"decision_due_at": None, "applied_at": None}),
    "clock_that_stands_still": (State.WITH_KERNTEAM, {"next_due_at": None}),
    "clock_that_runs_on": (State.GRANTED, {"next_due_at": AT}),
    "diagnosed_before_opening": (State.WITH_KERNTEAM, {"diagnosed_at": AT - timedelta(days=30)}),
    "applied_before_opening": (State.WITH_KERNTEAM, {"applied_at": AT - timedelta(days=30)}),
    "opened_before_the_question": (State.PRE_INTAKE, {"asked_at": AT + timedelta(days=1)}),
    "nothing_of_layer_2": (State.PREPARING, {"applied_meetings": 0}),
    "decided_without_moment": (State.GRANTED, {"decided_at": None}),
    "decided_before_application": (State.PREPARING, {"decided_at": AT}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_database_refuses(name):
    state, changes = BROKEN[name]
    case = case_in(state)

    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**changes)


def test_numbers_follow_each_other_and_begin_anew_each_year():
    by = staff()
    found = [opened(at=at, by=by).reference for at in (moment(2), moment(3), moment(2, month=1, year=2027))]

    assert found == ["AOM-2026-0001", "AOM-2026-0002", "AOM-2027-0001"]
