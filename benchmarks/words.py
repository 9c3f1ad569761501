"""Dutch-like text with a Zipf spread: about twenty thousand words, health words and compounds among them."""

import pathlib
import random
from itertools import accumulate

RARE = "kwartelhof"
"""Stands in one of every thousand texts."""
COMMON = "vergunning"
"""Stands in three of every ten texts."""

_FUNCTION_WORDS, _HEALTH_WORDS, _FIRST_PARTS, _LAST_PARTS = (
    block.split() for block in pathlib.Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split("\n\n")
)
_ENDINGS = ("", "en", "s", "je", "er", "lijk", "loos", "elijke")


def _vocabulary() -> list[str]:
    """Frequent words first; the made ones are compounds with the endings of real words."""
    chance = random.Random(4711)
    made = sorted(
        first + link + last + ending
        for first in _FIRST_PARTS
        for link in ("", "s")
        for last in _LAST_PARTS
        for ending in _ENDINGS
    )
    chance.shuffle(made)
    health = list(_HEALTH_WORDS)
    chance.shuffle(health)
    return _FUNCTION_WORDS + health + made[:20_000]


VOCABULARY = _vocabulary()
_WEIGHTS = list(accumulate(1.0 / (place + 3) for place in range(len(VOCABULARY))))


def some(chance: random.Random, count: int) -> list[str]:
    """``count`` words, the first of the vocabulary far more often than the last."""
    return chance.choices(VOCABULARY, cum_weights=_WEIGHTS, k=count)


def sentences(chance: random.Random, count: int, planted: list[str]) -> str:
    """``count`` words in sentences, each planted word in the place of one of them."""
    words = some(chance, count)
    for place, word in zip(chance.sample(range(count), len(planted)), planted, strict=True):
        words[place] = word
    lines, start = [], 0
    while start < count:
        end = start + chance.randint(7, 16)
        lines.append(" ".join(words[start:end]).capitalize() + ".")
        start = end
    return " ".join(lines)
