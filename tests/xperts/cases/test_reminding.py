"""Reminders of terms: once each, none forgotten, whatever the order of crashes and of days that nothing ran."""

from collections import Counter
from datetime import datetime, timedelta
from threading import Thread

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from loket.core.models import OutgoingMail
from servicedesk import hours
from tests.factories import UserFactory
from tests.xperts.factory import AMSTERDAM, AT, case_in, diagnosed, moment, opened, prepared, with_kernteam
from xperts import deadlines
from xperts.cases import clock, reminding, workflow
from xperts.cases.enums import State, Term
from xperts.cases.models import Case, Lateness, Reminder

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_registered(monkeypatch):
    """Who decides is told by a higher part; here each test says so itself."""
    monkeypatch.setattr(reminding, "_sources", [])


@pytest.fixture
def members():
    """Two people who are reminded on every day."""
    people = [UserFactory(roles=["kernteam"]) for _ in range(2)]
    reminding.register_recipients(lambda case, day, at: people)
    return people


def told(person) -> list[str]:
    return list(Reminder.objects.filter(recipient=person).order_by("due_at").values_list("kind", flat=True))


def mails(person) -> int:
    return OutgoingMail.objects.filter(to=person.email).count()


def test_each_is_reminded_on_its_days(members):
    with_kernteam(at=moment(2))

    for day in range(2, 17):
        reminding.remind(at=moment(day, 9, 5))

    assert told(members[0]) == ["day-5", "day-9", "day-11", "day-13"]
    assert [row.at.astimezone(AMSTERDAM).day for row in Reminder.objects.filter(recipient=members[0])] == [
        6,
        11,
        13,
        13,
    ]


def test_reminders_of_one_day_are_one_mail(members):
    case = with_kernteam(at=moment(2))

    reminding.remind(at=moment(13, 9))

    assert told(members[0]) == ["day-5", "day-9", "day-11", "day-13"]
    assert mails(members[0]) == 1
    assert Reminder.objects.filter(recipient=members[0], is_mailed=True).get().kind == "day-13"
    assert case.reference in OutgoingMail.objects.get(to=members[0].email).subject


def test_coordinator_hears_from_day_eleven(members):
    boss = UserFactory(roles=["coordinator"])
    with_kernteam(at=moment(2))

    for day in (6, 11):
        reminding.remind(at=moment(day, 9))
    assert told(boss) == []
    reminding.remind(at=moment(13, 9))

    assert told(boss) == ["day-11", "day-13"]


def test_coordinator_hears_of_all_while_nobody_decides():
    boss = UserFactory(roles=["coordinator"])
    with_kernteam(at=moment(2))

    reminding.remind(at=moment(6, 9))

    assert told(boss) == ["day-5"]


@pytest.mark.parametrize("at", [moment(6, 8, 59), moment(6, 17), moment(7, 10), moment(8, 10)])
def test_nothing_is_sent_outside_office_hours(members, at):
    with_kernteam(at=moment(2))

    assert reminding.remind(at=at) == 0
    assert not Reminder.objects.exists()


def test_second_sweep_sends_nothing(members):
    with_kernteam(at=moment(2))
    reminding.remind(at=moment(6, 9))

    assert reminding.remind(at=moment(6, 9, 10)) == 0


@pytest.mark.parametrize("name", ["grant", "reject", "make_collective", "withdraw"])
def test_reminders_stop_when_the_case_leaves(members, name):
    case = with_kernteam(at=moment(2))

    workflow.step(case, name, by=case.contact, at=moment(5))

    assert reminding.remind(at=moment(16, 10)) == 0


def test_case_that_leaves_while_the_sweep_runs_is_not_reminded_of(members, monkeypatch):
    case = with_kernteam(at=moment(2))
    seen = Case.objects.get(pk=case.pk)
    workflow.step(case, "grant", by=None, at=moment(5))
    owed = reminding.Owed(members[0], "/", (clock.Notice("day-5", moment(6, 9), 5),))

    assert reminding._send(seen, owed, at=moment(6, 9)) == 0


def test_late_decision_is_told_honestly_and_dated_at_the_term(members):
    boss, case = UserFactory(roles=["coordinator"]), with_kernteam(at=moment(2))

    for at in (moment(17, 0, 10), moment(17, 9), moment(18, 9)):
        reminding.note_late(at=at)
        reminding.remind(at=at)

    late = Lateness.objects.get()
    assert (late.term, late.due_at, late.noted_at) == (Term.DECISION, case.decision_due_at, moment(17, 0, 10))
    assert "Onze excuses" in OutgoingMail.objects.get(to=case.contact.email, subject__contains="te laat").text
    assert told(boss)[-1] == "day-14"


