"""The walk that this release is done by: finding, taking, bringing, judging, and finding what was brought."""

import pathlib
import re
from datetime import UTC, datetime

import pytest
from django.core.files.base import File
from playwright.sync_api import Page, expect

from loket.catalogue import attachments, importing
from loket.catalogue.models import Entry
from loket.core.files.checking import inspect
from loket.home.demo import documents

ENTRIES = pathlib.Path(documents.__file__).parent / "entries"
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
WORD = "zwaluwstaartverbinding"


@pytest.fixture
def content(site: str, tmp_path: pathlib.Path) -> None:
    """The entries of one source, and a file with the approach to falls."""
    with (ENTRIES / "002.jsonl").open("rb") as lines:
        importing.run(lines, at=AT)
    entry = Entry.objects.get(external_id="bron002-valpreventie")
    path = tmp_path / "valpreventie.pdf"
    documents.build(entry.content, "pdf", path)
    with path.open("rb") as brought:
        facts = inspect(brought, path.name, path.stat().st_size)
        file = attachments.add(entry, File(brought, name=path.name), facts, by=None, at=AT)
    entry.content = entry.content | {"files": [file.pk]}
    entry.save()


@pytest.fixture
def brought_pdf(tmp_path: pathlib.Path) -> pathlib.Path:
    told = {
        "kind": "materiaal",
        "title": "Werkblad",
        "summary": "Een werkblad.",
        "body": f"Over de {WORD}.",
        "fields": {},
    }
    path = tmp_path / "werkblad.pdf"
    documents.build(told, "pdf", path)
    return path


def test_visitor_finds_narrows_opens_and_downloads(new_page, content) -> None:
    page: Page = new_page()

    page.goto("/")
    page.get_by_role("combobox").first.fill("vallen ouderen")
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name=re.compile("^Interventies")).check()
    link = page.get_by_role("link", name="Brede aanpak valpreventie")
    expect(link).to_be_visible()
    expect(page).to_have_url(re.compile("kind=interventie"))
    link.click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^Downloaden")).click()

    assert download.value.suggested_filename == "valpreventie.pdf"
    assert pathlib.Path(download.value.path()).read_bytes()[:5] == b"%PDF-"


def test_contribution_goes_from_professional_by_editor_to_the_visitor(new_page, sign_in, site, brought_pdf) -> None:
    author, editor, visitor = sign_in(new_page(), "professional"), sign_in(new_page(), "redactie"), new_page()

    address = _bring(author, brought_pdf)
    _ask_change(editor, address)
    _change(author, address)
    _accept(editor, address)

    visitor.goto(f"/catalogus/?q={WORD}")
    expect(visitor.get_by_role("link", name="Wandelen met de buurt")).to_be_visible()
    expect(visitor.get_by_text("werkblad.pdf")).to_be_visible()


def _bring(page: Page, pdf: pathlib.Path) -> str:
    """The wizard, with a PDF; gives the address of the proposal."""
    page.goto("/bijdragen/nieuw/")
    page.get_by_label("Praktijkvoorbeeld").check()
    page.get_by_label("Titel").fill("Wandelen met de buurt")
    page.get_by_role("button", name="Beginnen").click()
    page.get_by_label("Samenvatting").fill("Buurtbewoners wandelen elke week samen.")
    expect(page.locator("[data-autosave-status]")).to_contain_text("Bewaard om")
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("textbox", name="Wat is de aanpak?").fill("Elke dinsdag lopen we een rondje.")
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Bewegen").first.check()
    page.get_by_label("Gebieden").fill("Tiel")
    page.get_by_role("button", name="Verder").click()
    page.locator("#id_files").set_input_files(pdf)
    expect(page.locator("#bestandenlijst").get_by_role("link", name="werkblad.pdf")).to_be_visible()
    expect(page.get_by_text("Wij lezen dit bestand")).to_have_count(0, timeout=60_000)
    page.get_by_role("button", name="Indienen").click()
    expect(page.get_by_text("Bedankt voor uw bijdrage")).to_be_visible()
    return page.url


def _ask_change(page: Page, address: str) -> None:
    page.goto("/redactie/")
    page.get_by_role("link", name="Wandelen met de buurt").click()
    expect(page).to_have_url(address)
    page.get_by_label("Toelichting", exact=False).last.fill("Hoeveel mensen doen er mee?")
    page.get_by_role("button", name="Aanpassing vragen").click()
    expect(page.get_by_text("De indiener heeft uw vraag om aanpassing gekregen")).to_be_visible()


def _change(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_text("Hoeveel mensen doen er mee?")).to_be_visible()
    page.get_by_role("link", name="Verder bewerken").click()
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("textbox", name="Wat zijn de resultaten tot nu toe?").fill("Er doen twintig mensen mee.")
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Indienen").click()
    expect(page.get_by_text("Bedankt voor uw bijdrage")).to_be_visible()


def _accept(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Publiceren").click()
    expect(page.get_by_text("Gepubliceerd. De indiener heeft bericht gekregen.")).to_be_visible()
