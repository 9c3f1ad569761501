"""Figures about the promise of layer 3; read-only."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Avg, Count, ExpressionWrapper, F, Q, fields
from django.db.models.functions import Greatest

from xperts.cases.models import Case

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Figures:
    """Of the decisions in a year before a moment; durations in days, None where there was nothing to measure."""

    open: int
    late: int
    decided: int
    in_time: int
    days_to_decide: float | None
    days_since_question: float | None

    @property
    def share_in_time(self) -> int | None:
        """In whole percents, rounded down: what is not all is never shown as all."""
        return 100 * self.in_time // self.decided if self.decided else None


def figures(at: datetime) -> Figures:
    """Two queries: over what is open, and over what was decided in the last year."""
    now = Case.objects.open().aggregate(open=Count("pk"), late=Count("pk", filter=Q(next_due_at__lt=at)))
    decided = Case.objects.filter(decided_at__gt=at - YEAR, decided_at__lte=at).aggregate(
        decided=Count("pk"),
        in_time=Count("pk", filter=Q(decided_at__lte=F("decision_due_at"))),
        days_to_decide=Avg(_between("applied_at", "diagnosed_at")),
        days_since_question=Avg(_between("asked_at")),
    )
    days = {name: decided.pop(name) for name in ("days_to_decide", "days_since_question")}
    return Figures(
        **now, **decided, **{name: length / timedelta(days=1) if length else None for name, length in days.items()}
    )


def _between(*starts: str) -> ExpressionWrapper:
    """From the last of these moments to the decision."""
    begin = Greatest(*starts) if len(starts) > 1 else F(starts[0])
    return ExpressionWrapper(F("decided_at") - begin, output_field=fields.DurationField())
