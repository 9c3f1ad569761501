"""From a text to lexemes: what the index keeps, and what a query looks for.

Marks keep readings apart: `word` is a lemma, `~word` the stem of a word no list knows, `+word` a part of a
compound that is not its last, `&first.last` a pair that may be written as a compound or apart.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from loket.search.dutch import compounds
from loket.search.dutch.lemma import guessed_lemmas, lemmas, stem
from loket.search.dutch.lexicon import data_lines, is_known, is_lemma, stopwords, word_set
from loket.search.dutch.inflection import is_verb
from loket.search.dutch.phrases import KEY_LENGTH, abbreviations, phrases_by_key
from loket.search.dutch.tokens import Token, fold, spans

ANALYSER_VERSION = 1
"""Raise this when stored lexemes must be written anew."""

PART, STEM, PAIR = "+", "~", "&"
_LINKING = frozenset("van voor tegen bij in op met over aan tot door".split())
_BETWEEN = frozenset("de het een t n onze hun uw alle".split())
_PARTICLES = frozenset(
    "mee af terug weg samen deel plaats neer toe vast stop hard aan op in uit bij door over om tegen voor na thuis".split()
)
_PREPOSITIONS = frozenset("aan op in uit bij door over om tegen voor na toe af".split())
_CLAUSE_WORDS = frozenset("en maar of om dat die als omdat zodat want terwijl".split())
_ADJECTIVES = ("zaam", "baar", "lijk", "ig", "loos", "isch")
_NAME_LIKE = ("isch", "ische", "eel", "ele", "aal", "ale", "ief", "ieve", "lijk", "lijke")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One thing to keep or look for: its text with its mark, why, and how much it counts (0–1)."""

    text: str
    reason: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a text; `parts` has, for a compound, the lexemes that would stand for each part."""

    surface: str
    position: int
    lexemes: tuple[Lexeme, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    start: int = 0
    end: int = 0
    stopword: bool = False


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


def is_stopword(word: str) -> bool:
    """Whether a search should not depend on this word."""
    return fold(word) in stopwords()


def _pair_keys(firsts: Iterable[str], lasts: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{PAIR}{first}.{last}" for first, last in list(product(firsts, lasts))[:6])


@lru_cache(maxsize=1 << 14)
def _word(text: str, capitals: tuple[bool, ...]) -> Word:
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
        pairs.extend(_pair_keys(compounds.part_readings(pieces[:end]), lasts))
    return tuple(dict.fromkeys(modifiers)), tuple(dict.fromkeys(pairs))


def _hyphenated(text: str, capitals: tuple[bool, ...]) -> Word:
    """A word with hyphens: whole and joined, its parts, and the last part too when it is a name or a peer."""
    pieces = tuple(piece for piece in text.split("-") if piece)
    last = lemmas(pieces[-1]) or guessed_lemmas(pieces[-1])
    joined = "".join(pieces[:-1])
    whole = tuple(joined + lemma for lemma in last)
    modifiers = [
        reading for piece in pieces[:-1] if len(piece) > 1 for reading in (piece, *compounds.part_lemmas(piece))
    ]
    for piece in pieces[:-1]:
        modifiers.extend(_compound_readings(compounds.split(piece))[0])
    pairs = _pair_keys(compounds.part_readings(pieces[:-1]) if len(pieces) > 1 else (), last)
    peers = len(pieces) > 2 or (len(capitals) > 1 and capitals[-1]) or pieces[0].endswith(("o", *_NAME_LIKE))
    plain = last if peers and len(pieces[-1]) > 1 else ()
    # Beside peers the earlier words stand on their own as well: Noord-Holland, fysiek-sociaal.
    return Word(text, whole, True, pieces, tuple(dict.fromkeys(modifiers)), pairs, plain)


def _capitals(raw: str) -> tuple[bool, ...]:
    return tuple(piece[:1].isupper() for piece in raw.split("-")) if "-" in raw else ()


def _camel_case(token: Token) -> str:
    """FitGaaf → fit-gaaf: a capital inside a word parts it like a hyphen."""
    raw = token.raw
    if token.kind != "word" or not raw.isalpha() or len(raw) > 40 or raw[1:].islower() or raw.isupper() or "-" in raw:
        return token.text
    cuts = [i for i in range(2, len(raw) - 1) if raw[i].isupper() and raw[i - 1].islower() and raw[i + 1].islower()]
    if not cuts or len(token.text) != len(raw):
        return token.text
    bounds = [0, *cuts, len(raw)]
    return "-".join(token.text[a:b] for a, b in zip(bounds, bounds[1:], strict=False))


def word_of(token: Token) -> Word:
    """The analysis of a token by itself."""
    if token.kind != "word":
        return Word(token.text, (token.text,), True, (), (), ())
    return _word(_camel_case(token), _capitals(token.raw))


@lru_cache(maxsize=1)
def _derivations() -> dict[str, tuple[str, ...]]:
    """Word → words of the same root, both ways; from derivations.tsv."""
    ties: dict[str, list[str]] = {}
    for line in data_lines("derivations.tsv"):
        words = line.split()
        for word in words:
            ties.setdefault(word, []).extend(other for other in words if other != word)
    return {word: tuple(dict.fromkeys(others)) for word, others in ties.items()}


@lru_cache(maxsize=1 << 13)
def derived(lemma: str) -> tuple[str, ...]:
    """Words made from the same root, looked for at less weight: eenzaam ~ eenzaamheid, bewegen ~ beweging."""
    listed = _derivations().get(lemma, ())
    if lemma in word_set("no_derivation.txt"):
        return listed
    found = list(listed)
    if lemma.endswith("heid") and len(lemma) > 7 and is_lemma(lemma[:-4]):
        found.append(lemma[:-4])
    elif lemma.endswith(_ADJECTIVES) or is_lemma(lemma + "heid"):
        found.append(lemma + "heid")
    if lemma.endswith("ing") and is_verb(lemma[:-3] + "en"):
        found.append(lemma[:-3] + "en")
    elif lemma.endswith("en") and len(lemma) > 5 and is_verb(lemma):
        found.append(lemma[:-2] + "ing")
    return tuple(word for word in dict.fromkeys(found) if word not in word_set("no_derivation.txt"))


@lru_cache(maxsize=1 << 14)
def _index_lexemes(word: Word) -> tuple[Lexeme, ...]:
    found = [Lexeme(lemma, "woord") for lemma in (*word.lemmas, *word.last_plain)]
    if not word.known:
        found.append(Lexeme(STEM + stem(word.text), "stam", 0.6))
    found.extend(Lexeme(PART + part, "deel", 0.5) for part in word.modifiers)
    found.extend(Lexeme(pair, "samenstelling", 0.8) for pair in word.pairs)
    return tuple(found)


@lru_cache(maxsize=1 << 14)
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
    return tuple(found)


def _parts(word: Word) -> tuple[tuple[str, ...], ...]:
    if len(word.pieces) < 2:
        return ()
    firsts = [tuple(dict.fromkeys(compounds.part_lemmas(piece))) for piece in word.pieces[:-1]]
    last = compounds.last_lemmas(word.pieces[-1])
    return (*((*first, *(PART + lemma for lemma in first)) for first in firsts), last)


@lru_cache(maxsize=1 << 12)
def _same_word(one: str, other: str) -> bool:
    return one == other or not set(_word(one, ()).lemmas).isdisjoint(_word(other, ()).lemmas)


class _Text:
    """The words of one text, with what neighbours say together."""

    def __init__(self, text: str):
        self.tokens = list(spans(text))
        self.words = [word_of(token) for token in self.tokens]
        self.extra: list[list[Lexeme]] = [[] for _ in self.tokens]

    def add_pairs(self) -> None:
        """Neighbours that could be one word: val preventie, preventie van vallen."""
        for index in range(len(self.tokens) - 1):
            if not self._content(index):
                continue
            if self._content(index + 1) and not self.tokens[index + 1].starts_clause:
                self._add_neighbours(index, index + 1)
            other = self._after_linking(index)
            if other is not None:
                keys = _pair_keys(self.words[other].lemmas, self.words[index].lemmas)
                self._add(keys, index, other)

    def _content(self, index: int) -> bool:
        token = self.tokens[index]
        return token.kind == "word" and len(token.text) != 2 and token.text not in stopwords()

    def _add_neighbours(self, first: int, last: int) -> None:
        left, right = self.words[first], self.words[last]
        joined = [left.text + lemma for lemma in right.lemmas]
        known = [word for word in joined if not right.known or not left.known or is_lemma(word)]
        self._add((*_pair_keys(left.lemmas, right.lemmas), *known), first, last)

    def _after_linking(self, index: int) -> int | None:
        following = index + 1
        if self.tokens[following].text not in _LINKING or self.tokens[following].starts_clause:
            return None
        for other in range(following + 1, min(following + 3, len(self.tokens))):
            if self.tokens[other].starts_clause:
                return None
            if self._content(other):
                return other
            if self.tokens[other].text not in _BETWEEN:
                return None
        return None

    def _add(self, keys: Iterable[str], *indexes: int) -> None:
        for index in indexes:
            self.extra[index].extend(Lexeme(key, "samen", 0.8) for key in keys)

    def add_phrases(self) -> None:
        """Expressions with an abbreviation: licht verstandelijk beperkt → lvb."""
        stream = [(piece, index) for index, token in enumerate(self.tokens) for piece in token.text.split("-") if piece]
        starts = phrases_by_key()
        for at, (piece, _) in enumerate(stream):
            for phrase in starts.get(piece[:KEY_LENGTH], ()):
                window = stream[at : at + len(phrase.words)]
                if len(window) == len(phrase.words) and all(map(_same_word, phrase.words, (word for word, _ in window))):
                    for index in {index for _, index in window}:
                        self.extra[index].append(Lexeme(phrase.lexeme, "afkorting"))

    def add_hanging(self) -> None:
        """val- en letselpreventie: the first word borrows the last part of the second."""
        for index, token in enumerate(self.tokens[:-2]):
            if not token.hanging:
                continue
            for other in range(index + 1, min(index + 6, len(self.tokens))):
                pieces = self.words[other].pieces
                if pieces and not self.tokens[other].hanging:
                    whole = _word(token.text + pieces[-1], ())
                    self.extra[index].extend(_index_lexemes(whole))
                    break

    def add_separated_verbs(self) -> None:
        """doet … mee, mee te doen: the verb and its particle are looked up as one verb."""
        for index, token in enumerate(self.tokens):
            if token.text not in _PARTICLES:
                continue
            for other in self._verb_places(index):
                verbs = [verb for verb in self.words[other].lemmas if verb.endswith("n") and is_verb(verb)]
                joined = [token.text + verb for verb in verbs if is_known(token.text + verb)]
                if joined:
                    self._add(joined, other)
                    break

    def _verb_places(self, index: int) -> Iterator[int]:
        """Where the verb of a particle may stand: after te, or before it in the same clause."""
        following = index + 1
        last = following >= len(self.tokens) or self.tokens[following].starts_clause
        if not last and self.tokens[following].text == "te":
            yield from range(following + 1, min(following + 2, len(self.tokens)))
            return
        # Many particles are prepositions too; at the end of a clause they are not.
        if not last and self.tokens[index].text in _PREPOSITIONS and self.tokens[following].text not in _CLAUSE_WORDS:
            return
        for other in range(index - 1, max(index - 8, -1), -1):
            if self.tokens[other + 1].starts_clause:
                return
            yield other

    def terms(self, lexemes_of) -> Iterator[Term]:
        """The terms, with stop words empty unless the text has nothing else."""
        only_stopwords = all(token.text in stopwords() for token in self.tokens)
        for index, (token, word) in enumerate(zip(self.tokens, self.words, strict=True)):
            stop = token.text in stopwords()
            own = () if stop and not only_stopwords else lexemes_of(word)
            unique = {lexeme.text: lexeme for lexeme in reversed((*own, *self.extra[index]))}
            lexemes = tuple(reversed(unique.values()))
            yield Term(token.text, index + 1, lexemes, _parts(word), token.start, token.end, stop)


def _analyse(text: str, lexemes_of) -> list[Term]:
    read = _Text(text)
    read.add_pairs()
    read.add_phrases()
    read.add_hanging()
    read.add_separated_verbs()
    return list(read.terms(lexemes_of))


def index_terms(text: str) -> list[Term]:
    """The words of a text with the lexemes the index keeps for them. Never raises, whatever the text."""
    return _analyse(text, _index_lexemes)


def query_terms(text: str) -> list[Term]:
    """The words of a query with the lexemes to look for: a word is found when any of its lexemes is."""
    return _analyse(text, _query_lexemes)


def _unique(terms: Iterable[Term]) -> list[str]:
    return list(dict.fromkeys(lexeme.text for term in terms for lexeme in term.lexemes))


def index_lexemes(text: str) -> list[str]:
    """What the index keeps of a text, each lexeme once, in order of appearance."""
    return _unique(index_terms(text))


def query_lexemes(text: str) -> list[str]:
    """What a query looks for, each lexeme once, in order of appearance."""
    return _unique(query_terms(text))
