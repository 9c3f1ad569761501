"""Entries like this one: which, why, and never one that is not public. And what else has a working element."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from loket.catalogue import pages, publishing, related
from loket.catalogue.models import Entry
from tests.factories import EntryFactory, content

pytestmark = pytest.mark.django_db


def entry(title: str, state: str = "published", **told) -> Entry:
    kind = told.pop("kind", "praktijkvoorbeeld")
    filled = content(kind, title=title, **{"themes": []} | told)
    return EntryFactory(**{state: True}, kind=kind, title=title, content=filled)


def found(of: Entry) -> list[str]:
    return [row.entry.title for row in related.to(of)]


@pytest.fixture
def together(monkeypatch) -> dict[int, list]:
    """A source that can be told what goes with which entry."""
    said: dict[int, list] = {}
    monkeypatch.setattr(related, "_sources", {"proef": lambda entry: said.get(entry.pk, [])})
    return said


def test_related_shares_what_it_is_about_and_says_so():
    shown = entry("Vrijdag", themes=["valpreventie"], target_groups=["ouderen"])
    entry("Maandag", themes=["valpreventie"], target_groups=["ouderen"])
    entry("Dinsdag", themes=["roken"], target_groups=["ouderen"])

    assert [(row.entry.title, row.reason) for row in related.to(shown)] == [
        ("Maandag", "zelfde thema: valpreventie; zelfde doelgroep: ouderen")
    ]


@pytest.mark.parametrize(
    ("tokens", "words", "reason"),
    [
        (("theme:roken", "theme:alcohol"), (), "zelfde thema's: roken, alcohol"),
        (("working_element:breed_commitment",), (), "zelfde werkzame element: breed commitment"),
        (("setting:school-mbo",), (), "zelfde setting: mbo"),
        ((), ("wandelen",), "zelfde woord in de titel: wandelen"),
        (("setting:wijk",), ("buurt", "plein"), "zelfde setting: wijk; zelfde woorden in de titel: buurt, plein"),
    ],
)
def test_reason_is_in_words(tokens, words, reason):
    assert related.reason(tokens, words) == reason


def test_rare_word_in_the_title_is_likeness_enough():
    shown = entry("Wandelen met de schaapskooi")
    entry("Schaapskooien in de wijk")
    entry("Koken in de wijk")

    assert [(row.entry.title, row.reason) for row in related.to(shown)] == [
        ("Schaapskooien in de wijk", "zelfde woord in de titel: schaapskooi")
    ]


def test_common_word_in_the_title_is_none():
    days = ("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf")

    first, *_ = [entry(f"Aanpak {day}") for day in days]

    assert found(first) == []


def test_rare_facet_counts_for_more_than_a_common_one():
    shown = entry("Vrijdag", themes=["bewegen", "gehoor"])
    entry("Maandag", themes=["gehoor"])
    for day in range(9):
        entry(f"Dag {day}", themes=["bewegen"])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_findable")

    assert found(shown)[0] == "Maandag"


def test_at_most_four_are_shown():
    shown, *_ = [entry(f"Dag {number}", themes=["roken"]) for number in range(8)]

    assert len(related.to(shown)) == 4


@pytest.mark.parametrize("state", ["archived", "unpublished"])
def test_what_is_not_public_is_never_related(state):
    shown = entry("Vrijdag", themes=["roken"])
    if state == "archived":
        entry("Maandag", state="archived", themes=["roken"])
    else:
        EntryFactory(title="Maandag", content=content(themes=["roken"]))

    assert found(shown) == []


def test_archived_within_the_day_is_gone_at_once():
    shown, other = entry("Vrijdag", themes=["roken"]), entry("Maandag", themes=["roken"])
    before = found(shown)

    publishing.archive(other, by=other.owner, at=timezone.now(), reason="Klaar", successor=None)

    assert (before, found(shown)) == (["Maandag"], [])


def test_related_is_found_once_a_version(together, django_assert_num_queries):
    shown = entry("Vrijdag", themes=["roken"])
    entry("Maandag", themes=["roken"])

    with django_assert_num_queries(4):
        related.to(shown)
    with django_assert_num_queries(2):
        related.to(shown)
    shown.version += 1
    with django_assert_num_queries(4):
        related.to(shown)


def test_nothing_related_is_remembered_too(together, django_assert_num_queries):
    shown = entry("Vrijdag")
    related.to(shown)

    with django_assert_num_queries(1):
        assert related.to(shown) == []
    assert cache.get(f"entry-related:2:{shown.pk}") == (1, [])


def test_source_names_what_is_used_together(together):
    shown, other = entry("Vrijdag"), entry("Maandag")
    together[shown.pk] = [(other.pk, 1.0, "samen in 3 lijsten")]

    assert [(row.entry.title, row.reason) for row in related.to(shown)] == [("Maandag", "samen in 3 lijsten")]


def test_source_adds_its_reason_and_weight_to_likeness(together):
    shown, _, other = [entry(title, themes=["roken"]) for title in ("Vrijdag", "Dinsdag", "Maandag")]
    together[shown.pk] = [(other.pk, 0.5, "samen in 3 lijsten")]

    assert [(row.entry.title, row.reason) for row in related.to(shown)] == [
        ("Maandag", "zelfde thema: roken; samen in 3 lijsten"),
        ("Dinsdag", "zelfde thema: roken"),
    ]


def test_source_cannot_name_itself_or_what_is_not_public(together):
    shown, archived = entry("Vrijdag"), entry("Maandag", state="archived")
    together[shown.pk] = [(shown.pk, 9, "samen in 3 lijsten"), (archived.pk, 9, "samen in 3 lijsten")]

    assert found(shown) == []


def test_forgotten_is_found_anew(together, django_capture_on_commit_callbacks):
    shown, other = entry("Vrijdag"), entry("Maandag")
    before = found(shown)

    together[shown.pk] = [(other.pk, 1.0, "samen in 3 lijsten")]
    with django_capture_on_commit_callbacks(execute=True):
        related.forget(shown.pk)

    assert (before, found(shown)) == ([], ["Maandag"])


def test_entry_page_names_related_with_the_reason(visitor):
    shown = entry("Vrijdag", themes=["valpreventie"])
    other = entry("Maandag", themes=["valpreventie"])

    page = visitor.get(shown.get_absolute_url()).content.decode()

    assert [words in page for words in ("Lijkt hierop", other.get_absolute_url(), "Zelfde thema: valpreventie")] == [
        True,
        True,
        True,
    ]


def test_entry_page_without_related_has_no_such_part(visitor):
    assert "Lijkt hierop" not in visitor.get(entry("Vrijdag").get_absolute_url()).content.decode()


@pytest.mark.parametrize("name", ["Breed commitment", "Sociaal-emotioneel leren, één op één", "C&A =1 <b>", "x" * 200])
def test_working_element_leads_to_what_else_has_it(name, visitor):
    shown = entry("Vrijdag", working_elements=[name])
    entry("Maandag", working_elements=[name.upper()])
    entry("Dinsdag", body=f"Hier staat {name} alleen in de tekst.")
    (_, ((label, address),)) = pages.common(shown.content)["tag_groups"][-1]

    page = visitor.get(address)

    assert label == name
    assert sorted(hit.title for hit in page.context["result"].hits) == ["Maandag", "Vrijdag"]


def test_working_element_is_a_facet_in_words(visitor):
    entry("Vrijdag", working_elements=["breed commitment"])

    page = visitor.get(f"{reverse('search')}?q=vrijdag")

    groups = {group.name: group for group in page.context["result"].facets}
    assert [(option.value, option.label) for option in groups["working_element"].options] == [
        ("breed_commitment", "Breed commitment")
    ]
