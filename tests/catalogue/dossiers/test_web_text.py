"""From the pieces of a file to Markdown: what is carried over, and what is said not to be."""

import pytest

from loket.catalogue.dossiers import web_text
from loket.core import markdown
from loket.core.files.outline import Outlined
from loket.core.files.outlines.blocks import Block


def text_of(*blocks: Block) -> str:
    return web_text.markdown_of(Outlined(list(blocks)))


def test_text_of_a_document():
    made = text_of(
        Block("heading", "Aanpak", 1), Block("item", "een"), Block("item", "twee"), Block("paragraph", "Slot.")
    )

    assert made == "# Aanpak\n\n- een\n- twee\n\nSlot."


def test_slide_is_a_chapter_by_its_title():
    made = text_of(Block("place", "dia 3"), Block("heading", "Kosten", 2), Block("item", "zaal"))

    assert made == "# Dia 3: Kosten\n\n- zaal"


def test_page_has_a_small_mark_and_an_empty_one_has_none():
    made = text_of(Block("place", "pagina 1"), Block("place", "pagina 2"), Block("paragraph", "Tekst."))

    assert made == "*Pagina 2*\n\nTekst."


def test_picture_without_description_is_named_and_counted():
    blocks = [Block("paragraph", "Tekst."), Block("picture", "Een lijn"), Block("picture")]

    assert "zonder beschrijving" in text_of(*blocks)
    assert "Van 1 staat niet beschreven" in web_text.left_out(Outlined(blocks), "docx")


def test_pdf_without_headings_says_so():
    assert "koppen waren niet te herkennen" in web_text.left_out(Outlined([Block("paragraph", "x")]), "pdf")


@pytest.mark.parametrize("blocks", [[], [Block("place", "pagina 1")], [Block("picture", "Een lijn")]])
def test_without_text_there_is_nothing_to_offer(blocks):
    with pytest.raises(web_text.NoText, match="scan of een foto"):
        text_of(*blocks)


@pytest.mark.parametrize(
    "text",
    ["# geen kop", "1. geen lijst", "- geen punt", "*geen* nadruk", "[geen](https://x.nl) link", "<script>x</script>"],
)
def test_marks_in_the_text_of_a_file_stay_text(text):
    html = markdown.to_html(text_of(Block("paragraph", text)))

    assert html.startswith("<p>")
    assert markdown.to_text(text_of(Block("paragraph", text))) == text
    assert not any(tag in html for tag in ("<script", "<a ", "<em>", "<li>", "<h3>"))
