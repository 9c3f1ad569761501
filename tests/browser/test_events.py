"""From a proposal that first looks where it can join to a proof of attendance, with a waiting list in between."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from loket.accounts import demo
from loket.accounts.models import User
from network.campaigns import demo as campaigns
from network.events import registering, workflow
from network.events.models import Event, Registration
from tests.browser.test_accessibility import violations

STARTS = datetime(2031, 5, 8, 13, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def calendar(site: str) -> Event:
    """One event that is open, and the campaigns of the year."""
    people = {role: User.objects.get(email=demo.address(role)) for role in ("professional", "servicedesk")}
    at = timezone.now()
    campaigns.load(at=at)
    content = {
        "title": "Rookvrij opgroeien in de regio",
        "kind": "regiobijeenkomst",
        "summary": "GGD en gemeenten leggen hun aanpak naast elkaar.",
        "themes": ["roken"],
        "areas": ["gemeente-tiel"],
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(hours=3),
        "closes_at": STARTS,
        "location": "Tiel",
        "capacity": 1,
    }
    event = workflow.propose(content, looked_at=[], why_new="Nog niets.", by=people["professional"], at=at)
    workflow.approve(event, by=people["servicedesk"], at=at)
    workflow.open_registration(event, by=people["professional"], at=at)
    return event


def test_event_goes_from_proposal_to_proof_of_attendance(new_page, sign_in, calendar) -> None:
    organiser, desk = sign_in(new_page(), "professional"), sign_in(new_page(), "servicedesk")
    partner, visitor = sign_in(new_page(), "partner"), new_page()

    address = _propose(organiser)
    _press(desk, address, "Goedkeuren")
    _press(organiser, address, "Inschrijving openen")
    _register(partner, address)
    expect(partner.get_by_text("Ingeschreven").first).to_be_visible()
    token = _register_as_guest(visitor, address)
    expect(visitor.get_by_text("nummer 1")).to_be_visible()
    partner.get_by_role("button", name="Afmelden").click()
    visitor.goto(token)
    visitor.get_by_role("button", name="Ja, ik kom").click()
    expect(visitor.get_by_text("Ingeschreven").first).to_be_visible()
    _hold(organiser, address)
    _evaluate(visitor, token)


def _propose(page: Page) -> str:
    page.goto("/bijeenkomsten/voorstellen/")
    page.get_by_label("Titel").fill("Leersessie rookvrije scholen")
    page.get_by_label("Gebied").fill("Tiel")
    page.get_by_label("Roken").check()
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Waarom past dit niet?").fill("Gaat niet over scholen")
    page.get_by_label("Waarom is dit nieuw nodig?").fill("Scholen vragen erom.")
    page.get_by_label("Soort").select_option("leersessie")
    page.get_by_label("In het kort").fill("Vijf scholen vertellen.")
    page.get_by_label("Plaats", exact=False).first.fill("Tiel")
    page.get_by_label("Aantal plaatsen").fill("1")
    page.get_by_label("Dag", exact=True).fill("2031-06-05")
    page.get_by_label("Begint om").fill("13:00")
    page.get_by_label("Eindigt om").fill("15:00")
    page.get_by_role("button", name="Voorstel versturen").click()
    expect(page.get_by_text("Dit is een voorstel")).to_be_visible()
    expect(page.get_by_text("Gaat niet over scholen")).to_be_visible()
    return page.url


def _press(page: Page, address: str, label: str) -> None:
    page.goto(address)
    page.get_by_role("link", name=label).click()
    page.get_by_role("button", name=label).click()
    expect(page.get_by_text("Gedaan.")).to_be_visible()


def _register(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Aanmelden").click()
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_role("heading", name="Uw aanmelding")).to_be_visible()


def _register_as_guest(page: Page, address: str) -> str:
    page.goto(address)
    page.get_by_role("link", name="Op de wachtlijst").click()
    page.get_by_label("Naam").fill("Gast Voorbeeld")
    page.get_by_label("E-mailadres").fill("gast@voorbeeld.nl")
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_role("heading", name="Kijk in uw mail")).to_be_visible()
    token = Registration.objects.get(email="gast@voorbeeld.nl").get_absolute_url()
    page.goto(token)
    page.get_by_role("button", name="Ja, dit ben ik").click()
    return token


def _hold(page: Page, address: str) -> None:
    """The organiser ticks who is there; the clock is put forward past the end."""
    page.goto(f"{address}deelnemers/")
    page.get_by_role("button", name=re.compile("^Is er.*Gast Voorbeeld")).click()
    expect(page.get_by_text("Gast Voorbeeld: Aanwezig.")).to_be_visible()
    workflow.mark_held(at=STARTS + timedelta(days=60))


def _evaluate(page: Page, token: str) -> None:
    page.goto(token)
    page.get_by_role("link", name="Vertel hoe het was").click()
    page.get_by_label("4", exact=True).check()
    page.get_by_label("Wat gaat u morgen anders doen?").fill("Eerder beginnen")
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_text("Dank u wel.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Bewijs van deelname").click()
    assert download.value.suggested_filename == "bewijs-leersessie-rookvrije-scholen.pdf"


def test_pages_of_the_network_have_no_violations(new_page, sign_in, calendar) -> None:
    page = sign_in(new_page(), "professional")
    registration = registering.register(
        calendar, registering.Asking(name="Gast", email="gast@voorbeeld.nl"), at=timezone.now()
    )
    here = calendar.get_absolute_url()
    paths = (
        "/bijeenkomsten/",
        "/bijeenkomsten/?geweest",
        here,
        f"{here}aanmelden/",
        f"{here}deelnemers/",
        f"{here}wijzigen/",
        f"{here}stap/afgelasten/",
        registration.get_absolute_url(),
        "/bijeenkomsten/mijn/",
        "/mijn/leerregister/",
        "/bijeenkomsten/voorstellen/",
        "/bijeenkomsten/voorstellen/?title=Slaap&themes=roken&areas=Tiel",
        "/campagnes/",
    )

    found = [line for path in paths for line in violations(page, path)]

    assert found == []
