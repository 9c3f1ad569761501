"""Campaigns by the API."""

import json
from datetime import date

import pytest

from network.campaigns.models import Campaign
from tests.factories import AT, EntryFactory

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/campaigns"


def told(response) -> dict:
    return json.loads(response.content)


def campaign(year: int = 2026, **changes) -> Campaign:
    days = {"starts_on": date(year, 5, 1), "ends_on": date(year, 5, 7), "plan_from": date(year, 2, 1)}
    named = {"title": f"Week {year}", "slug": f"week-{year}", "summary": "Kort", "lead": "Instituut", "changed_at": AT}
    return Campaign.objects.create(**named | days | changes)


def test_campaigns_of_a_year(visitor):
    campaign(2025)
    wanted = campaign(2026, themes=["roken"])

    rows = told(visitor.get(f"{ROOT}?year=2026&theme=roken"))["results"]

    assert [row["externalId"] for row in rows] == [f"campagne-{wanted.pk}"]
    assert told(visitor.get(f"{ROOT}/campagne-{wanted.pk}"))["startsOn"] == "2026-05-01"


def test_toolkit_that_is_not_public_is_left_out(visitor):
    found = campaign(toolkit=EntryFactory(kind="toolkit"))

    assert told(visitor.get(f"{ROOT}/campagne-{found.pk}"))["toolkit"] is None


@pytest.mark.parametrize("query", ["year=1999", "year=x", "theme=a&theme=b"])
def test_year_out_of_range_is_a_problem(query, visitor):
    assert visitor.get(f"{ROOT}?{query}").status_code == 400
