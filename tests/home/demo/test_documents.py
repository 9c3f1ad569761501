"""Documents that are made of demo entries."""

import pytest

from loket.core.files.accessibility import check_accessibility
from loket.core.files.extraction import extract
from loket.home.demo import documents
from loket.home.demo.document_content import Block, Run, blocks_of, content_of

ENTRY = {
    "kind": "handreiking",
    "title": "Samen wandelen",
    "summary": "Zo zet u een wandelgroep op.",
    "body": "Begin **klein**.\n\n- eerst een buurt\n- dan een [wijk](https://example.org)",
    "organisation": "Voorbeeldorganisatie",
    "year": 2020,
    "source": "",
    "fields": {
        "aanbevelingen": [
            {"titel": "Zoek partners", "waarom": "Samen lukt het.", "hoe": "- bel de GGD", "voorbeeld": ""}
        ],
        "lessen": [{"bij": "aanpak", "tekst": "Begin op tijd."}],
        "uren": 12,
        "periode": "",
    },
}


@pytest.mark.parametrize("kind", ["pdf", "docx", "pptx", "odt"])
def test_build_makes_a_document_that_everyone_can_read(kind, tmp_path):
    path = tmp_path / f"document.{kind}"

    documents.build(ENTRY, kind, path)

    assert [found.code for found in check_accessibility(path, kind) if not found.ok] == []
    assert (extract(path, kind).title, extract(path, kind).language) == ("Samen wandelen", "nl")


@pytest.mark.parametrize("kind", ["pdf", "docx", "pptx", "odt"])
def test_build_writes_every_word(kind, tmp_path):
    path = tmp_path / f"document.{kind}"

    documents.build(ENTRY, kind, path)

    text = " ".join(passage.text for passage in extract(path, kind).passages)
    assert [word for word in ("klein", "wijk", "partners", "bel de GGD", "Begin op tijd") if word not in text] == []


def test_content_of_leaves_out_what_is_empty():
    content = content_of(ENTRY)

    assert [section.heading for section in content.sections] == [
        "Waar het om gaat",
        "Aanbevelingen",
        "Lessen",
        "Hoeveel tijd het kost",
    ]
    assert content.facts == (("Organisatie", "Voorbeeldorganisatie"), ("Jaar", "2020"))


def test_blocks_of_markdown():
    assert blocks_of("# Kop\n\nEen *zin*.\n\n1. een") == [
        Block("heading", (Run("Kop"),)),
        Block("paragraph", (Run("Een "), Run("zin", italic=True), Run("."))),
        Block("number", (Run("een"),)),
    ]
