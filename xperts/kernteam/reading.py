"""What somebody may see and do in one case; what is shown, counted or mailed of a ballot asks here first.

*Blind*: nothing of another's ballot is readable before the own first ballot is frozen (hard case 53); a coordinator who
holds no seat reads them from quorum on; who also holds a seat or asks for help is that first (hard case 52).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.http import Http404

from loket.core.working_days import local_date
from xperts.cases.enums import State
from xperts.cases.models import Applicant, Case, CaseQuerySet
from xperts.kernteam import conflicts, counting, team
from xperts.kernteam.conflicts import Profile
from xperts.kernteam.counting import QUORUM, Count, Vote
from xperts.kernteam.enums import Choice, SeatName
from xperts.kernteam.models import BallotVersion, Declaration, Member, SeatHolder
from xperts.kernteam.permissions import can_open, keeps_team
from xperts.kernteam.rules import in_force
from xperts.kernteam.seating import Acting
from xperts.kernteam.team import CaseTeam


def cases_for(user) -> CaseQuerySet:
    """The cases that are or were with the kernteam and that this person may know of; the conflicted ones drop out.

    A member sees what they were asked for, and what was decided; a coordinator everything. Nobody sees their own
    application here. The conditions stand beside each other, so that what is asked further narrows all of them.
    """
    member = team.member_of(user)
    return cases_of(user, member, conflicts.profiles([member])[member.pk] if member else None)


def cases_of(user, member: Member | None, profile: Profile | None) -> CaseQuerySet:
    """The same for who looked up the member and the profile already."""
    if not can_open(user):
        return Case.objects.none()
    asks_along = Applicant.objects.filter(person=user).values("case")
    came = Case.objects.filter(decision_due_at__isnull=False)
    cases = came.exclude(contact=user).exclude(pk__in=asks_along)
    if member is None:
        return cases if keeps_team(user) else Case.objects.none()
    cases = conflicts.without_barred(cases, profile)
    if keeps_team(user):
        return cases
    return cases.filter(Q(pk__in=member.asked.values("case")) | Q(decision__isnull=False))


@dataclass(frozen=True)
class Reading:
    """One person and one case. ``versions`` holds the ballots only where this person may read them."""

    case: Case
    user: object
    member: Member | None
    team: CaseTeam
    declaration: Declaration | None
    own: tuple[BallotVersion, ...]
    is_own_standing: bool
    sees_ballots: bool
    votes: tuple[Vote, ...]
    voters: dict[str, str]
    counted: Count
    last_call: datetime | None

    @property
    def is_open(self) -> bool:
        return self.case.state == State.WITH_KERNTEAM

    @property
    def is_asked(self) -> bool:
        """Sits in this case, or sat: for this person the rules for members hold."""
        return self.member is not None

    @property
    def acting(self) -> Acting | None:
        return self.team.seat_of(self.member) if self.member and self.is_open else None

    @property
    def must_declare(self) -> bool:
        return self.is_asked and self.is_open and self.declaration is None

    @property
    def has_frozen(self) -> bool:
        return bool(self.own)

    @property
    def can_cast(self) -> bool:
        """May judge now, or change what was judged before."""
        if not self.is_open or self.must_declare or not self.is_asked:
            return False
        if self.own:
            return self.is_own_standing
        return self.acting is not None and self.acting.seat not in {vote.seat for vote in self.votes}

    @property
    def can_decide(self) -> bool:
        """A coordinator, or who acts for the CGL seat, once the ballots are readable and not of one's own case."""
        if not self.is_open or not self.sees_ballots:
            return False
        is_cgl = bool(self.own) and self.own[-1].ballot.seat == SeatName.CGL
        return keeps_team(self.user) or is_cgl

    @property
    def can_steer(self) -> bool:
        """Replacements, calls and call notes: a coordinator who is not blind in this case."""
        return self.is_open and keeps_team(self.user) and (not self.is_asked or self.has_frozen)

    @property
    def can_record_call(self) -> bool:
        return self.can_steer or (self.is_open and self.has_frozen)


def read(user, case: Case, *, at: datetime) -> Reading:
    """How this person stands in this case. Raises ``Http404`` for who may not know of it."""
    if not cases_for(user).filter(pk=case.pk).exists():
        raise Http404
    found = team.of_case(case, at=at)
    standing = _standing(case)
    counted_rows = [row for row in standing if row.member_id not in found.barred]
    votes = tuple(Vote(SeatName(row.ballot.seat), Choice(row.choice), row.at) for row in counted_rows)
    last_call = case.calls.order_by("-at").values_list("at", flat=True).first()
    counted = counting.count(votes, discussed_at=last_call, tie_seats=in_force().tie_seats)
    member = _sitting(user, case, found, at=at)
    own = _own(case, member)
    is_decided = case.state != State.WITH_KERNTEAM
    reads = bool(own) if member else keeps_team(user) and len(votes) >= QUORUM
    return Reading(
        case=case,
        user=user,
        member=member,
        team=found,
        declaration=_declaration(case, member),
        own=own,
        is_own_standing=bool(own) and own[-1].pk in {row.pk for row in counted_rows},
        sees_ballots=is_decided or reads,
        votes=votes,
        voters={row.ballot.seat: str(row.member) for row in counted_rows},
        counted=counted,
        last_call=last_call,
    )


def deciders(case: Case, people: Iterable, *, at: datetime) -> list:
    """Those of these people who can decide, once enough ballots count: nobody who is blind or has an interest."""
    found = [read(person, case, at=at) for person in people if cases_for(person).filter(pk=case.pk).exists()]
    return [shown.user for shown in found if shown.can_decide and shown.counted.votes >= QUORUM]


def _standing(case: Case) -> list[BallotVersion]:
    """The ballot of each seat as it stands."""
    rows = BallotVersion.objects.filter(ballot__case=case).select_related("ballot", "member__person", "prefers", "by")
    return list(rows.order_by("ballot_id", "-number").distinct("ballot_id"))


def ballots(shown: Reading) -> list[BallotVersion]:
    """The ballots as they stand, the own one first; empty for who is still blind."""
    if not shown.sees_ballots:
        return []
    rows = _standing(shown.case)
    return sorted(rows, key=lambda row: (shown.member is None or row.member_id != shown.member.pk, row.ballot.cast_at))


def _sitting(user, case: Case, found: CaseTeam, *, at: datetime) -> Member | None:
    """This person as a member in this case: asked now or before, or holding a seat that could be asked yet."""
    member = team.member_of(user)
    if member is None:
        return None
    holds = SeatHolder.objects.on(local_date(at)).filter(member=member, closed_at__isnull=True)
    sits = found.seat_of(member) is not None or team.was_asked(member, case) or holds.exists()
    return member if sits or not keeps_team(user) else None


def _own(case: Case, member: Member | None) -> tuple[BallotVersion, ...]:
    if member is None:
        return ()
    rows = BallotVersion.objects.filter(ballot__case=case, member=member).select_related("ballot", "by", "prefers")
    return tuple(rows.order_by("number"))


def _declaration(case: Case, member: Member | None) -> Declaration | None:
    if member is None:
        return None
    return Declaration.objects.filter(case=case, member=member, undone_at__isnull=True).first()
