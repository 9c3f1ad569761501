"""How alike two texts are: TF-IDF over Dutch lexemes, which equals heavier means here (Stelmakh et al., 2023).

Lexemes of an Xpert are counted once, when the profile is saved; a question is analysed when an Xpert is looked for.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loket.search import dutch

Counted = Mapping[str, float]

MOST_CHARACTERS = 20_000
MOST_LEXEMES = 600
LONGEST = 80
# Two short texts about the same subject share about a third of their weight; more than that says no more.
FULL_LIKENESS = 0.35
_MARKS = (dutch.PART, "~", "&")


def counted(texts: Iterable[str]) -> dict[str, float]:
    """How much each lexeme is in these texts: 1 + ln(how often), times the weight of its kind."""
    often: Counter[str] = Counter()
    weight: dict[str, float] = {}
    for term in dutch.index_terms("\n".join(texts)[:MOST_CHARACTERS]):
        for lexeme in term.lexemes:
            if len(lexeme.text) <= LONGEST:
                often[lexeme.text] += 1
                weight[lexeme.text] = lexeme.weight
    return {text: round(weight[text] * (1 + math.log(count)), 3) for text, count in often.most_common(MOST_LEXEMES)}


@dataclass(frozen=True)
class Likeness:
    """From 0 to 1, with the words that make most of it."""

    value: float
    words: tuple[str, ...]


class Comparison:
    """One question held against many texts; a lexeme that few have weighs more."""

    def __init__(self, asked: Counted, texts: Iterable[Counted]) -> None:
        held = [text for text in texts if text]
        have = Counter(lexeme for text in (*held, asked) for lexeme in text)
        number = len(held) + 1
        self._idf = {lexeme: math.log((1 + number) / (1 + count)) + 1 for lexeme, count in have.items()}
        self._asked = {lexeme: count * self._idf[lexeme] for lexeme, count in asked.items()}
        self._length = self._norm(self._asked.values())

    def with_text(self, text: Counted) -> Likeness | None:
        """How alike; None when either has no words: then nothing is known, which is not the same as nothing alike."""
        if not text or not self._asked:
            return None
        weighed = {lexeme: count * self._idf[lexeme] for lexeme, count in text.items()}
        shared = {lexeme: weighed[lexeme] * self._asked[lexeme] for lexeme in self._asked.keys() & weighed.keys()}
        cosine = math.fsum(shared.values()) / (self._length * self._norm(weighed.values()))
        most = sorted(shared, key=lambda lexeme: (-shared[lexeme], lexeme))
        plain = [lexeme for lexeme in most if not lexeme.startswith(_MARKS)]
        return Likeness(min(1.0, cosine / FULL_LIKENESS), tuple(plain[:4]))

    @staticmethod
    def _norm(values: Iterable[float]) -> float:
        return math.sqrt(math.fsum(value * value for value in values))
