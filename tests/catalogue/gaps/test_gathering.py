"""The same question in other words is one row, with how often and since when."""

from datetime import date, timedelta

import pytest

from loket.catalogue.gaps import gathering
from loket.catalogue.gaps.models import Gap
from loket.search import index, keeping
from loket.search.models import EmptySearch, SynonymGroup
from tests.catalogue.gaps.factory import AT, asked
from tests.search.documents import document

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "texts",
    [
        ("eetbui", "eetbuien", "Eetbuien!"),
        ("vapen jongeren", "jongeren en vapen", "vape voor een jongere"),
        ("snus", "aanpak snus", "wat is een goede aanpak van snus"),
    ],
)
def test_same_question_in_other_forms_is_one(texts):
    (gap,) = asked(*texts)

    assert (gap.count, gap.text, gap.wordings.count()) == (3, texts[0].lower(), len({text.lower() for text in texts}))


@pytest.mark.parametrize("texts", [("snus", "snus school"), ("snus", "lachgas"), ("snus lachgas", "snus gamen")])
def test_another_question_is_another_row(texts):
    assert [gap.count for gap in asked(*texts)] == [1, 1]


def test_synonym_that_works_both_ways_makes_one_question():
    SynonymGroup.objects.create(terms=["jongeren", "jeugd"], direction="both", changed_at=AT)
    SynonymGroup.objects.create(terms=["drugs", "lachgas"], direction="forward", changed_at=AT)

    gaps = asked("snus jongeren", "jeugd snus", "drugs", "lachgas")

    assert sorted((gap.text, gap.count) for gap in gaps) == [("drugs", 1), ("lachgas", 1), ("snus jongeren", 2)]


def test_first_last_and_months_are_kept():
    asked("snus", "snus")
    (gap,) = asked("snus", at=AT - timedelta(days=60))

    assert (gap.first_at, gap.last_at) == (AT - timedelta(days=60), AT)
    assert [(row.month, row.count) for row in gap.months.all()] == [(date(2026, 1, 1), 1), (date(2026, 3, 1), 2)]


def test_question_knows_what_it_is_about():
    SynonymGroup.objects.create(terms=["roken", "vapen"], direction="forward", changed_at=AT)

    (gap,) = asked("vapen op het mbo")

    assert gap.facets == ["setting:school-mbo", "theme:roken"]


def test_verb_is_not_the_setting_that_looks_like_it():
    assert [gap.facets for gap in asked("wat werkt bij snus")] == [[]]


def test_text_of_stop_words_alone_is_a_question_too():
    assert [gap.text for gap in asked("de het", "?!?")] == ["de het", "?!?"]


def test_settled_by_a_synonym_and_asked_again_is_open():
    (gap,) = asked("snus")
    Gap.objects.update(state="synonym")

    asked("snus")

    gap.refresh_from_db()
    assert (gap.state, gap.history.get().act) == ("open", "ask_again")


def test_settled_with_nothing_stays_so():
    asked("snus")
    Gap.objects.update(state="nothing")

    assert [(gap.state, gap.count) for gap in asked("snus")] == [("nothing", 2)]


def test_searches_from_before_are_gathered_once(at):
    for text, count in (("eetbui", 3), ("eetbuien", 4)):
        EmptySearch.objects.create(text=text, count=count, last_at=AT)

    done = [gathering.gather_missing(at=at) for _ in range(2)]

    assert (done, list(Gap.objects.values_list("text", "count"))) == ([2, 0], [("eetbui", 7)])


def test_what_is_found_now_is_settled_by_itself(at):
    snus, lachgas = asked("snus", "snus", "lachgas")
    index.put(document("Snus op school"))

    done = gathering.look_again(at=at)

    states = dict(Gap.objects.values_list("text", "state"))
    assert (done, states) == (1, {"snus": "found", "lachgas": "open"})
    assert (snus.history.get().note, lachgas.history.count()) == ("Snus op school", 0)


def test_not_asked_in_a_year_is_forgotten(at):
    asked("snus", at=at - timedelta(days=366))
    asked("lachgas", at=at)

    assert (gathering.forget_old(at), [gap.text for gap in Gap.objects.all()]) == (1, ["lachgas"])


def test_full_list_still_counts_what_is_known(monkeypatch):
    monkeypatch.setattr(keeping, "MAX_KEPT", 1)

    gaps = asked("snus", "lachgas", "snus")

    assert [(gap.text, gap.count) for gap in gaps] == [("snus", 2)]