def test_terms_of_the_desk_are_warned_of_before_and_after():
    case, boss = opened(at=moment(5)), UserFactory(roles=["coordinator"])

    for day in (10, 11, 12, 13, 16):
        reminding.remind(at=moment(day, 9))

    assert told(case.handler) == ["intake-soon", "intake-late"]
    assert told(boss) == ["intake-late"]


def test_diagnosis_that_was_made_is_not_warned_of():
    case = prepared(at=moment(2))
    diagnosed(case, at=moment(3))

    assert reminding.remind(at=moment(30)) == 0


def test_desk_as_a_whole_is_warned_when_the_handler_left():
    case, colleague = opened(at=moment(5)), UserFactory(roles=["servicedesk"])
    case.handler.roles = []
    case.handler.save()

    reminding.remind(at=moment(11, 9))

    assert told(colleague) == ["intake-soon"]


def test_sweep_costs_by_what_is_due(members, django_assert_max_num_queries):
    for _ in range(3):
        with_kernteam(at=moment(2))
    reminding.remind(at=moment(6, 9))

    with django_assert_max_num_queries(2):
        reminding.note_late(at=moment(6, 9, 10))
        reminding.remind(at=moment(6, 9, 10))


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_remind_once(members):
    with_kernteam(at=moment(2))

    threads = [Thread(target=_sweep) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert mails(members[0]) == 1
    assert Reminder.objects.filter(recipient=members[0]).count() == 1


def _sweep() -> None:
    try:
        reminding.remind(at=moment(6, 9))
    finally:
        connection.close()


class Crash(Exception):
    """The worker dies just here."""


class Sweeping(RuleBasedStateMachine):
    """A clock that only goes on, sweeps that may die between any two mails, and days on which nothing runs."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        transaction.get_connection().set_rollback(False)
        self.people = [UserFactory(roles=["kernteam"]) for _ in range(3)]
        reminding._sources[:] = [reminding.Source(lambda case, day, at: self.people, Case.get_absolute_url)]
        self.left_at: datetime | None = None

    @initialize(days=st.integers(0, 27))
    def begin(self, days: int) -> None:
        self.now = AT + timedelta(days=days)
        self.case = case_in(State.WITH_KERNTEAM, at=self.now)
        self.due = self.case.decision_due_at

    @rule(hours_on=st.integers(1, 60))
    def time_passes(self, hours_on: int) -> None:
        self.now += timedelta(hours=hours_on)

    @rule()
    def sweep(self) -> None:
        reminding.remind(at=self.now)

    @rule(dies_after=st.integers(0, 3))
    def sweep_that_dies(self, dies_after: int) -> None:
        """Each mail is a commit of its own: what was sent before the crash stays sent."""
        real, count = reminding._tell, iter(range(dies_after + 1))

        def tell(*args, **kwargs) -> None:
            if next(count) == dies_after:
                raise Crash
            real(*args, **kwargs)

        reminding._tell = tell
        try:
            reminding.remind(at=self.now)
        except Crash:
            pass
        finally:
            reminding._tell = real

    @rule()
    def decide(self) -> None:
        if self.left_at is None:
            case = Case.objects.get(pk=self.case.pk)
            workflow.step(case, "reject", by=None, at=self.now)
            self.left_at = self.now

    @invariant()
    def nobody_is_told_twice(self) -> None:
        if hasattr(self, "case"):
            found = Counter(self.case.reminders.values_list("recipient", "kind"))
            assert set(found.values()) <= {1}

    @invariant()
    def nothing_is_sent_early_or_after_the_case_left(self) -> None:
        for row in self.case.reminders.all() if hasattr(self, "case") else ():
            assert hours.is_open(row.at)
            assert row.at >= row.due_at
            assert self.left_at is None or row.at <= self.left_at

    def teardown(self) -> None:
        """When a sweep runs at last, everything that fell until then was sent to everybody."""
        try:
            if hasattr(self, "case") and self.left_at is None:
                last = deadlines.late_notice(max(self.due, self.now))
                reminding.remind(at=last)
                due = {row.kind for row in clock.notices(Term.DECISION, self.due) if row.at <= last}
                for person in self.people:
                    assert set(told(person)) == due
        finally:
            transaction.get_connection().set_rollback(True)
            self.atomic.__exit__(None, None, None)
            reminding._sources[:] = []


@pytest.mark.django_db
def test_no_reminder_is_sent_twice_and_none_forgotten():
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large]
    Sweeping.TestCase.settings = settings(
        max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=quiet
    )
    Sweeping.TestCase("runTest").runTest()
