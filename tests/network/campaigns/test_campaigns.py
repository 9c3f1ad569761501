"""The calendar of campaigns: hard case 36, and who keeps it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from loket.search.models import Findable
from network.campaigns import calendars, pages, workflow
from network.campaigns.models import Campaign
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
TYPED = {
    "title": "Week van het water",
    "summary": "Water drinken op school.",
    "lead": "Instituut (voorbeeld)",
    "starts_on": "2026-06-01",
    "ends_on": "2026-06-07",
    "plan_from": "2026-04-01",
    "themes": ["voeding"],
}


def kept(**changes) -> Campaign:
    fields = {
        "title": "Week van het water",
        "summary": "Water drinken op school.",
        "lead": "Instituut (voorbeeld)",
        "starts_on": date(2026, 6, 1),
        "ends_on": date(2026, 6, 7),
        "plan_from": date(2026, 4, 1),
        "themes": ["voeding"],
    }
    return workflow.keep(Campaign(**fields | changes), by=UserFactory(editor=True), at=AT)


def component(campaign: Campaign):
    return icalendar.Calendar.from_ical(calendars.feed([campaign], at=AT)).walk("VEVENT")[0]


def test_last_day_belongs_to_the_campaign_and_is_exclusive_in_the_calendar():
    campaign = kept()

    assert pages.period(campaign) == "1 tot en met 7 juni 2026"
    assert component(campaign).decoded("DTEND") == date(2026, 6, 8)


def test_another_date_raises_the_sequence_and_another_summary_does_not():
    campaign = kept()
    campaign.summary = "Meer water"
    workflow.keep(campaign, by=UserFactory(editor=True), at=AT)
    assert component(campaign)["SEQUENCE"] == 0

    campaign.ends_on = date(2026, 6, 9)
    workflow.keep(campaign, by=UserFactory(editor=True), at=AT)

    assert component(campaign)["SEQUENCE"] == 1


def test_year_shows_when_to_plan_and_when_it_runs():
    kept()

    page = pages.year_page(2026, "", today=date(2026, 4, 2))
    row = page["rows"][0]

    assert row.cells == ("", "", "", "plan", "plan", "run", "", "", "", "", "", "")
    assert list(page["to_plan"]) == [row.campaign]


def test_campaign_over_new_year_stands_in_both_years():
    kept(starts_on=date(2026, 12, 20), ends_on=date(2027, 1, 10), plan_from=date(2026, 12, 1))

    assert [
        pages.year_page(year, "", today=date(2026, 1, 1))["rows"][0].cells[index]
        for year, index in ((2026, 11), (2027, 0))
    ] == ["run", "run"]


def test_campaign_is_found_by_search_and_gone_when_removed():
    campaign = kept()
    assert Findable.objects.filter(kind="campagne").count() == 1

    workflow.remove(campaign, by=UserFactory(editor=True))

    assert not Findable.objects.filter(kind="campagne").exists()


def test_professional_keeps_nothing(client_for):
    with pytest.raises(PermissionDenied):
        workflow.keep(Campaign(), by=UserFactory(), at=AT)
    assert client_for(UserFactory()).get(reverse("campaign_new")).status_code == 403


def test_editor_adds_a_campaign(client_as, visitor):
    response = client_as("redactie").post(reverse("campaign_new"), TYPED)

    text = visitor.get(response.url).content.decode()
    assert "1 tot en met 7 juni 2026" in text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"ends_on": "2026-05-01"}, "De laatste dag kan niet voor de eerste liggen."),
        ({"plan_from": "2026-07-01"}, "Plannen begint uiterlijk op de eerste dag."),
        ({"starts_on": "31-31-2026"}, "geldige datum"),
    ],
)
def test_campaign_that_cannot_be_is_refused_with_a_sentence(client_as, change, sentence):
    response = client_as("redactie").post(reverse("campaign_new"), TYPED | change)

    assert response.status_code == 422
    assert sentence in response.content.decode()


@pytest.mark.parametrize("year", [1999, 2101])
def test_year_far_away_is_not_found(visitor, year):
    assert visitor.get(reverse("campaigns_of_year", args=[year])).status_code == 404


def test_year_page_reads_with_an_unknown_theme(visitor):
    kept()

    assert "Geen campagnes" in visitor.get(f"{reverse('campaigns')}?theme=bestaat-niet").content.decode()
