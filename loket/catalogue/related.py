"""Other entries that are like one or go with it, each with its reason in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db import transaction

from loket.catalogue import findable
from loket.catalogue.enums import RelatedChoiceKind
from loket.catalogue.models import Entry
from loket.search import facets
from loket.search import related as likeness

SHOWN = 4
# A few more are kept than shown, for when one of them leaves the catalogue within the day.
KEPT = 8
CACHE_SECONDS = 24 * 3600
# Counts up when what is kept changes shape or the weighing changes.
_CACHE_VERSION = 2
# What one of weight 1 from a source counts for: as much as a theme that both have and few others.
_SOURCE_MASS = 5.0
# So many of one source are weighed, the heaviest first.
_FROM_SOURCE = 50
# What an entry is about weighs 1 or more: sharing only a setting or a target group is no likeness.
_WEIGHTS = {
    "working_element": 1.5,
    "theme": 1.5,
    "process_theme": 1.2,
    "target_group": 0.9,
    "competence": 0.8,
    "setting": 0.6,
}
_NAMES = {
    "working_element": ("zelfde werkzame element", "zelfde werkzame elementen"),
    "theme": ("zelfde thema", "zelfde thema's"),
    "process_theme": ("zelfde procesthema", "zelfde procesthema's"),
    "target_group": ("zelfde doelgroep", "zelfde doelgroepen"),
    "competence": ("zelfde competentie", "zelfde competenties"),
    "setting": ("zelfde setting", "zelfde settings"),
    "": ("zelfde woord in de titel", "zelfde woorden in de titel"),
}
_SHOWN_FIELDS = ("slug", "kind", "title", "summary", "state", "recognition_level", "recognition_valid_until")
_REASONS = 3
_NAMED = 3


Source = Callable[[Entry], Iterable[tuple[int, float, str]]]
"""Gives (number of another entry, weight, reason as a part of a sentence) for an entry."""

_sources: dict[str, Source] = {}


@dataclass(frozen=True)
class Related:
    """An entry with why it is here, such as *zelfde thema: valpreventie; zelfde doelgroep: ouderen*."""

    entry: Entry
    reason: str
    is_pinned: bool = False


@dataclass
class _Candidate:
    mass: float = 0.0
    reasons: list[str] = field(default_factory=list)


def register_source(name: str, function: Source) -> None:
    """Have a part of the catalogue say which entries go together, such as *samen in 3 lijsten*.

    Weight 1 counts as much as a shared theme that few have; weights of several sources and of likeness add up. A
    reason is shown to everybody, so it may tell nothing that is not public. The answer is kept for a day: call
    ``forget`` when it changes. Entries that are not published are left out here.
    """
    _sources[name] = function


def forget(*numbers: int) -> None:
    """Have what is related to these entries found anew, once the transaction of now is through."""
    keys = [_key(number) for number in numbers]
    transaction.on_commit(lambda: cache.delete_many(keys))


def to(entry: Entry) -> list[Related]:
    """At most four published entries: what editors pinned first, then what goes with it most, nothing that they barred.

    What goes with it is found once a day and version; what editors say counts at once.
    """
    choices = list(entry.related_choices.standing())
    pinned = [row for row in choices if row.kind == RelatedChoiceKind.PINNED]
    chosen = {row.other_id for row in choices}
    found = [(number, told) for number, told in _kept(entry) if number not in chosen]
    numbers = [row.other_id for row in pinned] + [number for number, _ in found]
    shown = Entry.objects.published().only(*_SHOWN_FIELDS).in_bulk(numbers)
    first = [Related(shown[row.other_id], row.reason, is_pinned=True) for row in pinned if row.other_id in shown]
    return (first + [Related(shown[number], told) for number, told in found if number in shown])[:SHOWN]


def _kept(entry: Entry) -> list[tuple[int, str]]:
    version, found = cache.get(_key(entry.pk)) or (None, [])
    if version != entry.version:
        found = _found(entry)
        cache.set(_key(entry.pk), (entry.version, found), CACHE_SECONDS)
    return found


def _key(number: int) -> str:
    return f"entry-related:{_CACHE_VERSION}:{number}"


def _found(entry: Entry) -> list[tuple[int, str]]:
    """(number, reason) of what is like it and what the sources name, the heaviest first."""
    candidates: dict[int, _Candidate] = {}
    for row in likeness.like(findable.SUBJECT_TYPE, entry.pk, entry.title, _WEIGHTS, limit=KEPT):
        candidates[row.subject_id] = _Candidate(row.mass, [reason(row.tokens, row.words)])
    for function in _sources.values():
        named = sorted(function(entry), key=lambda told: (-told[1], told[0]))[:_FROM_SOURCE]
        for number, weight, told in named:
            candidate = candidates.setdefault(number, _Candidate())
            candidate.mass += weight * _SOURCE_MASS
            candidate.reasons.append(told)
    for number in (entry.pk, *_barred(entry)):
        candidates.pop(number, None)
    heaviest = sorted(candidates.items(), key=lambda pair: -pair[1].mass)[:KEPT]
    return [(number, "; ".join(candidate.reasons)) for number, candidate in heaviest]


def _barred(entry: Entry) -> list[int]:
    barred = entry.related_choices.standing().filter(kind=RelatedChoiceKind.BARRED)
    return list(barred.values_list("other_id", flat=True))


def reason(tokens: tuple[str, ...], words: tuple[str, ...]) -> str:
    """Why two entries are alike, from the facets and the title words that they share, what says most first."""
    groups: dict[str, list[str]] = {}
    for token in tokens:
        group, _, code = token.partition(":")
        groups.setdefault(group, []).append(_in_sentence(facets.label_of(group, code)))
    shown = list(groups.items())[: _REASONS - bool(words)]
    if words:
        shown.append(("", list(words)))
    return "; ".join(_named(group, labels) for group, labels in shown)


def _named(group: str, labels: list[str]) -> str:
    one, more = _NAMES[group]
    return f"{one if len(labels) == 1 else more}: {', '.join(labels[:_NAMED])}"


def _in_sentence(label: str) -> str:
    """The label as it stands inside a sentence; an abbreviation keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
