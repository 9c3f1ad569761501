"""The check whether everyone can read a file."""

import pytest

from loket.core.files.accessibility import check_accessibility, check_accessibility_safely
from loket.core.files.findings import SENTENCES, finding
from tests.core.files import factory

_FIGURE = """
#set document(title: "x")
#set text(lang: "nl")
Tekst met een figuur erbij.
#figure(image(bytes("%s"), %s))
"""
_SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"

CASES = {
    "tagged pdf": ("pdf", factory.pdf, set()),
    "scanned pdf": ("pdf", factory.untagged_pdf, {"text", "tagged", "title", "language"}),
    "long scan": (
        "pdf",
        lambda: factory.untagged_pdf(21),
        {"text", "tagged", "title", "language", "bookmarks"},
    ),
    "word": ("docx", factory.word, set()),
    "word with described picture": ("docx", lambda: factory.word("Een wandelgroep"), set()),
    "word with bare picture": ("docx", lambda: factory.word(""), {"alternatives"}),
    "slides": ("pptx", factory.slides, set()),
    "slide without title": ("pptx", lambda: factory.slides(("Opening", "")), {"slide-titles"}),
    "workbook": ("xlsx", factory.workbook, set()),
    "odt": ("odt", factory.odt, set()),
    "odp without properties": ("odp", factory.odp, {"title", "language"}),
    "picture": ("png", lambda: factory.image("PNG"), set()),
}


@pytest.mark.parametrize("case", CASES)
def test_check_accessibility(case, put):
    kind, make, expected = CASES[case]

    findings = check_accessibility(put(make()), kind)

    assert {found.code for found in findings if not found.ok} == expected


def test_check_accessibility_of_figure_with_description(put):
    pdf = factory.pdf(_FIGURE % (_SVG, 'alt: "Een vlak"'))

    assert finding("alternatives", True) in check_accessibility(put(pdf), "pdf")


def test_check_accessibility_safely_equals_check(put):
    path = put(factory.word(""))

    assert check_accessibility_safely(path, "docx") == check_accessibility(path, "docx")


def test_check_accessibility_safely_of_damaged_file(put):
    assert check_accessibility_safely(put(b"%PDF-1.7"), "pdf") == [finding("checked", False)]


@pytest.mark.parametrize("code", SENTENCES)
def test_finding_gives_advice_only_when_something_is_wrong(code):
    assert finding(code, True).advice == ""
    assert finding(code, False).advice.endswith(".")


PLACES = {
    "word": ("docx", lambda: factory.word(""), "alternatives", ("onder ‘Aanpak’",)),
    "slides": ("pptx", lambda: factory.slides(("Opening", "", "")), "slide-titles", ("dia 2", "dia 3")),
}


@pytest.mark.parametrize("case", PLACES)
def test_finding_says_where(case, put):
    kind, make, code, places = PLACES[case]

    found = {one.code: one.places for one in check_accessibility(put(make()), kind)}

    assert found[code] == places


def test_finding_names_each_place_once_and_none_when_all_is_well():
    assert finding("alternatives", False, ["dia 2", "dia 2", "dia 4"]).places == ("dia 2", "dia 4")
    assert finding("alternatives", True, ["dia 2"]).places == ()
