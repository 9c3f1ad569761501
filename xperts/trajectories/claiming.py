"""Claims by the month: submitted by the Xpert or when the month closes, approved or returned by a coordinator."""

from collections.abc import Iterator
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth

from loket.core.workflow import StaleState, Transition, Workflow
from loket.core.working_days import add_months, local_date
from xperts.trajectories import money, months, notifications, permissions
from xperts.trajectories.enums import ClaimState
from xperts.trajectories.models import Claim, ClaimHistory, Engagement, HourEntry

_WAITING = frozenset({ClaimState.SUBMITTED})
CLAIMS = Workflow(
    [
        Transition("approve", _WAITING, ClaimState.APPROVED, permissions.can_judge_claim, "Goedkeuren"),
        Transition("send_back", _WAITING, ClaimState.RETURNED, permissions.can_judge_claim, "Terugsturen"),
        Transition(
            "submit_again",
            frozenset({ClaimState.RETURNED}),
            ClaimState.SUBMITTED,
            permissions.claims_own,
            "Opnieuw indienen",
        ),
    ],
    history=lambda: ClaimHistory,
)


def submit(engagement: Engagement, month: date, *, by, at: datetime) -> Claim:
    """Claim the hours of a month (its first day); a month that came back is claimed again. ``by`` None: it closed.

    Raises ``PermissionDenied``, and ``ValidationError`` when the month still runs, was claimed, or has no hours.
    """
    if by is not None and not permissions.can_claim(by, engagement):
        raise PermissionDenied("U kunt deze uren niet declareren.")
    is_finished = engagement.trajectory.finished_at is not None
    if not months.is_over(month, at) and not is_finished:
        raise ValidationError("Deze maand loopt nog. U kunt declareren vanaf de eerste dag van de volgende maand.")
    with transaction.atomic():
        held = Engagement.objects.select_for_update().get(pk=engagement.pk)
        rows = _to_claim(held, month)
        minutes = rows.aggregate(total=Sum("minutes"))["total"] or 0
        if minutes <= 0:
            raise ValidationError("Er staan in deze maand geen uren om te declareren.")
        claim = _claim(engagement, month, minutes, by=by, at=at)
        rows.update(claim=claim)
        return claim


def _to_claim(engagement: Engagement, month: date) -> QuerySet[HourEntry]:
    """What is not claimed through the end of the month, without months that came back: those are claimed again."""
    rows = HourEntry.objects.filter(engagement=engagement, claim__isnull=True, day__lt=add_months(month, 1)).on_budget()
    returned = Claim.objects.filter(engagement=engagement, state=ClaimState.RETURNED).exclude(month=month)
    for other in returned.values_list("month", flat=True):
        rows = rows.exclude(day__gte=other, day__lt=add_months(other, 1))
    return rows


def _claim(engagement: Engagement, month: date, minutes: int, *, by, at: datetime) -> Claim:
    """The claim of this month, submitted. The engagement is held by the caller."""
    claim = Claim.objects.filter(engagement=engagement, month=month).first()
    told = {"minutes": minutes, "submitted_at": at, "rate_cents": engagement.rate_cents}
    if claim is None:
        claim = Claim.objects.create(engagement=engagement, month=month, is_automatic=by is None, **told)
        ClaimHistory.objects.create(subject=claim, at=at, by=by, act="submit", to_state=claim.state)
        return claim
    if claim.state != ClaimState.RETURNED:
        raise ValidationError(f"Deze maand is al gedeclareerd ({claim.get_state_display().lower()}).")
    claim.engagement = engagement
    CLAIMS.apply(claim, "submit_again", by=by, at=at, is_automatic=by is None, **told)
    return claim


def amount(claim: Claim) -> int:
    """What comes on top of what was approved for this Xpert before, in cents: together the rounded total."""
    done = Claim.objects.filter(engagement=claim.engagement_id).approved().totals()
    return money.cents_of_next(claim.sixtieths, done_sixtieths=done["sixtieths"], done_cents=done["cents"])


def approve(claim: Claim, *, by, at: datetime) -> None:
    """Accept a claim; its amount is fixed. Raises ``PermissionDenied`` (also for own hours), ``StaleState``."""
    with transaction.atomic():
        # One at a time for each Xpert, so that what was rounded before is known exactly.
        Engagement.objects.select_for_update().get(pk=claim.engagement_id)
        decided = {"decided_at": at, "decided_by": by, "reason": "", "cents": amount(claim)}
        CLAIMS.apply(claim, "approve", by=by, at=at, **decided)
        notifications.claim_approved(claim, at=at)


def send_back(claim: Claim, *, reason: str, by, at: datetime) -> None:
    """Return a claim; its hours come free and can be changed for ten days.

    Raises as ``approve`` does, and ``ValidationError`` without a reason.
    """
    if not reason.strip():
        raise ValidationError("Schrijf waarom u deze declaratie terugstuurt. De Xpert leest dit.")
    with transaction.atomic():
        decided = {"decided_at": at, "decided_by": by, "reason": reason.strip()}
        CLAIMS.apply(claim, "send_back", by=by, at=at, note=reason.strip(), **decided)
        HourEntry.objects.filter(claim=claim).update(claim=None)
        notifications.claim_returned(claim, at=at)


def unclaimed(at: datetime) -> Iterator[tuple[Engagement, date]]:
    """Each paid Xpert and month with hours that were not claimed, of months that are over."""
    first = months.this_month(at)
    rows = HourEntry.objects.on_budget().filter(claim__isnull=True, day__lt=first, engagement__rate_cents__gt=0)
    found = rows.annotate(month=TruncMonth("day")).values("engagement", "month").annotate(total=Sum("minutes"))
    pairs = [(row["engagement"], row["month"]) for row in found.filter(total__gt=0).order_by("month", "engagement_id")]
    parts = Engagement.objects.select_related("person", "trajectory__case").in_bulk({key for key, _ in pairs})
    yield from ((parts[key], month) for key, month in pairs)


def close_months(*, at: datetime) -> int:
    """Claim what stands in months whose days of grace are over, so that nothing is forgotten. Returns how many.

    What came back waits for the Xpert. Each in a transaction of its own.
    """
    done = 0
    returned = set(Claim.objects.filter(state=ClaimState.RETURNED).values_list("engagement", "month"))
    for engagement, month in unclaimed(at):
        if not months.is_closed(month, at) or (engagement.pk, month) in returned:
            continue
        try:
            submit(engagement, month, by=None, at=at)
        except (ValidationError, StaleState, IntegrityError):
            continue  # the Xpert was first
        done += 1
    return done


def warn_of_closing(*, at: datetime) -> int:
    """Three days before a month closes: to who has hours in it that are not claimed. Once for each month."""
    warned = 0
    for engagement, month in unclaimed(at):
        last_day = local_date(months.closes_at(month))
        if 0 <= (last_day - local_date(at)).days <= months.WARNED_DAYS:
            notifications.month_closes(engagement, month, last_day, at=at)
            warned += 1
    return warned
