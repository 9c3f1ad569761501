"""The number of a case: the next one of its year, given once."""

from datetime import datetime

from django.db import IntegrityError, transaction

from loket.core.working_days import local_date
from xperts.cases.models import CaseSeries
from xperts.cases.models.case import PER_YEAR


def hold(at: datetime) -> CaseSeries:
    """The series of this year, locked until the caller's transaction ends: others wait for the next number."""
    year = local_date(at).year
    return CaseSeries.objects.select_for_update().filter(year=year).first() or _begin(year)


def take(series: CaseSeries) -> int:
    """The next number of a series that is held: none is skipped, none given twice."""
    series.last += 1
    series.save(update_fields=["last"])
    return series.year * PER_YEAR + series.last


def _begin(year: int) -> CaseSeries:
    """The first case of a year; of two at the same moment the second waits for the first."""
    try:
        with transaction.atomic():
            CaseSeries.objects.create(year=year)
    except IntegrityError:
        pass
    return CaseSeries.objects.select_for_update().get(year=year)
