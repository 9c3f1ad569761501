"""Answering the question about interest, casting a ballot, and what was said in a call.

Who may read what of a case stands in ``reading``; what the ballots say together in ``counting``.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.core.workflow import StaleState
from xperts.cases.enums import State, Verdict
from xperts.cases.models import Case
from xperts.cases.workflow import held
from xperts.kernteam import conflicts, handing, notifications, reading, team
from xperts.kernteam.counting import QUORUM
from xperts.kernteam.enums import Choice, SeatName
from xperts.kernteam.models import Ballot, BallotVersion, Call, Declaration, Member
from xperts.kernteam.permissions import keeps_team
from xperts.kernteam.team import CaseTeam


class VotingClosed(Exception):
    """The text is a sentence for who wants to judge."""


class HasTie(PermissionDenied):
    """The profile says that there is an interest; the text is a sentence for that person."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(f"U kunt deze aanvraag niet beoordelen. De reden in ons systeem: {' '.join(reasons)}")


@dataclass(frozen=True)
class Judging:
    """What somebody found. ``judgements`` maps the code of each criterion to its verdict and a word of why;
    ``seen`` is the version of the case that was read (``seen_mark``); ``submission`` makes sending twice harmless.
    """

    choice: str
    motivation: str
    submission: UUID
    seen: str
    judgements: dict[str, tuple[str, str]] = field(default_factory=dict)
    prefers: object | None = None
    call_note: str = ""


def seen_mark(case: Case) -> str:
    """The version of a case: the moment at which something in it last changed."""
    return f"{case.changed_at.timestamp():.6f}"


def declare(case: Case, member: Member, *, has_conflict: bool, note: str, by, at: datetime) -> Declaration:
    """Answer the question about interest, before the dossier opens. Who has one is out of this case.

    Raises ``PermissionDenied`` for somebody else's question, ``StaleState`` when it was answered before.
    """
    if member.person_id != by.pk:
        raise PermissionDenied("Deze vraag is niet aan u.")
    with transaction.atomic():
        current = held(case)
        if current.state != State.WITH_KERNTEAM:
            raise StaleState
        declaration = _declare(current, member, has_conflict=has_conflict, note=note, at=at)
        if has_conflict:
            notifications.conflict_told(current, member, at=at)
            handing.follow(current, at=at)
    return declaration


def _declare(case: Case, member: Member, *, has_conflict: bool, note: str, at: datetime) -> Declaration:
    profile = conflicts.profiles([member])[member.pk]
    told = {"has_conflict": has_conflict, "note": note.strip(), "signs": conflicts.signs_for(case, profile), "at": at}
    declaration, is_new = Declaration.objects.get_or_create(case=case, member=member, undone_at=None, defaults=told)
    if not is_new and declaration.has_conflict != has_conflict:
        raise StaleState
    return declaration


def undo_declaration(declaration: Declaration, *, by, at: datetime) -> None:
    """Somebody answered by mistake: the coordinator opens the question again. What was said stays in the record."""
    if not keeps_team(by):
        raise PermissionDenied("Alleen de coördinator kan dit terugnemen.")
    with transaction.atomic():
        current = held(declaration.case)
        if current.state != State.WITH_KERNTEAM:
            raise StaleState
        still = Declaration.objects.filter(pk=declaration.pk, undone_at__isnull=True)
        if not still.update(undone_at=at, undone_by=by):
            raise StaleState
        handing.follow(current, at=at)


def cast(case: Case, member: Member, judging: Judging, *, by, at: datetime) -> BallotVersion:
    """Judge for the seat that this member acts for, or change the own ballot. The same ``submission`` counts once.

    Raises ``ValidationError`` for what is missing, ``VotingClosed`` with a sentence for who is too late or was
    overtaken, ``HasTie`` and ``PermissionDenied`` for who may not.
    """
    if by.pk != member.person_id:
        raise PermissionDenied("Dit oordeel is niet aan u.")
    with transaction.atomic():
        current = held(case)
        if earlier := _earlier(current, member, judging):
            return earlier
        _require_free(current, member)
        _require_newest(current, judging)
        return _write(current, member, judging, by=by, at=at)


