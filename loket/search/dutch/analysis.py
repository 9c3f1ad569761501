"""From a text to lexemes: what the index keeps, and what a query looks for.

Marks keep readings apart: `word` is a lemma, `~word` the stem of a word no list knows, `+word` a part of a
compound that is not its last, `&first.last` a pair that may be written as a compound or apart.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from loket.search.dutch import compounds
from loket.search.dutch.derivation import derived
from loket.search.dutch.lemma import stem
from loket.search.dutch.lexicon import stopwords
from loket.search.dutch.neighbours import Neighbours
from loket.search.dutch.tokens import fold
from loket.search.dutch.words import Word, analysed

ANALYSER_VERSION = 2
"""Raise this when stored lexemes must be written anew."""

PART, STEM = "+", "~"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One thing to keep or look for: its text with its mark, why, and how much it counts (0–1)."""

    text: str
    reason: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a text; in a query `parts` has, for a compound, the lexemes that would stand for each part."""

    surface: str
    position: int
    lexemes: tuple[Lexeme, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    start: int = 0
    end: int = 0
    stopword: bool = False


Analysis = Callable[[Word], tuple[Lexeme, ...]]
Parts = tuple[tuple[str, ...], ...]


def is_stopword(word: str) -> bool:
    """Whether a search should not depend on this word."""
    return fold(word) in stopwords()


@lru_cache(maxsize=1 << 16)
def _index_lexemes(word: Word) -> tuple[Lexeme, ...]:
    found = [Lexeme(lemma, "woord") for lemma in (*word.lemmas, *word.last_plain)]
    if not word.known:
        found.append(Lexeme(STEM + stem(word.text), "stam", 0.6))
    found.extend(Lexeme(PART + part, "deel", 0.5) for part in word.modifiers)
    found.extend(Lexeme(pair, "samenstelling", 0.8) for pair in word.pairs)
    return _once(found)


@lru_cache(maxsize=1 << 16)
def _query_lexemes(word: Word) -> tuple[Lexeme, ...]:
    found = [Lexeme(lemma, "woord") for lemma in word.lemmas]
    if not word.known:
        found.append(Lexeme(STEM + stem(word.text), "stam", 0.6))
    found.extend(Lexeme(PART + lemma, "deel", 0.5) for lemma in word.lemmas)
    found.extend(Lexeme(pair, "samenstelling", 0.8) for pair in word.pairs)
    for lemma in word.lemmas:
        for other in derived(lemma):
            found.append(Lexeme(other, "afleiding", 0.5))
            found.append(Lexeme(PART + other, "afleiding", 0.3))
    return _once(found)


def _parts(word: Word) -> Parts:
    if len(word.pieces) < 2:
        return ()
    firsts = [tuple(dict.fromkeys(compounds.part_lemmas(piece))) for piece in word.pieces[:-1]]
    last = compounds.last_lemmas(word.pieces[-1])
    return (*((*first, *(PART + lemma for lemma in first)) for first in firsts), last)


def _lexemes(own: tuple[Lexeme, ...], text: Neighbours, index: int, lexemes_of: Analysis) -> tuple[Lexeme, ...]:
    """A word's own lexemes and those it shares with its neighbours."""
    shared = [Lexeme(key, "samen", 0.8) for key in text.together[index]]
    shared += [Lexeme(abbreviation, "afkorting") for abbreviation in text.abbreviated[index]]
    borrowed = lexemes_of(analysed(text.borrowed[index])) if index in text.borrowed else ()
    return _once((*own, *borrowed, *shared)) if shared or borrowed else own


def _once(lexemes: Iterable[Lexeme]) -> tuple[Lexeme, ...]:
    """Of lexemes with the same text the first."""
    unique: dict[str, Lexeme] = {}
    for lexeme in lexemes:
        unique.setdefault(lexeme.text, lexeme)
    return tuple(unique.values())


def _analyse(text: str, lexemes_of: Analysis, parts_of: Callable[[Word], Parts]) -> list[Term]:
    """The terms of a text; stop words are empty unless the text has nothing else."""
    read = Neighbours(text)
    only_stopwords = all(token.text in stopwords() for token in read.tokens)
    terms = []
    for index, (token, word) in enumerate(zip(read.tokens, read.words, strict=True)):
        stop = token.text in stopwords()
        own = () if stop and not only_stopwords else lexemes_of(word)
        lexemes = _lexemes(own, read, index, lexemes_of)
        terms.append(Term(token.text, index + 1, lexemes, parts_of(word), token.start, token.end, stop))
    return terms


def _no_parts(word: Word) -> Parts:
    return ()


def index_terms(text: str) -> list[Term]:
    """The words of a text with the lexemes the index keeps for them. Never raises, whatever the text."""
    return _analyse(text, _index_lexemes, _no_parts)


def query_terms(text: str) -> list[Term]:
    """The words of a query with the lexemes to look for: a word is found when any of its lexemes is."""
    return _analyse(text, _query_lexemes, _parts)


def _unique(terms: Iterable[Term]) -> list[str]:
    return list(dict.fromkeys(lexeme.text for term in terms for lexeme in term.lexemes))


def index_lexemes(text: str) -> list[str]:
    """What the index keeps of a text, each lexeme once, in order of appearance."""
    return _unique(index_terms(text))


def query_lexemes(text: str) -> list[str]:
    """What a query looks for, each lexeme once, in order of appearance."""
    return _unique(query_terms(text))
