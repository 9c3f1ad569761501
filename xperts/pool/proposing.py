"""The proposal for a case: who can be asked, in which order and why; who cannot, and what would change that.

Nothing is written here: a person looks, chooses and asks (``asking``).
"""

from dataclasses import dataclass, replace
from datetime import datetime

from loket.core.templatetags import formats
from xperts.cases.models import Case
from xperts.pool import facts, gate, ranking
from xperts.pool.enums import Part
from xperts.pool.facts import Question
from xperts.pool.gate import Barrier
from xperts.pool.models import Rules, Xpert
from xperts.pool.ranking import Candidate, Value

TOP_PARTS = 3


@dataclass(frozen=True)
class Line:
    """Somebody in the proposal, with words for a person. ``rank`` is 0 for who cannot be asked."""

    candidate: Candidate
    rank: int
    why: tuple[Value, ...] = ()
    why_not: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    is_decided_by_load: bool = False

    @property
    def xpert(self) -> Xpert:
        return self.candidate.xpert

    @property
    def percent(self) -> int:
        """The score as the page shows it."""
        return round(100 * self.candidate.score)


@dataclass(frozen=True)
class Proposal:
    """``ranked`` are those who can be asked, the first first; ``barred`` those who cannot, the best fit first."""

    question: Question
    rules: Rules
    ranked: tuple[Line, ...]
    barred: tuple[Line, ...]
    advice: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def fitting(self) -> list[Line]:
        """Those who come up to the floor."""
        return [line for line in self.ranked if line.candidate.qualifies]

    @property
    def below(self) -> list[Line]:
        """Those who can, but fit less well than the floor asks."""
        return [line for line in self.ranked if not line.candidate.qualifies]

    @property
    def first(self) -> Line | None:
        return self.ranked[0] if self.ranked else None

    def line(self, xpert_id: int) -> Line | None:
        """The line of who can be asked; None for everybody else."""
        return next((line for line in self.ranked if line.xpert.pk == xpert_id), None)

    def as_shown(self) -> dict:
        """What is kept with a choice: per Xpert the score, the parts as they counted, and who could not be asked."""
        return {
            "weights": self.rules.weights,
            "scores": {str(line.xpert.pk): line.candidate.score for line in self.ranked},
            "parts": {str(line.xpert.pk): _rounded(line.candidate.counted) for line in self.ranked[:20]},
            "barred": {str(line.xpert.pk): list(line.why_not) for line in self.barred[:50]},
        }


def _rounded(counted) -> dict[str, float]:
    return {part: round(value, 3) for part, value in counted.items()}


def propose(case: Case, *, at: datetime) -> Proposal:
    """Hold everybody in the pool against a case at this moment; a fixed number of queries."""
    question, pool = facts.read(case, at=at)
    record = ranking.records(pool.xperts)
    used = {number: row.used_minutes for number, row in record.items()}
    barred = gate.barriers(question, pool, used, at=at)
    found = ranking.candidates(question, pool.xperts, pool.rules, record=record, loads=pool.loads)
    free = [row for row in found if not barred[row.xpert.pk]]
    ordered = ranking.in_order(free, pool.rules.near_tie / 100)
    ranked = _lines(ordered, pool.rules)
    others = sorted((row for row in found if barred[row.xpert.pk]), key=lambda row: (-row.score, row.xpert.pk))
    nobody = not any(row.qualifies for row in ordered)
    return Proposal(
        question=question,
        rules=pool.rules,
        ranked=tuple(ranked),
        barred=tuple(_barred(row, barred[row.xpert.pk]) for row in others),
        advice=tuple(_advice(ordered, list(barred.values()), pool.rules)) if nobody else (),
        notes=tuple(_notes(question, found, barred)),
    )


def barriers_now(case: Case, xpert: Xpert, *, at: datetime) -> list[Barrier]:
    """What is in the way of one Xpert at this moment, apart from the ask itself: for the look at accepting."""
    question, pool = facts.read(case, at=at, only=xpert)
    used = {number: row.used_minutes for number, row in ranking.records(pool.xperts).items()}
    found = gate.barriers(question, replace(pool, asked={}), used, at=at).get(xpert.pk)
    return [Barrier(gate.Bar.STATE, "Zit niet meer in de pool.")] if found is None else found


def _lines(ordered: list[Candidate], rules: Rules) -> list[Line]:
    lines = []
    for rank, row in enumerate(ordered, start=1):
        better = ordered[rank] if rank < len(ordered) else None
        by_load = bool(better and _same_group(row, better) and better.score > row.score)
        lines.append(
            Line(
                candidate=row,
                rank=rank,
                why=_strongest(row, rules),
                why_not=_behind(row, ordered[0], rules) if rank > 1 else (),
                change=_would_change(row, ordered[0], rules) if rank > 1 else (),
                is_decided_by_load=by_load,
            )
        )
    return lines


