"""Use by month is always the sum of its days, however these change."""

from datetime import date

import pytest
from django.db.models import Sum
from django.db.models.functions import TruncMonth

from loket.usage import moving
from loket.usage.enums import Act
from loket.usage.models import MonthUse, UseCount

pytestmark = pytest.mark.django_db
DAYS = (date(2026, 1, 5), date(2026, 1, 31), date(2026, 2, 1))


def used(subject: int, *days: date, count: int = 3) -> None:
    UseCount.objects.bulk_create(
        UseCount(day=day, subject_type="entry", subject_id=subject, act=Act.VIEW, count=count) for day in days
    )


def by_days() -> set[tuple]:
    months = UseCount.objects.annotate(month=TruncMonth("day"))
    sums = months.values_list("month", "subject_type", "subject_id", "act").annotate(total=Sum("count"))
    return set(sums.filter(total__gt=0).order_by())


def by_months() -> set[tuple]:
    fields = ("month", "subject_type", "subject_id", "act", "count")
    return set(MonthUse.objects.exclude(count=0).values_list(*fields))


def test_months_are_the_sums_of_their_days():
    used(1, *DAYS)

    assert {row[0]: row[-1] for row in by_months()} == {date(2026, 1, 1): 6, date(2026, 2, 1): 3}


def test_months_follow_what_is_changed_and_taken_away():
    used(1, *DAYS)
    used(2, *DAYS, count=7)

    UseCount.objects.filter(day=DAYS[0]).update(count=1)
    UseCount.objects.filter(day=DAYS[2], subject_id=1).delete()

    assert by_months() == by_days()


def test_months_follow_a_merge_and_back():
    used(1, *DAYS)
    used(2, DAYS[1], count=7)
    before = by_months()

    moving.move("entry", 1, 2)
    merged = by_months() == by_days()
    moving.move_back("entry", 1, 2)

    assert merged
    assert by_months() == by_days() == before
