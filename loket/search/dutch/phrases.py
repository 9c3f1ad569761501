"""Abbreviations and the expressions they stand for: both sides get one lexeme, the abbreviation."""

from functools import lru_cache
from typing import NamedTuple

from loket.search.dutch.lexicon import data_lines
from loket.search.dutch.tokens import tokens

KEY_LENGTH = 4
"""Inflection leaves the first letters of a word as they are; expressions are looked up by them."""


class Phrase(NamedTuple):
    """The words of an expression, and the lexeme that stands for it."""

    words: tuple[str, ...]
    lexeme: str


def _split_hyphens(text: str) -> tuple[str, ...]:
    return tuple(piece for word in tokens(text) for piece in word.split("-") if piece)


@lru_cache(maxsize=1)
def abbreviations() -> frozenset[str]:
    """The abbreviations themselves: JOGG is no form of joggen."""
    return frozenset("".join(_split_hyphens(line.split("\t")[0])) for line in data_lines("abbreviations.tsv"))


@lru_cache(maxsize=1)
def phrases_by_key() -> dict[str, tuple[Phrase, ...]]:
    """First letters of an expression → the expressions that start with them."""
    starting: dict[str, list[Phrase]] = {}
    for line in data_lines("abbreviations.tsv"):
        abbreviation, *expressions = line.split("\t")
        lexeme = "".join(_split_hyphens(abbreviation))
        for expression in expressions:
            words = _split_hyphens(expression)
            starting.setdefault(words[0][:KEY_LENGTH], []).append(Phrase(words, lexeme))
    return {key: tuple(found) for key, found in starting.items()}
