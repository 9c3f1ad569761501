"""A municipality makes an intervention mix together with a colleague in another window."""

import pathlib
import re
from datetime import UTC, datetime

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from loket.accounts import demo
from loket.catalogue import importing
from loket.catalogue.models import Entry
from loket.home.demo import documents
from tests.browser.test_accessibility import violations

ENTRIES = pathlib.Path(documents.__file__).parent / "entries"
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def content(site: str) -> None:
    with (ENTRIES / "002.jsonl").open("rb") as lines:
        importing.run(lines, at=AT)


def test_municipality_makes_a_mix_with_a_colleague_at_the_same_time(new_page, sign_in, content) -> None:
    owner, colleague = sign_in(new_page(), "professional"), sign_in(new_page(), "partner")

    _compare_three(owner)
    _follow_a_programme(owner)
    address = _make(owner)
    _put_from_search(owner, "FitGaaf!")
    _share(owner, address)
    _edit_at_the_same_time(owner, colleague, address)
    _take_suggestion(owner, address)
    text = _download(owner, address)
    _look_at_print(owner, address)

    assert "FitGaaf!" in text
    assert re.search(r"\b9 Plekken", text)


def _compare_three(page: Page) -> None:
    """By the slugs of the first three interventions; what differs is said in words."""
    chosen = Entry.objects.published().filter(kind="interventie").order_by("external_id")[:3]
    page.goto("/catalogus/vergelijken/?" + "&".join(f"ingang={entry.slug}" for entry in chosen))
    for entry in chosen:
        expect(page.get_by_role("columnheader", name=entry.title).first).to_be_visible()
    expect(page.get_by_text("Verschilt").first).to_be_visible()


def _follow_a_programme(page: Page) -> None:
    programme = Entry.objects.published().filter(kind="programma").order_by("external_id").first()
    page.goto(programme.get_absolute_url())
    page.get_by_role("button", name="Volgen").click()
    page.goto("/mijn/volgend/")
    expect(page.get_by_role("link", name=programme.title).first).to_be_visible()


def _look_at_print(page: Page, address: str) -> None:
    page.goto(f"{address}printen/")
    expect(page.get_by_text("FitGaaf!").first).to_be_visible()


def _make(page: Page) -> str:
    page.goto("/interventiemix/")
    page.get_by_role("link", name="Nieuwe mix").click()
    page.get_by_label("Titel").fill("Gezond gewicht in Tiel")
    page.get_by_label("Gebieden").fill("Tiel, Culemborg")
    page.get_by_label("Overgewicht").check()
    page.get_by_label("Bewegen").check()
    page.get_by_role("button", name="Mix maken").click()
    expect(page.get_by_text("Er staat nog niets in deze mix")).to_be_visible()
    return page.url


def _put_from_search(page: Page, title: str) -> None:
    """Live results while typing; then the row is filled in."""
    page.get_by_role("link", name="Iets toevoegen").first.click()
    page.get_by_role("searchbox").fill("fitgaaf")
    page.get_by_role("button", name=re.compile(f"^Zet in de mix.*{title}")).click()
    expect(page.get_by_text("FitGaaf! staat in de mix.")).to_be_visible()
    page.get_by_role("link", name=title, exact=True).click()
    page.get_by_label("Pijler").select_option("voorlichting")
    page.get_by_label("Naam of soort plek").first.fill("Scholen en kinderopvang")
    page.get_by_label("Aantal", exact=True).first.fill("9")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("9 plekken")).to_be_visible()


def _share(page: Page, address: str) -> None:
    page.goto(f"{address}delen/")
    page.get_by_label("E-mailadres").fill(demo.address("partner"))
    page.get_by_role("button", name="Uitnodigen").click()
    expect(page.get_by_text("De mix is gedeeld met")).to_be_visible()


def _edit_at_the_same_time(owner: Page, colleague: Page, address: str) -> None:
    """Both open the same row; who saves second sees both texts and keeps what was typed."""
    for page in (owner, colleague):
        page.goto(address)
        page.get_by_role("link", name="FitGaaf!", exact=True).click()
    owner.get_by_label("Doel", exact=False).first.fill("Kinderen bewegen elke dag")
    owner.get_by_role("button", name="Bewaren").click()
    expect(owner.get_by_text("is bewaard")).to_be_visible()
    colleague.get_by_label("Doel", exact=False).first.fill("Kinderen eten elke dag fruit")
    colleague.get_by_role("button", name="Bewaren").click()
    expect(colleague.get_by_role("heading", name="Demo Professional heeft dit intussen veranderd")).to_be_visible()
    expect(colleague.get_by_text("Kinderen bewegen elke dag")).to_be_visible()
    expect(colleague.get_by_label("Doel", exact=False).first).to_have_value("Kinderen eten elke dag fruit")
    colleague.get_by_label("Doel", exact=False).first.fill("Kinderen bewegen en eten elke dag fruit")
    colleague.get_by_role("button", name="Toch mijn tekst bewaren").click()
    expect(colleague.get_by_text("is bewaard")).to_be_visible()


def _take_suggestion(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name=re.compile("^Aanvullen.*Signalering.*Overgewicht")).click()
    first = page.locator(".offers__item").first
    expect(first.get_by_text("Erkend; thema: overgewicht")).to_be_visible()
    first.get_by_role("button", name="Zet in de mix").click()
    lane = page.get_by_role("row", name=re.compile("^Signalering, advies"))
    expect(lane.locator(".mix-card")).to_have_count(1)


def _download(page: Page, address: str) -> str:
    page.goto(address)
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    document = pypdfium2.PdfDocument(download.value.path())
    return " ".join(" ".join(sheet.get_textpage().get_text_range().split()) for sheet in document)


def test_card_is_moved_by_dragging_and_by_keyboard(new_page, sign_in, content) -> None:
    page = sign_in(new_page(), "professional")
    address = _make(page)
    _put_from_search(page, "FitGaaf!")
    card, cells = page.locator(".mix-card"), page.locator("[data-mix-cell]")

    card.drag_to(cells.nth(0))
    expect(cells.nth(0).locator(".mix-card")).to_have_count(1)
    card.get_by_role("link", name="FitGaaf! verplaatsen").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Naar pijler")).to_be_focused()
    page.get_by_label("Naar pijler").select_option("regelgeving")
    page.get_by_role("button", name="Verplaats", exact=True).click()
    lane = page.get_by_role("row", name=re.compile("^Regelgeving"))
    expect(lane.locator(".mix-card")).to_have_count(1)

    page.goto(address)
    expect(lane.locator(".mix-card")).to_have_count(1)


def test_pages_of_a_mix_have_no_violations(new_page, sign_in, content) -> None:
    page = sign_in(new_page(), "professional")
    address = _make(page).partition("/interventiemix/")[2]
    _put_from_search(page, "FitGaaf!")
    rows = ("", "toevoegen/", "rijen/nieuw/", "profiel/", "profiel/aanpassen/", "prioriteiten/nieuw/", "instellingen/")
    rows += ("delen/", "versies/", "versies/2/", "versies/vergelijken/?van=1", "printen/")

    found = [violations(page, f"/interventiemix/{address}{row}") for row in rows]

    assert [each for each in found if each] == []
    assert violations(page, "/interventiemix/") == []
