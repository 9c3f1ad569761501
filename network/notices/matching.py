"""Which notices and people fit together, each with the reason in words: a shared theme, region or words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from loket.search import dutch
from loket.vocabulary import lookup
from network.directory import people
from network.directory.showing import Card
from network.notices.models import Posting

LOOKED_AT = 200
SHOWN = 5
THEME, AREA, WORD = 3, 2, 1
MOST_WORDS = 3
ENOUGH = 3
"""A shared theme alone is enough; without one, several words are."""
# A word that stands in more than a third of the notices says nothing about any of them.
USUAL = 3
FEW = 9
# What people write in any notice, whatever it is about.
SAID_ANYWHERE = frozenset(
    {"bieden", "doen", "ervaring", "gaan", "gebruiken", "gemeente", "graag", "hebben", "helpen", "komen", "maken"}
    | {"moeten", "project", "regelen", "school", "vertellen", "vinden", "weten", "werken", "willen", "zoeken"}
)
NATIONAL = "nl"


@dataclass(frozen=True)
class Fit:
    """Something that fits, why, and how well; a person has a card, a notice has a posting."""

    why: str
    score: int
    posting: Posting | None = None
    card: Card | None = None


def postings_for(posting: Posting, *, today: date, limit: int = SHOWN) -> list[Fit]:
    """What others offer where this one seeks, or the other way round; best first, newest of equals."""
    found = list(Posting.objects.current(today).opposite(posting).order_by("-posted_at", "-pk")[:LOOKED_AT])
    usual = SAID_ANYWHERE | _usual([posting, *found])
    telling = {word: lexemes - usual for word, lexemes in _words(posting).items()}
    fits = [_fit(posting, other, telling) for other in found]
    return sorted((fit for fit in fits if fit), key=lambda fit: -fit.score)[:limit]


def postings_for_profile(themes: list[str], areas: list[str], *, but_of, today: date, limit: int = SHOWN) -> list[Fit]:
    """Notices with a theme of somebody's profile; those of the own region first."""
    if not themes:
        return []
    shown = Posting.objects.current(today).filter(themes__overlap=themes).exclude(author=but_of)
    fits = [profile_fit(other, themes, areas) for other in shown.order_by("-posted_at", "-pk")[:LOOKED_AT]]
    return sorted((fit for fit in fits if fit), key=lambda fit: -fit.score)[:limit]


def people_for(posting: Posting, user, limit: int = SHOWN) -> list[Fit]:
    """People in the directory who show a theme of this notice; those of its region first."""
    found = people.like(user, themes=posting.themes, areas=_with_around(posting.areas), limit=limit + 1)
    fits = (
        Fit(reason(_shared(posting.themes, card.themes), area_shared(posting.areas, card.areas), []), 0, card=card)
        for card in found
        if card.listing.person_id != posting.author_id
    )
    return list(fits)[:limit]


def profile_fit(posting: Posting, themes: list[str], areas: list[str]) -> Fit | None:
    """How a notice fits a profile; ``None`` without a shared theme."""
    shared, area = _shared(posting.themes, themes), area_shared(posting.areas, areas)
    if not shared:
        return None
    return Fit(reason(shared, area, []), THEME * len(shared) + AREA * bool(area), posting=posting)


def _fit(posting: Posting, other: Posting, telling: dict[str, set[str]]) -> Fit | None:
    shared = _shared(posting.themes, other.themes)
    area = area_shared(posting.areas, other.areas)
    own = set(other.lexemes)
    words = [word for word, lexemes in telling.items() if lexemes & own][:MOST_WORDS]
    score = THEME * len(shared) + WORD * len(words)
    if score < ENOUGH:
        return None
    return Fit(reason(shared, area, words), score + AREA * bool(area), posting=other)


def reason(themes: list[str], area: str, words: list[str]) -> str:
    """One line: *Zelfde thema: Bewegen. Zelfde regio: GGD Twente. Ook over: wandelen.*"""
    labels = [lookup.label("theme", code) for code in themes[:3]]
    parts = [
        f"Zelfde thema: {', '.join(labels)}." if labels else "",
        f"Zelfde regio: {lookup.area_label(area)}." if area and area != NATIONAL else "",
        f"Ook over: {', '.join(words)}." if words else "",
    ]
    return " ".join(part for part in parts if part)


def area_shared(first: Iterable[str], second: Iterable[str]) -> str:
    """An area that both have, or in which one lies that the other has; *nl* when one of them is national."""
    own, others = set(first), set(second)
    if NATIONAL in own | others:
        return NATIONAL
    shared = (own & _with_around(others)) | (others & _with_around(own))
    return min(shared, default="")


def _with_around(areas: Iterable[str]) -> set[str]:
    return {around for code in areas for around in lookup.area_with_ancestors(code)}


def _shared(first: Iterable[str], second: Iterable[str]) -> list[str]:
    others = set(second)
    return [code for code in first if code in others]


def _usual(postings: list[Posting]) -> set[str]:
    """Lexemes that many notices have; among a few notices nothing is usual."""
    if len(postings) < FEW:
        return set()
    times = Counter(lexeme for posting in postings for lexeme in posting.lexemes)
    return {lexeme for lexeme, count in times.items() if count * USUAL > len(postings)}


def _words(posting: Posting) -> dict[str, set[str]]:
    """The words of a notice as they stand there, with their lexemes; short ones and parts of compounds say little."""
    terms = dutch.index_terms(f"{posting.title}\n{posting.text}")
    return {
        term.surface: {lexeme.text for lexeme in term.lexemes if lexeme.reason == "woord"}
        for term in terms
        if len(term.surface) > 4 and not term.stopword
    }
