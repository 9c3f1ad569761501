"""Which words find each other: a table of pairs from the field and from everyday Dutch."""

from pathlib import Path

import pytest

from loket.search.dutch import index_lexemes, query_lexemes

ROWS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "dutch_pairs.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def finds(query: str, text: str) -> bool:
    return not set(query_lexemes(query)).isdisjoint(index_lexemes(text))


def pairs(kind: str) -> list[tuple[str, str]]:
    return [(first, second) for row_kind, first, second in ROWS if row_kind == kind]


@pytest.mark.parametrize(("first", "second"), pairs("same"))
def test_search_same_word_finds_both_ways(first, second):
    found = (finds(first, second), finds(second, first))

    assert found == (True, True)


@pytest.mark.parametrize(("first", "second"), pairs("finds"))
def test_search_part_that_is_not_last_finds_compound_only_one_way(first, second):
    found = (finds(first, second), finds(second, first))

    assert found == (True, False)


@pytest.mark.parametrize(("first", "second"), pairs("apart"))
def test_search_other_word_finds_neither_way(first, second):
    found = (finds(first, second), finds(second, first))

    assert found == (False, False)
