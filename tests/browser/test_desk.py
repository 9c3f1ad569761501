"""Other ways in and the sorting of the desk in a browser: on behalf, a call, an old helpdesk, lists, being away."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from loket.core.working_days import local_date
from servicedesk.enums import Channel
from servicedesk.models import Absence, Question, SavedView
from tests.browser.test_accessibility import violations
from tests.factories import UserFactory

OLD = (
    "nummer;datum;soort;tekst;naam;email;stand\n"
    "HGS-7;02-09-2025;vraag;Hoe krijgen wij meer water in de klas?;Noor Voorbeeld;noor@example.org;open\n"
)


@pytest.fixture
def colleague(site: str):
    return UserFactory(name="Bram Voorbeeld", roles=["servicedesk"])


def test_desk_sorts_what_came_in_by_other_ways(new_page, sign_in, colleague, tmp_path) -> None:
    partner, desk = sign_in(new_page(), "partner"), sign_in(new_page(), "servicedesk")

    _bring(partner)
    _answer_a_call(desk, new_page())
    _take_over(tmp_path)
    _keep_a_list(desk)
    _label_and_answer_together(desk)
    _be_away(desk, colleague)
    _erase(desk)

    for path in ("/servicedesk/?lijst=open&q=water", "/servicedesk/afwezig/", "/servicedesk/wissen/"):
        assert violations(desk, path) == []


def _bring(page: Page) -> None:
    """A partner asks for somebody else, and is told first what is missing."""
    page.goto("/vraag/namens/")
    page.get_by_label("Naam", exact=True).fill("Vera Voorbeeld")
    page.get_by_label("E-mailadres", exact=True).fill("vera@example.org")
    page.get_by_label("Wat is de vraag?").fill("Hoe krijgen wij gezond eten in de sportkantine?")
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_role("link", name=re.compile("Vraag het eerst aan wie de vraag heeft"))).to_be_visible()
    page.get_by_label("De ander weet dat ik deze vraag stel").check()
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_text("Vera Voorbeeld krijgt bericht")).to_be_visible()


def _answer_a_call(desk: Page, visitor: Page) -> None:
    """The desk places a call for questions; a visitor answers it."""
    today = local_date(timezone.now())
    desk.goto("/servicedesk/oproepen/nieuw/")
    desk.get_by_label("Titel").fill("Water op school")
    desk.get_by_label("Waar het om gaat").fill("Wij verzamelen vragen over water drinken.")
    desk.get_by_label("Thema", exact=True).select_option("voeding")
    desk.get_by_label("Vanaf", exact=True).fill(str(today))
    desk.get_by_label("Tot en met", exact=True).fill(str(today + timedelta(days=30)))
    desk.get_by_role("button", name="Bewaren").click()
    desk.get_by_role("button", name="Plaatsen").click()
    visitor.goto("/oproepen/")
    visitor.get_by_role("link", name=re.compile("Water op school")).click()
    visitor.get_by_label("Wat is uw vraag?").fill("Waar vind ik lessen over water drinken?")
    visitor.get_by_label("Uw naam").fill("Sam Voorbeeld")
    visitor.get_by_label("Uw e-mailadres").fill("sam@example.org")
    visitor.get_by_role("button", name="Versturen").click()
    expect(visitor.get_by_role("heading", name=re.compile("lessen over water"))).to_be_visible()


def _take_over(folder) -> None:
    file = folder / "oud.csv"
    file.write_text(OLD, encoding="utf-8")
    call_command("import_questions", str(file), "--queue", "gezonde-school", verbosity=0)
    assert set(Question.objects.values_list("channel", flat=True)) == {Channel.BEHALF, Channel.CALL, Channel.WEB}


def _keep_a_list(page: Page) -> None:
    """Search, keep what is found under a name, and open it with its key."""
    page.goto("/servicedesk/?lijst=open")
    expect(page.locator("[data-desk-row]")).to_have_count(3)
    page.get_by_text("Zoeken en filteren").click()
    page.get_by_label("Zoek in vragen, antwoorden en namen van bestanden").fill("water")
    page.get_by_role("button", name="Filteren").click()
    expect(page.locator("[data-desk-row]")).to_have_count(2)
    page.get_by_label("Bewaar deze lijst als").fill("Water")
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.get_by_role("navigation", name="Bewaarde lijsten").get_by_text("Water")).to_be_visible()
    page.goto("/servicedesk/")
    page.keyboard.press("1")
    page.wait_for_url("**q=water**")
    assert SavedView.objects.get().name == "Water"


def _label_and_answer_together(page: Page) -> None:
    for box in page.get_by_label(re.compile("^Kies 20")).all():
        box.check()
    page.get_by_label("Label", exact=True).last.fill("Kraanwater")
    page.get_by_role("button", name="Label erbij").click()
    expect(page.locator("[data-desk-row]").get_by_text("kraanwater")).to_have_count(2)
    for box in page.get_by_label(re.compile("^Kies 20")).all():
        box.check()
    page.get_by_role("button", name="Samen beantwoorden").click()
    page.get_by_label("Antwoord").fill("Beste {naam},\n\nZet een kan op elke tafel.\n\nGroet,\n{behandelaar}")
    page.get_by_role("button", name="Versturen aan 2").click()
    expect(page.get_by_text("2 antwoorden vertrekken zo meteen.")).to_be_visible()


def _be_away(page: Page, colleague) -> None:
    today = local_date(timezone.now())
    page.goto("/servicedesk/afwezig/")
    page.get_by_label("eerste dag", exact=False).fill(str(today))
    page.get_by_label("laatste dag", exact=False).fill(str(today + timedelta(days=7)))
    page.get_by_label(re.compile("vervanger", re.IGNORECASE)).select_option(str(colleague.pk))
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.get_by_text(re.compile("^Bewaard. Bram Voorbeeld vervangt"))).to_be_visible()
    assert Absence.objects.get().stand_in == colleague


def _erase(page: Page) -> None:
    page.goto("/servicedesk/wissen/")
    page.get_by_label("E-mailadres").fill("vera@example.org")
    page.get_by_role("button", name="Zoeken", exact=True).last.click()
    expect(page.get_by_role("heading", name="Eigen vragen (1)")).to_be_visible()
    page.get_by_role("button", name="Definitief wissen").click()
    expect(page.get_by_text("1 vraag anoniem")).to_be_visible()
    assert not Question.objects.filter(asker_email="vera@example.org").exists()
