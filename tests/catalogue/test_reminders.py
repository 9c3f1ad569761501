"""Reminders before, on and after the day of a check: once each, and none forgotten."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loket.catalogue import publishing, reminders, workflow
from loket.catalogue.enums import ReminderKind
from loket.catalogue.models import Reminder
from loket.core.models import OutgoingMail
from tests.catalogue.due import CHECK, entry_due, mailed, morning
from tests.factories import EntryFactory, UserFactory

pytestmark = pytest.mark.django_db


def sweep(*days: int) -> list[int]:
    """Remind on each of these days, counted from the day of the check; how many reminders went on each."""
    return [reminders.remind(at=morning(CHECK + timedelta(days=day))) for day in days]


@pytest.mark.parametrize(
    ("day", "kinds"),
    [(-31, []), (-30, ["before"]), (-10, ["before"]), (-9, []), (0, ["on"]), (21, []), (30, ["after"]), (51, [])],
)
def test_reminder_falls_on_its_day_and_lasts_twenty_more(day, kinds):
    entry_due()

    sweep(day)

    assert list(Reminder.objects.values_list("kind", flat=True)) == kinds


def test_reminders_go_to_owner_and_deputy_once_each():
    entry = entry_due(deputy=UserFactory())

    sent = sweep(*range(-40, 60))

    assert sum(sent) == 3
    assert mailed() == sorted([entry.owner.email, entry.deputy.email] * 3)


def test_several_entries_of_one_owner_make_one_mail():
    owner, deputy = UserFactory.create_batch(2)
    first, second = entry_due(owner=owner, deputy=deputy), entry_due(CHECK + timedelta(days=30), owner=owner)

    assert sweep(0) == [2]

    to_owner, to_deputy = (
        OutgoingMail.objects.order_by("to") if owner.email < deputy.email else OutgoingMail.objects.order_by("-to")
    )
    assert to_owner.subject == "Klopt dit nog? 2 bijdragen om na te kijken"
    assert to_deputy.subject == f"Klopt dit nog? {first.title}"
    assert reverse("check_entry", args=[second.slug]) in to_owner.text


def test_reminder_of_many_entries_names_the_first_and_counts_the_rest():
    owner = UserFactory()
    for _ in range(23):
        entry_due(owner=owner)

    sweep(0)

    mail = OutgoingMail.objects.get()
    assert (mail.text.count("/nakijken/"), "en nog 3 andere" in mail.text) == (20, True)


@pytest.mark.parametrize(
    ("owner", "deputy", "readers"),
    [
        ("here", "here", {"owner", "deputy"}),
        ("gone", "here", {"deputy"}),
        ("none", "here", {"deputy"}),
        ("here", "gone", {"owner"}),
        ("gone", "gone", {"editor"}),
        ("none", "none", {"editor"}),
    ],
)
def test_reminder_of_an_owner_who_left_goes_to_deputy_or_editors(owner, deputy, readers):
    made = {"here": UserFactory, "gone": lambda: UserFactory(inactive=True), "none": lambda: None}
    people = {"owner": made[owner](), "deputy": made[deputy](), "editor": UserFactory(editor=True)}
    UserFactory(editor=True, inactive=True)
    entry_due(owner=people["owner"], deputy=people["deputy"])

    sweep(0)

    assert mailed() == sorted(people[name].email for name in readers)


def test_reminder_without_anybody_to_read_it_waits():
    entry_due(owner=None)

    assert sweep(0) == [0]

    UserFactory(editor=True)
    assert sweep(1) == [1]


@pytest.mark.parametrize("act", ["confirmed", "archived", "changed"])
def test_reminders_stop_when_the_entry_was(act, at):
    entry, editor = entry_due(), UserFactory(editor=True)
    acts = {
        "confirmed": lambda: workflow.confirm_current(entry, by=entry.owner, today=CHECK, at=morning(CHECK)),
        "archived": lambda: workflow.archive(entry, by=editor, at=at, reason="Klaar"),
        "changed": lambda: publishing.publish(entry, entry.content, by=editor, at=morning(CHECK)),
    }

    acts[act]()

    assert sweep(0, 10, 30) == [0, 0, 0]


def test_reminders_after_a_confirmation_are_about_the_next_check():
    entry = entry_due()
    sweep(0)
    workflow.confirm_current(entry, by=entry.owner, today=CHECK, at=morning(CHECK))

    entry.refresh_from_db()
    again = reminders.remind(at=morning(entry.next_check))

    assert (again, Reminder.objects.count()) == (1, 2)


def test_reminder_cannot_be_marked_twice(at):
    row = {"entry": entry_due(), "kind": ReminderKind.ON, "check_on": CHECK, "at": at}
    Reminder.objects.create(**row)

    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(**row)


def test_reminder_and_its_mail_are_written_together_or_not_at_all():
    poisoned, well = entry_due(), entry_due()
    with connection.cursor() as cursor:  # a mail that the database refuses stands for any crash half-way
        cursor.execute(
            'ALTER TABLE core_outgoingmail ADD CONSTRAINT refused CHECK ("to" <> %s)', [poisoned.owner.email]
        )

    sent = sweep(0)

    assert (sent, mailed()) == ([1], [well.owner.email])
    assert list(Reminder.objects.values_list("entry", flat=True)) == [well.pk]


def test_reminders_take_the_same_number_of_queries_for_one_and_for_six():
    for _ in range(30):
        EntryFactory(published=True)
    entry_due()

    with CaptureQueriesContext(connection) as few:
        reminders.due(CHECK)

    for _ in range(5):
        entry_due(owner=None)
    with CaptureQueriesContext(connection) as more:
        reminders.due(CHECK)
    assert len(few) == len(more) == 4


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    checks=st.lists(st.integers(0, 120), min_size=1, max_size=4),
    days=st.lists(st.integers(-60, 200), max_size=12),
)
def test_reminders_go_once_and_none_in_time_is_forgotten(checks, days):
    with transaction.atomic():
        owner = UserFactory()
        entries = [entry_due(CHECK + timedelta(days=check), owner=owner) for check in checks]
        sent = sum(sweep(*days))

        expected = {
            (entry.pk, kind)
            for entry, check in zip(entries, checks, strict=True)
            for kind, offset in reminders.DAYS.items()
            if any(0 <= day - (check + offset) <= reminders.AGE_LIMIT.days for day in days)
        }
        assert set(Reminder.objects.values_list("entry", "kind")) == {(pk, kind.value) for pk, kind in expected}
        assert sent == len(expected)
        transaction.set_rollback(True)
