"""Whom a survey would ask, and why others are left out."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet

from loket.accounts.enums import STAFF_ROLES
from loket.accounts.models import User
from loket.monitoring.surveys.enums import LeftOut
from loket.monitoring.surveys.hiding import FEWEST
from loket.monitoring.surveys.models import Invitation, OptOut, Survey
from loket.usage.counting import region_of
from loket.vocabulary import lookup

YEAR = timedelta(days=365)
MOST_A_YEAR = 2


@dataclass(frozen=True)
class Plan:
    """``segment``: everybody it is about; ``asked``: who gets a mail; ``left_out``: the others, by reason."""

    segment: tuple[User, ...]
    asked: tuple[User, ...]
    left_out: dict[str, tuple[User, ...]]

    @property
    def population(self) -> dict:
        """How many there are, in all and per level and sector, to be kept with the survey."""
        return {
            "total": len(self.segment),
            "level": dict(Counter(person.level for person in self.segment)),
            "sector": dict(Counter(person.sector for person in self.segment)),
        }

    def segments(self) -> dict[int, tuple[str, str]]:
        """Level and sector of who is asked, by the number of the person: empty where fewer than five share them."""
        both = Counter((person.level, person.sector) for person in self.asked)
        levels = Counter(person.level for person in self.asked)
        return {
            person.pk: (
                person.level if levels[person.level] >= FEWEST else "",
                person.sector if both[person.level, person.sector] >= FEWEST else "",
            )
            for person in self.asked
        }

    def regions(self) -> dict[int, str]:
        """The GGD region of who is asked, empty where fewer than five share it."""
        found = {person.pk: region_of(person.areas) for person in self.asked}
        people = Counter(found.values())
        return {pk: region if people[region] >= FEWEST else "" for pk, region in found.items()}


def plan(survey: Survey, *, at: datetime) -> Plan:
    """The same survey at the same moment gives the same plan: the lot is drawn with the seed that is kept."""
    segment = _segment(survey)
    twice, stopped = _asked_twice(segment, at), _opted_out(segment)
    left_out: dict[str, list[User]] = {}
    free = []
    for person in segment:
        if person.pk in stopped:
            left_out.setdefault(LeftOut.OPTED_OUT.value, []).append(person)
        elif person.pk in twice:
            left_out.setdefault(LeftOut.ASKED_TWICE.value, []).append(person)
        else:
            free.append(person)
    drawn = _drawn(free, survey)
    rest = [person for person in free if person.pk not in drawn]
    if rest:
        left_out[LeftOut.NOT_DRAWN.value] = rest
    asked = tuple(person for person in free if person.pk in drawn)
    return Plan(tuple(segment), asked, {reason: tuple(people) for reason, people in left_out.items()})


def people_in(survey: Survey) -> QuerySet[User]:
    """Professionals with an account; who works for the portal itself is not asked about it."""
    found = User.objects.filter(is_active=True).exclude(roles__overlap=sorted(STAFF_ROLES))
    if survey.sectors:
        found = found.filter(sector__in=survey.sectors)
    return found.filter(level__in=survey.levels) if survey.levels else found


def _segment(survey: Survey) -> list[User]:
    fields = ("pk", "name", "email", "level", "sector", "areas")
    people = list(people_in(survey).only(*fields).order_by("pk"))
    if not survey.areas:
        return people
    wanted = set(survey.areas)
    return [person for person in people if wanted & {one for code in person.areas for one in _around(code)}]


def _around(code: str) -> list[str]:
    return lookup.area_with_ancestors(code)


def _asked_twice(segment: list[User], at: datetime) -> set[int]:
    """Who was asked twice in the year before this moment, whether or not they answered."""
    recent = Invitation.objects.filter(survey__sent_at__gt=at - YEAR, person__in=[person.pk for person in segment])
    counted = recent.order_by().values("person").annotate(times=Count("pk")).filter(times__gte=MOST_A_YEAR)
    return set(counted.values_list("person", flat=True))


def _opted_out(segment: list[User]) -> set[int]:
    return set(OptOut.objects.filter(person__in=[person.pk for person in segment]).values_list("person", flat=True))


def _drawn(free: list[User], survey: Survey) -> set[int]:
    numbers = [person.pk for person in free]
    if survey.sample_size is None or survey.sample_size >= len(numbers):
        return set(numbers)
    return set(random.Random(survey.seed).sample(numbers, survey.sample_size))
