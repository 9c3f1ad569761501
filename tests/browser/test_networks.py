"""A learning network from a proposal to its harvest, with a conversation in between."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from network.learning.demo import loading
from tests.browser.test_accessibility import violations

HERE = "/netwerken/senioren-sterker-maken-fysiek-en-sociaal/"


def test_network_goes_from_proposal_to_harvest(new_page, sign_in) -> None:
    lead, desk, partner = (sign_in(new_page(), role) for role in ("professional", "servicedesk", "partner"))
    visitor = new_page()

    address = _propose(lead)
    _press(desk, address, "Goedkeuren")
    _join(partner, address)
    _admit(lead, address)
    _press(lead, f"{address}beheer/", "De startvraag staat: aan de slag")
    thread = _write(lead, address)
    _answer(partner, thread)
    _harvest(lead, address)
    visitor.goto(f"{address}oogst/")

    expect(visitor.get_by_text("Samen lopen werkt, alleen lopen niet.")).to_be_visible()
    expect(visitor.get_by_role("link", name="Gesprek")).to_have_count(0)


def _propose(page: Page) -> str:
    page.goto("/netwerken/voorstellen/")
    page.get_by_label("Naam").fill("Lopen in het dorp")
    page.get_by_label("Gebied").fill("Tiel")
    page.get_by_label("Bewegen").check()
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Waarom is dit nieuw nodig?").fill("Over lopen is er niets.")
    page.get_by_label("Waarvoor").fill("Wij leren hoe een dorp blijft lopen.")
    page.get_by_label("Startvraag").fill("Wat houdt ouderen in beweging?")
    page.get_by_role("button", name="Voorstel versturen").click()
    expect(page.get_by_role("heading", name="Dit is een voorstel")).to_be_visible()
    return page.url


def _press(page: Page, address: str, label: str) -> None:
    page.goto(address)
    page.get_by_role("link", name=label).click()
    page.get_by_role("button", name=label).click()
    expect(page.get_by_text("Gedaan.")).to_be_visible()


def _join(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Vragen om mee te doen").click()
    page.get_by_label("Waarom wilt u meedoen?").fill("Wij lopen ook.")
    page.get_by_role("button", name="Vraag versturen").click()
    expect(page.get_by_role("heading", name="Uw vraag om mee te doen is verstuurd")).to_be_visible()


def _admit(page: Page, address: str) -> None:
    page.goto(f"{address}leden/")
    expect(page.get_by_text("Wij lopen ook.")).to_be_visible()
    page.get_by_role("button", name="Toelaten").click()
    expect(page.get_by_text("doet nu mee")).to_be_visible()


def _write(page: Page, address: str) -> str:
    """A question in which a member is named by the keys alone."""
    page.goto(f"{address}gesprek/nieuw/")
    page.get_by_label("Onderwerp").fill("Wie loopt er al?")
    page.get_by_label("Bericht").press_sequentially("Doet u mee, @demo pa")
    expect(page.get_by_role("option", name="Demo Partner")).to_be_visible()
    page.keyboard.press("Enter")
    page.get_by_label("Dit is een leervraag").check()
    page.get_by_role("button", name="Plaatsen").click()
    expect(page.locator("strong", has_text="@Demo Partner")).to_be_visible()
    return page.url


def _answer(page: Page, thread: str) -> None:
    page.goto(thread)
    page.get_by_label("Bericht").fill("Ja, elke *dinsdag*.")
    page.get_by_role("button", name="Voorbeeld").click()
    expect(page.locator("em", has_text="dinsdag")).to_be_visible()
    page.get_by_role("button", name="Plaatsen").click()
    expect(page.get_by_text("Demo Partner", exact=True)).to_be_visible()


def _harvest(page: Page, address: str) -> None:
    _press(page, f"{address}beheer/", "Oogsten")
    page.goto(f"{address}oogst/schrijven/")
    page.get_by_label("Wat kwam er van de startvraag?").fill("Samen lopen werkt, alleen lopen niet.")
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_role("link", name="Archiveren").click()
    page.get_by_role("button", name="Archiveren").click()
    expect(page.get_by_role("heading", name="Dit netwerk is afgerond")).to_be_visible()


@pytest.fixture
def networks(site: str) -> None:
    loading.load(at=timezone.now())


def test_pages_of_networks_have_no_violations(new_page, sign_in, networks) -> None:
    page = sign_in(new_page(), "professional")
    parts = ("", "gesprek/", "gesprek/nieuw/", "documenten/", "afspraken/", "bijeenkomsten/", "leden/", "beheer/")
    paths = (
        "/netwerken/",
        "/netwerken/mijn/",
        "/netwerken/voorstellen/?name=Lopen",
        *(f"{HERE}{part}" for part in parts),
    )

    assert [fault for path in paths for fault in violations(page, path)] == []
