"""Giving back to the budget of layer 3 what a trajectory did not cost, once nothing more can come."""

from datetime import datetime

from django.db import transaction

from loket.core.working_days import local_date
from xperts.kernteam import rules
from xperts.kernteam.models import Decision
from xperts.trajectories import months, wording
from xperts.trajectories.enums import Bearer, ClaimState
from xperts.trajectories.models import Claim, HourEntry, Trajectory


def settle_due(*, at: datetime) -> int:
    """Settle what was evaluated in a month that is closed, and of which all hours are claimed and approved.

    Returns how many. Each in a transaction of its own, once.
    """
    closed = months.newest_closed(at)
    settled = 0
    for trajectory in Trajectory.objects.to_settle().with_people().prefetch_related("contracts"):
        if months.month_of(local_date(trajectory.evaluated_at)) > closed or _is_waiting(trajectory):
            continue
        with transaction.atomic():
            if Trajectory.objects.to_settle().filter(pk=trajectory.pk).update(settled_at=at):
                _give_back(trajectory, at=at)
                settled += 1
    return settled


def _is_waiting(trajectory: Trajectory) -> bool:
    """Whether a claim, or hours that will be claimed, can still cost something."""
    claims = Claim.objects.filter(engagement__trajectory=trajectory).exclude(state=ClaimState.APPROVED)
    hours = HourEntry.objects.on_budget().filter(engagement__in=[row for row in trajectory.people if row.is_paid])
    return claims.exists() or hours.filter(claim__isnull=True).exists()


def _give_back(trajectory: Trajectory, *, at: datetime) -> None:
    decision = Decision.objects.filter(case=trajectory.case_id).first()
    if decision is not None:
        rules.give_back(decision, max(0, reserved(trajectory, decision) - spent(trajectory)), at=at)


def reserved(trajectory: Trajectory, decision: Decision) -> int:
    """What the decision and the signed additions took from the budget, in cents."""
    parts = [row for row in trajectory.contracts.all() if row.number and row.is_sealed]
    return decision.cents + sum(max(0, wording.programme_costs(row.content, trajectory.people)) for row in parts)


def spent(trajectory: Trajectory) -> int:
    """What was claimed and approved, with the other costs that the programme bears, in cents."""
    claimed = Claim.objects.filter(engagement__trajectory=trajectory).approved().totals()["cents"]
    signed = [row.content["costs"] for row in trajectory.contracts.all() if row.is_sealed]
    return claimed + sum(line["cents"] for lines in signed for line in lines if line["bearer"] == Bearer.PROGRAMME)
