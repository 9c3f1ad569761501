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
from network.invitations import sending
from network.invitations.models import Invitation
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
    _invite(organiser, address)
    own = _answer_yes(partner)
    token = _register_as_guest(visitor, address)
    expect(visitor.get_by_text("nummer 1")).to_be_visible()
    _move(organiser, address)
    partner.goto(own)
    partner.get_by_role("button", name="Afmelden").click()
    visitor.goto(token)
    expect(visitor.get_by_text("12 juni 2031").first).to_be_visible()
    visitor.get_by_role("button", name="Ja, ik kom").click()
    expect(visitor.get_by_text("Ingeschreven").first).to_be_visible()
    _hold(organiser, address, _code_on_the_phone(visitor))
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


def _invite(page: Page, address: str) -> None:
    """Choose, look who it is, send; the worker would send it within the minute."""
    page.goto(f"{address}uitnodigen/")
    page.get_by_role("link", name="Mensen uitnodigen").click()
    page.get_by_label("GGD", exact=True).check()
    page.get_by_role("button", name="Laat zien om wie het gaat").click()
    page.get_by_role("button", name=re.compile("uitnodiging(en)? versturen")).click()
    expect(page.get_by_text("gaan de deur uit")).to_be_visible()
    sending.send_due(at=timezone.now())


def _answer_yes(page: Page) -> str:
    """By the link in the mail; the link shows, the button answers. Returns the address of the registration."""
    page.goto(Invitation.objects.get(email=demo.address("partner")).get_absolute_url())
    page.get_by_role("button", name="Ja, ik kom").click()
    expect(page.get_by_text("Ingeschreven").first).to_be_visible()
    return page.url


def _move(page: Page, address: str) -> None:
    page.goto(f"{address}wijzigen/")
    page.get_by_label("Dag", exact=True).fill("2031-06-12")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("De bijeenkomst is gewijzigd")).to_be_visible()


def _code_on_the_phone(page: Page) -> str:
    picture = page.get_by_role("img", name=re.compile("QR-code"))
    expect(picture).to_be_visible()
    return picture.get_attribute("alt").rpartition(" ")[2]


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


def _hold(page: Page, address: str, code: str) -> None:
    """At the door the code comes in while there is no connection; it counts once there is. Then the day is over."""
    page.goto(f"{address}deur/")
    expect(page.get_by_text("Scannen gaat met de gewone camera van uw telefoon")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_label("Code van de deelnemer").fill(code)
    page.get_by_role("button", name="Laat binnen").click()
    expect(page.get_by_text("1 code wacht op verbinding")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Welkom: Gast Voorbeeld")).to_be_visible(timeout=15_000)
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


def test_filters_narrow_at_once_and_chips_take_them_away(new_page, calendar) -> None:
    page = new_page()
    page.goto("/bijeenkomsten/")

    page.get_by_role("checkbox", name=re.compile("Roken")).check()
    expect(page.get_by_role("link", name=re.compile("Roken.*filter verwijderen"))).to_be_visible()
    page.get_by_role("link", name=re.compile("Roken.*filter verwijderen")).click()

    expect(page.get_by_role("checkbox", name=re.compile("Roken"))).not_to_be_checked()
    expect(page.get_by_role("link", name=calendar.title)).to_be_visible()


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
        f"{here}deur/",
        f"{here}programma/",
        f"{here}documenten/",
        f"{here}reeks/",
        f"{here}deelnemers/inlezen/",
        f"{here}uitnodigen/",
        f"{here}uitnodigen/kiezen/",
        f"{here}uitnodigen/kiezen/?kies=&levels=2",
        "/mijn/agenda/",
        "/netwerken-elders/",
        "/netwerken-elders/voorstellen/",
        registration.get_absolute_url(),
        "/bijeenkomsten/mijn/",
        "/mijn/leerregister/",
        "/bijeenkomsten/voorstellen/",
        "/bijeenkomsten/voorstellen/?title=Slaap&themes=roken&areas=Tiel",
        "/campagnes/",
    )

    found = [line for path in paths for line in violations(page, path)]

    assert found == []
