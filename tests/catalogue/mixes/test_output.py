"""The plan of Rivierenland rebuilt from source 002, on the page, as PDF and as a spreadsheet."""

import io
from datetime import timedelta

import pypdfium2
import pytest
import tablib
from django.urls import reverse

from loket.accounts.demo import create_demo_accounts
from loket.catalogue.mixes import demo, exporting, pages, papers, pdf, totals
from loket.catalogue.mixes.models import Mix
from loket.catalogue.mixes.plan import DETAILS
from tests.catalogue.mixes.factory import MixFactory, PriorityFactory, RowFactory
from tests.factories import EntryFactory, UserFactory, content

pytestmark = pytest.mark.django_db

# Source 002, Rivierenland, outlook: the seven recognised interventions, by the names of the catalogue.
SEVEN = {
    "bron002-fitgaaf": "FitGaaf!",
    "bron002-beweegkriebels": "Beweegkriebels",
    "bron002-ouderworkshop-eetplezier": "Ouderworkshop Eetplezier en Beweegkriebels",
    "bron002-voor-je-het-weet": "Theatervoorstelling Voor je het weet zijn ze groot",
    "bron002-liever-bewegen-dan-moe": "Liever bewegen dan moe",
    "bron002-daily-mile": "Daily Mile",
    "bron002-goedkoop-gezonde-voeding": "Goedkoop gezonde voeding",
}


@pytest.fixture
def rivierenland(at):
    """The plan, made by the functions that people use, with the seven as recognised entries of the catalogue."""
    for external_id, title in SEVEN.items():
        EntryFactory(
            published=True,
            kind="interventie",
            external_id=external_id,
            title=title,
            recognition_level="erkend-niveau-onbekend",
            content=content("interventie", title=title),
        )
    EntryFactory(published=True, kind="interventie", external_id="bron002-b-slim", title="B-slim")
    return demo.load_rivierenland(by=UserFactory(), at=at)


def pdf_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def test_rivierenland_has_seven_recognised_interventions_43_places_and_1100_residents(rivierenland, at):
    sums = totals.of(pages.read(rivierenland, at.date()))

    # Six schools and three day-care places, ten, ten, three, two, three and six: source 002.
    assert (sums.recognised, sums.locations, sums.planned) == (7, 43, 1100)
    assert rivierenland.rows.filter(umbrella_entry__title="B-slim").count() == 7


def test_page_and_pdf_give_the_same_sums(rivierenland, client_for):
    browser = client_for(rivierenland.owner)

    page = browser.get(rivierenland.get_absolute_url())
    paper = pdf_text(browser.get(reverse("mix_pdf", args=[rivierenland.pk])).content)

    for figure in page.context["figures"][:3]:
        assert f"{figure['value']} {figure['label']}" in paper
    assert [figure["value"] for figure in page.context["figures"][:3]] == ["14", "43", "1.100"]
    assert "waarvan 7 erkend" in paper


def test_pdf_is_tagged_titled_and_dutch(rivierenland, at):
    made = pdf.build(pages.read(rivierenland, at.date()), 3, at.date(), "https://example.org/interventiemix/1/")

    document = pypdfium2.PdfDocument(made)
    assert document.get_metadata_value("Title") == "Gezond gewicht in Rivierenland"
    assert document.is_tagged()
    assert b"/Lang(nl-NL)" in made


def test_pdf_shows_years_gaps_and_priorities(at):
    numbers = [{"year": 2027, "planned": 1200, "reached": 900}]
    row = RowFactory(numbers=numbers, costs=[{"year": 2027, "cents": 125050, "bearer": "Tiel"}])
    PriorityFactory(mix=row.mix, title="Te weinig bewegen")

    paper = pdf_text(pdf.build(pages.read(row.mix, at.date()), 1, at.date(), "https://example.org/"))

    for told in ("Te weinig bewegen", "1.200", "900", "1.250,50", "Waar nog niets staat", "Regelgeving en handhaving"):
        assert told in paper


def test_pdf_of_nothing_and_of_nasty_text_is_made(at):
    mix = MixFactory(themes=["#eval", "*ster*", *(f"eigen {n}" for n in range(8))])
    RowFactory(mix=mix, title='#panic("weg") $x$ \\ <b>')

    paper = pdf_text(pdf.build(pages.read(mix, at.date()), 1, at.date(), "https://example.org/?a=1&b=2"))
    empty = pdf_text(pdf.build(pages.read(MixFactory(), at.date()), 1, at.date(), "https://example.org/"))

    assert '#panic("weg") $x$ \\ <b>' in paper
    assert "Nog niets" in empty


def test_spreadsheet_has_a_sheet_each_with_numbers_as_numbers(rivierenland, at):
    book = tablib.Databook()
    book.load(io.BytesIO(exporting.ods(pages.read(rivierenland, at.date()), "https://example.org")), format="ods")

    sheets = {sheet.title: sheet for sheet in book.sheets()}
    sums = {row[0]: row[1] for row in sheets["Sommen"]}
    assert list(sheets) == ["Rijen", "Prioriteiten", "Sommen", "Cijfers"]
    assert (sums["Erkende interventies"], sums["Plekken"], sums["Mensen gepland"]) == (7, 43, 1100)
    assert sheets["Rijen"]["Activiteit"][0] == "FitGaaf!"
    assert "https://example.org/catalogus/" in sheets["Rijen"]["Adres"][0]


def test_large_mix_is_made_by_a_worker_and_then_downloaded(client_for, monkeypatch, at):
    monkeypatch.setattr(papers, "MOST_AT_ONCE", 1)
    mix = MixFactory(size=2)
    browser, url = client_for(mix.owner), reverse("mix_pdf", args=[mix.pk])

    asked = browser.get(url).content.decode()
    browser.post(url)
    waiting = browser.get(url, headers={"HX-Request": "true"}).content.decode()
    papers.make(mix.papers.get().pk, at=at)
    ready = browser.get(url, headers={"HX-Request": "true"}).content.decode()

    assert ("PDF maken" in asked, 'hx-trigger="every 2s"' in waiting, "De PDF is klaar." in ready) == (True, True, True)
    assert browser.get(url).content[:5] == b"%PDF-"


def test_pdf_of_before_a_change_is_not_given(at):
    mix = MixFactory(size=2)
    papers.ask(mix, address="https://example.org/", at=at)
    papers.make(mix.papers.get().pk, at=at)
    mix.version += 1

    assert papers.paper_of(mix) is None
    assert papers.forget(at + timedelta(days=2)) == 1


def test_lost_work_can_be_asked_again_after_a_minute(at, django_capture_on_commit_callbacks):
    mix = MixFactory()
    sent = []
    for seconds in (0, 30, 90):
        with django_capture_on_commit_callbacks() as callbacks:
            papers.ask(mix, address="https://example.org/", at=at + timedelta(seconds=seconds))
        sent.append(len(callbacks))

    assert sent == [1, 0, 1]


def test_file_is_named_after_the_mix(rivierenland, client_for):
    answer = client_for(rivierenland.owner).get(reverse("mix_ods", args=[rivierenland.pk]))

    assert 'filename="interventiemix-gezond-gewicht-in-rivierenland.ods"' in answer["Content-Disposition"]


def test_demo_has_twelve_mixes_and_loads_once(at):
    create_demo_accounts()
    for _ in range(2):
        demo.load(at=at)

    made = Mix.objects.all()
    assert made.count() == 12
    assert {key for mix in made for key in mix.told()} == set(DETAILS)
