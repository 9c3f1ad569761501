"""What a person asks, read as words with their alternatives, phrases and exclusions; pure, without a database."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from loket.search import dutch
from loket.search.dutch.lexicon import data_lines, word_set
from loket.search.rows import quoted

MAX_WORDS = 20
WEAK, KIND_WORD = 0.5, 0.7
"""What a word that says little (*aanpak, maken*) counts for beside another, and a word that names a kind."""
ALL_PARTS, FIRST_PART = 0.9, 0.3
_QUOTES = str.maketrans("“”„«»", '"""""')
_QUOTED = re.compile(r'(?<!\S)(-?)"([^"]*)"?')
_EXCLUDED = re.compile(r"(?<!\S)[-\N{EN DASH}\N{MINUS SIGN}](?=[^\W\d_])(\S+)")
_OWN = frozenset(("woord", "stam", "afkorting"))


@dataclass(frozen=True)
class Option:
    """One way to meet an asked word: of each group of lexemes one occurs. ``weight`` 1 is the word itself."""

    groups: tuple[tuple[str, ...], ...]
    weight: float

    def tsquery(self, mark: str = "", weights: str = "") -> str:
        """As PostgreSQL reads it, e.g. ``('licht':B & ('beperkt':B | 'beperking':B))``."""
        suffix = f":{weights}" if weights else ""
        return "(" + " & ".join(_any_of(group, mark, suffix) for group in self.groups) + ")"


def _any_of(lexemes: tuple[str, ...], mark: str, suffix: str) -> str:
    return "(" + " | ".join(quoted(mark + lexeme) + suffix for lexeme in lexemes) + ")"


@dataclass(frozen=True)
class Asked:
    """One word of the question as typed, folded, with the ways to meet it."""

    surface: str
    options: tuple[Option, ...]
    own: frozenset[str] = frozenset()
    position: int = 0
    importance: float = 1.0
    first_part: tuple[str, ...] = ()

    def tsquery(self) -> str:
        return "(" + " | ".join(option.tsquery() for option in self.options) + ")"


@dataclass(frozen=True)
class Question:
    """A whole query: ``phrases`` and ``excluded`` are texts of tsqueries that must, and must not, match.

    ``kinds``: what the asker names (*training*), for a little precedence; ``insisted``: the words between quotes,
    which are never taken for typing errors; ``joined``: by the number of its first word, the lexemes of a known word
    that two neighbours are when written together (*samen werken*).
    """

    text: str = ""
    words: tuple[Asked, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    key: str = ""
    kinds: tuple[str, ...] = ()
    insisted: frozenset[str] = frozenset()
    joined: tuple[tuple[int, frozenset[str]], ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.phrases)

    @property
    def lexemes(self) -> frozenset[str]:
        """Every lexeme that was looked for, for marking in excerpts."""
        options = (option for word in self.words for option in word.options)
        return frozenset(lexeme for option in options for group in option.groups for lexeme in group)


@lru_cache(maxsize=2048)
def read(text: str) -> Question:
    """Read a query as typed; nothing in it is an error. Synonyms are added by ``loket.search.synonyms``."""
    plain, phrases, excluded = _take_apart(text.translate(_QUOTES))
    terms = [term for term in dutch.query_terms(plain) if term.lexemes]
    words, seen = [], set()
    for term in terms:
        if term.surface not in seen and len(words) < MAX_WORDS:
            seen.add(term.surface)
            words.append(_asked(term))
    return Question(
        text,
        tuple(words),
        tuple(filter(None, map(phrase, phrases))),
        tuple(filter(None, map(phrase, excluded))),
        dutch.sort_key(plain),
        tuple(sorted({kind for word in words for lexeme in word.own for kind in kinds_named().get(lexeme, ())})),
        frozenset(word for text in phrases for word in dutch.tokens(text)),
        tuple(_joined(words)),
    )


def _joined(words: list[Asked]) -> Iterator[tuple[int, frozenset[str]]]:
    for at, (left, right) in enumerate(itertools.pairwise(words)):
        if right.position == left.position + 1:
            lexemes = [lexeme for term in dutch.query_terms(left.surface + right.surface) for lexeme in term.lexemes]
            if all(lexeme.reason != "stam" for lexeme in lexemes):
                yield at, frozenset(lexeme.text for lexeme in lexemes if lexeme.reason == "woord")


def _take_apart(text: str) -> tuple[str, list[str], list[str]]:
    phrases, excluded = [], []

    def quoted_part(match: re.Match) -> str:
        (excluded if match[1] else phrases).append(match[2])
        return " " if match[1] else f" {match[2]} "

    def minus(match: re.Match) -> str:
        excluded.append(match[1])
        return " "

    plain = _EXCLUDED.sub(minus, _QUOTED.sub(quoted_part, text))
    return plain, phrases, excluded


def _asked(term: dutch.Term) -> Asked:
    options = [Option(((lexeme.text,),), lexeme.weight) for lexeme in term.lexemes]
    if term.parts:
        # A compound is also met, less well, by its parts anywhere, and hardly by its first part alone.
        options += [Option(term.parts, ALL_PARTS), Option(term.parts[:1], FIRST_PART)]
    own = frozenset(lexeme.text for lexeme in term.lexemes if lexeme.reason in _OWN)
    importance = WEAK if own <= weak_words() else KIND_WORD if own & kinds_named().keys() else 1.0
    return Asked(term.surface, tuple(options), own, term.position, importance, term.parts[0] if term.parts else ())


@lru_cache(maxsize=1)
def weak_words() -> frozenset[str]:
    """Lemmas of words that say little about what is asked."""
    return word_set("weak_words.txt")


@lru_cache(maxsize=1)
def kinds_named() -> dict[str, tuple[str, ...]]:
    """Lemma → the kinds of findable that one asks for with it."""
    named = defaultdict(list)
    for kind, *words in (line.split("\t") for line in data_lines("kind_words.tsv")):
        for word in words:
            named[word].append(kind)
    return {word: tuple(kinds) for word, kinds in named.items()}


def phrase(text: str) -> str:
    """The text of a tsquery for words in this order, each in any of its forms; empty when no word counts."""
    found, last = "", 0
    for term in dutch.query_terms(text):
        own = [quoted(lexeme.text) for lexeme in term.lexemes if lexeme.reason in _OWN]
        if own:
            found += (f" <{term.position - last}> " if found else "") + "(" + " | ".join(own) + ")"
            last = term.position
    return found
