"""Other entries that are like one, each with its reason in words."""

from dataclasses import dataclass

from django.core.cache import cache

from loket.catalogue import findable
from loket.catalogue.models import Entry
from loket.search import facets
from loket.search import related as likeness

SHOWN = 4
# A few more are kept than shown, for when one of them leaves the catalogue within the day.
KEPT = 8
CACHE_SECONDS = 24 * 3600
# Counts up when what is kept changes shape or the weighing changes.
_CACHE_VERSION = 1
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


@dataclass(frozen=True)
class Related:
    """An entry with why it is here, such as *zelfde thema: valpreventie; zelfde doelgroep: ouderen*."""

    entry: Entry
    reason: str


def to(entry: Entry) -> list[Related]:
    """At most four published entries, the most alike first; found once a day and version."""
    key = f"entry-related:{_CACHE_VERSION}:{entry.pk}:{entry.version}"
    found = cache.get(key)
    if found is None:
        found = likeness.like(findable.SUBJECT_TYPE, entry.pk, entry.title, _WEIGHTS, limit=KEPT)
        cache.set(key, found, CACHE_SECONDS)
    shown = Entry.objects.published().only(*_SHOWN_FIELDS).in_bulk([row.subject_id for row in found])
    kept = [row for row in found if row.subject_id in shown][:SHOWN]
    return [Related(shown[row.subject_id], reason(row.tokens, row.words)) for row in kept]


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
