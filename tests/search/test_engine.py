"""What is found, in which order, and with which facets."""

import itertools

import pytest
from django.utils import timezone

from loket.search import index, keeping, repair
from loket.search.engine import search
from loket.search.enums import Direction, Sort
from loket.search.models import Findable, SynonymGroup
from loket.search.query import CAP, SearchRequest
from tests.search.documents import DAY, document, found, titles

pytestmark = pytest.mark.django_db


def test_title_comes_before_body() -> None:
    index.put(document("Iets anders", body="Hier gaat het even over valpreventie."))
    index.put(document("Valpreventie thuis"))

    assert titles("valpreventie") == ["Valpreventie thuis", "Iets anders"]


def test_compound_is_found_by_its_parts() -> None:
    index.put(document("Valpreventie"))
    index.put(document("Lesmateriaal"))

    assert titles("preventie van vallen") == ["Valpreventie"]


def test_last_part_of_a_compound_does_not_count_as_the_word() -> None:
    index.put(document("Lesmateriaal"))

    assert titles("materiaal") == []


def test_quoted_words_must_be_neighbours() -> None:
    index.put(document("Gezonde school"))
    index.put(document("School voor een gezonde leefstijl"))

    assert titles('"gezonde school"') == ["Gezonde school"]


def test_minus_leaves_out() -> None:
    index.put(document("Roken en alcohol"))
    index.put(document("Roken"))

    assert titles("roken -alcohol") == ["Roken"]


def test_named_kind_comes_before_the_same_words_in_another_kind() -> None:
    index.put(document("Onderhandelen over gezondheid", kind="opleiding"))
    index.put(document("Onderhandelen over gezondheid", kind="publicatie", published_on=DAY.replace(year=2030)))

    kinds = [hit.kind for text in ("onderhandelen", "training onderhandelen") for hit in found(text).hits[:1]]

    assert kinds == ["publicatie", "opleiding"]


def test_results_like_the_best_ones_come_before_others_with_the_same_words() -> None:
    index.put_many(document(f"Meedoen {number}", facets={"theme": ["roken"]}) for number in range(9))
    index.put_many(document(f"Iets anders {number}", facets={"theme": ["voeding"]}) for number in range(9))
    later = DAY.replace(year=2030)
    index.put(document("Eten", body="Meedoen kan.", facets={"theme": ["voeding"]}, published_on=later))
    index.put(document("Stoppen", body="Meedoen kan.", facets={"theme": ["roken"]}))

    assert titles("meedoen")[-2:] == ["Stoppen", "Eten"]


def test_pages_of_reordered_results_have_each_of_them_once() -> None:
    themes = ["roken", "voeding", "alcohol"]
    index.put_many(document(f"Meedoen {number}", facets={"theme": [themes[number % 3]]}) for number in range(70))

    pages = [titles("meedoen", page=page, page_size=20) for page in (1, 2, 3, 4)]

    assert [len(page) for page in pages] == [20, 20, 20, 10]
    assert len(set(itertools.chain(*pages))) == 70


def test_word_that_says_little_decides_less() -> None:
    index.put(document("Aanpak van iets", subject_id=8_001))
    index.put(document("Roken", subject_id=8_000))

    assert titles("aanpak roken") == ["Roken", "Aanpak van iets"]


def test_only_a_minus_leaves_out_of_everything() -> None:
    index.put(document("Alcohol"))
    index.put(document("Roken"))

    assert titles("-alcohol") == ["Roken"]


def test_accents_and_case_do_not_matter() -> None:
    index.put(document("Cliëntgericht Coördineren"))

    assert titles("CLIENTGERICHT coordineren") == ["Cliëntgericht Coördineren"]


def test_word_in_a_file_tells_where() -> None:
    index.put(document("Plan", passages=[("plan.pdf, pagina 3", "Wij gebruiken een evenwichtsmeter.")]))

    hit = found("evenwichtsmeter").hits[0]

    assert (hit.place, hit.passage) == ("plan.pdf, pagina 3", "Wij gebruiken een evenwichtsmeter.")


