"""The build of a file: what is a heading, a list, a page, a picture, a row."""

import io

import docx
import pytest

from loket.core.files.extraction import ExtractionFailed
from loket.core.files.outline import outline, outline_safely
from tests.core.files import factory

_PDF = """
#set document(title: "x")
#set text(lang: "nl")
#set page(width: 12cm)
= Aanpak
Wij lopen elke week met een groep ouderen door de wijk, en de coach gaat de eerste tien weken mee. Daarna gaan zij zelf.
- koffie vooraf
- een uur lopen
#pagebreak()
= Resultaten
#figure(image(bytes("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"),
alt: "Een stijgende lijn"))
"""


def pieces(found, *kinds: str) -> list[tuple]:
    return [(block.kind, block.text) for block in found.blocks if not kinds or block.kind in kinds]


def word_with_list_and_table() -> bytes:
    document = docx.Document()
    document.add_heading("Eerst", level=1)
    document.add_heading("Daarna", level=2)
    document.add_paragraph("koffie", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for row, texts in enumerate((("Wat", "Kosten"), ("Zaal", "120"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_outline_of_word_knows_levels_lists_and_rows(put):
    found = outline(put(word_with_list_and_table()), "docx")

    assert pieces(found) == [
        ("heading", "Eerst"),
        ("heading", "Daarna"),
        ("item", "koffie"),
        ("table", ""),
        ("row", "Wat; Kosten"),
        ("row", "Zaal; 120"),
    ]
    assert [block.level for block in found.blocks if block.kind == "heading"] == [1, 2]


@pytest.mark.parametrize("description", ["Een wandelgroep", ""])
def test_outline_keeps_the_description_of_a_picture(description, put):
    found = outline(put(factory.word(description)), "docx")

    assert pieces(found, "picture") == [("picture", description)]


def test_outline_of_pdf_joins_lines_and_takes_headings_from_bookmarks(put):
    found = outline(put(factory.pdf(_PDF)), "pdf")

    assert pieces(found, "place", "heading", "item", "picture") == [
        ("place", "pagina 1"),
        ("heading", "Aanpak"),
        ("item", "koffie vooraf"),
        ("item", "een uur lopen"),
        ("place", "pagina 2"),
        ("heading", "Resultaten"),
        ("picture", "Een stijgende lijn"),
    ]
    assert "Wij lopen elke week met een groep ouderen door de wijk" in pieces(found, "paragraph")[0][1]


def test_outline_of_slides_has_a_heading_and_a_list_for_each(put):
    found = outline(put(factory.slides(("Opening", "Slot"))), "pptx")

    assert pieces(found) == [
        ("place", "dia 1"),
        ("heading", "Opening"),
        ("item", "Tekst bij Opening"),
        ("place", "dia 2"),
        ("heading", "Slot"),
        ("item", "Tekst bij Slot"),
        ("place", "notities bij dia 2"),
        ("paragraph", "Vertel hier over valpreventie"),
    ]


@pytest.mark.parametrize(
    ("kind", "make", "expected"),
    [
        ("odt", factory.odt, [("heading", "Aanpak")]),
        ("odp", factory.odp, [("place", "dia 1"), ("place", "dia 2")]),
    ],
)
def test_outline_of_opendocument(kind, make, expected, put):
    assert pieces(outline(put(make()), kind), "heading", "place") == expected


def test_outline_of_a_scan_has_pages_without_text(put):
    assert pieces(outline(put(factory.untagged_pdf(2)), "pdf")) == [("place", "pagina 1"), ("place", "pagina 2")]


def test_outline_of_a_workbook_is_empty(put):
    assert outline(put(factory.workbook()), "xlsx").blocks == []


def test_outline_safely_equals_outline(put):
    path = put(factory.word("Een wandelgroep"))

    assert outline_safely(path, "docx") == outline(path, "docx")


def test_outline_safely_of_a_damaged_file_fails_with_a_reason(put):
    with pytest.raises(ExtractionFailed, match="damaged"):
        outline_safely(put(b"PK\x03\x04"), "docx")
