"""Probable doubles, with the reasons in words."""

import pytest
from django.urls import reverse

from loket.catalogue import doubles
from loket.catalogue.models import Entry
from tests.factories import EntryFactory, EntryFileFactory, content

pytestmark = pytest.mark.django_db


def entry(title: str, state: str = "published", **told) -> Entry:
    filled = content(title=title, **{"summary": title} | told)
    return EntryFactory(**{state: True}, title=title, content=filled, summary=filled["summary"])


def reasons(of: Entry) -> dict[str, tuple[str, ...]]:
    """By title, without how many words are the same."""
    found = {row.entry.title: tuple(why for why in row.reasons if "%" not in why) for row in doubles.of(of)}
    return {title: why for title, why in found.items() if why}


def link(url: str) -> dict:
    return {"links": [{"url": url, "label": "Site"}]}


def with_file(of: Entry, sha: str) -> Entry:
    file = EntryFileFactory(entry=of, sha256=sha * 64, name="blad.txt")
    of.content["files"] = [file.pk]
    of.save()
    return of


def test_same_title_whatever_capitals_and_article():
    one, _other = entry("De Wandelgroep", summary="Lopen op dinsdag"), entry("wandelgroep", summary="Iets anders")

    assert reasons(one) == {"wandelgroep": ("Zelfde titel",)}


def test_same_link_and_file():
    one, other = entry("Wandelen", **link("https://a.nl")), entry("Fietsen", **link("https://a.nl"))
    with_file(one, "a"), with_file(other, "a")

    assert reasons(one) == {"Fietsen": ("Zelfde bestand: blad.txt", "Zelfde link: https://a.nl")}


def test_link_that_many_have_says_nothing():
    one, *_ = [entry(f"Dag {name}", **link("https://a.nl")) for name in ("een", "twee", "drie", "vier")]

    assert reasons(one) == {}


def test_most_words_the_same():
    told = {"body": "Ouderen lopen samen een ronde langs de rivier en drinken koffie in het buurthuis."}
    one, _other, _third = (
        entry("Wandelkring langs de Waal", **told),
        entry("Wandelkring Waal", **told),
        entry("Wandelkring met muziek en dans voor iedereen in de stad", body="Heel iets anders over muziek en dans."),
    )

    ((found, (why,)),) = [(row.entry.title, row.reasons) for row in doubles.of(one)]
    assert (found, why.endswith("% van de woorden is gelijk")) == ("Wandelkring Waal", True)


def test_archived_is_no_double():
    one = entry("Wandelgroep", **link("https://a.nl"))
    entry("Wandelgroep", "archived", **link("https://a.nl"))

    assert (reasons(one), doubles.everywhere()) == ({}, [])


def test_whole_catalogue_most_reasons_first():
    for title in ("Fietsen", "Fietsen", "Wandelen", "Wandelen"):
        entry(title, **(link("https://a.nl") if title == "Wandelen" else {}))

    assert [(row.first.title, row.second.title, row.reasons) for row in doubles.everywhere()] == [
        ("Wandelen", "Wandelen", ("Zelfde titel", "Zelfde link")),
        ("Fietsen", "Fietsen", ("Zelfde titel",)),
    ]


def test_page_is_for_editors(client_as):
    entry("Fietsen"), entry("Fietsen")

    found = [client_as(role).get(reverse("doubles")).status_code for role in ("redactie", "professional")]

    assert found == [200, 403]
