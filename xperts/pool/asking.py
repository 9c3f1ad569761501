"""Asking an Xpert for a case, and the answer. A person chooses; the portal proposes, and keeps why.

Every function holds the row of the case first, then that of the Xpert: two desks, or an answer and a sweep, never pass
each other, and who is second hears so.
"""

from datetime import datetime, time

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from loket.core.workflow import StaleState, Transition, Workflow
from loket.core.working_days import AMSTERDAM, add_working_days, local_date
from xperts.cases import workflow as cases
from xperts.cases.enums import State
from xperts.cases.models import Case
from xperts.pool import gate, granting, notifications, permissions, proposing
from xperts.pool.enums import HOLDING, AskState
from xperts.pool.models import Ask, AskHistory, Rules, Xpert

S = AskState
_END_OF_DAY = time(23, 59, 59)
_LOOKED_AT_AGAIN = gate.CAPACITY | gate.INTERESTS
CHOOSABLE = (State.GRANTED, State.PROPOSED)
UNDOABLE = (State.GRANTED, State.PROPOSED, State.CONTRACT)
"""Until the contract is signed both sides can undo a yes."""

ASKS = Workflow(
    [
        Transition("accept", frozenset({S.ASKED}), S.ACCEPTED, permissions.answers, "Ja, ik neem dit aan"),
        Transition("decline", frozenset({S.ASKED}), S.DECLINED, permissions.answers, "Nee, ik kan niet"),
        Transition("give_back", frozenset({S.ACCEPTED}), S.DECLINED, permissions.answers, "Toch niet aannemen"),
        Transition("withdraw", frozenset({S.ASKED}), S.WITHDRAWN, permissions.can_ask, "Verzoek intrekken"),
        Transition("take_back", frozenset({S.ACCEPTED}), S.WITHDRAWN, permissions.can_ask, "Ja ongedaan maken"),
        Transition("lapse", frozenset({S.ASKED}), S.LAPSED, permissions.by_the_portal, "Laten verlopen"),
        Transition("cancel", frozenset(HOLDING), S.WITHDRAWN, permissions.by_the_portal, "Vervalt"),
    ],
    history=lambda: AskHistory,
)
TAKE_BACK = Transition(
    "take_back", frozenset({State.CONTRACT}), State.GRANTED, permissions.by_anybody, "Toezegging ongedaan gemaakt"
)
"""The step of a case back from *contract*: the pool adds it to the table of the cases."""


def due(at: datetime, rules: Rules) -> datetime:
    """The end of the last working day on which an answer is in time."""
    return datetime.combine(add_working_days(local_date(at), rules.ask_days), _END_OF_DAY, AMSTERDAM)


def choose(case: Case, xpert: Xpert, *, by, at: datetime, seen: int, why_other: str = "") -> Ask:
    """Ask this Xpert. ``seen``: how many asks this case had when the proposal was looked at.

    Raises ``StaleState`` when somebody was first, ``PermissionDenied`` for who asks for it or is it, and
    ``ValidationError`` when this Xpert cannot be asked now, or another than the first is chosen without a sentence.
    """
    if not permissions.can_ask(by) or by.pk == xpert.person_id:
        raise PermissionDenied("U kunt deze Xpert niet vragen.")
    with transaction.atomic():
        case = cases.held(case)
        if case.state not in CHOOSABLE or Ask.objects.filter(case=case).count() != seen:
            raise StaleState
        if case.applicants.filter(person=by).exists() or case.contact_id == by.pk:
            raise PermissionDenied("U vraagt zelf deze hulp. Laat een collega de Xpert kiezen.")
        if places_left(case) < 1:
            raise ValidationError("Er zijn al genoeg Xperts gevraagd. Wacht op hun antwoord.")
        Xpert.objects.select_for_update(of=("self",)).get(pk=xpert.pk)
        ask = _written(case, _chosen(case, xpert, why_other, at), why_other.strip(), by=by, at=at)
        if case.state == State.GRANTED:
            cases.step(case, "propose", by=by, at=at)
        notifications.asked(ask, at=at)
    return ask


def places_left(case: Case) -> int:
    """How many Xperts can still be asked: what was granted without who is asked or said yes."""
    return granting.number_of_xperts(case) - Ask.objects.holding().filter(case=case).count()


def _chosen(case: Case, xpert: Xpert, why_other: str, at: datetime) -> tuple[proposing.Proposal, proposing.Line]:
    """The proposal as it is now with the line of the chosen one. Raises ``ValidationError``."""
    proposal = proposing.propose(case, at=at)
    line = proposal.line(xpert.pk)
    if line is None:
        reasons = next((row.why_not for row in proposal.barred if row.xpert.pk == xpert.pk), ("Zit niet in de pool.",))
        raise ValidationError(f"{xpert.name} kan nu niet worden gevraagd. {' '.join(reasons)}")
    if line.rank > 1 and not why_other.strip():
        raise ValidationError(
            f"Schrijf in één zin waarom u {xpert.name} kiest en niet {proposal.first.xpert.name}, de eerste."
        )
    return proposal, line


def _written(case: Case, chosen: tuple, why_other: str, *, by, at: datetime) -> Ask:
    proposal, line = chosen
    rules = proposal.rules if proposal.rules.pk else Rules.objects.kept()
    ask = Ask(
        case=case,
        xpert=line.xpert,
        asked_at=at,
        asked_by=by,
        due_at=due(at, rules),
        minutes=proposal.question.minutes,
        rules=rules,
        rank=line.rank,
        score=line.candidate.score,
        first=proposal.first.xpert,
        why_other=why_other if line.rank > 1 else "",
        shown=proposal.as_shown(),
    )
    ask.full_clean(exclude=["shown"])
    ask.save()
    AskHistory.objects.create(subject=ask, at=at, by=by, act="ask", to_state=S.ASKED, note=ask.why_other)
    return ask


