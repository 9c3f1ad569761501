"""Who helps whom with what at what cost, and what to take along: spreadsheet, CSV and calendar."""

import csv
import io

import pytest
from django.urls import reverse
from icalendar import Calendar
from odf import opendocument, table, teletype

from loket.catalogue import publishing
from loket.catalogue.partners import exporting, support
from tests.catalogue.partners.factory import offer, programme, shop
from tests.factories import EntryFactory

pytestmark = pytest.mark.django_db
FULL = {
    "wie_helpt": "De adviseur",
    "voor_wie": "Scholen",
    "waarmee": "Een plan",
    "kosten": "**Gratis**",
    "aanvragen": "Per mail",
}


def shown(response) -> list[str]:
    return [offer.entry.title for offer, _ in response.context["offers"]]


def test_offer_tells_who_whom_what_cost_where_and_how():
    found = support.offer(offer(**FULL, themes=["roken"], areas=["gemeente-tiel"]))

    assert found.line == [
        "Hulp bij een plan",
        "De adviseur",
        "Scholen",
        "Een plan",
        "Roken",
        "Gratis",
        "Tiel",
        "Per mail",
    ]


def test_what_a_source_does_not_tell_is_not_known(visitor):
    offer(themes=["roken"])

    page = visitor.get(reverse("support_offers")).content.decode()

    assert page.count("niet bekend</dd>") == 6


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Advies", "Cursus"]),
        ({"cost": "bekend"}, ["Advies"]),
        ({"cost": "onbekend"}, ["Cursus"]),
        ({"theme": "roken"}, ["Cursus"]),
        ({"area": "provincie-drenthe"}, ["Advies"]),
        ({"q": "cursussen"}, ["Cursus"]),
        ({"cost": "veel"}, ["Advies", "Cursus"]),
    ],
)
def test_offers_are_filtered(query, found, visitor):
    offer("Advies", kosten="Gratis", areas=["nl"])
    offer("Cursus", themes=["roken"], areas=["gemeente-tiel"])
    EntryFactory(published=True, title="Geen aanbod")

    assert shown(visitor.get(reverse("support_offers"), query)) == found


def test_offer_leads_to_the_shop_of_who_helps(visitor):
    window = shop()
    offer(organisation=window.organisation)

    assert window.get_absolute_url() in visitor.get(reverse("support_offers")).content.decode()


@pytest.mark.parametrize("number", [1, 5])
def test_overview_asks_the_same_number_of_queries(number, visitor, django_assert_max_num_queries):
    for each in range(number):
        offer(f"Hulp {each}", organisation=shop().organisation)
    visitor.get(reverse("support_offers"))

    with django_assert_max_num_queries(5):
        visitor.get(reverse("support_offers"))


def test_csv_has_what_the_page_shows_and_runs_nothing(visitor):
    offer("=1+1", **FULL)
    offer("Verborgen", themes=["roken"])

    answer = visitor.get(reverse("support_csv"), {"cost": "bekend"})

    head, line = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert (head[0], head[-1], line[0], line[5]) == ("Aanbod", "Adres", "'=1+1", "Gratis")


def cells(row) -> list[str]:
    return [teletype.extractText(cell) for cell in row.getElementsByType(table.TableCell)]


def test_ods_opens_and_holds_every_row(visitor):
    offer("Hulp\x08 met een plan", **FULL)

    answer = visitor.get(reverse("support_ods"))

    sheet = opendocument.load(io.BytesIO(answer.content))
    rows = [cells(row) for row in sheet.getElementsByType(table.TableRow)]
    assert (rows[0][0], rows[1][:2]) == ("Aanbod", ["Hulp met een plan", "De adviseur"])


def events(content: bytes) -> dict[str, dict]:
    found = Calendar.from_ical(content).walk("VEVENT")
    return {str(row["uid"]): row for row in found}


def test_calendar_holds_the_days_to_come_by_the_filters_of_the_page(visitor):
    entry = programme("2099-01-31", title="Buurtpot; met komma, en meer")
    programme("2001-01-01")
    programme(None)
    programme("2099-01-31", told={"themes": ["roken"]})

    answer = visitor.get(reverse("programmes_calendar"), {"theme": "bewegen"})

    (event,) = events(answer.content).values()
    assert answer["Content-Type"].startswith("text/calendar")
    assert str(event["summary"]) == "Laatste dag om aan te vragen: Buurtpot; met komma, en meer"
    assert (event.decoded("dtstart").isoformat(), str(event["url"]).endswith(entry.get_absolute_url())) == (
        "2099-01-31",
        True,
    )


def test_changed_day_keeps_its_uid_and_counts_the_sequence_up(at):
    entry = programme("2099-01-31")
    before = events(exporting.calendar([entry]))

    publishing.publish(entry, entry.content | {"fields": {"sluit_op": "2099-03-01"}}, by=None, at=at)

    after = events(exporting.calendar([entry]))
    (uid,) = before
    assert list(after) == [uid]
    assert (after[uid]["sequence"] > before[uid]["sequence"], after[uid].decoded("dtstart").isoformat()) == (
        True,
        "2099-03-01",
    )
