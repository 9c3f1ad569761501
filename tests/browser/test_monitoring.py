"""Axe finds nothing on the dashboards, the targets, the budget and the reports, on a phone and on a wide screen."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from loket.core.working_days import local_date
from loket.usage.models import DayCount
from tests.browser.test_accessibility import violations
from tests.monitoring import factory

DASHBOARDS = tuple(f"/dashboard/{name}/" for name in ("coordinator", "servicedesk", "kernteam", "redactie", "mijn"))
KEPT = ("/monitoring/doelen/", "/monitoring/begrippen/", "/monitoring/budget/", "/monitoring/rapporten/")


@pytest.fixture
def figures(site: str) -> None:
    at = timezone.now()
    factory.estimate(at)
    factory.year_budget(at, year=local_date(at).year)
    factory.cost(at)
    for back in range(60):
        DayCount.objects.create(day=local_date(at) - timedelta(days=back), act="view", count=9 * back)


def test_pages_of_the_coordinator_have_no_violations(new_page, sign_in, figures) -> None:
    page = sign_in(new_page(), "coordinator")

    assert [line for path in (*DASHBOARDS, *KEPT) for line in violations(page, path)] == []


def test_dashboard_in_the_dark_has_no_violations(new_page, sign_in, figures) -> None:
    page: Page = sign_in(new_page(color_scheme="dark"), "coordinator")

    assert violations(page, DASHBOARDS[0]) == []


def test_charts_stand_on_the_page_without_javascript(new_page, sign_in, figures) -> None:
    page: Page = sign_in(new_page(java_script_enabled=False), "coordinator")

    page.goto(DASHBOARDS[0])

    assert page.locator("svg.chart").count() >= 3
    page.get_by_role("link", name="Gebruik per regio").click()
    assert page.get_by_role("table").count() == 1
    assert page.locator("svg.chart").count() == 1
