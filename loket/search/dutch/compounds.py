"""Cut Dutch compounds into their parts: gezondheidsbevordering → gezondheids + bevordering.

Which words act as the first and the last part of compounds, and how often, was counted in simplemma's
dictionary (parts_first.tsv, parts_last.tsv). A word is cut where both sides are productive parts.
"""

import math
import re
from functools import lru_cache

from loket.search.dutch.inflection import is_verb
from loket.search.dutch.lemma import lemmas
from loket.search.dutch.lexicon import data_lines, dictionary_lemma, is_known, is_lemma, word_set

MIN_WORD = 6
MAX_WORD = 60
_LINKS = ("s", "n", "en", "e")
_MIN_SCORE_KNOWN = 2.6
_MIN_SCORE_UNKNOWN = 0.3
_PART_COST = 6.0
_COMMON = 10
_PLURALS = ("en", "s")
_TAKES_S = ("ing", "heid", "teit", "schap")
# No Dutch word starts so: the s belongs to the part before.
_IMPOSSIBLE_START = re.compile(r"s[bdfghrvz]|sp[bdgkmnptvwz]|([bcdfghjklmnprstvwxz])\1")


def _counts(name: str) -> dict[str, int]:
    rows = (line.split("\t") for line in data_lines(name))
    return {word: int(count) for word, count in rows}


@lru_cache(maxsize=1)
def _firsts() -> dict[str, int]:
    counts = _counts("parts_first.tsv")
    counts.update(dict.fromkeys(word_set("short_first.txt"), 30))
    counts.update({word: max(counts.get(word, 0), 40) for word in word_set("domain_first.txt")})
    counts.update({word: max(counts.get(word, 0), 30) for word in _simplex()})
    return counts


@lru_cache(maxsize=1)
def _lasts() -> dict[str, int]:
    counts = _counts("parts_last.tsv")
    counts.update(dict.fromkeys(word_set("short_last.txt"), 12))
    counts.update({word: max(counts.get(word, 0), 40) for word in word_set("domain_last.txt")})
    counts.update({word: max(counts.get(word, 0), 15) for word in _simplex()})
    return counts


@lru_cache(maxsize=1)
def _simplex() -> frozenset[str]:
    return word_set("simplex.txt")


@lru_cache(maxsize=1)
def _never_first() -> frozenset[str]:
    return word_set("never_first.txt")


@lru_cache(maxsize=1)
def _never_last() -> frozenset[str]:
    return word_set("never_last.txt")


@lru_cache(maxsize=1 << 14)
def part_lemmas(piece: str) -> tuple[str, ...]:
    """The words a first part stands for: kinder → kind, beweeg → bewegen, gezondheids → gezondheid."""
    special = _special_parts().get(piece)
    if special:
        return special
    found = lemmas(piece)
    if found:
        root = piece.removesuffix("s")
        linked = root != piece and len(root) > 3 and _lasts().get(root, 0) + _firsts().get(root, 0) > _COMMON
        return (*found, root) if linked and root not in found else found
    for link in _LINKS:
        root = piece.removesuffix(link)
        if root != piece and len(root) > 2 and lemmas(root):
            return lemmas(root)
    return (piece,)


@lru_cache(maxsize=1)
def _special_parts() -> dict[str, tuple[str, ...]]:
    rows = (line.split("\t") for line in data_lines("part_lemmas.tsv"))
    return {piece: tuple(words.split()) for piece, words in rows}


@lru_cache(maxsize=1 << 14)
def _first_value(piece: str) -> float | None:
    """How plausible a piece is as a first part; None when it cannot be one."""
    if len(piece) < 3 or piece in _never_first():
        return None
    count = _firsts().get(piece, 0)
    if not count and (len(piece) < 5 or not _unlisted_first(piece)):
        return None
    return math.log2(1 + count) + 0.3 * min(len(piece), 8)


def _unlisted_first(piece: str) -> bool:
    if is_lemma(piece):
        return True
    if piece.endswith("s") and piece[-2] not in "s'" and is_lemma(piece[:-1]):
        return len(piece) > 6
    return piece.endswith("en") and any(word in _firsts() or word in _lasts() for word in lemmas(piece))


@lru_cache(maxsize=1 << 14)
def _last_value(piece: str) -> float | None:
    """How plausible a piece, in any inflected form, is as a last part; None when it cannot be one."""
    if len(piece) < 3 or piece in _never_last() or _IMPOSSIBLE_START.match(piece):
        return None
    counts = _lasts()
    found = lemmas(piece)
    count = max((counts.get(word, 0) for word in (piece, *found) if word not in _never_last()), default=0)
    if not count and (len(piece) < 5 or not found or found[0] in _never_last()):
        return None
    return math.log2(1 + count) + 0.3 * min(len(piece), 8)


