"""How well each Xpert fits a question, in named parts from 0 to 1, and the order that follows (000 §3.4).

Pure: the same people in any order give the same order. Unknown is not zero: it counts as the mean of who is known.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from loket.core.templatetags import formats
from loket.vocabulary import lookup
from loket.vocabulary.enums import AreaKind
from xperts.cases.enums import Form
from xperts.pool import affinity
from xperts.pool.enums import Breadth, Part
from xperts.pool.facts import Load, Question
from xperts.pool.models import Rules, Xpert
from xperts.pool.models.xpert import NATIONAL

GENERALIST_SHARE = 0.85
"""What a generalist's theme counts beside a specialist's."""

NATIONWIDE, SAME_PROVINCE, INSIDE = 0.6, 0.7, 0.9
BEST, WORST = 5, 1
"""Grades of an evaluation."""


@dataclass(frozen=True)
class Record:
    """What is known of somebody's earlier trajectories: grades from 1 to 5, and minutes used of those that go on."""

    grades: tuple[float, ...] = ()
    used_minutes: int = 0


@dataclass(frozen=True)
class Value:
    """How well somebody fits in one part: 0 to 1, or None when it is not known; ``why`` says what it rests on."""

    part: Part
    value: float | None
    why: str


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be asked. ``counted`` are the values as they count, so with the mean where one is unknown."""

    xpert: Xpert
    values: tuple[Value, ...]
    counted: Mapping[str, float]
    score: float
    load: Load = Load()
    is_preferred: bool = False
    qualifies: bool = True


_records: list[Callable[[Sequence[Xpert]], Mapping[int, Record]]] = []


def register_record(function: Callable[[Sequence[Xpert]], Mapping[int, Record]]) -> None:
    """``function(xperts)`` gives the record of each by number, in a fixed number of queries; absent is unknown."""
    if function not in _records:
        _records.append(function)


def records(xperts: Sequence[Xpert]) -> dict[int, Record]:
    """The records of all areas together."""
    found: dict[int, Record] = {}
    for function in _records:
        for number, row in function(xperts).items():
            before = found.get(number, Record())
            found[number] = Record(before.grades + row.grades, before.used_minutes + row.used_minutes)
    return found


def candidates(
    question: Question,
    xperts: Sequence[Xpert],
    rules: Rules,
    *,
    record: Mapping[int, Record],
    loads: Mapping[int, Load],
) -> list[Candidate]:
    """Everybody with a score, in the order of the numbers of the Xperts; ``in_order`` puts them in line."""
    xperts = sorted(xperts, key=lambda xpert: xpert.pk)
    likeness = affinity.Comparison(question.words, [xpert.lexemes for xpert in xperts])
    mean = _mean([grade for row in record.values() for grade in row.grades])
    rows = [_values(xpert, question, likeness, record.get(xpert.pk, Record()), mean, rules) for xpert in xperts]
    usual = {part.value: _mean([row[part].value for row in rows if row[part].value is not None]) for part in Part}
    found = []
    for xpert, row in zip(xperts, rows, strict=True):
        counted = _counted(row, usual)
        score = _score(counted, rules)
        found.append(
            Candidate(
                xpert=xpert,
                values=tuple(row.values()),
                counted=counted,
                score=score,
                load=loads.get(xpert.pk, Load()),
                is_preferred=xpert.person_id in question.preferred,
                qualifies=score >= rules.floor / 100,
            )
        )
    return found


def in_order(found: Iterable[Candidate], near_tie: float) -> list[Candidate]:
    """First the asker's preference among those who qualify, then who else qualifies, then the rest; each by quality.

    Load decides only where the difference is at most ``near_tie`` (a share of 1): such a group begins with its best,
    so nobody is passed by somebody who is worse by more than that.
    """
    groups: list[list[Candidate]] = [[], [], []]
    for row in found:
        groups[2 if not row.qualifies else int(not row.is_preferred)].append(row)
    return [row for group in groups for row in _by_quality(group, near_tie)]


def _by_quality(group: list[Candidate], near_tie: float) -> list[Candidate]:
    waiting = sorted(group, key=lambda row: (-row.score, row.xpert.pk))
    ordered: list[Candidate] = []
    while waiting:
        least = waiting[0].score - near_tie
        together = [row for row in waiting if row.score >= least]
        ordered += sorted(together, key=lambda row: (row.load.number, row.load.minutes, -row.score, row.xpert.pk))
        waiting = waiting[len(together) :]
    return ordered


def _mean(values: Sequence[float]) -> float | None:
    return math.fsum(values) / len(values) if values else None


def _counted(row: Mapping[Part, Value], usual: Mapping[str, float | None]) -> dict[str, float]:
    """The values as they count; a part of which nothing is known of anybody is left out."""
    found = {part.value: usual[part.value] if one.value is None else one.value for part, one in row.items()}
    return {part: value for part, value in found.items() if value is not None}


def _score(counted: Mapping[str, float], rules: Rules) -> float:
    weights = rules.weights
    total = sum(weights[part] for part in counted)
    if not total:
        return 0.0
    return round(math.fsum(weights[part] * value for part, value in counted.items()) / total, 6)


def _values(xpert, question, likeness, record: Record, mean: float | None, rules: Rules) -> dict[Part, Value]:
    rows = (
        _theme(xpert, question),
        _text(likeness.with_text(xpert.lexemes)),
        _sector(xpert, question),
        _region(xpert, question),
        _method(xpert, question),
        _quality(record.grades, mean, rules.prior),
    )
    return {row.part: row for row in rows}


def _theme(xpert: Xpert, question: Question) -> Value:
    asked, known = list(dict.fromkeys(question.case.themes)), {*xpert.themes, *xpert.process_themes}
    if not asked or not known:
        return Value(Part.THEME, None, "Thema's zijn niet bekend.")
    shared = [code for code in asked if code in known]
    if not shared:
        return Value(Part.THEME, 0.0, "Kent geen van de thema's van deze vraag.")
    labels = ", ".join(_theme_label(code) for code in shared)
    is_specialist = xpert.breadth == Breadth.SPECIALIST
    depth = " Is specialist." if is_specialist else ""
    share = len(shared) / len(asked) * (1 if is_specialist else GENERALIST_SHARE)
    return Value(Part.THEME, share, f"Kent {len(shared)} van {len(asked)} thema's: {labels}.{depth}")


def _theme_label(code: str) -> str:
    return lookup.label("theme" if lookup.term("theme", code) else "process-theme", code)


def _text(found: affinity.Likeness | None) -> Value:
    if found is None:
        return Value(Part.TEXT, None, "Er is geen tekst om te vergelijken.")
    if not found.words:
        return Value(Part.TEXT, found.value, "Geen woorden gemeen met deze vraag.")
    return Value(Part.TEXT, found.value, f"Woorden die terugkomen: {', '.join(found.words)}.")


def _sector(xpert: Xpert, question: Question) -> Value:
    case, found, told = question.case, [], []
    if case.sectors and xpert.sectors:
        shared = [code for code in case.sectors if code in xpert.sectors]
        found.append(len(shared) / len(case.sectors))
        labels = ", ".join(lookup.label("sector", code) for code in shared)
        told.append(f"Kent de sector: {labels}." if shared else "Kent de sector niet.")
    if case.level and xpert.levels:
        away = min(abs(int(level) - int(case.level)) for level in xpert.levels)
        found.append(max(0.0, 1 - away / 2))
        told.append("Werkt op dit niveau." if not away else "Werkt op een ander niveau.")
    value = _mean(found)
    return Value(Part.SECTOR, value, " ".join(told) or "Sector en niveau zijn niet bekend.")


def _region(xpert: Xpert, question: Question) -> Value:
    asked = question.case.areas
    if not asked or not xpert.areas:
        return Value(Part.REGION, None, "Het gebied is niet bekend.")
    value = _mean([max(_nearness(own, area) for own in xpert.areas) for area in asked])
    where = ", ".join(lookup.area_label(code) for code in xpert.areas[:3])
    return Value(Part.REGION, value, f"Werkt in: {where}.")


def _nearness(own: str, asked: str) -> float:
    """1 where somebody's area holds what is asked; less inside it, in the same province, and nationwide."""
    if own == asked:
        return 1.0
    if own == NATIONAL:
        return NATIONWIDE
    if asked == NATIONAL:
        return SAME_PROVINCE
    around = lookup.area_with_ancestors(asked)
    if own in around:
        return 1.0
    within = lookup.area_with_ancestors(own)
    if asked in within:
        return INSIDE
    return SAME_PROVINCE if _provinces(around) & _provinces(within) else 0.0