@pytest.mark.parametrize(
    "text", ["'", '"', "a & b | !c", "\\", ":*", "((((", "%s %(a)s {0}", "-", '-"', "<->", "é" * 300, "& | !"]
)
def test_any_text_is_a_search(text: str) -> None:
    index.put(document("Roken"))

    assert found(text).count in (0, 1)


def test_typing_error_is_mended() -> None:
    index.put(document("Eenzaamheid bij ouderen"))

    result = found("eenzamheid")

    assert (result.repaired, result.count) == ("eenzaamheid", 1)


def test_words_written_together_are_taken_apart() -> None:
    index.put(document("Welzijn op recept"))

    assert found("welzijnoprecept").repaired == "welzijn op recept"


def test_mended_search_can_be_insisted_on() -> None:
    index.put(document("Eenzaamheid bij ouderen"))

    literal = found("eenzamheid ouderen").literal

    assert (literal, found(literal).repaired, found(literal).count) == ('"eenzamheid" ouderen', "", 0)


def test_word_that_is_much_more_common_is_suggested_and_not_searched() -> None:
    index.put_many(document(f"Preffi {n}") for n in range(repair.COMMON))
    index.put(document("Prefti"))

    result = found("prefti ouderen")

    assert (result.suggestion, result.repaired) == ("preffi ouderen", "")


@pytest.mark.parametrize("text", ["preffis", '"prefti"', "-prefti"])
def test_another_form_and_what_is_insisted_on_get_no_suggestion(text: str) -> None:
    index.put_many(document(f"Preffi {n}") for n in range(repair.COMMON))
    index.put(document("Prefti"))

    assert found(text).suggestion == ""


def test_rare_word_between_many_results_gets_no_suggestion() -> None:
    index.put_many(document(f"Preffi {n}", body="Over prefti.") for n in range(repair.COMMON))

    assert found("prefti").suggestion == ""


def test_mending_uses_no_word_of_a_private_document() -> None:
    index.put(document("Geheimplan", audience=["org:1"]))

    assert found("geheimplam").repaired == ""


def test_private_documents_are_for_their_audience_only() -> None:
    index.put(document("Intern roken", audience=["org:1"]))
    index.put(document("Roken"))

    assert (titles("roken"), found("roken", ("public", "org:1")).count) == (["Roken"], 2)


def test_private_documents_are_not_in_facets() -> None:
    index.put(document("Roken", audience=["org:1"], facets={"theme": ["roken"]}))

    assert found("").facets == []


def test_facet_counts_ignore_their_own_choice_only() -> None:
    index.put(document("A", facets={"theme": ["roken"], "setting": ["wijk"]}))
    index.put(document("B", facets={"theme": ["alcohol"], "setting": ["wijk"]}))
    index.put(document("C", facets={"theme": ["alcohol"], "setting": ["werk"]}))

    result = found("", facets={"theme": ("roken",)})

    counts = {group.name: {o.value: o.count for o in group.options} for group in result.facets}
    assert (result.count, counts["theme"], counts["setting"]) == (1, {"roken": 1, "alcohol": 2}, {"wijk": 1})


def test_facets_of_one_group_widen_and_of_two_narrow() -> None:
    index.put(document("A", facets={"theme": ["roken"], "setting": ["wijk"]}))
    index.put(document("B", facets={"theme": ["alcohol"], "setting": ["werk"]}))

    both = found("", facets={"theme": ("roken", "alcohol")}).count
    narrowed = found("", facets={"theme": ("roken", "alcohol"), "setting": ("wijk",)}).count

    assert (both, narrowed) == (2, 1)


def test_chosen_facet_without_results_is_still_shown() -> None:
    result = found("", facets={"theme": ("roken",)})

    assert [(o.value, o.count, o.is_checked) for o in result.facets[0].options] == [("roken", 0, True)]


def test_outdated_follows_the_day() -> None:
    index.put(document("Oud", check_due=DAY.replace(day=1)))
    index.put(document("Nu", check_due=DAY))

    assert titles("", facets={"actueel": ("mogelijk-verouderd",)}) == ["Oud"]


