"""The editors' synonyms, kept in each process and renewed when the stamp in a search's answer differs."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from loket.search import dutch
from loket.search.enums import Direction
from loket.search.question import Asked, Option, Question

WEIGHT = 0.7
IN_COMPOUND = 0.35
"""What a synonym is worth as a part of a compound: *tabak* for *roken*, found in *tabaksprogramma*."""
OF_PART = 0.3
"""What a synonym of the first part of a compound is worth: *tabak* for *rookpreventie*."""


@dataclass(frozen=True)
class Expression:
    """A term of a group: for each of its words the lexemes that are that word."""

    words: tuple[frozenset[str], ...]
    option: Option

    @property
    def options(self) -> list[Option]:
        """The ways to meet it, the one for a part of a compound too when it is one word."""
        if len(self.words) > 1:
            return [self.option]
        return [self.option, Option((tuple(dutch.PART + lexeme for lexeme in self.option.groups[0]),), IN_COMPOUND)]


@dataclass
class Book:
    """All groups at one stamp; ``found_by`` leads from a lexeme to the (expression, others) that start with it."""

    stamp: str = "nothing read yet"
    found_by: dict[str, list[tuple[Expression, list[Option]]]] = field(default_factory=lambda: defaultdict(list))

    def renew(self, stamp: str, groups: list[dict]) -> None:
        """Read all groups (each ``terms`` and ``direction``) as they are at ``stamp``."""
        found_by = defaultdict(list)
        for group in groups:
            expressions = [found for term in group["terms"] if (found := expression(term))]
            for number, found in enumerate(expressions):
                if number and group["direction"] == Direction.FIRST_FINDS_REST:
                    continue
                others = [
                    option
                    for other in expressions
                    if other.option.groups != found.option.groups
                    for option in other.options
                ]
                for lexeme in found.words[0]:
                    found_by[lexeme].append((found, others))
        # In this order, so that another thread never takes the old groups for the new ones.
        self.found_by = found_by
        self.stamp = stamp

    def widen(self, question: Question) -> Question:
        """The question with the synonyms of its words, and of its expressions of more words, added."""
        extra: dict[int, list[Option]] = defaultdict(list)
        for reading in _readings(question):
            for at, (own, _) in enumerate(reading):
                for found, others in (one for lexeme in own for one in self.found_by.get(lexeme, ())):
                    window = reading[at : at + len(found.words)]
                    if _are(found, window):
                        for number in (number for _, numbers in window for number in numbers):
                            extra[number].extend(others)
        for number, word in enumerate(question.words):
            extra[number].extend(self._of_first_part(word))
        if not any(extra.values()):
            return question
        words = tuple(_with_options(word, extra.get(at, [])) for at, word in enumerate(question.words))
        return replace(question, words=words)

    def _of_first_part(self, word: Asked) -> Iterator[Option]:
        for lexeme in word.first_part:
            for found, others in self.found_by.get(lexeme, ()):
                if len(found.words) == 1:
                    yield from (Option(other.groups, OF_PART) for other in others if other.weight == WEIGHT)


book = Book()


@lru_cache(maxsize=4096)
def expression(term: str) -> Expression | None:
    """A term analysed as a query would be; None when it has no words."""
    words = [found for found in dutch.query_terms(term) if found.lexemes]
    if not words:
        return None
    own = [[lexeme.text for lexeme in word.lexemes if lexeme.reason == "woord"] for word in words]
    return Expression(tuple(map(frozenset, own)), Option(tuple(map(tuple, own)), WEIGHT)) if all(own) else None


def _readings(question: Question) -> Iterator[list[tuple[frozenset[str], tuple[int, ...]]]]:
    """The words as typed, and once more for each two that are one word: lexemes with the numbers of the words."""
    typed = [(word.own, (number,)) for number, word in enumerate(question.words)]
    yield typed
    for first, lexemes in question.joined:
        yield [*typed[:first], (lexemes, (first, first + 1)), *typed[first + 2 :]]


def _are(found: Expression, window: list[tuple[frozenset[str], tuple[int, ...]]]) -> bool:
    return len(window) == len(found.words) and all(
        lexemes & own for lexemes, (own, _) in zip(found.words, window, strict=True)
    )


def _with_options(word: Asked, extra: list[Option]) -> Asked:
    known = {option.groups for option in word.options}
    new = {option.groups: option for option in extra if option.groups not in known}
    return replace(word, options=(*word.options, *new.values()))
