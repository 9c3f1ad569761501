"""What differs between two versions, field by field and word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.catalogue import content as contents
from loket.catalogue import differences
from loket.catalogue.enums import Kind
from tests.factories import EntryFileFactory, content

pytestmark = pytest.mark.django_db


def changed(before: dict, after: dict) -> dict:
    return {row.key: row.pieces for row in differences.between(before, after) if row.is_changed}


def test_words_that_stay_go_and_come():
    assert differences.words("Elke week lopen", "Elke dag lopen") == [
        ("same", "Elke "),
        ("del", "week"),
        ("ins", "dag"),
        ("same", " lopen"),
    ]


@given(st.text(max_size=80), st.text(max_size=80))
def test_pieces_make_up_both_texts(before, after):
    pieces = differences.words(before, after)

    assert "".join(text for kind, text in pieces if kind != "ins") == before
    assert "".join(text for kind, text in pieces if kind != "del") == after


def test_very_long_texts_are_shown_whole():
    before, after = "woord " * 3000, "anders " * 3000

    assert differences.words(before, after) == [("del", before), ("ins", after)]


@pytest.mark.parametrize(
    ("key", "before", "after", "pieces"),
    [
        ("themes", ["roken"], ["roken", "bewegen"], [("same", "Roken"), ("ins", "…")]),
        ("areas", [], ["gemeente-tiel"], [("ins", "Tiel")]),
        ("year", None, 2024, [("ins", "2024")]),
        ("links", [], [{"label": "Site", "url": "https://example.org"}], [("ins", "Site: https://example.org")]),
        ("former_titles", ["Vroeger"], [], [("del", "Vroeger")]),
    ],
)
def test_value_is_compared_as_people_read_it(key, before, after, pieces):
    found = changed(content(**{key: before}), content(**{key: after}))

    assert list(found) == [key]
    assert [kind for kind, _ in found[key]][-1] == pieces[-1][0]
    assert pieces[-1][1] in ("…", found[key][-1][1])


def test_rows_are_compared_with_their_labels():
    fields = {"aanpak": "Elke dinsdag lopen", "tips": [{"bij": "", "tekst": "Begin"}]}

    found = changed(content(), content(fields=fields))

    assert found == {"fields.tips": [("ins", "Tip: Begin")]}


def test_files_are_compared_by_name():
    file = EntryFileFactory(name="plan.pdf")

    assert changed(content(), content(files=[file.pk])) == {"files": [("ins", "plan.pdf")]}
    assert changed(content(files=[0]), content()) == {"files": [("del", "verwijderd bestand")]}


def test_new_entry_has_no_changes_but_shows_what_is_filled():
    rows = differences.between({}, content())

    assert [(row.key, row.is_changed) for row in rows] == [
        ("title", False),
        ("summary", False),
        ("fields.aanpak", False),
        ("themes", False),
        ("language", False),
    ]


def test_changed_keys_follow_the_order_of_the_sheet():
    after = content(source="Bron", title="Anders", themes=["roken"], fields={"aanpak": "Fietsen", "periode": "2024"})

    assert contents.changed_keys(content(), after) == ["title", "fields.aanpak", "fields.periode", "themes", "source"]


@pytest.mark.parametrize("empty", ["", None, [], {}])
def test_an_empty_value_of_another_sort_is_no_change(empty):
    assert contents.changed_keys(content(), content(source=empty, body=empty)) == []


@pytest.mark.parametrize("kind", Kind.values)
def test_every_key_has_a_dutch_label(kind):
    labels = {key: contents.field_label(kind, key) for key in contents.ordered_keys(kind)}

    assert [key for key, label in labels.items() if label == key] == []
