"""Who deals with what is somebody's while they are away. Questions keep their handler, so nothing is moved back."""

from datetime import date, timedelta

from loket.accounts.models import User
from servicedesk.models import Absence


def replacements(day: date) -> dict[int, int | None]:
    """Of everybody who is away this day: who stands in. When that one is away too, their stand-in; ``None`` when
    the chain leads to nobody: then it is for the whole desk."""
    away = dict(Absence.objects.on(day).values_list("person", "stand_in"))
    return {person: _last(person, away) for person in away}


def _last(person: int, away: dict[int, int]) -> int | None:
    seen = {person}
    while person in away:
        person = away[person]
        if person in seen:
            return None
        seen.add(person)
    return person


def dealt_with_by(user, day: date) -> list[int]:
    """Whose questions are this person's today: their own, and those of whom they stand in for."""
    return [user.pk, *(person for person, other in replacements(day).items() if other == user.pk)]


def reached(person: User, day: date) -> User:
    """Who hears what is for this person: the stand-in while they are away, as far as that one still works here."""
    other = replacements(day).get(person.pk)
    return (User.objects.filter(pk=other, is_active=True).first() if other else None) or person


def planned(day: date) -> list[Absence]:
    """Absences of today and later."""
    return list(Absence.objects.not_over(day).select_related("person", "stand_in")[:200])


def end(absence: Absence, day: date) -> None:
    """Back on this day: what lies before it stays, what had not begun is gone."""
    if absence.first_day >= day:
        absence.delete()
    elif absence.last_day >= day:
        Absence.objects.filter(pk=absence.pk).update(last_day=day - timedelta(days=1))
