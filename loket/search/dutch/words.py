"""What is known of one word on its own: its lemmas, its parts, and the pairs it may be written as."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product

from loket.search.dutch import compounds
from loket.search.dutch.lemma import guessed_lemmas, lemmas
from loket.search.dutch.phrases import abbreviations
from loket.search.dutch.tokens import Token

PAIR = "&"
_MOST_PAIRS = 6
_INNER_CAPITAL = re.compile(r"(?<=[^\W\d_][a-z])[A-Z](?=[a-z])")
_NAME_LIKE = ("isch", "ische", "eel", "ele", "aal", "ale", "ief", "ieve", "lijk", "lijke")


@dataclass(frozen=True, slots=True)
class Word:
    """What is known of a folded word on its own, the same for index and query."""

    text: str
    lemmas: tuple[str, ...]
    known: bool
    pieces: tuple[str, ...]
    modifiers: tuple[str, ...]
    pairs: tuple[str, ...]
    last_plain: tuple[str, ...] = ()


def pair_keys(firsts: Iterable[str], lasts: Iterable[str]) -> tuple[str, ...]:
    """The keys for a pair of words that Dutch may write as one: val + preventie → &val.preventie."""
    return tuple(f"{PAIR}{first}.{last}" for first, last in list(product(firsts, lasts))[:_MOST_PAIRS])


@lru_cache(maxsize=1 << 16)
def analysed(text: str, capitals: tuple[bool, ...] = ()) -> Word:
    """The analysis of a folded word; `capitals` tells which of its hyphenated parts had a capital."""
    if "-" in text:
        return _hyphenated(text, capitals)
    if text in abbreviations():
        return Word(text, (text,), True, (), (), ())
    pieces = compounds.split(text)
    found = lemmas(text)
    known = bool(found)
    if not found and pieces:
        before = "".join(pieces[:-1])
        found = tuple(before + lemma for lemma in compounds.last_lemmas(pieces[-1]))
        known = True
    modifiers, pairs = _compound_readings(pieces)
    return Word(text, found or guessed_lemmas(text), known, pieces, modifiers, pairs)


def _compound_readings(pieces: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The readings of every run of pieces before the last, and the pair at every boundary."""
    modifiers: list[str] = []
    pairs: list[str] = []
    for end in range(1, len(pieces)):
        for start in range(end):
            modifiers.extend(compounds.part_readings(pieces[start:end]))
        lasts = tuple("".join(pieces[end:-1]) + lemma for lemma in compounds.last_lemmas(pieces[-1]))
        pairs.extend(pair_keys(compounds.part_readings(pieces[:end]), lasts))
    return tuple(dict.fromkeys(modifiers)), tuple(dict.fromkeys(pairs))


def _hyphenated(text: str, capitals: tuple[bool, ...]) -> Word:
    """A word with hyphens: whole and joined, its parts, and the last part too when it is a name or a peer."""
    pieces = tuple(piece for piece in text.split("-") if piece)
    last = lemmas(pieces[-1]) or guessed_lemmas(pieces[-1])
    joined = "".join(pieces[:-1])
    whole = tuple(joined + lemma for lemma in last)
    longer = [piece for piece in pieces[:-1] if len(piece) > 1]
    modifiers = [reading for piece in longer for reading in (piece, *compounds.part_lemmas(piece))]
    for piece in pieces[:-1]:
        modifiers.extend(_compound_readings(compounds.split(piece))[0])
    pairs = pair_keys(compounds.part_readings(pieces[:-1]) if len(pieces) > 1 else (), last)
    peers = len(pieces) > 2 or (len(capitals) > 1 and capitals[-1]) or pieces[0].endswith(("o", *_NAME_LIKE))
    plain = last if peers and len(pieces[-1]) > 1 else ()
    return Word(text, whole, True, pieces, tuple(dict.fromkeys(modifiers)), pairs, plain)


def _capitals(raw: str) -> tuple[bool, ...]:
    return tuple(piece[:1].isupper() for piece in raw.split("-")) if "-" in raw else ()


def _camel_case(token: Token) -> str:
    """FitGaaf → fit-gaaf: a capital inside a word parts it like a hyphen."""
    raw = token.raw
    if raw[1:].islower() or not raw.isalpha() or len(token.text) != len(raw):
        return token.text
    bounds = [0, *(match.start() for match in _INNER_CAPITAL.finditer(raw)), len(raw)]
    return "-".join(token.text[start:end] for start, end in pairwise(bounds))


def word_of(token: Token) -> Word:
    """The analysis of a token by itself."""
    if token.kind != "word":
        return Word(token.text, (token.text,), True, (), (), ())
    return analysed(_camel_case(token), _capitals(token.raw))
