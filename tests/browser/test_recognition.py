"""The walk of recognition: applied for, written over two sittings, judged by three, on the page, and lapsed."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from playwright.sync_api import Page, expect

from loket.accounts import demo, organisations
from loket.accounts.models import User
from loket.catalogue.models import Entry
from loket.catalogue.recognition import granting
from loket.catalogue.recognition.models import Assessor
from loket.core.working_days import local_date
from tests.factories import EntryFactory

TITLE = "Samen de trap op"
NAMES = ("Anna Verzonnen", "Bram Bedacht", "Carla Voorbeeld")
SECTIONS = {
    "Doelgroep": ("Uiteindelijke doelgroep",),
    "Doel": ("Hoofddoel", "Subdoelen"),
    "Aanpak": ("Opzet", "Inhoud"),
    "Uitvoering": (
        "Materialen",
        "Locatie en organisatie",
        "Competenties van uitvoerders",
        "Randvoorwaarden",
        "Kosten",
        "Uren",
    ),
    "Werkzame elementen": ("Werkzame elementen",),
}


@pytest.fixture
def entry(site: str) -> Entry:
    owner = User.objects.get(email=demo.address("professional"))
    return EntryFactory(published=True, kind="interventie", title=TITLE, owner=owner, organisation=owner.organisation)


@pytest.fixture
def assessors(site: str) -> list[User]:
    """Three people of the practice panel, each of an organisation of their own."""
    people = []
    for number, name in enumerate(NAMES):
        employer = organisations.create(f"GGD Elders {number} (voorbeeld)")
        person = User.objects.create_user(
            f"panel{number}@voorbeeld.nl", demo.PASSWORD, name=name, organisation=employer
        )
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        Assessor.objects.create(
            person=person, body="praktijkpanel", sector="ggd", active_from=local_date(timezone.now())
        )
        people.append(person)
    return people


def test_owner_gets_a_recognition_that_lapses(new_page, sign_in, entry, assessors) -> None:
    owner, editor = sign_in(new_page(), "professional"), sign_in(new_page(), "redactie")

    address = _apply(owner, entry)
    _press(editor, address, "Compleet genoeg: verder", "De aanvrager kan het werkblad nu invullen")
    _write_first_half(owner, address)
    _write_second_half_later(owner, address)
    _give_feedback(editor, address, "Wat kost het per groep?")
    _revise(owner, address, "Wat kost het per groep?", "Verbeterd werkblad indienen")
    _give_feedback(editor, address, "Dank, veel duidelijker.")
    _press(owner, address, "Definitief indienen", "Nu volgt de beoordeling")
    _seat(editor, address)
    for person in assessors:
        _vote(new_page(), person)
    _decide(editor, address)
    _press(owner, address, "Ik maak geen bezwaar", "De erkenning staat nu op de bladzijde")

    visitor = new_page()
    _expect_recognised(visitor, entry)
    granting.lapse_due(at=timezone.now() + timedelta(days=4 * 365))
    _expect_lapsed(visitor)


def _press(page: Page, address: str, button: str, answer: str) -> None:
    page.goto(address)
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_text(answer)).to_be_visible()


def _apply(page: Page, entry: Entry) -> str:
    page.goto(entry.get_absolute_url())
    page.get_by_role("link", name="Erkenning aanvragen").click()
    page.get_by_label("Goed beschreven").check()
    page.get_by_role("button", name="Aanvragen").click()
    expect(page.get_by_text("Uw aanvraag is ontvangen")).to_be_visible()
    return page.url


def _fill(page: Page, section: str) -> None:
    page.get_by_role("navigation", name="Onderdelen van het werkblad").get_by_role(
        "link", name=section, exact=True
    ).click()
    expect(page.get_by_role("heading", name=section, level=1)).to_be_visible()
    for label in SECTIONS[section]:
        page.get_by_role("textbox", name=label, exact=True).fill(f"Zo doen wij dat: {label.lower()}.")


def _write_first_half(page: Page, address: str) -> None:
    """A sitting that ends without a press: what was typed is kept."""
    page.goto(address)
    page.get_by_role("link", name="Werkblad invullen").click()
    for section in ("Doelgroep", "Doel"):
        _fill(page, section)
        expect(page.locator("[data-autosave-status]")).to_contain_text("Bewaard om")
    page.goto("/")


def _write_second_half_later(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_text("Zo doen wij dat: subdoelen.")).to_be_visible()
    page.get_by_role("link", name="Werkblad invullen").click()
    for section in ("Aanpak", "Uitvoering", "Werkzame elementen"):
        _fill(page, section)
        page.get_by_role("button", name="Bewaren", exact=True).click()
        page.wait_for_load_state()
    _press(page, address, "Werkblad indienen", "Het werkblad is ingediend")


def _give_feedback(page: Page, address: str, comment: str) -> None:
    page.goto(address)
    row = page.locator("#veld-kosten")
    row.get_by_text("Opmerking plaatsen").click()
    row.get_by_label("Opmerking bij Kosten").fill(comment)
    row.get_by_role("button", name="Plaatsen").click()
    expect(row.locator(".comment__text", has_text=comment)).to_be_visible()
    _press(page, address, "Feedback versturen", "De aanvrager heeft de feedback gekregen")


def _revise(page: Page, address: str, comment: str, button: str) -> None:
    page.goto(address)
    expect(page.locator(".comment__text", has_text=comment)).to_be_visible()
    page.locator("#veld-kosten").get_by_role("link", name="Aanpassen").click()
    expect(page.locator(".comment__text", has_text=comment)).to_be_visible()
    page.get_by_role("textbox", name="Kosten", exact=True).fill("Per groep 1.800 euro.")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    page.wait_for_load_state()
    _press(page, address, button, "Het verbeterde werkblad is ingediend")


def _seat(page: Page, address: str) -> None:
    page.goto(address)
    for name in NAMES:
        page.get_by_role("button", name=re.compile(f"^Vragen.*{name}")).click()
        expect(page.get_by_text(f"{name} is gevraagd")).to_be_visible()
    _press(page, address, "Beoordeling openen", "De beoordeling is geopend")


def _vote(page: Page, person: User) -> None:
    """On a phone: from *mijn loket* by the question about interest to the vote."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/account/login/")
    page.get_by_label("E-mailadres").fill(person.email)
    page.get_by_label("Wachtwoord", exact=True).fill(demo.PASSWORD)
    page.locator("main").get_by_role("button", name="Inloggen", exact=True).click()
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_text("Per groep 1.800 euro.")).to_have_count(0)
    page.get_by_label("Nee, ik heb geen belang").check()
    page.get_by_role("button", name="Antwoord geven").click()
    expect(page.get_by_text("Per groep 1.800 euro.")).to_be_visible()
    page.get_by_label("Erkennen", exact=True).check()
    page.get_by_label("Waarom stemt u zo?").fill("Een ander kan hiermee beginnen.")
    page.get_by_role("button", name="Stemmen", exact=True).click()
    expect(page.get_by_text("Uw stem is ontvangen en staat vast")).to_be_visible()


def _decide(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Besluit schrijven").click()
    expect(page.get_by_label("Motivering")).to_have_value("Een ander kan hiermee beginnen.")
    page.get_by_role("button", name="Besluit vastleggen").click()
    expect(page.get_by_text("Het besluit is vastgelegd")).to_be_visible()


def _expect_recognised(page: Page, entry: Entry) -> None:
    page.goto(entry.get_absolute_url())
    expect(page.locator(".page-head .recognition")).to_contain_text("Goed beschreven, stap 1 van 5 (geldig tot")
    expect(page.locator("#erkenning ~ .entry__row")).to_contain_text("Een ander kan hiermee beginnen.")
    page.goto("/catalogus/?q=trap")
    expect(page.get_by_role("checkbox", name=re.compile("^Goed beschreven"))).to_be_visible()


def _expect_lapsed(page: Page) -> None:
    page.goto("/catalogus/?q=trap")
    expect(page.get_by_role("checkbox", name=re.compile("^Erkenning verlopen"))).to_be_visible()
    expect(page.get_by_role("checkbox", name=re.compile("^Goed beschreven"))).to_have_count(0)
    expect(page.locator(".card .recognition")).to_contain_text("Erkenning verlopen")
