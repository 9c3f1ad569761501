"""Abbreviations and the expressions they stand for: both sides get one lexeme, the abbreviation."""

from functools import lru_cache
from typing import NamedTuple

from loket.search.dutch.lexicon import data_lines
from loket.search.dutch.tokens import tokens


class Phrase(NamedTuple):
    """The words of an expression, and the lexeme that stands for it."""

    words: tuple[str, ...]
    lexeme: str


def _split_hyphens(text: str) -> tuple[str, ...]:
    return tuple(piece for word in tokens(text) for piece in word.split("-") if piece)


@lru_cache(maxsize=1)
def phrases_by_first_word() -> dict[str, tuple[Phrase, ...]]:
    """First word of an expression → the expressions that start with it, longest first."""
    starting: dict[str, list[Phrase]] = {}
    for line in data_lines("abbreviations.tsv"):
        abbreviation, *expressions = line.split("\t")
        lexeme = "".join(_split_hyphens(abbreviation))
        for expression in expressions:
            words = _split_hyphens(expression)
            starting.setdefault(words[0], []).append(Phrase(words, lexeme))
    return {word: tuple(sorted(found, key=lambda phrase: -len(phrase.words))) for word, found in starting.items()}
