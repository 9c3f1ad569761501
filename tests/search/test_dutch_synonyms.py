"""Reading groups of synonyms, and the list the portal starts with."""

from pathlib import Path

from loket.search import dutch
from loket.search.dutch import SynonymGroup, parse_synonyms

STARTING = Path(dutch.__file__).parent.parent / "data" / "synonyms.tsv"


def test_parse_synonyms_equal_words():
    assert parse_synonyms(["jongeren ~ jeugd\ttieners\n"]) == [SynonymGroup(("jongeren", "jeugd", "tieners"))]


def test_parse_synonyms_narrow_to_broad():
    assert parse_synonyms(["xtc ~ mdma > drugs"]) == [SynonymGroup(("xtc", "mdma"), "drugs")]


def test_parse_synonyms_skips_comments_and_single_words():
    assert parse_synonyms(["# uitleg", "", "roken", "> drugs", "xtc >"]) == []


def test_starting_synonyms_enough_and_each_word_analysable():
    groups = parse_synonyms(STARTING.read_text(encoding="utf-8").splitlines())

    words = [word for group in groups for word in group.words]
    assert len(groups) >= 150
    assert [word for word in words if not dutch.query_lexemes(word)] == []


def test_starting_synonyms_never_equate_parents_and_older_people():
    groups = parse_synonyms(STARTING.read_text(encoding="utf-8").splitlines())

    assert [group for group in groups if {"ouders", "ouderen"} <= set(group.words)] == []
