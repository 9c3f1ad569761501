"""Saved searches in numbers: three distinct ones for each entry, as people would keep them.

A process of its own (``python -m benchmarks.depth_searches 300000``), because it uses the portal's settings. What each
needs of an entry is put together from what the portal itself says of its words, so that 300,000 take a minute.
"""

import io
import json
import random
import sys
from collections.abc import Iterator
from functools import cache, lru_cache

import django

from benchmarks import words
from benchmarks.dataset import Skewed
from benchmarks.depth_dataset import AT
from loket.vocabulary import shipped

PER_ENTRY = 3
SHORTEST_WORD = 6
# What people keep: two words, a word with a theme, or a theme with a setting, a target group and a GGD region.
_TWO_WORDS, _WORD_AND_THEME = 0.3, 0.4
_LISTS = {"theme": "theme", "setting": "setting", "target_group": "target-group"}


def params(count: int) -> list[str]:
    """So many distinct query strings, the same on every run; common words and codes are in many of them."""
    from loket.search.query import SearchRequest  # noqa: PLC0415 - needs the settings
    from loket.search.saved import workflow  # noqa: PLC0415 - its models need the settings

    chance, found = random.Random(20_261_122), {}
    while len(found) < count:
        text, facets = _drawn(chance)
        found[workflow.canonical(SearchRequest(text, facets))] = None
    return list(found)


def _drawn(chance: random.Random) -> tuple[str, dict[str, tuple[str, ...]]]:
    kind = chance.random()
    codes = {group: (_codes()[group].draw(chance)[0],) for group in _codes()}
    if kind < _TWO_WORDS:
        return " ".join(_word(chance) for _ in range(2)), {}
    if kind < _TWO_WORDS + _WORD_AND_THEME:
        return _word(chance), {"theme": codes["theme"]}
    return "", codes


def _word(chance: random.Random) -> str:
    while len(word := words.some(chance, 1)[0]) < SHORTEST_WORD:
        pass
    return word


@lru_cache
def _codes() -> dict[str, Skewed]:
    lists = {
        group: Skewed.of([term.code for term in shipped.terms() if term.scheme == scheme])
        for group, scheme in _LISTS.items()
    }
    return lists | {"area": Skewed.of([area.code for area in shipped.areas() if area.kind == "ggd-region"])}


def needs(query: str) -> tuple[list[str], list[str]]:
    """The words and facets that ``loket.search.saved`` keeps of a query: what the rarest of its words needs.

    The few lexemes of two words that are written together are left out.
    """
    from loket.search.saved import matching  # noqa: PLC0415 - its models need the settings

    request = matching.read(query)
    each = [_needed(word) for word in request.text.split()]
    if not each or any(matching.ANYTHING in lexemes for lexemes in each):
        return [matching.ANYTHING], matching.needed_facets(request)
    return list(min(each, key=_rarity)), matching.needed_facets(request)


@cache
def _needed(word: str) -> tuple[str, ...]:
    from loket.search.query import SearchRequest  # noqa: PLC0415 - needs the settings
    from loket.search.saved import matching  # noqa: PLC0415 - its models need the settings

    return tuple(matching.needed_words(SearchRequest(word)))


@cache
def _rarity(lexemes: tuple[str, ...]) -> int:
    from django.db.models import Sum  # noqa: PLC0415 - needs the settings

    from loket.search.models import Lexeme  # noqa: PLC0415 - needs the settings

    return Lexeme.objects.filter(lexeme__in=lexemes).aggregate(found=Sum("document_count"))["found"] or 0


def fill(count: int) -> None:
    """Write the queries, and for each one person who keeps it; one in ten is told at once."""
    from django.db import connection, transaction  # noqa: PLC0415 - needs the settings

    from loket.search.saved import matching  # noqa: PLC0415 - its models need the settings

    stamp = matching.synonyms_stamp()
    lines = io.StringIO("".join(_lines(params(count), stamp)))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.copy_expert("COPY saved_searches_standingquery (params, words, facets, stamp) FROM STDIN", lines)
        cursor.execute(_KEPT, [AT])


_KEPT = """
    INSERT INTO saved_searches_savedsearch (user_id, query_id, name, rhythm, created_at, told_until)
    SELECT p.id, q.id, 'Zoekvraag ' || q.n, CASE mod(q.n, 10) WHEN 0 THEN 'meteen' ELSE 'wekelijks' END, %s, 0
    FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM saved_searches_standingquery) q
    JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n, count(*) OVER () AS total
          FROM accounts_user WHERE email LIKE 'meting-%%') p ON p.n = mod(q.n, p.total)"""


def _lines(queries: list[str], stamp: str) -> Iterator[str]:
    """As ``COPY`` reads them."""
    for query in queries:
        found = (f"{{{','.join(json.dumps(token, ensure_ascii=False) for token in row)}}}" for row in needs(query))
        yield "\t".join((query, *found, stamp)).replace("\\", "\\\\") + "\n"


if __name__ == "__main__":
    django.setup()
    fill(int(sys.argv[1]))
