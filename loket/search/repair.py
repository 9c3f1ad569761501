"""Typing errors: the word in the index that was probably meant."""

import re
from collections.abc import Iterable, Iterator

from django.db import connection

from loket.search import dutch
from loket.search.dutch.lexicon import is_known
from loket.search.question import Question

MIN_LENGTH = 4
LONG = 9
MIN_PIECE = 4
MAX_REPAIRED = 5
RARE, COMMON, FEW = 2, 10, 5
"""A word in so few findables may have been meant as one that is in at least so many, if there are fewer results."""
_NEAREST = """
    SELECT asked.word, near.word, near.document_count FROM unnest(%s::text[]) AS asked(word)
    CROSS JOIN LATERAL (
        SELECT word, document_count FROM search_word WHERE word %% asked.word AND document_count > 0
        AND length(word) BETWEEN length(asked.word) - 2 AND length(asked.word) + 2
        ORDER BY similarity(word, asked.word) DESC, document_count DESC LIMIT 30) near
    UNION ALL SELECT NULL, word, document_count FROM search_word WHERE word = ANY(%s::text[]) AND document_count > 0"""


def mended(asked: Question, found: dict[int, int]) -> dict[str, str]:
    """The unknown words of a question with the nearest known ones; empty when there is nothing to mend.

    A short word that is good Dutch is left alone: that nothing is there about it is an answer too.
    """
    unknown = [word.surface for number, word in enumerate(asked.words) if not found.get(number)]
    wrong = [word for word in unknown if len(word) >= LONG or not is_known(word)]
    return nearest([word for word in wrong if word not in asked.insisted])


def doubtful(asked: Question) -> list[str]:
    """The words of a question that may be another word with a typing error, if they turn out to be rare."""
    words = [word.surface for word in asked.words if len(word.surface) > MIN_LENGTH and word.surface.isalpha()]
    return [word for word in words if word not in asked.insisted and not is_known(word)][:MAX_REPAIRED]


def suggested(asked: Question, found: dict[int, int], near: list[tuple[str, str]]) -> dict[str, str]:
    """The rare words of a question with a common one that differs by one letter, from (word, common word) pairs."""
    rare = {word.surface for number, word in enumerate(asked.words) if 0 < found.get(number, 0) <= RARE}
    pairs = [pair for pair in near if pair[0] in rare and distance(*pair) == 1 and not _same_word(*pair)]
    # The first of each word is the likest.
    return dict(reversed(pairs))


def _same_word(word: str, other: str) -> bool:
    return not set(dutch.query_lexemes(word)).isdisjoint(dutch.query_lexemes(other))


def replaced(text: str, better: dict[str, str]) -> str:
    """A text of a query, folded, with words replaced by others."""
    text = dutch.fold(text)
    for word, other in better.items():
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", lambda _, other=other: other, text)
    return text


def insisting(text: str, words: Iterable[str]) -> str:
    """A text of a query with quotes round these words, so that nothing else is searched in their place."""
    return replaced(text, {word: f'"{word}"' for word in words})


def nearest(words: list[str]) -> dict[str, str]:
    """For each word an error or two from a word in public findables that word, or else the words it consists of."""
    words = [word for word in words if len(word) >= MIN_LENGTH and word.isalpha()][:MAX_REPAIRED]
    if not words:
        return {}
    pieces = sorted({piece for word in words if len(word) >= LONG for piece in _pieces(word)})
    with connection.cursor() as cursor:
        cursor.execute(_NEAREST, [words, pieces])
        candidates = cursor.fetchall()
    known = {near for of, near, _ in candidates if of is None}
    best = {}
    for word in words:
        near = [(other, count) for of, other, count in candidates if of == word]
        best[word] = _best(word, near) or _split(word, known)
    return {word: better for word, better in best.items() if better and better != word}


def _pieces(word: str) -> Iterator[str]:
    for start in range(len(word) - MIN_PIECE + 1):
        yield from (word[start:end] for end in range(start + MIN_PIECE, len(word) + 1))


def _split(word: str, known: set[str]) -> str:
    """The word as known words written together without a space, with little words between: welzijn op recept."""
    fewest: list[list[str] | None] = [[]]
    for end in range(1, len(word) + 1):
        ways = [
            [*before, word[start:end]]
            for start, before in enumerate(fewest)
            if before is not None and (word[start:end] in known or dutch.is_stopword(word[start:end]))
        ]
        fewest.append(min(ways, key=len) if ways else None)
    pieces = fewest[-1] or []
    return " ".join(pieces) if len(pieces) > 1 and any(piece in known for piece in pieces) else ""


def _best(word: str, near: list[tuple[str, int]]) -> str:
    """What sounds the same goes before what is spelled nearly the same, and a common word before a rare one."""
    allowed, sound = (1 if len(word) < 7 else 2), dutch.spelling_key(word)
    ranked = sorted((dutch.spelling_key(other) != sound, distance(word, other), -count, other) for other, count in near)
    good = [other for differs, far, _, other in ranked if far <= allowed or (not differs and far <= allowed + 1)]
    return good[0] if good else ""


def distance(left: str, right: str) -> int:
    """Edits from one word to another: insert, delete, change, or swap two neighbours."""
    before_last, last = [], list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(last[j] + 1, row[-1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        before_last, last = last, row
    return last[-1]
