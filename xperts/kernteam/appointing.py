"""Who sits where and until when, who is away, and who replaces whom once: acts of the coordinator, and of members
about their own absence.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from loket.accounts.models import Organisation, User
from loket.core.workflow import StaleState
from loket.core.working_days import local_date
from xperts.cases.enums import State
from xperts.cases.models import Case
from xperts.cases.workflow import held
from xperts.kernteam import conflicts, handing, notifications, team
from xperts.kernteam.enums import SeatName
from xperts.kernteam.models import Absence, Member, Replacement, SeatHolder
from xperts.kernteam.permissions import can_sit, is_xpert, keeps_team

IS_XPERT = "Wie Xpert is, kan de onafhankelijke zetel niet bezetten."
ASKS_NOW = "U hebt zelf een aanvraag bij het kernteam. Laat een andere coördinator dit doen, tot het besluit er is."
NEEDS_ROLE = "Geef deze persoon eerst de rol Kernteam. Daarmee logt hij of zij in met een tweede stap."


def require_keeper(user) -> None:
    if not keeps_team(user):
        raise PermissionDenied("Alleen een coördinator houdt de zetels bij.")
    if conflicts.asks_now(user):
        raise PermissionDenied(ASKS_NOW)


def _require_own_or_keeper(member: Member, user, refusal: str) -> None:
    """The member about oneself, else the coordinator."""
    if user.pk == member.person_id:
        return
    if not keeps_team(user):
        raise PermissionDenied(refusal)
    require_keeper(user)


def add_member(person: User, *, by, at: datetime) -> Member:
    """Take somebody into the kernadviesteam. Raises ``ValidationError`` without the role."""
    require_keeper(by)
    if not can_sit(person):
        raise ValidationError(NEEDS_ROLE)
    return Member.objects.get_or_create(person=person, defaults={"added_at": at})[0]


def set_interests(member: Member, organisations: Iterable[Organisation], *, by, at: datetime) -> None:
    """The other organisations that somebody has ties with; kept by the member and by the coordinator."""
    _require_own_or_keeper(member, by, "Dit profiel is niet van u.")
    with transaction.atomic():
        member.interests.set(organisations)
        Member.objects.filter(pk=member.pk).update(interests_checked_on=local_date(at))
        handing.follow_all(at=at)


def seat(
    member: Member, name: str, *, is_stand_in: bool = False, starts_on: date, ends_on: date | None, by, at: datetime
) -> SeatHolder:
    """Put somebody on a seat for a term. Raises ``ValidationError`` with the sentence of the rule that it breaks."""
    require_keeper(by)
    if not can_sit(member.person):
        raise ValidationError(NEEDS_ROLE)
    made = SeatHolder(seat=name, member=member, is_stand_in=is_stand_in, starts_on=starts_on, ends_on=ends_on, by=by)
    _require_no_xpert(name, member)
    _require_order(starts_on, ends_on)
    made.full_clean()
    try:
        with transaction.atomic():
            made.save()
            handing.follow_all(at=at)
    except IntegrityError as error:  # somebody was first, or became an Xpert at this very moment
        raise ValidationError(_sentence(error)) from error
    return made


def _require_no_xpert(seat_name: str, member: Member) -> None:
    if seat_name == SeatName.INDEPENDENT and is_xpert(member.person):
        raise ValidationError(IS_XPERT)


def _require_order(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise ValidationError("De laatste dag kan niet voor de eerste dag liggen.")


def _sentence(error: IntegrityError) -> str:
    if "independent_seat_is_no_xpert" in str(error):
        return IS_XPERT
    return "Iemand anders heeft de zetels intussen veranderd. Bekijk de nieuwe stand en probeer het opnieuw."


def end_seat(holder: SeatHolder, *, ends_on: date, by, at: datetime) -> None:
    """Set the last day of a term. Raises ``ValidationError`` for a day before the first, ``StaleState`` when over."""
    require_keeper(by)
    _require_order(holder.starts_on, ends_on)
    with transaction.atomic():
        if not SeatHolder.objects.filter(pk=holder.pk, closed_at__isnull=True).update(ends_on=ends_on):
            raise StaleState
        close_terms(at=at)
        handing.follow_all(at=at)


def close_terms(*, at: datetime) -> None:
    """Terms whose last day is over: only then may somebody of the independent seat become an Xpert."""
    SeatHolder.objects.filter(closed_at__isnull=True, ends_on__lt=local_date(at)).update(closed_at=at)


def mind_the_seats(*, at: datetime) -> None:
    """Every morning: close terms that are over, and warn of days without a quorum."""
    with transaction.atomic():
        close_terms(at=at)
        handing.follow_all(at=at)
        warn_of_danger(at=at)


def report_absence(member: Member, *, starts_on: date, ends_on: date | None, by, at: datetime) -> Absence:
    """Days on which somebody does not act. The coordinator is warned when that endangers the quorum.

    Raises ``ValidationError`` for days in the wrong order or that overlap another absence.
    """
    _require_own_or_keeper(member, by, "Alleen het lid zelf en de coördinator melden een afwezigheid.")
    _require_order(starts_on, ends_on)
    made = Absence(member=member, starts_on=starts_on, ends_on=ends_on, told_at=at, by=by)
    made.full_clean()
    with transaction.atomic():
        made.save()
        handing.follow_all(at=at)
        warn_of_danger(at=at)
    return made


def warn_of_danger(*, at: datetime) -> None:
    """Mail the coordinators of the coming days without a quorum; once for the same days and seats."""
    for gap in team.gaps(local_date(at)):
        if gap.is_danger:
            notifications.quorum_in_danger(gap, at=at)


def end_absence(absence: Absence, *, by, at: datetime) -> None:
    """Back again: what is still to come is taken off, and what was handed over comes back."""
    refusal = "Alleen het lid zelf en de coördinator veranderen een afwezigheid."
    _require_own_or_keeper(absence.member, by, refusal)
    yesterday = local_date(at) - timedelta(days=1)
    with transaction.atomic():
        still = Absence.objects.filter(pk=absence.pk).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=yesterday))
        begun = still.filter(starts_on__lte=yesterday).update(ends_on=yesterday)
        if not begun and not still.delete()[0]:
            raise StaleState
        handing.follow_all(at=at)


def replace_once(case: Case, name: str, member: Member, *, reason: str, by, at: datetime) -> Replacement:
    """Appoint somebody of the kernadviesteam for one vacant seat in one case; whoever replaced there before and cannot
    come either makes room.

    Raises ``ValidationError`` saying why this person or this seat cannot be, before anything is sent.
    """
    require_keeper(by)
    with transaction.atomic():
        current = held(case)
        if current.state != State.WITH_KERNTEAM:
            raise StaleState
        obstacles = replacement_obstacles(current, [name], [member], at=at)[member.pk]
        if obstacles:
            raise ValidationError(f"{member} kan hier niet vervangen. {' '.join(obstacles)}")
        if not reason.strip():
            raise ValidationError("Schrijf waarom er een vervanger nodig is.")
        told = {"reason": reason.strip()[:200], "at": at, "by": by}
        try:
            with transaction.atomic():
                Replacement.objects.filter(case=current, seat=name, closed_at__isnull=True).update(closed_at=at)
                made = Replacement.objects.create(case=current, seat=name, member=member, **told)
        except IntegrityError as error:
            raise ValidationError(_sentence(error)) from error
        handing.follow(current, at=at)
    return made


def replacement_obstacles(
    case: Case, seats: Iterable[str], members: Iterable[Member], *, at: datetime
) -> dict[int, list[str]]:
    """What is against each member as a one-off replacement for these seats; an empty list for who can."""
    members, seats = list(members), list(seats)
    found = team.of_case(case, at=at)
    sitting = {member for acting in found.seats.values() for member in acting.asked}
    barred = conflicts.barred([case], conflicts.profiles(members).values())[case.pk]
    away = team.away(members, local_date(at))
    obstacles = {member.pk: list(barred.get(member.pk, [])) for member in members}
    for member in members:
        rows = obstacles[member.pk]
        if any(not found.seats[SeatName(name)].is_vacant for name in seats):
            rows.append("Deze zetel is niet leeg.")
        if member.pk in sitting or team.has_frozen(member, case):
            rows.append("Oordeelt al over deze aanvraag.")
        if member.pk in away:
            rows.append("Is er nu niet, of heeft de rol Kernteam niet meer.")
        if keeps_team(member.person):
            rows.append("Is coördinator, en kan de oordelen van anderen lezen.")
        if SeatName.INDEPENDENT in seats and is_xpert(member.person):
            rows.append(IS_XPERT)
    return obstacles
