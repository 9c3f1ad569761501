"""Hours of training and intervision, and until when they are enough (000 §3.4).

Enough is: in the twelve months before a day, as many minutes of each kind as the rules ask. The first year after
somebody began counts as enough.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Sum

from loket.core.working_days import add_months, local_date
from xperts.pool import notifications, permissions
from xperts.pool.enums import TrainingKind
from xperts.pool.models import Rules, Standing, Training

MONTHS = 12
Row = tuple[date, int]


def enough_until(rows: Iterable[Row], asked: int) -> date | None:
    """The last day on which these (day, minutes) are ``asked`` minutes in twelve months; None when they never are."""
    if not asked:
        return date.max
    total = 0
    for day, minutes in sorted(rows, reverse=True):
        total += minutes
        if total >= asked:
            return add_months(day, MONTHS)
    return None


def begin(person, *, at: datetime) -> Standing:
    """From now on hours are asked of this person; a second time changes nothing."""
    today = local_date(at)
    first = {"begins_on": today, "until": add_months(today, MONTHS)}
    return Standing.objects.get_or_create(person=person, defaults=first)[0]


def end(person) -> None:
    """No hours are asked any more, unless somebody is of the desk; what was written stays."""
    if not permissions.keeps_hours(person):
        Standing.objects.filter(person=person).delete()


def log(person, *, kind: str, on: date, minutes: int, title: str, by, at: datetime) -> Training:
    """Write hours down. For oneself, or by the desk for another. Raises ``ValidationError`` for a day to come."""
    if not (by.pk == person.pk and permissions.keeps_hours(by)) and not permissions.keeps_pool(by):
        raise PermissionDenied("U kunt alleen uw eigen uren opschrijven.")
    if on > local_date(at):
        raise ValidationError({"on": "Deze dag moet nog komen. Schrijf uren op als ze zijn geweest."})
    row = Training(person=person, kind=kind, on=on, minutes=minutes, title=title.strip(), written_at=at, written_by=by)
    row.full_clean()
    with transaction.atomic():
        standing = _held(person, at=at)
        row.save()
        _renew(standing)
    return row


def remove(row: Training, *, by, at: datetime) -> None:
    """Take hours back that were written by mistake."""
    if by.pk != row.person_id and not permissions.keeps_pool(by):
        raise PermissionDenied("U kunt alleen uw eigen uren weghalen.")
    with transaction.atomic():
        standing = _held(row.person, at=at)
        Training.objects.filter(pk=row.pk).delete()
        _renew(standing)


def put_back(row: Training, *, by, at: datetime) -> None:
    """Write hours that were taken away down again. Raises as ``log`` does."""
    log(row.person, kind=row.kind, on=row.on, minutes=row.minutes, title=row.title, by=by, at=at)


def _held(person, *, at: datetime) -> Standing:
    begin(person, at=at)
    return Standing.objects.select_for_update().get(person=person)


def _renew(standing: Standing) -> None:
    until = _until(standing, Rules.objects.current())
    Standing.objects.filter(pk=standing.pk).update(until=until)
    standing.until = until


def _until(standing: Standing, rules: Rules) -> date:
    """By the kind that lapses first; never before the first year is over."""
    rows: dict[str, list[Row]] = {kind: [] for kind in TrainingKind.values}
    for kind, on, minutes in Training.objects.filter(person=standing.person_id).values_list("kind", "on", "minutes"):
        rows[kind].append((on, minutes))
    asked = {TrainingKind.TRAINING: rules.training_minutes, TrainingKind.INTERVISION: rules.intervision_minutes}
    found = [enough_until(rows[kind], minutes) or standing.begins_on for kind, minutes in asked.items()]
    return max(add_months(standing.begins_on, MONTHS), min(found))


def renew_all() -> None:
    """After a change of what is asked: everybody's date anew, in the caller's transaction."""
    for standing in Standing.objects.select_for_update():
        _renew(standing)


def last_year(person, *, at: datetime) -> dict[str, int]:
    """Minutes of each kind in the twelve months up to today."""
    since = add_months(local_date(at), -MONTHS)
    rows = Training.objects.filter(person=person, on__gt=since).order_by().values("kind").annotate(total=Sum("minutes"))
    return dict.fromkeys(TrainingKind.values, 0) | {row["kind"]: row["total"] for row in rows}


def announce(*, at: datetime) -> int:
    """Tell people, once for each date, that their hours lapse soon, or have lapsed. Returns how many were told."""
    today = local_date(at)
    soon = date.fromordinal(today.toordinal() + Rules.objects.current().announce_days)
    lapsed = list(Standing.objects.to_tell_lapsed(today).select_related("person")[:500])
    for row in lapsed:
        with transaction.atomic():
            free = Standing.objects.filter(pk=row.pk, until=row.until).exclude(told_lapsed_for=row.until)
            if free.update(told_lapsed_for=row.until, announced_for=row.until):
                notifications.training_lapsed(row, at=at)
    coming = list(Standing.objects.to_announce(soon).filter(until__gte=today).select_related("person")[:500])
    for row in coming:
        with transaction.atomic():
            free = Standing.objects.filter(pk=row.pk, until=row.until).exclude(announced_for=row.until)
            if free.update(announced_for=row.until):
                notifications.training_lapses(row, at=at)
    return len(lapsed) + len(coming)
