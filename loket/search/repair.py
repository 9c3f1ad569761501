"""Typing errors: the word in the index that was probably meant."""

from collections import Counter

from django.db import connection

from loket.search.question import Question

MIN_LENGTH = 4
_NEAREST = """
    SELECT asked.word, near.word, near.document_count FROM unnest(%s::text[]) AS asked(word)
    CROSS JOIN LATERAL (
        SELECT word, document_count FROM search_word WHERE word %% asked.word AND document_count > 0
        AND length(word) BETWEEN length(asked.word) - 2 AND length(asked.word) + 2
        ORDER BY similarity(word, asked.word) DESC, document_count DESC LIMIT 30) near"""


def mended(asked: Question, found: dict[int, int], total: int) -> str:
    """The question with its unknown words replaced by the nearest known ones; empty when there is nothing to mend."""
    unknown = [word.surface for number, word in enumerate(asked.words) if not found.get(number)]
    unknown = [word for word in unknown if len(word) >= MIN_LENGTH and word.isalpha()]
    if not unknown:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(_NEAREST, [unknown])
        candidates = cursor.fetchall()
    best = {word: _best(word, [(near, count) for of, near, count in candidates if of == word]) for word in unknown}
    text = asked.text
    for word, better in best.items():
        if better:
            text = _replaced(text, word, better)
    return text if text != asked.text else ""


def _best(word: str, near: list[tuple[str, int]]) -> str:
    allowed = 1 if len(word) < 7 else 2
    ranked = sorted((distance(word, other), -count, other) for other, count in near)
    return ranked[0][2] if ranked and ranked[0][0] <= allowed else ""


def _replaced(text: str, word: str, better: str) -> str:
    return text.lower().replace(word, better)


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
