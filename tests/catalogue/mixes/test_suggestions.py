"""What is offered for an empty place, and why."""

import pytest

from loket.catalogue.mixes import pages, suggestions
from tests.catalogue.mixes.factory import MixFactory, RowFactory
from tests.factories import EntryFactory, content

pytestmark = pytest.mark.django_db


def entry(title: str, kind: str = "interventie", *, summary: str = "", **told):
    recognised = {"recognition_level": told.pop("recognition", "")}
    filled = content(kind, title=title, summary=summary, **{"themes": ["overgewicht"]} | told)
    return EntryFactory(published=True, kind=kind, title=title, summary=summary, content=filled, **recognised)


def offered(mix, at, pillar: str = "voorlichting", column: str = "overgewicht", axis: str = "thema"):
    plan = pages.read(mix, at.date())
    return suggestions.for_gap(plan, suggestions.gap_in(plan, axis, pillar, column), at.date())


def test_recognised_comes_first_and_each_says_why(at):
    entry("Beter eten", summary="Een workshop voor ouders.", target_groups=["kinderen"])
    entry("Erkend eten", recognition="goed-onderbouwd")

    found = [(offer.entry.title, offer.reason) for offer in offered(MixFactory(), at)]

    assert found == [
        ("Erkend eten", "Erkend; thema: overgewicht; interventie: staat vaak in deze pijler"),
        ("Beter eten", "Thema: overgewicht; doelgroep: kinderen; gaat over workshop, en dat past bij deze pijler"),
    ]


def test_what_stands_in_the_mix_and_other_themes_are_not_offered(at):
    standing, other = entry("Staat er al"), entry("Ander thema", themes=["slaap"])
    mix = RowFactory(entry=standing).mix

    assert [offer.entry for offer in offered(mix, at)] == []
    assert other.is_published


def test_own_word_is_searched_for(at):
    entry("Moestuinieren in de buurt", summary="Samen groente kweken.")
    mix = MixFactory(themes=["moestuinieren"])

    found = offered(mix, at, pillar="omgeving", column="moestuinieren")

    assert [offer.entry.title for offer in found] == ["Moestuinieren in de buurt"]


def test_target_group_is_looked_for_too(at):
    entry("Voor kinderen", themes=["slaap"], target_groups=["kinderen"])

    found = offered(MixFactory(), at, column="kinderen", axis="doelgroep")

    assert [offer.entry.title for offer in found] == ["Voor kinderen"]


def test_unpublished_is_never_offered(at):
    EntryFactory(kind="interventie", content=content("interventie", themes=["overgewicht"]))

    assert offered(MixFactory(), at) == []


def test_search_says_what_stands_in_the_mix(at):
    row = RowFactory(entry=entry("FitGaaf"))
    plan = pages.read(row.mix, at.date())

    [offer] = suggestions.found(plan, "fitgaaf", ("public",), at.date())

    assert (offer.entry, offer.row_id) == (row.entry, str(row.pk))


def test_place_that_the_mix_does_not_have_is_left_out(at):
    plan = pages.read(MixFactory(), at.date())

    gap = suggestions.gap_in(plan, "iets", "weg", "slaap")

    assert (gap.axis, gap.pillar, gap.column, gap.label) == ("thema", None, None, "")
