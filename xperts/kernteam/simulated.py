"""What came of years of simulated decisions, as figures and in words."""

from dataclasses import dataclass, field


@dataclass
class Result:
    """What came of the years. ``in_time`` and ``late`` count decisions; days are from hand-over to decision."""

    cases: int = 0
    in_time: int = 0
    late: int = 0
    undecided: int = 0
    ballots: int = 0
    reminders: int = 0
    hand_overs: int = 0
    replacements: int = 0
    calls: int = 0
    phoned: int = 0
    refused_for_budget: int = 0
    checks: int = 0
    days: list[int] = field(default_factory=list)

    @property
    def share_in_time(self) -> float:
        """Of the decisions that fell or should have fallen, from 0 to 1."""
        decided = self.in_time + self.late
        return self.in_time / decided if decided else 1.0

    @property
    def reminders_per_ballot(self) -> float:
        return self.reminders / self.ballots if self.ballots else 0.0


def lines(result: Result) -> list[str]:
    """The figures in words."""
    mean = sum(result.days) / len(result.days) if result.days else 0
    return [
        f"Aanvragen: {result.cases}; nog open aan het eind: {result.undecided}",
        f"Op tijd besloten: {result.share_in_time:.1%} ({result.late} te laat)",
        f"Dagen tot het besluit: gemiddeld {mean:.1f}, hoogste {max(result.days, default=0)}",
        f"Herinneringen per oordeel: {result.reminders_per_ballot:.2f}",
        f"Overgedragen aan een achterwacht: {result.hand_overs}; eenmalige vervangers: {result.replacements}",
        f"Gesprekken: {result.calls}; oordelen aan de telefoon: {result.phoned}",
        f"Geweigerd omdat het budget op was: {result.refused_for_budget}",
        f"Keer dat een regel is nagekeken: {result.checks}; niet één keer gebroken",
    ]
