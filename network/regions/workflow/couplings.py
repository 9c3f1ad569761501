"""Coupling regions: wishes, proposals by the rules, approval by a person, a yes of both, a meeting, and did it help."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from loket.core.workflow import StaleState, Transition, Workflow
from network.regions import notifications, pairing, permissions, standings
from network.regions.enums import ConsentKind, CouplingState, Side
from network.regions.models import Coupling, CouplingHistory, Feedback, Preference, Region
from network.regions.pairing import MOST_PER_HELPER, MOST_PREFERENCES

S = CouplingState
_ENDING = (S.APPROVED, S.AGREED, S.PLANNED)

COUPLINGS = Workflow(
    [
        Transition("approve", frozenset({S.PROPOSED}), S.APPROVED, permissions.can_match, "Goedkeuren"),
        Transition("refuse", frozenset({S.PROPOSED}), S.REFUSED, permissions.can_match, "Niet doen"),
        Transition("agree", frozenset({S.APPROVED}), S.AGREED, permissions.is_party, "Ja, wij doen mee"),
        Transition("decline", frozenset(_ENDING), S.DECLINED, permissions.is_party, "Nee, liever niet"),
        Transition("meet", frozenset({S.AGREED, S.PLANNED}), S.PLANNED, permissions.is_party, "Gesprek afspreken"),
        Transition("hold", frozenset({S.PLANNED}), S.MET, permissions.by_the_portal, "Gesprek geweest"),
        Transition("close", frozenset({S.MET}), S.CLOSED, permissions.is_party, "Afronden"),
        Transition("stop", frozenset(_ENDING), S.STOPPED, permissions.can_match, "Stoppen"),
    ],
    history=lambda: CouplingHistory,
)
FULL = "Deze regio helpt al twee andere regio's. Rond eerst een koppeling af."
NO_CONSENT = "Een van de regio's heeft haar toestemming ingetrokken. Stel de koppelingen opnieuw voor."


def prefer(region: Region, others: list[Region], *, by) -> None:
    """The wishes of a region in order, at most five, each region once. An empty list takes them away."""
    if not permissions.can_lead(by, region):
        raise PermissionDenied("Dit is voor de begeleider van deze leerregio.")
    numbers = [other.pk for other in others]
    if len(numbers) > MOST_PREFERENCES:
        raise ValidationError(f"Kies hooguit {MOST_PREFERENCES} regio's.")
    if len(set(numbers)) < len(numbers) or region.pk in numbers:
        raise ValidationError("Kies elke regio een keer, en niet uw eigen regio.")
    with transaction.atomic():
        Region.objects.select_for_update(of=("self",)).get(pk=region.pk)
        region.preferences.all().delete()
        rows = [Preference(region=region, other_id=pk, place=place) for place, pk in enumerate(numbers, start=1)]
        Preference.objects.bulk_create(rows)


def propose(*, by, at: datetime) -> pairing.Outcome:
    """Work out the best division and write it down. What was proposed before and not approved makes room for it.

    Two at once wait for each other. Returns what came out, with why somebody has no helper.
    """
    if not permissions.can_match(by):
        raise PermissionDenied("De servicedesk en de coördinator stellen koppelingen voor.")
    with transaction.atomic():
        _hold_regions()
        Coupling.objects.filter(state=S.PROPOSED).delete()
        outcome = pairing.divide(standings.current(), barred=standings.barred())
        for pair in outcome.pairs:
            coupling = Coupling.objects.create(
                subject=pair.subject,
                helper_id=pair.helper,
                learner_id=pair.learner,
                score=pair.score,
                reasons=list(pair.reasons),
                proposed_at=at,
                by=by,
            )
            CouplingHistory.objects.create(subject=coupling, at=at, by=by, act="propose", to_state=S.PROPOSED)
    return outcome


def _hold_regions(*numbers: int) -> None:
    """Hold these regions (all without numbers) to the end of the transaction, always in the same order."""
    rows = Region.objects.select_for_update(of=("self",)).order_by("pk")
    list((rows.filter(pk__in=numbers) if numbers else rows).values_list("pk"))


def approve(coupling: Coupling, *, by, at: datetime) -> None:
    """A person says yes; room and consent are looked at again, as both may have changed since."""
    with transaction.atomic():
        _hold_regions(coupling.helper_id, coupling.learner_id)
        held = Region.objects.filter(pk=coupling.helper_id, agrees_to__contains=[ConsentKind.HELP])
        learning = Region.objects.filter(pk=coupling.learner_id, agrees_to__contains=[ConsentKind.LEARN])
        if not (held.exists() and learning.exists()):
            raise ValidationError(NO_CONSENT)
        running = Coupling.objects.running().filter(helper=coupling.helper_id).exclude(state=S.PROPOSED)
        if running.count() >= MOST_PER_HELPER:
            raise ValidationError(FULL)
        COUPLINGS.apply(coupling, "approve", by=by, at=at)
        notifications.coupling_approved(coupling, at=at)


def refuse(coupling: Coupling, *, by, at: datetime, note: str) -> None:
    """Not this one; the reason is kept, and the same pair is not proposed again."""
    if not note.strip():
        raise ValidationError("Schrijf kort waarom deze koppeling niet past.")
    COUPLINGS.apply(coupling, "refuse", by=by, at=at, note=note.strip())


def agree(coupling: Coupling, side: Side, *, by, at: datetime) -> None:
    """One side says yes; the second yes makes it go. Saying yes twice changes nothing."""
    _require_side(by, coupling, side)
    with transaction.atomic():
        held = Coupling.objects.select_for_update(of=("self",)).whole().get(pk=coupling.pk)
        if held.state != S.APPROVED:
            raise StaleState
        if getattr(held, f"{side}_agreed_at"):
            return
        fields = {f"{side}_agreed_at": at, f"{side}_agreed_by": by}
        other = Side.LEARNER if side == Side.HELPER else Side.HELPER
        if getattr(held, f"{other}_agreed_at"):
            COUPLINGS.apply(held, "agree", by=by, at=at, note=Side(side).label, **fields)
            notifications.coupling_agreed(held, at=at)
        else:
            Coupling.objects.filter(pk=held.pk).update(**fields)
            row = {"from_state": held.state, "to_state": held.state, "note": Side(side).label}
            CouplingHistory.objects.create(subject=held, at=at, by=by, act="agree", **row)
    coupling.refresh_from_db()


def decline(coupling: Coupling, *, by, at: datetime, note: str) -> None:
    """One side says no, also later. It is remembered, so that nobody is asked twice."""
    _end(coupling, "decline", by=by, at=at, note=note)


def stop(coupling: Coupling, *, by, at: datetime, note: str) -> None:
    if not note.strip():
        raise ValidationError("Schrijf kort waarom de koppeling stopt.")
    _end(coupling, "stop", by=by, at=at, note=note)


def _end(coupling: Coupling, name: str, *, by, at: datetime, note: str) -> None:
    had_meeting = coupling.state == S.PLANNED
    with transaction.atomic():
        COUPLINGS.apply(coupling, name, by=by, at=at, note=note.strip(), sequence=coupling.sequence + had_meeting)
        notifications.coupling_ended(coupling, had_meeting=had_meeting, note=note.strip(), at=at)


def meet(coupling: Coupling, *, starts_at: datetime, ends_at: datetime, place: str, by, at: datetime) -> None:
    """Set the first meeting, or move it; it goes into the calendars of both sides."""
    if ends_at <= starts_at:
        raise ValidationError({"ends": "Het einde moet na het begin liggen."})
    if starts_at <= at:
        raise ValidationError({"day": "Kies een moment dat nog komt."})
    sequence = coupling.sequence + (coupling.state == S.PLANNED)
    fields = {"starts_at": starts_at, "ends_at": ends_at, "place": place, "sequence": sequence}
    with transaction.atomic():
        COUPLINGS.apply(coupling, "meet", by=by, at=at, **fields)
        notifications.meeting_set(coupling, at=at)


def ask_after_meetings(*, at: datetime) -> int:
    """Meetings that are over: both sides are asked once whether it helped. Returns how many meetings."""
    over = list(Coupling.objects.met_before(at).whole()[:200])
    for coupling in over:
        with transaction.atomic():
            COUPLINGS.apply(coupling, "hold", by=None, at=at)
            notifications.did_it_help(coupling, at=at)
    return len(over)


def tell_whether_it_helped(coupling: Coupling, side: Side, *, helped: str, note: str, by, at: datetime) -> None:
    """The answer of one side, which can be changed until both gave one; then the coupling is closed."""
    _require_side(by, coupling, side)
    with transaction.atomic():
        held = Coupling.objects.select_for_update(of=("self",)).whole().get(pk=coupling.pk)
        if held.state != S.MET:
            raise StaleState
        fields = {"helped": helped, "note": note.strip(), "by": by, "at": at}
        Feedback.objects.update_or_create(coupling=held, side=side, defaults=fields)
        if held.feedback.count() == len(Side):
            COUPLINGS.apply(held, "close", by=by, at=at)
    coupling.refresh_from_db()


def _require_side(user, coupling: Coupling, side: Side) -> None:
    may = permissions.can_answer_as_helper if side == Side.HELPER else permissions.can_answer_as_learner
    if not may(user, coupling):
        raise PermissionDenied("Dit is voor de begeleiders van deze regio.")
