"""The text inside files, and where it stands."""

import io

import docx
import pytest

from loket.core.files import limits
from loket.core.files.extraction import ExtractionFailed, extract, extract_safely
from loket.core.files.passages import Extracted, Passage, clean_text, language_code
from loket.core.files.reading import UnreadableFile
from tests.core.files import factory

WHERE = {
    "pdf": (factory.pdf, ["pagina 1", "pagina 2"]),
    "docx": (factory.word, ["begin van het document", "onder ‘Aanpak’"]),
    "pptx": (factory.slides, ["dia 1", "dia 2", "notities bij dia 2"]),
    "xlsx": (factory.workbook, ["blad Kosten", "blad Planning"]),
    "odt": (factory.odt, ["begin van het document", "onder ‘Aanpak’"]),
    "odp": (factory.odp, ["dia 1", "dia 2"]),
    "ods": (factory.ods, ["blad Kosten"]),
    "txt": (lambda: b"regel\n" * 150, ["vanaf regel 1", "vanaf regel 101"]),
    "png": (lambda: factory.image("PNG"), []),
}


@pytest.mark.parametrize("kind", WHERE)
def test_extract_says_where(kind, put):
    make, expected = WHERE[kind]

    extracted = extract(put(make()), kind)

    assert [passage.where for passage in extracted.passages] == expected


@pytest.mark.parametrize(
    ("kind", "make"),
    [("pdf", factory.pdf), ("docx", factory.word), ("pptx", factory.slides), ("odt", factory.odt)],
)
def test_extract_title_and_language(kind, make, put):
    extracted = extract(put(make()), kind)

    assert (extracted.title, extracted.language) == (factory.TITLE, "nl")


def test_extract_word_with_table_under_heading(put):
    extracted = extract(put(factory.word()), "docx")

    assert extracted.passages[1].text == ("Aanpak\nWandelgroepen voor ouderen in de wijk.\nIn de tabel: valpreventie")


def test_extract_word_heading_by_style_of_our_own(put):
    document = docx.Document()
    own = document.styles.add_style("Hoofdstukkop", 1)
    own.base_style = document.styles["Heading 1"]
    document.add_paragraph("Borging", style="Hoofdstukkop")
    target = io.BytesIO()
    document.save(target)

    assert extract(put(target.getvalue()), "docx").passages == [Passage("onder ‘Borging’", "Borging")]


def test_extract_pdf_makes_broken_words_whole(put):
    narrow = "#set page(width: 3cm, margin: 2mm)"
    hyphenated = '#set text(lang: "nl", hyphenate: true)'
    source = f'#set document(title: "x")\n{narrow}\n{hyphenated}\n'
    words = "gezondheidsbevordering leefstijlinterventie"

    extracted = extract(put(factory.pdf(source + words)), "pdf")

    assert extracted.passages[0].text.split() == words.split()


def test_extract_sheet_joins_the_cells_of_a_row(put):
    assert extract(put(factory.workbook()), "xlsx").passages[1].text == "Maart Start wandelgroep"


def test_extract_stops_at_five_hundred_pages(put):
    extracted = extract(put(factory.untagged_pdf(501)), "pdf")

    assert extracted.truncated


def test_extract_stops_at_two_million_characters(put):
    extracted = extract(put(("woord " * 1000 + "\n").encode() * 400), "txt")

    assert extracted.truncated
    assert sum(len(passage.text) for passage in extracted.passages) <= limits.TEXT_MAX_CHARACTERS + 30_000


def test_extract_stops_in_time_and_keeps_what_it_has(put):
    extracted = extract(put(factory.word()), "docx", seconds=0)

    assert extracted == Extracted(
        [Passage("begin van het document", "Een inleiding vooraf.")], "nl", factory.TITLE, truncated=True
    )


@pytest.mark.parametrize("kind", ["pdf", "docx", "pptx", "xlsx", "odt"])
def test_extract_damaged_file(kind, put):
    with pytest.raises(UnreadableFile):
        extract(put(b"PK\x03\x04 niets van waarde"), kind)


def test_extract_safely_equals_extract(put):
    path = put(factory.word())

    assert extract_safely(path, "docx") == extract(path, "docx")


def test_extract_safely_out_of_time(put):
    slow = put(factory.exploding_pdf(200_000_000, b"q Q "))

    with pytest.raises(ExtractionFailed) as failed:
        extract_safely(slow, "pdf", seconds=1)

    assert failed.value.reason == "time"


def test_extract_safely_out_of_memory(put):
    bomb = put(factory.exploding_pdf(290_000_000))

    with pytest.raises(ExtractionFailed) as failed:
        extract_safely(bomb, "pdf", memory_mb=150)

    assert failed.value.sentence.startswith("Wij konden de tekst in dit bestand niet lezen.")


@pytest.mark.parametrize(("reason", "make"), [("bomb", factory.entity_word), ("damaged", lambda: b"PK niets")])
def test_extract_safely_of_a_bad_file(reason, make, put):
    with pytest.raises(ExtractionFailed) as failed:
        extract_safely(put(make()), "docx")

    assert failed.value.reason == reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("een\x00twee", "eentwee"),
        ("half\ud800 teken", "half teken"),
        ("  veel   wit \r\n\r\n regel ", "veel wit\nregel"),
        ("zacht\u00adkoppelteken", "zachtkoppelteken"),
        ("eﬃciënt", "efficiënt"),
        ("cafe\u0301", "café"),
    ],
)
def test_clean_text(text, expected):
    assert clean_text(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("nl-NL", "nl"), ("NL_nl", "nl"), ("en", "en"), ("", None), (None, None), ("Dutch", None)],
)
def test_language_code(value, expected):
    assert language_code(value) == expected
