"""Open requests follow the seats: asked, handed over, handed back, stopped. Each is one row of the log ``Asked``.

``follow`` compares who should act now with who was asked, and writes only what differs. It may run at any time, twice
or after days of silence, with the same result; its cost follows the cases that are with the kernteam.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from loket.core.working_days import local_date
from xperts.cases.enums import State
from xperts.cases.models import Case
from xperts.kernteam import notifications, team
from xperts.kernteam.enums import Via
from xperts.kernteam.models import Asked, Ballot, Replacement
from xperts.kernteam.seating import Acting
from xperts.kernteam.team import CaseTeam

BATCH = 200
NO_LONGER = {
    State.WITHDRAWN: "De aanvraag is ingetrokken.",
    "decided": "Het besluit is genomen.",
    "cast": "Voor deze zetel is een oordeel gegeven.",
}


def follow_all(*, at: datetime) -> None:
    """Bring the requests of all cases up to date, a batch at a time; a crash loses at most the batch at hand."""
    last = 0
    while batch := _batch(after=last, at=at):
        with transaction.atomic():
            _follow(batch, at=at)
        last = batch[-1].pk
    _end_what_is_over(at=at)


def _batch(*, after: int, at: datetime) -> list[Case]:
    """The next cases that are with the kernteam at this moment, by number of the row."""
    there = Case.objects.waiting_for_kernteam().filter(pk__gt=after, applied_at__lte=at, diagnosed_at__lte=at)
    return list(there.select_related("contact").defer("lexemes").order_by("pk")[:BATCH])


def follow(case: Case, *, at: datetime) -> None:
    """Bring the requests of one case up to date."""
    with transaction.atomic():
        if case.state == State.WITH_KERNTEAM:
            _follow([case], at=at)
        else:
            stop(case, at=at)


def _follow(cases: Sequence[Case], *, at: datetime) -> None:
    open_rows: dict[int, list[Asked]] = {case.pk: [] for case in cases}
    by_pk = {case.pk: case for case in cases}
    for row in Asked.objects.filter(case__in=open_rows, ended_at__isnull=True).select_related("member__person"):
        row.case = by_pk[row.case_id]
        open_rows[row.case_id].append(row)
    cast = seats_with_ballot(cases)
    for pk, found in team.roster(local_date(at)).of(cases, at=at).items():
        for seat, acting in found.seats.items():
            rows = [row for row in open_rows[pk] if row.seat == seat]
            _follow_seat(found, acting, rows, cast.get((pk, seat)), at=at)
        if found.is_short:
            notifications.short_of_seats(found, at=at)


def seats_with_ballot(cases: Sequence[Case]) -> dict[tuple[int, str], int]:
    """The member whose ballot stands, by case and seat."""
    rows = Ballot.objects.filter(case__in=cases).order_by("versions__number")
    return {(case, seat): member for case, seat, member in rows.values_list("case_id", "seat", "versions__member")}


def _follow_seat(found: CaseTeam, acting: Acting, rows: list[Asked], caster: int | None, *, at: datetime) -> None:
    """End what does not hold any more, ask who is new. A seat with a ballot that counts asks nobody."""
    has_ballot = caster is not None and caster not in found.barred
    wanted = () if has_ballot else acting.asked
    known = {row.member_id for row in rows}
    for row in rows:
        if row.member_id not in wanted:
            _end(row, found, acting, has_ballot=has_ballot, at=at)
    for member in wanted:
        if member not in known:
            _ask(found, acting, member, at=at)


def _end(row: Asked, found: CaseTeam, acting: Acting, *, has_ballot: bool, at: datetime) -> None:
    if not _close(row, at=at):
        return
    if row.member_id in found.barred:
        return  # hears nothing of this case any more
    if not has_ballot and not acting.is_vacant:
        notifications.handed_over(row, to=found.name(acting.member), at=at)
    elif has_ballot and row.is_beside:
        notifications.stopped(row, reason=NO_LONGER["cast"], at=at)


def _close(row: Asked, *, at: datetime) -> bool:
    """False when it was closed before. Clocks of machines differ: it never ends before it began."""
    return bool(Asked.objects.filter(pk=row.pk, ended_at__isnull=True).update(ended_at=max(at, row.at)))


def _ask(found: CaseTeam, acting: Acting, member: int, *, at: datetime) -> None:
    is_beside = member == acting.also
    row, is_new = Asked.objects.get_or_create(
        case=found.case,
        seat=acting.seat,
        member=found.members[member],
        ended_at=None,
        defaults={
            "via": Via.STAND_IN if is_beside else acting.via,
            "why": "" if is_beside else acting.why,
            "is_beside": is_beside,
            "at": at,
        },
    )
    if is_new:
        notifications.asked(row, instead_of=row.get_why_display() if row.why else "", at=at)


def stop(case: Case, *, at: datetime) -> None:
    """The case left the kernteam: nothing is asked any more, and who still had to judge hears so (hard case 70)."""
    reason = NO_LONGER.get(case.state, NO_LONGER["decided"])
    for row in Asked.objects.filter(case=case, ended_at__isnull=True).select_related("member__person", "case"):
        if _close(row, at=at):
            notifications.stopped(row, reason=reason, at=at)
    Replacement.objects.filter(case=case, closed_at__isnull=True).update(closed_at=at)


def _end_what_is_over(*, at: datetime) -> None:
    """Requests of cases that left while nobody told us."""
    left = Asked.objects.filter(ended_at__isnull=True).exclude(case__state=State.WITH_KERNTEAM)
    for case in Case.objects.filter(pk__in=left.values("case"))[:BATCH]:
        with transaction.atomic():
            stop(case, at=at)
