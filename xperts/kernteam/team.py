"""Who acts for which seat in which case, as it stands in the database at a moment."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db.models import Q

from loket.accounts.models import User
from loket.core.working_days import local_date
from xperts import deadlines
from xperts.cases.models import Case
from xperts.kernteam import conflicts, seating
from xperts.kernteam.conflicts import Profile
from xperts.kernteam.counting import QUORUM
from xperts.kernteam.enums import SeatName
from xperts.kernteam.models import Absence, Asked, Ballot, Member, Replacement, SeatHolder
from xperts.kernteam.permissions import can_sit, is_member
from xperts.kernteam.seating import Acting, Circumstances, Seating

STAND_INS_ASKED_ON = 9
"""From the reminder of this day on a stand-in is asked beside the holder (issue: reminders)."""
LOOK_AHEAD = timedelta(days=42)


@dataclass(frozen=True)
class CaseTeam:
    """The four seats in one case. ``barred`` has the members with an interest and why."""

    case: Case
    seats: dict[SeatName, Acting]
    barred: dict[int, list[str]]
    members: dict[int, Member]

    @property
    def eligible(self) -> list[SeatName]:
        return seating.eligible(self.seats)

    @property
    def is_short(self) -> bool:
        """Too few seats for a quorum: the coordinator appoints a one-off replacement."""
        return len(self.eligible) < QUORUM

    def seat_of(self, member: Member) -> Acting | None:
        """The seat whose ballot this member may cast now."""
        return next((acting for acting in self.seats.values() if member.pk in acting.asked), None)

    def name(self, member_id: int | None) -> str:
        return str(self.members[member_id]) if member_id in self.members else ""


@dataclass
class Roster:
    """The seats on one day, looked up once, to hold against many cases."""

    day: date
    seatings: dict[str, Seating] = field(default_factory=dict)
    absent: frozenset[int] = frozenset()
    members: dict[int, Member] = field(default_factory=dict)
    _profiles: dict[int, Profile] = field(default_factory=dict)

    @property
    def profiles(self) -> dict[int, Profile]:
        missing = [member for pk, member in self.members.items() if pk not in self._profiles]
        if missing:
            self._profiles |= conflicts.profiles(missing)
        return self._profiles

    def member_of(self, user: User) -> Member | None:
        """The place of this account in the kernadviesteam, for who was looked up along."""
        if not is_member(user):
            return None
        return next((member for member in self.members.values() if member.person_id == user.pk), None)

    def everywhere(self) -> dict[SeatName, Acting]:
        """The seats without looking at a case: who is away."""
        return seating.team(self.seatings, Circumstances(absent=self.absent))

    def of(self, cases: Sequence[Case], *, at: datetime) -> dict[int, CaseTeam]:
        """The seats in each of these cases, by the number of its row."""
        replacements = self._replacements(cases)
        barred = conflicts.barred(cases, self.profiles.values())
        found = {}
        for case in cases:
            now = Circumstances(self.absent, barred[case.pk].keys(), replacements[case.pk], stand_ins_asked(case, at))
            seats = seating.team(self.seatings, now)
            found[case.pk] = CaseTeam(case, seats, barred[case.pk], self.members)
        return found

    def _replacements(self, cases: Sequence[Case]) -> dict[int, dict[str, int]]:
        """Who was appointed once, by case and seat, as far as they can sit."""
        rows = Replacement.objects.filter(case__in=cases, closed_at__isnull=True).order_by()
        found: dict[int, dict[str, int]] = {case.pk: {} for case in cases}
        for case, seat, member in rows.values_list("case_id", "seat", "member_id"):
            if member in self.members:
                found[case][seat] = member
        return found


def roster(day: date, *, along: User | None = None) -> Roster:
    """Who holds, stands in, was appointed once and is away on this day. Who lost the account or the role is not there.

    ``along`` is looked up with them, also without a seat: see ``Roster.member_of``. One query.
    """
    made = Roster(day)
    appointed = Replacement.objects.filter(closed_at__isnull=True).values("member")
    wanted = Q(seat__isnull=False) | Q(pk__in=appointed) | (Q(person=along) if along else Q())
    for member in Member.objects.with_seat(day).filter(wanted).order_by("pk"):
        if not can_sit(member.person):
            continue
        made.members[member.pk] = member
        if member.is_away:
            made.absent |= {member.pk}
        if member.seat:
            before = made.seatings.get(member.seat, Seating(SeatName(member.seat)))
            holder, stand_in = (before.holder, member.pk) if member.stands_in else (member.pk, before.stand_in)
            made.seatings[member.seat] = Seating(SeatName(member.seat), holder, stand_in)
    return made


def away(members, day: date) -> frozenset[int]:
    wanted = {member.pk for member in members}
    gone = {member.pk for member in members if not can_sit(member.person)}
    return frozenset(Absence.objects.on(day).filter(member__in=wanted).values_list("member_id", flat=True)) | gone


def of_case(case: Case, *, at: datetime) -> CaseTeam:
    return roster(local_date(at)).of([case], at=at)[case.pk]


def stand_ins_asked(case: Case, at: datetime) -> bool:
    """Whether it is day 9 of the fourteen already: then a stand-in is asked beside the holder."""
    return case.decision_due_at is not None and at >= _ninth_day(case.decision_due_at)


@lru_cache(maxsize=256)
def _ninth_day(due: datetime) -> datetime:
    """Many cases are due on the same few days."""
    return next(row.at for row in deadlines.reminders(due) if row.day == STAND_INS_ASKED_ON)


def member_of(user) -> Member | None:
    """The place of this account in the kernadviesteam, while it has the role."""
    if not is_member(user):
        return None
    return Member.objects.select_related("person").filter(person=user).first()


def was_asked(member: Member, case: Case) -> bool:
    return Asked.objects.filter(member=member, case=case).exists()


def has_frozen(member: Member, case: Case) -> bool:
    """Whether this member's own first ballot stands: only then others' can be read."""
    return Ballot.objects.filter(case=case, versions__member=member).exists()


@dataclass(frozen=True)
class Gap:
    """Days on which fewer seats can act than usual; ``is_danger`` when no quorum is left."""

    first: date
    last: date
    vacant: tuple[SeatName, ...]

    @property
    def is_danger(self) -> bool:
        return len(SeatName) - len(self.vacant) < QUORUM

    @property
    def seats(self) -> str:
        return ", ".join(str(seat.label) for seat in self.vacant)


def gaps(first: date, *, days: int = LOOK_AHEAD.days) -> list[Gap]:
    """The stretches in the coming weeks on which seats stand vacant, whoever asks. Three queries."""
    last = first + timedelta(days=days)
    rows = list(
        SeatHolder.objects.touching(first, last).filter(closed_at__isnull=True).select_related("member__person")
    )
    absences = list(Absence.objects.touching(first, last))
    found: list[Gap] = []
    for number in range(days):
        day = first + timedelta(days=number)
        vacant = _vacant(rows, absences, day)
        if found and found[-1].vacant == vacant and found[-1].last == day - timedelta(days=1):
            found[-1] = Gap(found[-1].first, day, vacant)
        elif vacant:
            found.append(Gap(day, day, vacant))
    return found


def _vacant(rows: list[SeatHolder], absences: list[Absence], day: date) -> tuple[SeatName, ...]:
    away = {row.member_id for row in absences if _holds(row, day)}
    there = [row for row in rows if _holds(row, day) and can_sit(row.member.person)]
    seatings = {
        seat: Seating(
            seat,
            next((row.member_id for row in there if row.seat == seat and not row.is_stand_in), None),
            next((row.member_id for row in there if row.seat == seat and row.is_stand_in), None),
        )
        for seat in SeatName
    }
    found = seating.team(seatings, Circumstances(absent=away))
    return tuple(seat for seat, acting in found.items() if acting.is_vacant)


def _holds(row, day: date) -> bool:
    return row.starts_on <= day and (row.ends_on is None or row.ends_on >= day)
