"""Writing hours, changing and withdrawing them. The database counts them and refuses what is above the grant."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.core.workflow import StaleState
from loket.core.working_days import local_date
from xperts.trajectories import months, permissions
from xperts.trajectories.enums import ClaimState
from xperts.trajectories.models import Claim, Engagement, HourEntry

_REFUSALS = {
    "hours_within_grant": "Er zijn niet genoeg uren meer. Vraag eerst een aanvulling op het contract.",
    "hours_not_below_nothing": "Een correctie kan niet groter zijn dan wat er aan uren staat.",
}


def write(engagement: Engagement, *, day: date, minutes: int, kind: str, what: str, by, at: datetime) -> HourEntry:
    """Write time on a day. Free kinds (travel, intervision, training) are never refused for lack of budget.

    Raises ``PermissionDenied``, and ``ValidationError`` for a day that is closed, ahead or before the signing, or when
    there are no hours left.
    """
    if not permissions.can_log(by, engagement):
        raise PermissionDenied("U kunt hier geen uren schrijven.")
    return _write(engagement, day=day, minutes=minutes, kind=kind, what=what, by=by, at=at)


def _write(engagement: Engagement, *, at: datetime, **fields) -> HourEntry:
    _require_open(engagement, fields["day"], at)
    row = HourEntry(engagement=engagement, at=at, **fields)
    row.clean_fields()
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError(_sentence(error)) from error
    return row


def _sentence(error: IntegrityError) -> str:
    found = next((text for name, text in _REFUSALS.items() if name in str(error)), None)
    if found is None:
        raise error
    return found


def _require_open(engagement: Engagement, day: date, at: datetime) -> None:
    """Raises ``ValidationError`` unless hours of this day can be written now."""
    if day > local_date(at):
        raise ValidationError({"day": "Deze dag is nog niet geweest."})
    if day < local_date(engagement.trajectory.sealed_at):
        raise ValidationError({"day": "Toen was het contract nog niet getekend."})
    claim = Claim.objects.filter(engagement=engagement, month=months.month_of(day)).first()
    if claim and claim.state != ClaimState.RETURNED:
        raise ValidationError({"day": f"Deze maand is al gedeclareerd ({claim.get_state_display().lower()})."})
    if months.is_closed(months.month_of(day), at) and not _is_mended(claim, at):
        raise ValidationError(
            {"day": "Deze maand is gesloten. Schrijf een correctie op een dag in een maand die nog open is."}
        )


def _is_mended(claim: Claim | None, at: datetime) -> bool:
    """Whether a month that came back may still be put right."""
    return claim is not None and at <= claim.decided_at + months.MENDING


def withdraw(entry: HourEntry, *, why: str, by, at: datetime) -> None:
    """Take hours back; the row stays as a trail.

    Raises ``PermissionDenied``, ``StaleState`` when it was withdrawn before, ``ValidationError`` when its month is
    closed or claimed, or no reason is given.
    """
    if not permissions.can_log(by, entry.engagement):
        raise PermissionDenied("Deze uren zijn niet van u.")
    if not why.strip():
        raise ValidationError({"why": "Schrijf in een paar woorden waarom."})
    _require_open(entry.engagement, entry.day, at)
    _withdraw(entry, why=why.strip(), by=by, at=at)


def _withdraw(entry: HourEntry, *, why: str, by, at: datetime) -> None:
    live = HourEntry.objects.filter(pk=entry.pk, withdrawn_at__isnull=True, claim__isnull=True)
    try:
        with transaction.atomic():
            if not live.update(withdrawn_at=at, withdrawn_by=by, withdrawn_why=why):
                raise StaleState
    except IntegrityError as error:  # taking back a positive correction below nothing
        raise ValidationError(_sentence(error)) from error


def change(entry: HourEntry, *, by, at: datetime, **fields) -> HourEntry:
    """Put something else in its place: the old row is withdrawn, the new one names it. Raises as ``write`` does."""
    if not permissions.can_log(by, entry.engagement):
        raise PermissionDenied("Deze uren zijn niet van u.")
    if all(getattr(entry, name) == value for name, value in fields.items()):
        return entry
    _require_open(entry.engagement, entry.day, at)
    with transaction.atomic():
        _withdraw(entry, why="Gewijzigd", by=by, at=at)
        return _write(entry.engagement, at=at, by=by, replaces=entry, **fields)
