"""Two workers that begin the same report at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from django.db import connection

from loket.core.working_days import AMSTERDAM
from loket.monitoring import reporting
from loket.monitoring.models import Report, ReportFile
from tests.monitoring import factory

DUE = datetime(2026, 3, 1, 6, tzinfo=AMSTERDAM)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_report(no_panels):
    report, ready = factory.report(), Barrier(2)

    def work(number: int) -> bool:
        ready.wait(timeout=20)
        try:
            return reporting.make(Report.objects.get(pk=report.pk), at=DUE)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        made = sorted(workers.map(work, range(2)))

    assert made == [False, True]
    assert ReportFile.objects.count() == 3