def _same_group(row: Candidate, other: Candidate) -> bool:
    return (row.qualifies, row.is_preferred) == (other.qualifies, other.is_preferred)


def _strongest(row: Candidate, rules: Rules) -> tuple[Value, ...]:
    """The parts that bring most of the score, with what they rest on."""
    known = [one for one in row.values if one.value]
    known.sort(key=lambda one: -rules.weights[one.part] * one.value)
    return tuple(known[:TOP_PARTS])


def _gaps(row: Candidate, first: Candidate, rules: Rules) -> list[tuple[float, Part]]:
    """By how many percent points of the score each part stays behind the first, the largest first."""
    total = sum(rules.weights[part] for part in row.counted) or 1
    found = [
        (100 * rules.weights[part] * (first.counted[part] - row.counted[part]) / total, Part(part))
        for part in row.counted
        if part in first.counted
    ]
    return sorted((gap for gap in found if gap[0] > 0.5), key=lambda gap: (-gap[0], gap[1].value))


def _behind(row: Candidate, first: Candidate, rules: Rules) -> tuple[str, ...]:
    """Why not this one: against the first in line."""
    told = []
    if not row.qualifies:
        told.append(f"Blijft onder de ondergrens van {rules.floor}%.")
    if first.is_preferred and not row.is_preferred and first.qualifies:
        told.append(f"De vrager noemt {first.xpert.name} als voorkeur.")
    gaps = _gaps(row, first, rules)[:2]
    if gaps:
        parts = " en ".join(f"{part.label.lower()} ({formats.number(gap, 0)} punten)" for gap, part in gaps)
        told.append(f"Minder dan {first.xpert.name} op: {parts}.")
    elif row.load.number > first.load.number:
        told.append(f"Bijna gelijk aan {first.xpert.name}, maar heeft meer onder handen.")
    return tuple(told)


def _would_change(row: Candidate, first: Candidate, rules: Rules) -> tuple[str, ...]:
    """What would bring this one to the front: one part that is unknown or behind."""
    unknown = [str(one.part.label).lower() for one in row.values if one.value is None and one.part in first.counted]
    told = [f"Niet ingevuld op het profiel: {', '.join(unknown)}."] if unknown else []
    gaps = _gaps(row, first, rules)
    short = 100 * (first.score - row.score)
    if gaps and gaps[0][0] >= short > 0:
        told.append(f"Even goed op {gaps[0][1].label.lower()}, en deze Xpert staat gelijk of hoger.")
    return tuple(told)


def _barred(row: Candidate, found: list[Barrier]) -> Line:
    return Line(
        candidate=row,
        rank=0,
        why_not=tuple(barrier.text for barrier in found),
        change=tuple(dict.fromkeys(barrier.remedy for barrier in found if barrier.remedy)),
    )


def _advice(ordered: list[Candidate], barred: list[list[Barrier]], rules: Rules) -> list[str]:
    told = gate.advice([row for row in barred if row]) if any(barred) or not barred else []
    if ordered:
        best = formats.number(100 * max(row.score for row in ordered), 0)
        told.insert(
            0, f"De beste die kan, komt op {best}%; de ondergrens is {rules.floor}%. Verlaag die, of zoek breder."
        )
    return told


def _notes(question: Question, found: list[Candidate], barred: dict[int, list[Barrier]]) -> list[str]:
    """What a person must know before choosing: an unmet preference, and ties that nobody can see."""
    told = []
    for row in found:
        if row.is_preferred and barred[row.xpert.pk]:
            reasons = " ".join(barrier.text for barrier in barred[row.xpert.pk])
            told.append(f"De vrager noemt {row.xpert.name} als voorkeur, maar dat kan niet: {reasons}")
        elif row.is_preferred and not row.qualifies:
            told.append(f"De vrager noemt {row.xpert.name}; die past minder goed dan de ondergrens vraagt.")
    if question.preferred and not any(row.is_preferred for row in found):
        told.append("De vrager noemt een Xpert die niet in de pool zit.")
    if question.preferred_kind:
        told.append(f"De vrager wil graag dit soort Xpert: {question.preferred_kind}")
    if question.unknown:
        names = ", ".join(question.unknown)
        told.append(f"Van {names} kennen wij de organisatie niet. Kijk zelf of er een belang is.")
    return told
