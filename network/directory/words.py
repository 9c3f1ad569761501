"""By what somebody is found: Dutch lexemes and facets of what is shown, kept with the listing and nowhere else."""

import re
from collections.abc import Iterator

from loket.search import dutch
from loket.search.rows import quoted
from loket.vocabulary import lookup
from network.directory.models import Listing
from network.directory.showing import Card, card

NAME, LONGEST_NAME = "n:", 40
MOST_ASKED = 8
FOUND_WITHIN, LIVES_IN = "area", "place"
"""Facets of areas: what somebody's area lies in, and the area itself."""
SPEAKER = "speaker"
_PARTS = re.compile(r"[^\w]+")


def fill(listing: Listing) -> None:
    """Put in the listing by what this person is found now; empty when nobody may. The caller saves."""
    person = listing.person
    seen = card(listing)
    if not person.is_listed or not person.is_active or not seen.name:
        empty(listing)
        return
    listing.name, listing.name_key = seen.name, dutch.sort_key(seen.name)[:120]
    listing.vector = " ".join(map(quoted, sorted(_lexemes(seen))))
    listing.facets = sorted(set(_facets(seen)))
    listing.is_stale = False


def empty(listing: Listing) -> None:
    """Nothing by which it could be found stays behind."""
    listing.name = listing.name_key = listing.vector = ""
    listing.facets, listing.is_stale = [], False


def asked(text: str) -> str:
    """A search as a tsquery: of each word one of its lexemes, or the start of a name; empty without words."""
    terms = dutch.query_terms(text.replace("\x00", " "))
    wanted = [term for term in terms if term.lexemes] or terms
    return " & ".join(f"({' | '.join(_alternatives(term))})" for term in wanted[:MOST_ASKED])


def _alternatives(term: dutch.Term) -> list[str]:
    found = [quoted(lexeme.text) for lexeme in term.lexemes]
    letters = dutch.fold(term.surface)[:LONGEST_NAME]
    return [*found, f"{quoted(NAME + letters)}:*"] if len(letters) > 1 or not found else found


def name_lexemes(name: str) -> Iterator[str]:
    """The parts of a name, marked as such; a search finds them by their first letters."""
    whole = [dutch.fold(word) for word in name.split()]
    for letters in {*whole, *(part for word in whole for part in _PARTS.split(word))}:
        if letters:
            yield NAME + letters[:LONGEST_NAME]


def _lexemes(seen: Card) -> set[str]:
    organisation = seen.listing.person.organisation if seen.organisation else None
    former = [row.name for row in organisation.former_names.all()] if organisation else []
    speaker = [*seen.speaker.themes, seen.speaker.topics, "gastspreker"] if seen.speaker else []
    areas = [name for code in seen.areas for name in lookup.area_names(code)]
    texts = [
        seen.job_title,
        seen.organisation,
        *former,
        seen.expertise,
        seen.about,
        seen.sector_label,
        *seen.theme_labels,
        *seen.language_labels,
        *areas,
        *speaker,
    ]
    return {*dutch.index_lexemes("\n".join(texts)), *name_lexemes(seen.name)}


def _facets(seen: Card) -> Iterator[str]:
    yield from (f"theme:{code}" for code in seen.themes)
    yield from (f"{LIVES_IN}:{code}" for code in seen.areas)
    yield from (f"{FOUND_WITHIN}:{around}" for code in seen.areas for around in lookup.area_with_ancestors(code))
    yield from (f"language:{code}" for code in seen.languages)
    if seen.sector:
        yield f"sector:{seen.sector}"
    if seen.level:
        yield f"level:{seen.level}"
    if seen.speaker:
        yield f"{SPEAKER}:ja"
        yield from (f"speaker_theme:{code}" for code in seen.listing.speaker_themes)
