"""What stands on the pages about hours and claims: read only."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet, Sum

from loket.core.working_days import local_date
from xperts.cases.enums import State
from xperts.trajectories import claiming, months, permissions
from xperts.trajectories.enums import ClaimState
from xperts.trajectories.models import Claim, Engagement, HourEntry, Trajectory

SHOWN_HOURS = 200


@dataclass(frozen=True)
class Month:
    """One month of one Xpert in one trajectory."""

    part: Engagement
    month: date
    minutes: int
    claim: Claim | None
    is_over: bool
    last_day: date

    @property
    def can_claim(self) -> bool:
        is_open = self.claim is None or self.claim.state == ClaimState.RETURNED
        return self.part.is_paid and is_open and self.minutes > 0 and self.is_over


def my_hours(user, *, at: datetime) -> dict:
    """The page of an Xpert: ledgers, months and the last hours of all own trajectories."""
    parts = list(Engagement.objects.of(user).select_related("trajectory__case").order_by("-pk"))
    rows = list(
        HourEntry.objects.filter(engagement__in=parts)
        .select_related("engagement__trajectory__case", "claim", "replaced_by")
        .order_by("-day", "-pk")[:SHOWN_HOURS]
    )
    return {
        "parts": parts,
        "months": own_months(parts, at=at),
        "rows": [(row, _why_fixed(row, at)) for row in rows],
        "can_write": any(row.trajectory.case.state in permissions.RUNNING_STATES for row in parts),
        "total": sum(row.left_minutes for row in parts if row.trajectory.case.state == State.RUNNING),
    }


def _why_fixed(row: HourEntry, at: datetime) -> str:
    """Why a row cannot be changed any more; empty when it can."""
    if row.withdrawn_at:
        return "gewijzigd" if getattr(row, "replaced_by", None) else "ingetrokken"
    if row.claim:
        return row.claim.get_state_display().lower()
    return "maand gesloten" if months.is_closed(months.month_of(row.day), at) else ""


def own_months(parts: list[Engagement], *, at: datetime) -> list[Month]:
    """The months with hours, newest first."""
    totals: dict[tuple[int, date], int] = {}
    for key, day, minutes in (
        HourEntry.objects.on_budget().filter(engagement__in=parts).values_list("engagement", "day", "minutes")
    ):
        place = (key, months.month_of(day))
        totals[place] = totals.get(place, 0) + minutes
    claims = {(row.engagement_id, row.month): row for row in Claim.objects.filter(engagement__in=parts)}
    known = {row.pk: row for row in parts}
    return [
        Month(
            known[key],
            month,
            minutes,
            claims.get((key, month)),
            months.is_over(month, at) or known[key].trajectory.finished_at is not None,
            local_date(months.closes_at(month)),
        )
        for (key, month), minutes in sorted(totals.items(), key=lambda row: (row[0][1], row[0][0]), reverse=True)
    ]


def hours_page(trajectory: Trajectory) -> dict:
    """All hours of a trajectory, with what was changed and withdrawn."""
    rows = HourEntry.objects.filter(engagement__trajectory=trajectory).select_related("engagement", "claim")
    return {"trajectory": trajectory, "case": trajectory.case, "rows": rows.order_by("-day", "-pk")[:SHOWN_HOURS]}


def claim_page(claim: Claim, user) -> dict:
    """A claim with its hours; the amount is what it will be when it is approved now."""
    shown = claim.cents if claim.cents is not None else claiming.amount(claim)
    return {
        "claim": claim,
        "part": claim.engagement,
        "case": claim.engagement.trajectory.case,
        "amount": shown,
        "rows": claim.hours.order_by("day", "pk"),
        "history": claim.history.select_related("by"),
        "can_judge": permissions.can_judge_claim(user, claim) and claim.state == ClaimState.SUBMITTED,
    }


def claim_totals(claims: QuerySet[Claim]) -> dict[str, int]:
    """Minutes of all these claims, and cents of those that were approved."""
    found = claims.order_by().aggregate(minutes=Sum("minutes"), cents=Sum("cents"))
    return {name: value or 0 for name, value in found.items()}