@lru_cache(maxsize=1 << 15)
def split(word: str) -> tuple[str, ...]:
    """The pieces of a folded word, linking letters with the piece before; () for what is no compound."""
    if not MIN_WORD <= len(word) <= MAX_WORD or not word.isalpha() or word in _simplex():
        return ()
    lemma = _plain_lemma(word)
    return _cut(word) if lemma == word else _inflected(word, lemma)


@lru_cache(maxsize=1 << 14)
def _cut(word: str) -> tuple[str, ...]:
    if len(word) < MIN_WORD or word in _simplex():
        return ()
    score, pieces = _best(word)
    if not pieces or score < (_MIN_SCORE_KNOWN if is_known(word) else _MIN_SCORE_UNKNOWN):
        return ()
    return (*(split_piece for piece in pieces[:-1] for split_piece in _deeper(piece)), *_deeper(pieces[-1]))


def _plain_lemma(word: str) -> str:
    """The lemma under which a form is cut, so that kinderen is cut as kind and not as kin + deren."""
    found = lemmas(word)
    shorter = [lemma for lemma in found if lemma != word and word.startswith(lemma[:3])]
    if shorter and (dictionary_lemma(word) != word or word.endswith(_PLURALS)):
        return shorter[0]
    return word


def _inflected(word: str, lemma: str) -> tuple[str, ...]:
    pieces = _cut(lemma)
    before = "".join(pieces[:-1])
    if pieces and word.startswith(before) and pieces[-1] in lemmas(word[len(before) :]):
        return (*pieces[:-1], word[len(before) :])
    # The dictionary has some lemmas without their linking letters: raadsleden → raadlid.
    return () if word.startswith(lemma[:-2]) else _cut(word)


def _deeper(piece: str) -> tuple[str, ...]:
    """The pieces of a piece that is a compound itself, as in valpreventie + programma."""
    for link in ("", *_LINKS):
        if not piece.endswith(link):
            continue
        root = piece.removesuffix(link)
        # A lemma longer than the piece could lead back to the word that is being cut.
        inner = split(root) if len(_plain_lemma(root)) <= len(root) else ()
        if inner:
            return (*inner[:-1], inner[-1] + piece[len(root) :])
        if root in _simplex() or is_lemma(root):
            break
    return (piece,)


def _best(word: str, depth: int = 0) -> tuple[float, tuple[str, ...]]:
    best_score, best_pieces = 0.0, ()
    for cut in range(3, len(word) - 2):
        first = _first_value(word[:cut])
        if first is None or (word[cut] == "s" and word[:cut].endswith(_TAKES_S)):
            continue
        for value, rest in _readings(word[cut:], depth):
            score = first + value - _PART_COST
            if score > best_score:
                best_score, best_pieces = score, (word[:cut], *rest)
    return best_score, best_pieces


def _readings(rest: str, depth: int) -> list[tuple[float, tuple[str, ...]]]:
    """The remainder of a word as one last part, or as a compound itself."""
    whole = _last_value(rest)
    if whole is not None:
        return [(whole, (rest,))]
    if depth < 3 and len(rest) >= MIN_WORD and rest not in _simplex():
        score, pieces = _best(rest, depth + 1)
        if pieces:
            return [(score, pieces)]
    return []


def last_lemmas(piece: str) -> tuple[str, ...]:
    """The words a last part stands for; not a verb that only looks like it (zorg, not zorgen)."""
    found = lemmas(piece) or (piece,)
    if dictionary_lemma(piece) == piece:
        nouns = tuple(lemma for lemma in found if lemma == piece or not is_verb(lemma))
        return nouns or found
    return found


@lru_cache(maxsize=1 << 14)
def part_readings(pieces: tuple[str, ...]) -> tuple[str, ...]:
    """The lemmas of some neighbouring pieces taken together: (gezondheids, zorg) → gezondheidszorg."""
    if len(pieces) == 1:
        return part_lemmas(pieces[0])
    before = "".join(pieces[:-1])
    words = [lemma for lemma in part_lemmas(pieces[-1]) if not is_verb(lemma)]
    return tuple(before + lemma for lemma in words or part_lemmas(pieces[-1]))


def compound_parts(word: str) -> list[str]:
    """The parts of a compound as words, e.g. kinderopvang → [kind, opvang]; [] for what is no compound."""
    pieces = split(word)
    return [part_lemmas(piece)[0] for piece in pieces]