def cast_on_behalf(case: Case, seat: str, judging: Judging, *, by, at: datetime) -> BallotVersion:
    """Write down what a member said on the phone. The member hears of it and can change it.

    The caller asked about an interest first; that answer is kept as a declaration. Raises as ``cast`` does.
    """
    if not judging.call_note.strip():
        raise ValidationError("Schrijf in de belnotitie wat het lid zei, en wanneer.")
    with transaction.atomic():
        current = held(case)
        found = team.of_case(current, at=at)
        member = _on_the_phone(current, found, seat, by=by)
        if earlier := _earlier(current, member, judging):
            return earlier
        _require_newest(current, judging)
        _declare(current, member, has_conflict=False, note="Gevraagd aan de telefoon.", at=at)
        version = _write(current, member, judging, by=by, at=at)
        notifications.written_for(member, current, by=by, number=version.number, at=at)
        return version


def _on_the_phone(case: Case, found: CaseTeam, seat: str, *, by) -> Member:
    own = team.member_of(by)
    is_blind = own is not None and team.was_asked(own, case) and not team.has_frozen(own, case)
    if not keeps_team(by) or by.pk in _asking(case):
        raise PermissionDenied("Alleen de coördinator legt een oordeel uit een gesprek vast.")
    if is_blind:
        raise PermissionDenied("Geef eerst uw eigen oordeel.")
    standing = _standing(case, seat)
    member = standing.member_id if standing else found.seats[SeatName(seat)].member
    if member is None or member not in found.members:
        raise VotingClosed("Voor deze zetel oordeelt nu niemand. Wijs eerst een eenmalige vervanger aan.")
    return found.members[member]


def _asking(case: Case) -> set[int | None]:
    return {case.contact_id, *case.applicants.values_list("person", flat=True)} - {None}


def _earlier(case: Case, member: Member, judging: Judging) -> BallotVersion | None:
    """What was written with this submission before: a second press, or a telephone that tries again."""
    found = BallotVersion.objects.filter(submission=judging.submission).select_related("ballot").first()
    if found and (found.ballot.case_id, found.member_id) != (case.pk, member.pk):
        raise PermissionDenied("Deze verzending hoort bij een ander oordeel.")
    return found


def _standing(case: Case, seat: str) -> BallotVersion | None:
    """The last version of the ballot of this seat."""
    return BallotVersion.objects.filter(ballot__case=case, ballot__seat=seat).order_by("-number").first()


def _require_newest(case: Case, judging: Judging) -> None:
    """Nobody judges a version that is no more (hard case 66)."""
    if case.state == State.WITH_KERNTEAM and judging.seen != seen_mark(case):
        raise ValidationError("De aanvraag is intussen veranderd. Lees haar nog eens, en geef dan uw oordeel.")


def _require_free(case: Case, member: Member) -> None:
    """Answered the question with no, and the profile still says nothing else."""
    given = Declaration.objects.filter(case=case, member=member, undone_at__isnull=True).first()
    if given is None:
        raise PermissionDenied("Beantwoord eerst de vraag of u een belang hebt.")
    reasons = conflicts.of_member(case, conflicts.profiles([member])[member.pk])
    if reasons:
        raise HasTie(reasons)


