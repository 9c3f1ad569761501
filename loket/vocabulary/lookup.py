"""The vocabulary for the rest of the portal: words to codes and back, usually without a query."""

import re
import uuid
from collections.abc import Sequence

from django.db import transaction

from loket.vocabulary import snapshot
from loket.vocabulary.enums import AreaKind
from loket.vocabulary.models import VocabularyVersion
from loket.vocabulary.names import match_key

_cache = snapshot.Cache()
_KIND_WORDS = {
    "provincie": AreaKind.PROVINCE.value,
    "gemeente": AreaKind.MUNICIPALITY.value,
    "ggd": AreaKind.GGD_REGION.value,
    "ggd-regio": AreaKind.GGD_REGION.value,
    "ggd regio": AreaKind.GGD_REGION.value,
    "regio": AreaKind.GGD_REGION.value,
    "wijk": AreaKind.DISTRICT.value,
    "buurt": AreaKind.DISTRICT.value,
    "stadsdeel": AreaKind.DISTRICT.value,
}
_KIND_ALTERNATIVES = "|".join(sorted(_KIND_WORDS, key=len, reverse=True))
_KIND_BEFORE = re.compile(rf"^(?:de\s+)?({_KIND_ALTERNATIVES})\s+(.+)$", re.IGNORECASE)
_KIND_AFTER = re.compile(rf"^(.+?)\s*\(({_KIND_ALTERNATIVES})\)$", re.IGNORECASE)


def resolve(scheme: str, text: str) -> str | None:
    """The code for a code, slug, label or alternative, whatever its case, accents, spaces and hyphens."""
    return _cache.current().term_codes.get(scheme, {}).get(match_key(str(text)))


def resolve_area(text: str) -> list[str]:
    """The codes of the areas that a code, a name or a former name stands for; empty when unknown.

    A bare name is the municipality where it could also be a province (Utrecht, Groningen); a kind before or
    after it decides otherwise (*provincie Utrecht*, *Utrecht (provincie)*, *GGD Utrecht*). Several codes come
    back for the former name of an area that was split, and for a name that two municipalities share (Bergen).
    """
    known = _cache.current().area_codes
    text = str(text).strip()
    codes = known[""].get(match_key(text), ())
    if codes:
        return list(codes)
    if found := _KIND_BEFORE.match(text):
        word, name = found.groups()
    elif found := _KIND_AFTER.match(text):
        name, word = found.groups()
    else:
        return []
    kind = _KIND_WORDS[" ".join(word.lower().split())]
    return list(known[kind].get(match_key(name), ()))


def term(scheme: str, code: str) -> snapshot.TermInfo | None:
    return _cache.current().terms.get(scheme, {}).get(code)


def terms(scheme: str) -> list[snapshot.TermInfo]:
    """All terms of a list in its own order."""
    return list(_cache.current().terms.get(scheme, {}).values())


def label(scheme: str, code: str) -> str:
    """The Dutch label; an unknown code is its own label, so that a page never breaks on it."""
    found = term(scheme, code)
    return found.label if found else code


def choices(scheme: str) -> list[tuple[str, str]]:
    """Code and label of each term, in the order of the list, for a form or a facet."""
    return [(found.code, found.label) for found in terms(scheme)]


def is_priority(scheme: str, code: str) -> bool:
    found = term(scheme, code)
    return bool(found and found.is_priority)


def with_parents(scheme: str, code: str) -> list[str]:
    """The code and those above it, nearest first: ``school-po`` also counts as ``school``."""
    codes = []
    while code and code not in codes:
        codes.append(code)
        found = term(scheme, code)
        code = found.parent if found else ""
    return codes


def kinds() -> list[tuple[str, str]]:
    """Code and label of each kind of area, the widest first."""
    return AreaKind.choices


def area(code: str) -> snapshot.AreaInfo | None:
    return _cache.current().areas.get(code)


def area_label(code: str) -> str:
    """The name, with its kind or its municipality where the name alone is not clear."""
    found = area(code)
    return found.label if found else code


def area_kind(code: str) -> str | None:
    found = area(code)
    return found.kind if found else None


def area_names(code: str) -> list[str]:
    """Every name of an area: the current one, others and former ones, so that a search finds it by each."""
    found = area(code)
    return [found.name, *found.alternatives, *found.former_names] if found else []


def area_choices(*only: str) -> list[tuple[str, str]]:
    """Code and label of each area in Dutch alphabetical order; ``only`` limits it to these kinds."""
    found = _cache.current().areas.values()
    return [(one.code, one.label) for one in found if not only or one.kind in only]


def area_with_ancestors(code: str) -> list[str]:
    """The area and what it lies in: (district,) municipality, GGD region, province.

    Without ``nl``: what is made for one municipality is not a national offer.
    An unknown code comes back alone.
    """
    found = area(code)
    return [code, *found.within] if found else [code]


def tile_map() -> Sequence[tuple[str, str, int, int]]:
    """Code, label, column and row (both from 0) of each GGD region on the schematic map, row by row."""
    tiles = [(one.code, one.label, *one.tile) for one in _cache.current().areas.values() if one.tile]
    return sorted(tiles, key=lambda tile: (tile[3], tile[2]))


def changed() -> None:
    """To be called after each change of terms or areas: in force at once here, within seconds elsewhere."""
    stamp = uuid.uuid4().hex
    VocabularyVersion.objects.update_or_create(pk=1, defaults={"stamp": stamp})
    forget()
    # Another thread of this process may read the old rows again while this transaction is still open.
    transaction.on_commit(forget)


def forget() -> None:
    """Drop what this process holds in memory; the next question reads the database."""
    _cache.drop()
