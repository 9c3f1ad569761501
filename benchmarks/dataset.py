"""Entries to measure with, as the JSON Lines of the import; the same number gives the same entry on every run."""

import json
import pathlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from benchmarks import words
from loket.catalogue.enums import Kind, RecognitionLevel
from loket.vocabulary import shipped

BODY_WORDS, SUMMARY_WORDS, TITLE_WORDS = 60, 20, (4, 8)
_START = datetime(2014, 1, 6, 9, tzinfo=UTC)
_DAYS = 4500
# How often a list has 0, 1, 2, … codes.
_HOW_MANY = {
    "themes": ("theme", (1, 6, 2, 1)),
    "process_themes": ("process-theme", (5, 3, 1)),
    "competences": ("competence", (6, 2, 1)),
    "settings": ("setting", (2, 5, 2, 1)),
    "target_groups": ("target-group", (1, 5, 3, 1)),
    "sectors": ("sector", (3, 4, 2)),
    "levels": ("level", (2, 5, 3)),
}
_ORGANISATIONS = 300


@dataclass(frozen=True)
class Skewed:
    """Values of which the first is drawn most often, by 1/(place + 2)."""

    values: list[str]
    weights: list[float]

    @classmethod
    def of(cls, values: list[str]) -> "Skewed":
        return cls(values, list(accumulate(1 / (place + 2) for place in range(len(values)))))

    def draw(self, chance: random.Random, count: int = 1) -> list[str]:
        """At most ``count`` different values."""
        return list(dict.fromkeys(chance.choices(self.values, cum_weights=self.weights, k=count)))


def _by_scheme() -> dict[str, Skewed]:
    codes: dict[str, list[str]] = {}
    for term in shipped.terms():
        codes.setdefault(term.scheme, []).append(term.code)
    return {scheme: Skewed.of(values) for scheme, values in codes.items()}


_TERMS = _by_scheme()
_AREAS = Skewed.of([area.code for area in shipped.areas()])
_KINDS = Skewed.of([str(kind) for kind in Kind.values])
_LEVELS = Skewed.of([str(level) for level in RecognitionLevel.values if level])
_OWNERS = Skewed.of([f"Organisatie {number} (meting)" for number in range(_ORGANISATIONS)])


def entry(number: int) -> dict:
    """The entry with this number, from 0."""
    chance = random.Random(20_261_122 + number)
    kind = _KINDS.draw(chance)[0]
    moment = _START + timedelta(days=chance.randrange(_DAYS), minutes=chance.randrange(480))
    lists = {
        key: _TERMS[scheme].draw(chance, chance.choices(range(len(shares)), weights=shares)[0])
        for key, (scheme, shares) in _HOW_MANY.items()
    }
    return {
        "external_id": external_id(number),
        "kind": kind,
        "title": " ".join(words.some(chance, chance.randint(*TITLE_WORDS))).capitalize(),
        "summary": words.sentences(chance, SUMMARY_WORDS, []),
        "body": words.sentences(chance, BODY_WORDS, _planted(number)),
        **lists,
        "areas": _AREAS.draw(chance, chance.randint(1, 2)),
        "organisation": _OWNERS.draw(chance)[0],
        "source": f"Metingen, nummer {number}",
        "year": 2026 - min(chance.randrange(20), chance.randrange(20)),
        "recognition": _recognition(chance, kind, moment),
        "published_at": moment.isoformat(),
        "changed_at": moment.isoformat(),
        "last_checked": (moment + timedelta(days=chance.randrange(400))).date().isoformat(),
    }


def external_id(number: int) -> str:
    return f"meting-{number:06d}"


def _planted(number: int) -> list[str]:
    rare = [words.RARE] if number % 1000 == 500 or number == 7 else []
    return rare + ([words.COMMON] if number % 10 in (1, 4, 7) else [])


def _recognition(chance: random.Random, kind: str, moment: datetime) -> dict | None:
    """Two in three interventions are recognised, for five years; nothing else is."""
    if kind != Kind.INTERVENTION or chance.random() < 1 / 3:
        return None
    decided = moment.date()
    return {
        "level": _LEVELS.draw(chance)[0],
        "decided_on": decided.isoformat(),
        "valid_until": (decided + timedelta(days=5 * 365)).isoformat(),
        "by": "Erkenningscommissie (meting)",
    }


def lines(count: int) -> Iterator[str]:
    """The first ``count`` entries as lines of JSON."""
    for number in range(count):
        yield json.dumps(entry(number), ensure_ascii=False) + "\n"


def write(path: pathlib.Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(lines(count))
