"""Who is reminded of a decision that is due: the seats without a ballot, later everybody (the schedule is of cases)."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from xperts.cases.models import Case
from xperts.kernteam import handing, team
from xperts.kernteam.models import Asked

EVERYBODY_FROM = 11


def for_reminder(case: Case, day: int, at: datetime) -> Iterable:
    """On days 5 and 9 who acts for a seat without a ballot, on 9 with the stand-in beside; from 11 on all seats.

    Who has an interest is not among them, nor who is asked for the first time at this moment: that is a mail as well.
    """
    known = _asked(case)
    handing.follow(case, at=at)
    new = _asked(case) - known
    found = team.of_case(case, at=at)
    cast = handing.seats_with_ballot([case])
    asked = []
    for seat, acting in found.seats.items():
        caster = cast.get((case.pk, seat))
        has_ballot = caster is not None and caster not in found.barred
        if not has_ballot:
            asked += acting.asked
        elif day >= EVERYBODY_FROM:
            asked.append(caster)
    return [found.members[pk].person for pk in dict.fromkeys(asked) if pk not in new and pk in found.members]


def _asked(case: Case) -> set[int]:
    return set(Asked.objects.filter(case=case, ended_at__isnull=True).values_list("member_id", flat=True))


def address(case: Case) -> str:
    return reverse("kernteam_case", args=[case.number])
