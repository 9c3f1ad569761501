"""The number of a question: the next one of its year, given once."""

import re
from datetime import datetime

from django.db import IntegrityError, transaction

from loket.core.working_days import local_date
from servicedesk.models import NumberSeries
from servicedesk.models.question import PER_YEAR

_REFERENCE = re.compile(r"\b(20\d\d)-?(\d{5,7})\b")


def hold(at: datetime) -> NumberSeries:
    """The series of this year, locked until the caller's transaction ends: others wait for the next number."""
    year = local_date(at).year
    return NumberSeries.objects.select_for_update().filter(year=year).first() or _begin(year)


def take(series: NumberSeries) -> int:
    """The next number of a series that is held: none is skipped, none given twice."""
    series.last += 1
    series.save(update_fields=["last"])
    return series.year * PER_YEAR + series.last


def _begin(year: int) -> NumberSeries:
    """The first question of a year; of two at the same moment the second waits for the first."""
    try:
        with transaction.atomic():
            NumberSeries.objects.create(year=year)
    except IntegrityError:
        pass
    return NumberSeries.objects.select_for_update().get(year=year)


def read(text: str) -> int | None:
    """The number in a reference as people write it (*2026-00123*), anywhere in a text."""
    found = _REFERENCE.search(text)
    return int(found[1]) * PER_YEAR + int(found[2]) if found else None