def test_empty_query_has_what_is_proven_before_what_is_new() -> None:
    index.put(document("Nieuwe campagne", kind="campagne", is_priority=True, published_on=DAY))
    index.put(document("Erkend", facets={"recognition": ["goed-beschreven"]}, recognition_rank=2))

    assert titles("") == ["Erkend", "Nieuwe campagne"]


def test_empty_query_has_priority_themes_first() -> None:
    index.put(document("Nieuw", published_on=DAY))
    index.put(document("Voorrang", published_on=DAY.replace(year=2020), is_priority=True))

    assert titles("") == ["Voorrang", "Nieuw"]


@pytest.mark.parametrize(
    ("sort", "first"), [(Sort.NEWEST, "Nieuw roken"), (Sort.RECOGNITION, "Erkend roken"), (Sort.USE, "Gebruikt roken")]
)
@pytest.mark.parametrize("text", ["", "roken"])
def test_sort_decides_the_order(sort: str, first: str, text: str) -> None:
    index.put(document("Gebruikt roken", published_on=DAY.replace(year=2021), subject_id=9_001))
    index.put(document("Erkend roken", published_on=DAY.replace(year=2020), recognition_rank=5))
    index.put(document("Nieuw roken"))
    Findable.objects.filter(subject_id=9_001).update(use_count=3)

    assert titles(text, sort=sort)[0] == first


def test_own_sector_comes_first() -> None:
    index.put(document("Roken A", facets={"sector": ["sport"]}))
    index.put(document("Roken B", facets={"sector": ["ggd"]}))

    first = [search(SearchRequest(text=text), prefer=("sector:sport",)).hits[0].title for text in ("", "roken")]

    assert first == ["Roken A", "Roken A"]


def test_synonym_is_in_force_at_once_and_gone_at_once() -> None:
    index.put(document("Tabak"))
    group = SynonymGroup(terms=["peuken", "tabak"])

    keeping.save_group(group, timezone.now())
    with_group = titles("peuken")
    keeping.delete_group(group)

    assert (with_group, titles("peuken")) == (["Tabak"], [])


def test_synonym_of_more_words_works_both_ways() -> None:
    index.put(document("Kansrijke start"))
    index.put(document("KRS"))
    keeping.save_group(SynonymGroup(terms=["KRS", "kansrijke start"]), timezone.now())

    assert (set(titles("krs")), set(titles("kansrijke start"))) == ({"KRS", "Kansrijke start"},) * 2


def test_synonym_in_one_direction_does_not_work_back() -> None:
    index.put(document("Fruit"))
    index.put(document("Banaan"))
    keeping.save_group(SynonymGroup(terms=["fruit", "banaan"], direction=Direction.FIRST_FINDS_REST), timezone.now())

    assert (set(titles("fruit")), titles("banaan")) == ({"Fruit", "Banaan"}, ["Banaan"])


def test_compound_written_apart_has_its_synonyms() -> None:
    index.put(document("Alliantie"))
    keeping.save_group(SynonymGroup(terms=["samenwerken", "alliantie"]), timezone.now())

    assert titles("samen werken") == ["Alliantie"]


def test_synonym_is_found_as_part_of_a_compound() -> None:
    index.put(document("Tabaksprogramma op school"))
    keeping.save_group(SynonymGroup(terms=["roken", "tabak"]), timezone.now())

    assert titles("roken") == ["Tabaksprogramma op school"]


def test_first_part_of_a_compound_is_found_by_its_synonym() -> None:
    index.put(document("Minder tabak"))
    keeping.save_group(SynonymGroup(terms=["roken", "tabak"]), timezone.now())

    assert titles("rookpreventie") == ["Minder tabak"]


def test_count_beyond_the_cap_is_not_exact() -> None:
    index.put_many(document(f"Roken {n}") for n in range(CAP + 5))

    result = found("roken", page=50)

    assert (result.count, result.count_is_exact, result.pages, len(result.hits)) == (CAP, False, 50, 20)


def test_title_match_is_found_beyond_the_cap() -> None:
    index.put_many(document(f"Verslag {n}", body="over roken") for n in range(CAP + 5))
    index.put(document("Roken"))

    assert titles("roken")[0] == "Roken"
