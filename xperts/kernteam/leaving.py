"""Somebody leaves: what the kernteam keeps of a person, and what goes with the account."""

from datetime import datetime, timedelta

from django.db.models import Q

from loket.accounts.models import User
from loket.core.working_days import local_date
from xperts.kernteam import handing
from xperts.kernteam.models import Absence, Declaration, Member, Replacement, SeatHolder


def place_of(user: User) -> dict:
    """Seats, absences and other organisations of somebody, for the export."""
    member = Member.objects.filter(person=user).first()
    if member is None:
        return {}
    return {
        "zetels": [
            {"zetel": row.label, "vanaf": str(row.starts_on), "tot en met": str(row.ends_on or "")}
            for row in member.seats.all()
        ],
        "afwezig": [
            {"vanaf": str(row.starts_on), "tot en met": str(row.ends_on or "")} for row in member.absences.all()
        ],
        "andere organisaties": list(member.interests.values_list("name", flat=True)),
    }


def _days(row) -> dict:
    return {"vanaf": str(row.starts_on), "tot en met": str(row.ends_on or "")}


def erase(user: User, *, at: datetime) -> None:
    """Ballots stay without a name, as decisions rest on them; seats come free, and what was told of interests goes."""
    member = Member.objects.filter(person=user).first()
    if member is None:
        return
    yesterday = local_date(at) - timedelta(days=1)
    open_seats = SeatHolder.objects.filter(member=member, closed_at__isnull=True)
    open_seats.filter(starts_on__gt=yesterday).delete()
    open_seats.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=yesterday)).update(ends_on=yesterday)
    open_seats.update(closed_at=at)
    Replacement.objects.filter(member=member, closed_at__isnull=True).update(closed_at=at)
    Absence.objects.filter(member=member).delete()
    Declaration.objects.filter(member=member).update(note="", signs=[])
    member.interests.clear()
    Member.objects.filter(pk=member.pk).update(person=None)
    handing.follow_all(at=at)
