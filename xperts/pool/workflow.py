"""How somebody comes into the pool, rests and leaves it: one table, and one function per step."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from loket.accounts import workflow as accounts
from loket.accounts.enums import Role
from loket.core.workflow import Transition, Workflow
from loket.core.working_days import add_months, local_date
from xperts.pool import findable, notifications, permissions, training
from xperts.pool.enums import TrialOutcome, XpertState
from xperts.pool.facts import LIVE_STATES
from xperts.pool.models import Ask, Assessment, Rules, Xpert, XpertHistory

S = XpertState
FEWEST_ASSESSORS = 2
EXTENDED_MONTHS = 6

XPERTS = Workflow(
    [
        Transition("nominate", frozenset({S.REFUSED, S.LEFT}), S.NOMINATED, permissions.can_nominate, "Voordragen"),
        Transition("select", frozenset({S.NOMINATED}), S.ACTIVE, permissions.can_select, "In de pool opnemen"),
        Transition("refuse", frozenset({S.NOMINATED}), S.REFUSED, permissions.can_refuse, "Niet opnemen"),
        Transition("rest", frozenset({S.ACTIVE}), S.RESTING, permissions.can_pause, "Even rust"),
        Transition("resume", frozenset({S.RESTING}), S.ACTIVE, permissions.can_pause, "Weer actief"),
        Transition("leave", frozenset({S.ACTIVE, S.RESTING}), S.LEFT, permissions.can_select, "Uit de pool halen"),
    ],
    history=lambda: XpertHistory,
)


def nominate(*, name: str, email: str, why: str, by, at: datetime) -> Xpert:
    """Put somebody forward. Who was before is so again; who is already gets one more voice.

    The nominator never learns which of the two it was, nor whether there is an account. Raises ``ValidationError``
    for oneself and without a reason.
    """
    if not permissions.can_nominate(by):
        raise PermissionDenied("Log in om iemand voor te dragen.")
    if email.strip().lower() == by.email.lower():
        raise ValidationError({"email": "U kunt uzelf niet voordragen. Vraag een collega om dat te doen."})
    if not why.strip():
        raise ValidationError({"why": "Schrijf waarom u deze collega voordraagt."})
    with transaction.atomic():
        person = _account_of(email)
        known = _known(email, person)
        if known is None:
            return _written(name, email, person, why.strip(), by, at)
        if known.state in (S.REFUSED, S.LEFT):
            _again(known, why.strip(), by, at)
        else:
            _note(known, "support", by=by, at=at, note=why.strip())
    return known


def _account_of(email: str):
    """The account whose confirmed address this is; None when there is none."""
    confirmed = EmailAddress.objects.filter(email__iexact=email.strip(), verified=True).values("user")
    return get_user_model().objects.filter(pk__in=confirmed, is_active=True).first()


def _known(email: str, person) -> Xpert | None:
    rows = Xpert.objects.select_for_update(of=("self",)).select_related("person")
    if person and (found := rows.filter(person=person).first()):
        return found
    return rows.filter(person__isnull=True, nominee_email__iexact=email.strip()).first()


def _written(name: str, email: str, person, why: str, by, at: datetime) -> Xpert:
    xpert = Xpert(
        person=person,
        nominee_name=name.strip(),
        nominee_email=email.strip().lower(),
        nominated_by=by,
        nominated_at=at,
        changed_at=at,
        why=why,
    )
    xpert.full_clean(exclude=["person", "nominated_by"])
    xpert.save()
    _note(xpert, "nominate", by=by, at=at, note=why)
    notifications.nominated(xpert, at=at)
    return xpert


def _again(xpert: Xpert, why: str, by, at: datetime) -> None:
    told = {"nominated_by": by, "nominated_at": at, "why": why, "round": xpert.round + 1, "changed_at": at}
    fresh = {"first_assessor_key": None, "second_assessor_key": None, "leave_asked_at": None}
    XPERTS.apply(xpert, "nominate", by=by, at=at, note=why, **told, **fresh)
    notifications.nominated(xpert, at=at)


def _note(xpert: Xpert, act: str, *, by, at: datetime, note: str = "") -> None:
    state = xpert.state
    XpertHistory.objects.create(subject=xpert, at=at, by=by, act=act, from_state="", to_state=state, note=note)


def assess(xpert: Xpert, *, is_positive: bool, answers: list[dict], note: str, by, at: datetime) -> Assessment:
    """Judge a nominee, criterion by criterion. ``answers``: each ``criterion``, ``is_met`` and ``why``.

    Raises ``PermissionDenied`` for nominator and nominee, ``ValidationError`` when one is missing or it was done.
    """
    if not permissions.can_assess(by, xpert):
        raise PermissionDenied("Wie voordraagt of wordt voorgedragen, beoordeelt niet.")
    if xpert.state != S.NOMINATED:
        raise ValidationError("Over deze voordracht is al besloten.")
    rules = Rules.objects.kept()
    if [row["criterion"] for row in answers] != rules.criteria:
        raise ValidationError("Beoordeel elk punt van het profiel.")
    if not note.strip():
        raise ValidationError("Schrijf in een paar zinnen waarom.")
    supports = xpert.history.filter(act="support", by=by, at__gte=xpert.nominated_at)
    if supports.exists():
        raise PermissionDenied("U hebt deze collega zelf ook voorgedragen.")
    row = Assessment(
        xpert=xpert,
        round=xpert.round,
        rules=rules,
        assessor=by,
        nominator_key=xpert.nominated_by_id,
        nominee_key=xpert.person_id,
        at=at,
        is_positive=is_positive,
        answers=answers,
        note=note.strip(),
    )
    row.full_clean()
    with transaction.atomic():
        row.save()
        _note(xpert, "assess", by=by, at=at)
    return row


def select(xpert: Xpert, *, by, at: datetime, note: str = "") -> None:
    """Take somebody into the pool, with the role, a trial period and a first year of training.

    Raises ``ValidationError`` with fewer than two positive assessments of this round, or without an account.
    """
    first, second = _assessors(xpert)
    person = xpert.person or _account_of(xpert.nominee_email)
    if person is None:
        raise ValidationError("Deze collega heeft nog geen account. Vraag die er eerst een te maken.")
    if Xpert.objects.filter(person=person).exclude(pk=xpert.pk).exists():
        raise ValidationError("Dit account hoort al bij een andere voordracht.")
    today, rules = local_date(at), Rules.objects.current()
    with transaction.atomic():
        XPERTS.apply(
            xpert,
            "select",
            by=by,
            at=at,
            note=note,
            person=person,
            first_assessor_key=first,
            second_assessor_key=second,
            joined_on=today,
            trial_ends_on=add_months(today, rules.trial_months),
            trial_outcome="",
            trial_note="",
            trial_warned_at=None,
            trial_judged_at=None,
            changed_at=at,
        )
        accounts.grant_role(person, Role.XPERT, by=by, at=at)
        training.begin(person, at=at)
        findable.renew(xpert)
        notifications.selected(xpert, at=at)


def _assessors(xpert: Xpert) -> tuple[int, int]:
    """The two whose assessment counts. Raises ``ValidationError`` when there are not two."""
    positive = xpert.assessments.filter(round=xpert.round, is_positive=True, assessor__isnull=False)
    barred = {xpert.nominated_by_id, xpert.person_id}
    keys = [key for key in positive.order_by("at", "pk").values_list("assessor", flat=True) if key not in barred]
    if len(keys) < FEWEST_ASSESSORS:
        raise ValidationError("Minstens twee mensen moeten zeggen dat deze collega past. Dat is nog niet zo.")
    return keys[0], keys[1]


def refuse(xpert: Xpert, *, by, at: datetime, note: str) -> None:
    """The coordinator says no, or the nominee does not want it; either with a reason."""
    if not note.strip():
        raise ValidationError("Schrijf waarom. De voorgedragen collega leest dit.")
    with transaction.atomic():
        XPERTS.apply(xpert, "refuse", by=by, at=at, note=note.strip(), changed_at=at)
        notifications.refused(xpert, note=note.strip(), by=by, at=at)


def rest(xpert: Xpert, *, by, at: datetime, note: str = "") -> None:
    """No new asks for a while; what goes on goes on."""
    _move(xpert, "rest", by=by, at=at, note=note)


def resume(xpert: Xpert, *, by, at: datetime, note: str = "") -> None:
    _move(xpert, "resume", by=by, at=at, note=note, leave_asked_at=None)


def _move(xpert: Xpert, name: str, *, by, at: datetime, note: str = "", **changes) -> None:
    with transaction.atomic():
        XPERTS.apply(xpert, name, by=by, at=at, note=note, changed_at=at, **changes)
        findable.renew(xpert)


def ask_to_leave(xpert: Xpert, *, by, at: datetime, note: str) -> None:
    """The Xpert wants to stop: at rest at once; the coordinator sees to what goes on, and then ends it."""
    if not permissions.is_own(by, xpert):
        raise PermissionDenied("Dit kan alleen de Xpert zelf.")
    with transaction.atomic():
        if xpert.state == S.ACTIVE:
            _move(xpert, "rest", by=by, at=at, note=note)
        if Xpert.objects.filter(pk=xpert.pk, leave_asked_at=None).update(leave_asked_at=at):
            xpert.leave_asked_at = at
            notifications.wants_to_leave(xpert, note=note, at=at)


def leave(xpert: Xpert, *, by, at: datetime, note: str = "") -> None:
    """Out of the pool, and the role goes. Raises ``ValidationError`` while something goes on (hard case 77)."""
    busy = Ask.objects.holding().filter(xpert=xpert, case__state__in=LIVE_STATES).count()
    if busy:
        what = "1 verzoek of traject" if busy == 1 else f"{busy} verzoeken of trajecten"
        raise ValidationError(f"{xpert.name} heeft nog {what}. Rond die eerst af, of trek ze in.")
    with transaction.atomic():
        _move(xpert, "leave", by=by, at=at, note=note, is_public=False)
        if xpert.person:
            accounts.withdraw_role(xpert.person, Role.XPERT, by=by, at=at)
            training.end(xpert.person)


def judge_trial(xpert: Xpert, *, outcome: str, note: str, by, at: datetime) -> None:
    """Write down how the trial period went. *Extended* sets a new date; *stops* still asks for leaving the pool."""
    if not permissions.can_judge_trial(by, xpert):
        raise PermissionDenied("Alleen een coördinator beoordeelt de proeftijd.")
    if not xpert.is_in_pool or xpert.trial_outcome:
        raise ValidationError("De proeftijd van deze Xpert is al beoordeeld.")
    if not note.strip():
        raise ValidationError("Schrijf op hoe de proeftijd ging.")
    told = {"trial_note": note.strip(), "trial_judged_at": at, "trial_judged_by": by, "changed_at": at}
    if outcome == TrialOutcome.EXTENDED:
        told |= {"trial_ends_on": add_months(xpert.trial_ends_on, EXTENDED_MONTHS), "trial_warned_at": None}
    else:
        told["trial_outcome"] = outcome
    with transaction.atomic():
        unjudged = Xpert.objects.filter(pk=xpert.pk, trial_outcome="", trial_judged_at=xpert.trial_judged_at)
        if not unjudged.update(**told):
            raise ValidationError("Iemand anders heeft de proeftijd intussen beoordeeld.")
        for field, value in told.items():
            setattr(xpert, field, value)
        _note(xpert, "judge_trial", by=by, at=at, note=f"{TrialOutcome(outcome).label}. {note.strip()}")
        notifications.trial_judged(xpert, outcome=outcome, at=at)


def warn_of_trials(*, at: datetime) -> int:
    """Tell Xpert and coordinators, once, that a trial period ends soon. Returns of how many."""
    until = add_months(local_date(at), 2)
    rows = list(Xpert.objects.trial_ends_before(until).select_related("person")[:500])
    for xpert in rows:
        with transaction.atomic():
            if Xpert.objects.filter(pk=xpert.pk, trial_warned_at=None).update(trial_warned_at=at):
                notifications.trial_ends(xpert, at=at)
    return len(rows)
