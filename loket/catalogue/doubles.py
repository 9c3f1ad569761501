"""Entries that are probably about the same thing, each pair with its reasons in words."""

import itertools
from collections import defaultdict
from dataclasses import dataclass

from django.db import connection

from loket.catalogue.findable import SUBJECT_TYPE
from loket.catalogue.models import Entry, EntryFile
from loket.search import related as likeness
from loket.search.models import Findable, FindableText

SHOWN = 50
MOST_OF_ENTRY = 8
LIKE = 0.6
"""So large a share of all words of two entries is the same in doubles."""
SHARED_BY_FEW = 3
"""A link or title that more entries have says nothing: a home page, a series."""
_CANDIDATES = 20
_TITLE, _LINK, _FILE = "Zelfde titel", "Zelfde link", "Zelfde bestand"
_SAME_TITLE = """
    SELECT array_agg(subject_id ORDER BY subject_id) FROM search_findable
    WHERE subject_type = %(type)s AND audience @> '{public}' GROUP BY title_key
    HAVING count(*) BETWEEN 2 AND %(few)s ORDER BY 1 LIMIT %(most)s"""
_SAME_LINK = """
    SELECT array_agg(DISTINCT e.id ORDER BY e.id) FROM catalogue_entry e
    CROSS JOIN LATERAL jsonb_array_elements(e.content -> 'links') AS link
    WHERE e.state = 'published' AND jsonb_array_length(e.content -> 'links') > 0 GROUP BY link ->> 'url'
    HAVING count(DISTINCT e.id) BETWEEN 2 AND %(few)s ORDER BY 1 LIMIT %(most)s"""
_SAME_FILE = """
    SELECT array_agg(DISTINCT e.id ORDER BY e.id) FROM catalogue_entryfile f
    JOIN catalogue_entry e ON e.id = f.entry_id AND e.state = 'published' AND e.content -> 'files' @> to_jsonb(f.id)
    GROUP BY f.sha256 HAVING count(DISTINCT e.id) BETWEEN 2 AND %(few)s ORDER BY 1 LIMIT %(most)s"""


@dataclass(frozen=True)
class Double:
    """Two entries that may be one; ``first`` is the older."""

    first: Entry
    second: Entry
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Candidate:
    """What may be the same as an entry, and why."""

    entry: Entry
    reasons: tuple[str, ...]


def everywhere() -> list[Double]:
    """Probable doubles of the whole catalogue, the most reasons first; at most fifty. Four queries."""
    pairs: dict[tuple[int, int], list[str]] = defaultdict(list)
    for reason, statement in ((_TITLE, _SAME_TITLE), (_FILE, _SAME_FILE), (_LINK, _SAME_LINK)):
        for numbers in _groups(statement):
            for pair in itertools.combinations(numbers, 2):
                pairs[pair].append(reason)
    ordered = sorted(pairs.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:SHOWN]
    entries = Entry.objects.published().in_bulk({number for pair, _ in ordered for number in pair})
    return [
        Double(entries[first], entries[second], tuple(dict.fromkeys(reasons)))
        for (first, second), reasons in ordered
        if first in entries and second in entries
    ]


def _groups(statement: str) -> list[list[int]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"type": SUBJECT_TYPE, "few": SHARED_BY_FEW, "most": SHOWN * 2})
        return [numbers for (numbers,) in cursor.fetchall()]


def of(entry: Entry) -> list[Candidate]:
    """What may be the same as this entry, the most reasons first; at most eight."""
    reasons: dict[int, list[str]] = defaultdict(list)
    for found in (_same_title(entry), _same_file(entry), _same_link(entry), _same_words(entry)):
        for number, reason in found.items():
            reasons[number].append(reason)
    reasons.pop(entry.pk, None)
    ordered = sorted(reasons, key=lambda number: (-len(reasons[number]), number))[:MOST_OF_ENTRY]
    entries = Entry.objects.published().in_bulk(ordered)
    return [Candidate(entries[number], tuple(reasons[number])) for number in ordered if number in entries]


def _same_title(entry: Entry) -> dict[int, str]:
    own = Findable.objects.filter(subject_type=SUBJECT_TYPE, subject_id=entry.pk).values("title_key")
    same = Findable.objects.filter(subject_type=SUBJECT_TYPE, title_key__in=own)
    return dict.fromkeys(same.values_list("subject_id", flat=True)[:_CANDIDATES], _TITLE)


def _same_file(entry: Entry) -> dict[int, str]:
    own = EntryFile.objects.filter(pk__in=entry.content.get("files", [])).values("sha256")
    same = EntryFile.objects.filter(sha256__in=own).select_related("entry").only("entry__content", "entry__state")
    return {file.entry_id: f"{_FILE}: {file.name}" for file in same[:_CANDIDATES] if file.is_public}


def _same_link(entry: Entry) -> dict[int, str]:
    found: dict[int, str] = {}
    for url in dict.fromkeys(link["url"] for link in entry.content.get("links", [])[:_CANDIDATES]):
        others = Entry.objects.published().filter(content__links__contains=[{"url": url}]).exclude(pk=entry.pk)
        numbers = list(others.values_list("pk", flat=True)[:SHARED_BY_FEW])
        if len(numbers) < SHARED_BY_FEW:
            found |= dict.fromkeys(numbers, f"{_LINK}: {url}")
    return found


def _same_words(entry: Entry) -> dict[int, str]:
    """Those with a word of the title in common of which most other words are the same too."""
    near = likeness.like(SUBJECT_TYPE, entry.pk, entry.title, {"theme": 1.0}, limit=_CANDIDATES)
    numbers = [entry.pk, *(row.subject_id for row in near)]
    texts = FindableText.objects.filter(findable__subject_type=SUBJECT_TYPE, findable__subject_id__in=numbers)
    words = {number: set(lexemes) for number, lexemes in texts.values_list("findable__subject_id", "lexemes")}
    own = words.pop(entry.pk, set())
    shares = {number: len(own & other) / len(own | other) for number, other in words.items() if own | other}
    return {number: f"{share:.0%} van de woorden is gelijk" for number, share in shares.items() if share >= LIKE}