def accept(ask: Ask, *, by, at: datetime) -> None:
    """The Xpert says yes. Capacity and interests are looked at again. Twice is as once.

    Raises ``ValidationError`` after the term or when something is in the way, ``StaleState`` when it was withdrawn.
    """
    with transaction.atomic():
        ask, case = _held(ask)
        if ask.state == S.ACCEPTED:
            return
        if ask.state == S.LAPSED or (ask.state == S.ASKED and ask.due_at < at):
            raise ValidationError("De termijn om te antwoorden is voorbij. Bel of mail de servicedesk.")
        if case.state != State.PROPOSED:
            raise StaleState
        Xpert.objects.select_for_update(of=("self",)).get(pk=ask.xpert_id)
        found = proposing.barriers_now(case, ask.xpert, at=at)
        in_the_way = [barrier.text for barrier in found if barrier.bar in _LOOKED_AT_AGAIN]
        if in_the_way:
            raise ValidationError(f"U kunt dit nu niet aannemen. {' '.join(in_the_way)} Overleg met de servicedesk.")
        ASKS.apply(ask, "accept", by=by, at=at, answered_at=at)
        if Ask.objects.accepted().filter(case=case).count() >= granting.number_of_xperts(case):
            cases.step(case, "accept", by=by, at=at)
        notifications.accepted(ask, at=at)


def decline(ask: Ask, *, by, at: datetime, reason: str) -> None:
    """The Xpert says no, with a reason: never asked again for this case. The next is ready."""
    _require_reason(reason)
    with transaction.atomic():
        ask, case = _held(ask)
        ASKS.apply(ask, "decline", by=by, at=at, answered_at=at, reason=reason.strip(), note=reason.strip())
        _open_again(case, by=by, at=at)
        notifications.declined(ask, next_one=_next(case, at), at=at)


def give_back(ask: Ask, *, by, at: datetime, reason: str) -> None:
    """A yes that was a mistake, taken back by the Xpert before the contract is signed; counts as a no."""
    _require_reason(reason)
    with transaction.atomic():
        ask, case = _held(ask)
        _require_undoable(case)
        ASKS.apply(ask, "give_back", by=by, at=at, answered_at=at, reason=reason.strip(), note=reason.strip())
        _open_again(case, by=by, at=at)
        notifications.given_back(ask, next_one=_next(case, at), at=at)


def take_back(ask: Ask, *, by, at: datetime, reason: str) -> None:
    """The desk withdraws an ask, or undoes a yes before the contract is signed; this Xpert can be asked again."""
    _require_reason(reason)
    with transaction.atomic():
        ask, case = _held(ask)
        _require_undoable(case)
        name = "withdraw" if ask.state == S.ASKED else "take_back"
        ASKS.apply(ask, name, by=by, at=at, answered_at=at, reason=reason.strip(), note=reason.strip())
        _open_again(case, by=by, at=at)
        notifications.withdrawn(ask, at=at)


def lapse_past_their_term(*, at: datetime) -> int:
    """Asks without an answer in time: the desk hears so, with the next one. Returns how many; each on its own."""
    found = list(Ask.objects.past_their_term(at).order_by("due_at")[:200])
    return sum(_lapse(ask, at=at) for ask in found)


def _lapse(ask: Ask, *, at: datetime) -> bool:
    with transaction.atomic():
        ask, case = _held(ask)
        if ask.state != S.ASKED:
            return False
        ASKS.apply(ask, "lapse", by=None, at=at, answered_at=at)
        _open_again(case, by=None, at=at)
        notifications.lapsed(ask, next_one=_next(case, at), at=at)
    return True


def cancel_of(case: Case, *, at: datetime) -> None:
    """The case ended: who was asked or said yes hears so, with thanks (hard case 70). In the caller's transaction."""
    for ask in Ask.objects.holding().filter(case=case).select_related("xpert__person", "case"):
        ASKS.apply(ask, "cancel", by=None, at=at, answered_at=at, note="De aanvraag is ingetrokken.")
        notifications.withdrawn(ask, at=at)


def forget(ask: Ask, *, at: datetime) -> None:
    """Who was asked erases the account: the ask ends, the case looks on. In the caller's transaction."""
    ask, case = _held(ask)
    if ask.state == S.ASKED:
        ASKS.apply(ask, "cancel", by=None, at=at, answered_at=at)
        _open_again(case, by=None, at=at)


def _held(ask: Ask) -> tuple[Ask, Case]:
    """The ask and its case as they are now, held until the end of the transaction; the case first."""
    case = cases.held(ask.case)
    rows = Ask.objects.select_for_update(of=("self",)).select_related("xpert__person", "asked_by")
    fresh = rows.get(pk=ask.pk)
    fresh.case = case
    return fresh, case


def _open_again(case: Case, *, by, at: datetime) -> None:
    """Back to *toegekend* as soon as nobody is being waited for and there are too few."""
    if case.state == State.CONTRACT:
        cases.step(case, "take_back", by=by, at=at)
    elif case.state == State.PROPOSED and not Ask.objects.waiting().filter(case=case).exists():
        cases.step(case, "decline", by=by, at=at)


def _next(case: Case, at: datetime) -> proposing.Line | None:
    """Who is first in line now; None when nobody can be asked, or the case is not looking any more."""
    return proposing.propose(case, at=at).first if case.state in CHOOSABLE else None


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError("Schrijf kort waarom. De servicedesk leest dit.")


def _require_undoable(case: Case) -> None:
    if case.state not in UNDOABLE:
        raise ValidationError("Het contract is al getekend. Overleg met de servicedesk over hoe nu verder.")