def _write(case: Case, member: Member, judging: Judging, *, by, at: datetime) -> BallotVersion:
    seat = _seat_to_write(case, member, at=at)
    lines = _lines(case, judging)
    ballot, _ = Ballot.objects.get_or_create(case=case, seat=seat, defaults={"cast_at": at})
    last = ballot.versions.order_by("-number").values_list("number", flat=True).first() or 0
    try:
        with transaction.atomic():
            version = BallotVersion.objects.create(
                ballot=ballot,
                number=last + 1,
                member=member,
                choice=judging.choice,
                motivation=judging.motivation.strip(),
                judgements=lines,
                prefers=judging.prefers,
                seen=judging.seen,
                submission=judging.submission,
                by=by,
                call_note=judging.call_note.strip(),
                at=at,
            )
    except IntegrityError as error:  # the same submission arrived in another case at this very moment
        raise VotingClosed("Dit oordeel is al ontvangen. Bekijk de aanvraag opnieuw.") from error
    handing.follow(case, at=at)
    if case.ballots.count() >= QUORUM:
        deciders = reading.deciders(case, notifications.coordinators(case), at=at)
        notifications.quorum_reached(case, deciders=deciders, at=at)
    return version


def _seat_to_write(case: Case, member: Member, *, at: datetime) -> str:
    """The seat that this member may write for now; a ballot that stands is changed only by who cast it."""
    if case.state != State.WITH_KERNTEAM:
        raise VotingClosed("Deze aanvraag is niet meer bij het kernteam. Uw oordeel is niet meegeteld.")
    found = team.of_case(case, at=at)
    own = next((row for row in _last_versions(case) if row.member_id == member.pk), None)
    if own is not None:
        return own.ballot.seat
    acting = found.seat_of(member)
    if acting is None:
        raise VotingClosed("U oordeelt nu niet over deze aanvraag: uw zetel is overgedragen of niet aan de beurt.")
    standing = _standing(case, acting.seat)
    if standing and standing.member_id not in found.barred:
        raise VotingClosed(f"{standing.member} heeft voor deze zetel al geoordeeld. Elke zetel heeft één oordeel.")
    return acting.seat


def _last_versions(case: Case) -> list[BallotVersion]:
    rows = BallotVersion.objects.filter(ballot__case=case).select_related("ballot").order_by("ballot_id", "-number")
    return list(rows.distinct("ballot_id"))


def _lines(case: Case, judging: Judging) -> list[dict]:
    """Each criterion of the case with its answer. Raises ``ValidationError`` naming what was not judged."""
    if judging.choice not in Choice.values:
        raise ValidationError("Kies een oordeel: toekennen, afwijzen, collectief of bespreken.")
    if not judging.motivation.strip():
        raise ValidationError("Schrijf waarom u zo oordeelt.")
    lines, missing = [], []
    for criterion in case.framework.criteria.all():
        verdict, why = judging.judgements.get(criterion.code, ("", ""))
        if verdict not in Verdict.values:
            missing.append(criterion.title)
        lines.append({"code": criterion.code, "title": criterion.title, "verdict": verdict, "why": why.strip()})
    if missing:
        raise ValidationError(f"Beoordeel elk criterium. Nog niet beoordeeld: {', '.join(missing)}.")
    return lines


def record_call(case: Case, *, minutes: str, by, at: datetime) -> Call:
    """Write down what the kernteam said about a case; afterwards ballots may change.

    By the coordinator, or by a member whose own ballot stands. Raises ``StaleState`` when it is decided.
    """
    if not minutes.strip():
        raise ValidationError("Schrijf op wat is besproken.")
    with transaction.atomic():
        current = held(case)
        own = team.member_of(by)
        is_judge = own is not None and team.has_frozen(own, current)
        is_blind = own is not None and team.was_asked(own, current) and not is_judge
        if by.pk in _asking(current) or is_blind or not (is_judge or keeps_team(by)):
            raise PermissionDenied("Een verslag is voor de coördinator, en voor wie zelf heeft geoordeeld.")
        if current.state != State.WITH_KERNTEAM:
            raise StaleState
        call = Call.objects.create(case=current, minutes=minutes.strip(), at=at, by=by)
        judged = {row.member_id: row for row in _last_versions(current)}
        members = Member.objects.filter(pk__in=judged).select_related("person")
        notifications.discussed(current, members, at=at, key=str(call.pk))
    return call
