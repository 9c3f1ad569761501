"""Finding names of people and organisations in texts that are to be made public. Pure functions.

It assists: what it finds has to be removed or confirmed. What it cannot know, a reader has to see.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SHORTEST_PART = 3
_SMALL_WORDS = frozenset({"van", "von", "den", "der", "het", "een", "the", "and", "voor", "voorbeeld", "demo", "xpert"})
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_PHONE = re.compile(r"(?<!\d)(?:\+31|0031|0)[\s-]?\d(?:[\s-]?\d){7,9}(?!\d)")


@dataclass(frozen=True)
class Finding:
    """A name as it stands in the text, why it is a name, and the fields in which it stands."""

    text: str
    why: str
    places: tuple[str, ...]


def find(texts: dict[str, str], people: Sequence[str], organisations: Sequence[str]) -> list[Finding]:
    """Everything that looks like somebody involved, longest first; a part of a longer find counts once."""
    patterns = [(_word(name, re.IGNORECASE), "organisatie") for name in organisations]
    patterns += [(_word(name, re.IGNORECASE), "naam van een betrokkene") for name in people]
    patterns += [(_word(part), "deel van een naam") for name in people for part in _parts(name)]
    patterns += [(_EMAIL, "e-mailadres"), (_PHONE, "telefoonnummer")]
    found: dict[str, tuple[str, set[str]]] = {}
    for place, text in texts.items():
        for name, why in _in(text, patterns):
            found.setdefault(name, (why, set()))[1].add(place)
    order = list(texts)
    rows = [Finding(name, why, tuple(sorted(places, key=order.index))) for name, (why, places) in found.items()]
    return sorted(rows, key=lambda row: (-len(row.text), row.text))


def _word(text: str, flags: int = 0) -> re.Pattern:
    return re.compile(rf"(?<!\w){re.escape(text)}(?!\w)", flags)


def _in(text: str, patterns: list[tuple[re.Pattern, str]]) -> Iterable[tuple[str, str]]:
    """The finds in one text; what lies within an earlier (longer) pattern's find is skipped."""
    taken: list[range] = []
    for pattern, why in patterns:
        for match in pattern.finditer(text):
            if not any(match.start() in span for span in taken):
                taken.append(range(match.start(), match.end()))
                yield match[0], why


def _parts(name: str) -> list[str]:
    """First and last names as they stand, without small words."""
    words = re.findall(r"[^\W\d_][\w'’-]*", name)
    return [word for word in words if len(word) >= SHORTEST_PART and word.lower() not in _SMALL_WORDS]


def pieces(text: str, names: Iterable[str]) -> list[tuple[str, bool]]:
    """The text cut up, each piece with whether it is one of the names; for showing marks."""
    wanted = sorted({name for name in names if name}, key=len, reverse=True)
    if not wanted:
        return [(text, False)]
    cut = re.split(f"({'|'.join(re.escape(name) for name in wanted)})", text)
    return [(piece, number % 2 == 1) for number, piece in enumerate(cut) if piece]