def _provinces(codes: Iterable[str]) -> set[str]:
    return {code for code in codes if lookup.area_kind(code) == AreaKind.PROVINCE}


def _method(xpert: Xpert, question: Question) -> Value:
    form = question.case.form
    if not form or form == Form.OTHER or not xpert.forms:
        return Value(Part.METHOD, None, "De vorm van hulp is niet bekend.")
    label = Form(form).label
    if form in xpert.forms:
        return Value(Part.METHOD, 1.0, f"Geeft deze vorm van hulp: {label}.")
    return Value(Part.METHOD, 0.0, f"Noemt deze vorm van hulp niet: {label}.")


def _quality(grades: tuple[float, ...], mean: float | None, prior: int) -> Value:
    """The own mean, drawn to that of the pool: a few good grades say little (shrinkage)."""
    if mean is None:
        return Value(Part.QUALITY, None, "In de pool is nog niets geëvalueerd.")
    if not grades:
        told = f"Nog geen eigen evaluaties: telt als het gemiddelde van de pool ({formats.number(mean, 1)})."
        return Value(Part.QUALITY, (mean - WORST) / (BEST - WORST), told)
    own = math.fsum(grades) / len(grades)
    shrunk = (math.fsum(grades) + prior * mean) / (len(grades) + prior)
    times = "1 evaluatie" if len(grades) == 1 else f"{len(grades)} evaluaties"
    told = f"Gemiddeld {formats.number(own, 1)} van 5 in {times}; telt als {formats.number(shrunk, 1)}."
    return Value(Part.QUALITY, (shrunk - WORST) / (BEST - WORST), told)
