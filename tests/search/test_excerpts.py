"""Marked excerpts: safe, and from the place that answers."""

import pytest

from loket.search import excerpts, index, question
from tests.search.documents import document, found


def _marked(text: str, asked: str) -> str:
    return str(excerpts.Marker(question.read(asked)).highlight(text))


@pytest.mark.parametrize(
    ("text", "asked", "marked"),
    [
        ("Roken op school", "roken", "<mark>Roken</mark> op school"),
        ("Rookvrije scholen", "school", "Rookvrije <mark>scholen</mark>"),
        ("Cliënten", "clienten", "<mark>Cliënten</mark>"),
        ("Niets", "roken", "Niets"),
        ("", "roken", ""),
        ("Roken", "", "Roken"),
        ("Voor 65 + en 12 tot 18", "65+ school", "Voor <mark>65 +</mark> en 12 tot 18"),
        ("De school,\nroken en (school).", "school", "De <mark>school</mark>,\nroken en (<mark>school</mark>)."),
    ],
)
def test_highlight_marks_forms_of_the_words(text: str, asked: str, marked: str) -> None:
    assert _marked(text, asked) == marked


def test_highlight_escapes_everything() -> None:
    assert _marked('<b>roken</b> & "x"', "roken b") == (
        "&lt;<mark>b</mark>&gt;<mark>roken</mark>&lt;/<mark>b</mark>&gt; &amp; &quot;x&quot;"
    )


@pytest.mark.django_db
def test_excerpt_is_the_summary_when_that_answers() -> None:
    index.put(document("Plan", summary="Over roken.", body="Nog eens roken."))
    result = found("roken")

    assert str(excerpts.Marker(result.question).excerpt(result.hits[0]).text) == "Over <mark>roken</mark>."


@pytest.mark.django_db
def test_excerpt_from_a_file_tells_where() -> None:
    long = "Dit is een inleiding van vele woorden zonder betekenis. " * 3
    index.put(document("Plan", summary="Iets.", passages=[("a.pdf, pagina 2", f"{long}Hier staat evenwicht.")]))
    result = found("evenwicht")

    excerpt = excerpts.Marker(result.question).excerpt(result.hits[0])

    assert (excerpt.place, "<mark>evenwicht</mark>" in excerpt.text, excerpt.text[:2]) == (
        "a.pdf, pagina 2",
        True,
        "… ",
    )
