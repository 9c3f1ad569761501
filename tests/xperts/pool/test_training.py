"""Hours of training and intervision: until when they are enough, who may write them, and who hears what when."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from loket.core.models import OutgoingMail
from loket.core.working_days import add_months
from tests.factories import UserFactory
from tests.xperts.factory import moment
from tests.xperts.pool.factory import AT, XpertFactory, coordinator, desk
from xperts.pool import ruling, training
from xperts.pool.enums import TrainingKind
from xperts.pool.models import Rules, Standing, Training

TODAY = AT.date()
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
ROWS = st.lists(st.tuples(DAYS, st.integers(1, 600)), max_size=12)


@settings(deadline=None)
@given(ROWS, st.integers(1, 900))
def test_enough_lasts_to_the_last_day_on_which_a_year_holds_the_hours(rows, asked):
    until = training.enough_until(rows, asked)

    held = [total for day in {row[0] for row in rows} if (total := _in_year_before(add_months(day, 12), rows)) >= asked]
    assert (until is None) == (not held)
    if until:
        assert _in_year_before(until, rows) >= asked


def _in_year_before(day: date, rows) -> int:
    return sum(minutes for on, minutes in rows if on >= add_months(day, -12) or add_months(on, 12) >= day)


@pytest.mark.parametrize(
    ("asked", "until"), [(60, date(2027, 2, 28)), (61, date(2026, 6, 1)), (500, None), (0, date.max)]
)
def test_enough_until_by_what_is_asked(asked, until):
    rows = [(date(2026, 2, 28), 60), (date(2025, 6, 1), 60)]

    assert training.enough_until(rows, asked) == until


def log(person, kind=TrainingKind.TRAINING, *, on=TODAY, minutes=480, by=None, at=AT) -> Training:
    return training.log(person, kind=kind, on=on, minutes=minutes, title="Cursus", by=by or person, at=at)


def until(person) -> date:
    return Standing.objects.get(person=person).until


@pytest.mark.django_db
def test_kind_that_lapses_first_decides_and_the_first_year_counts():
    person = XpertFactory().person
    Standing.objects.update(begins_on=date(2025, 1, 1), until=date(2026, 1, 1))

    log(person)
    only_training = until(person)
    log(person, TrainingKind.INTERVISION, on=date(2026, 2, 1))

    assert (only_training, until(person)) == (date(2026, 1, 1), date(2027, 2, 1))


@pytest.mark.django_db
def test_hours_taken_back_do_not_count():
    person = XpertFactory().person
    Standing.objects.update(begins_on=date(2025, 1, 1), until=date(2026, 1, 1))
    log(person, TrainingKind.INTERVISION)
    row = log(person)

    training.remove(row, by=person, at=AT)

    assert until(person) == date(2026, 1, 1)


@pytest.mark.django_db
def test_desk_keeps_the_same_register_for_itself():
    person = desk()

    log(person)

    assert until(person) == date(2027, 3, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "may"), [("servicedesk", True), ("coordinator", True), ("xpert", False), ("kernteam", False)]
)
def test_hours_of_another_are_written_by_desk_and_coordinator(role, may):
    person, by = XpertFactory().person, UserFactory(roles=[role])

    if may:
        assert log(person, by=by).written_by == by
    else:
        with pytest.raises(PermissionDenied):
            log(person, by=by)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"on": AT.date() + timedelta(1)}, {"minutes": 0}, {"minutes": 6001}, {"kind": "feest"}]
)
def test_hours_that_cannot_be_are_refused_with_a_sentence(wrong):
    person = desk()

    with pytest.raises(ValidationError):
        training.log(
            person, **{"kind": "training", "on": AT.date(), "minutes": 60} | wrong, title="x", by=person, at=AT
        )
    assert not Training.objects.exists()


@pytest.mark.django_db
def test_database_refuses_training_without_time():
    row = log(desk())

    with pytest.raises(IntegrityError), transaction.atomic():
        Training.objects.filter(pk=row.pk).update(minutes=0)


@pytest.mark.django_db
def test_lapse_is_announced_once_ahead_and_told_once_after():
    xpert = XpertFactory(schooled_until=AT.date() + timedelta(days=60))

    told = [training.announce(at=AT), training.announce(at=AT), training.announce(at=AT + timedelta(days=61))]

    assert told == [1, 0, 1]
    assert training.announce(at=AT + timedelta(days=70)) == 0
    subjects = OutgoingMail.objects.filter(to=xpert.person.email).order_by("pk").values_list("subject", flat=True)
    assert list(subjects) == ["Uw scholing telt nog tot en met 1 mei 2026", "Uw scholing is verlopen"]


@pytest.mark.django_db
def test_announcement_that_was_late_is_not_sent_beside_the_lapse():
    XpertFactory(schooled_until=AT.date())

    training.announce(at=AT + timedelta(days=3))

    assert OutgoingMail.objects.count() == 1


@pytest.mark.django_db
def test_other_rules_give_everybody_another_date():
    person = XpertFactory().person
    Standing.objects.update(begins_on=date(2025, 1, 1), until=date(2026, 1, 1))
    log(person, minutes=60)
    values = {name: getattr(Rules(), name) for name in ruling.SETTABLE} | {
        "training_minutes": 60,
        "intervision_minutes": 0,
    }

    ruling.renew(values, note="Minder uren", by=coordinator(), at=moment(3), seen=1)

    assert until(person) == date(2027, 3, 2)
