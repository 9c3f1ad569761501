"""What a page shows of the content of each kind, and that nothing typed in becomes HTML."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket.catalogue import content as contents
from loket.catalogue import pages, presentation
from loket.catalogue.enums import Kind
from loket.catalogue.sheets import SHEETS, FieldType
from tests.factories import EntryFactory, content

NASTY = "<script>alert(1)</script><img src=x onerror=alert(1)> [klik](javascript:alert(1)) \"'&"


def shown(blocks) -> str:
    """All HTML of the blocks, one after another."""
    parts = [part for block in blocks for part in block.parts]
    cells = [html for part in parts for row in part.rows for _, html in row]
    return "\n".join([*(part.html for part in parts), *cells, *(html for block in blocks for _, html in block.tips)])


def filled(kind: str, text: str = "Tekst") -> dict:
    """A sheet with every field filled in."""
    return {row.key: _value(row, text) for row in SHEETS[kind].fields}


def _value(row, text: str):
    if row.type is FieldType.ROWS:
        return [{column.key: column.choices[1][0] if column.choices else f"{text} {row.key}" for column in row.columns}]
    if row.type is FieldType.CHOICE:
        return row.choices[0][0]
    return {FieldType.NUMBER: 12.5, FieldType.DATE: "2026-05-04"}.get(row.type, f"{text} {row.key}")


@pytest.mark.parametrize("kind", Kind.values)
def test_every_field_of_a_kind_is_shown_once(kind):
    fields = filled(kind, "Merk")

    html = shown(presentation.render(content(kind, fields=fields)))

    texts = {
        row.key: html.count(f"Merk {row.key}<")
        for row in SHEETS[kind].fields
        if row.type in (FieldType.LINE, FieldType.TEXT)
    }
    assert texts == dict.fromkeys(texts, 1)


@pytest.mark.parametrize("kind", Kind.values)
def test_empty_sheet_shows_nothing(kind):
    assert presentation.render(contents.empty(kind)) == []


@pytest.mark.parametrize("kind", Kind.values)
def test_anchors_of_a_page_are_unique(kind):
    blocks = presentation.render(content(kind, fields=filled(kind), body="Meer"))

    anchors = [block.anchor for block in blocks]
    assert (len(set(anchors)), "" in anchors) == (len(anchors), False)


@pytest.mark.parametrize("kind", Kind.values)
def test_html_and_script_in_every_field_are_shown_as_text(kind):
    html = shown(presentation.render(content(kind, fields=filled(kind, NASTY), body=NASTY)))

    assert [mark in html for mark in ("<script", "<img", 'href="javascript', "onerror=alert(1)&gt;")] == [
        False,
        False,
        False,
        True,
    ]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(Kind.values), st.text(max_size=60))
def test_any_text_can_be_shown(kind, text):
    html = shown(presentation.render(content(kind, fields=filled(kind, text), body=text)))

    assert "<script" not in html.lower()


def test_tips_stand_with_their_question():
    fields = {
        "aanpak": "Lopen",
        "tips": [{"bij": "aanpak", "tekst": "Begin klein"}, {"bij": "", "tekst": "Heb geduld"}],
        "lessen": [{"bij": "resultaten", "tekst": "Meet eerder"}],
    }

    story, learned = presentation.render(content(fields=fields))

    assert [(label, str(html).strip()) for label, html in story.tips] == [("Tip", "<p>Begin klein</p>")]
    assert [(part.label, [str(html).strip() for row in part.rows for _, html in row]) for part in learned.parts] == [
        ("Tips", ["<p>Heb geduld</p>"]),
        ("Geleerde lessen", ["<p>Meet eerder</p>"]),
    ]


def test_chapters_are_blocks_with_their_own_titles():
    fields = {
        "hoofdstukken": [{"titel": "Taken", "tekst": "Een"}, {"titel": "", "tekst": "Twee"}],
        "aanbevelingen": [{"titel": "Begin", "waarom": "Daarom", "hoe": "Zo", "voorbeeld": ""}],
    }

    blocks = presentation.render(content("handreiking", fields=fields))

    assert [(block.title, block.anchor, [part.label for part in block.parts]) for block in blocks] == [
        ("Taken", "hoofdstukken-1", [""]),
        ("Hoofdstukken 2", "hoofdstukken-2", [""]),
        ("Begin", "aanbevelingen-1", ["Waarom", "Hoe"]),
    ]


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("prijs", 0, "Gratis"),
        ("prijs", 1250, "€ 1.250"),
        ("prijs", 12.5, "€ 12,50"),
        ("uren", 2.5, "2,5"),
        ("uren", 8, "8"),
        ("vorm", "e-learning", "E-learning"),
        ("data", [{"datum": "2026-05-04", "plaats": "Tiel"}], "4 mei 2026"),
        ("data", [{"datum": "voorjaar", "plaats": "Tiel"}], "voorjaar"),
    ],
)
def test_value_is_shown_in_dutch(key, value, text):
    html = shown(presentation.render(content("opleiding", fields={key: value})))

    assert f"<p>{text}</p>" in html


def test_closing_date_is_shown_in_dutch():
    assert "<p>4 mei 2026</p>" in shown(presentation.render(content("programma", fields={"sluit_op": "2026-05-04"})))


@pytest.mark.django_db
def test_blocks_are_rendered_once_a_version():
    entry = EntryFactory(published=True)
    first = presentation.blocks(entry)
    entry.content |= {"body": "Nieuw"}

    same = presentation.blocks(entry)
    entry.version += 1

    assert (same, [block.title for block in presentation.blocks(entry)][0]) == (first, "Toelichting")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", Kind.values)
def test_page_of_every_kind_is_sound(kind, visitor):
    entry = EntryFactory(
        published=True,
        kind=kind,
        title=NASTY,
        summary=NASTY,
        recognised=True,
        content=content(
            kind,
            title=NASTY,
            summary=NASTY,
            body=NASTY,
            organisation=NASTY,
            contact=NASTY,
            source=NASTY,
            year=2024,
            licence="cc-by",
            links=[{"label": NASTY, "url": "https://example.org"}],
            working_elements=[NASTY],
            areas=["gemeente-tiel"],
            levels=["3"],
            fields=filled(kind, NASTY),
        ),
    )

    page = visitor.get(entry.get_absolute_url())

    text = page.content.decode()
    assert (page.status_code, "<script>alert" in text, "<img src=x" in text) == (200, False, False)


@pytest.mark.django_db
def test_reference_names_author_year_title_and_day(at):
    entry = EntryFactory.build(title="Wandelen", content=content(organisation="GGD Voorbeeld", year=2024))

    assert pages.reference(entry, at.date()) == "GGD Voorbeeld (2024). Wandelen. Geraadpleegd op 2 maart 2026."


def test_reference_of_little_is_honest(at):
    entry = EntryFactory.build(title="Wandelen", content=content())

    assert pages.reference(entry, at.date()) == "Wandelen (z.d.). Geraadpleegd op 2 maart 2026."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "level", "is_shown"),
    [("interventie", "", True), ("materiaal", "", False), ("materiaal", "goed-onderbouwd", True)],
)
def test_recognition_is_shown_for_interventions_and_what_has_it(kind, level, is_shown, visitor):
    entry = EntryFactory(published=True, kind=kind, recognition_level=level)

    assert visitor.get(entry.get_absolute_url()).context["recognition"]["is_shown"] is is_shown


def test_content_of_every_kind_is_json_as_it_is():
    for kind in Kind.values:
        assert json.loads(json.dumps(content(kind, fields=filled(kind)))) == content(kind, fields=filled(kind))
