"""The states of a question, and the steps that need no message. Writing stands in ``answering``."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from loket.core.workflow import Transition, Workflow
from servicedesk import clock, notifications, permissions, words
from servicedesk.enums import OPEN_STATES, OUTCOMES_OF_DESK, Outcome, State
from servicedesk.models import Question, QuestionHistory, Rating, Referral

S = State
_OPEN = frozenset(OPEN_STATES)
_BUSY = _OPEN | {S.ANSWERED}
LINK_KEPT = timedelta(days=180)
"""So long the asker's link works after closing."""
CLOSES_AFTER = timedelta(days=14)
"""An answer that nobody reacts to closes by itself after so long."""
REOPENS_WITHIN = timedelta(days=30)
"""Until so long after closing a reaction reopens the question; what comes later is a new one, linked to it."""

QUESTIONS = Workflow(
    [
        Transition("work", _OPEN, S.WORKING, permissions.can_handle, "In behandeling nemen"),
        Transition("wait_for_asker", _BUSY, S.WAIT_ASKER, permissions.can_handle, "Wachten op de vrager"),
        Transition("wait_for_others", _OPEN, S.WAIT_OTHERS, permissions.can_handle, "Wachten op derden"),
        Transition("answer", _BUSY, S.ANSWERED, permissions.can_handle, "Beantwoord"),
        Transition("close", _BUSY, S.CLOSED, permissions.can_handle, "Sluiten"),
        Transition("withdraw", _BUSY, S.CLOSED, permissions.is_asker, "Mijn vraag is opgelost"),
        Transition("lapse", frozenset({S.ANSWERED}), S.CLOSED, permissions.by_the_portal, "Vanzelf sluiten"),
        Transition("hear", frozenset({S.WAIT_ASKER}), S.WORKING, permissions.is_asker, "Reageren"),
        Transition("reopen", frozenset({S.ANSWERED, S.CLOSED}), S.REOPENED, permissions.can_reopen, "Heropenen"),
        Transition("merge", _BUSY | {S.CLOSED}, S.MERGED, permissions.can_handle, "Samenvoegen"),
    ],
    history=lambda: QuestionHistory,
)
"""``by`` None stands for who holds the unguessable link, or for the portal itself: views check the former."""

STATE_ACTS = ("work", "wait_for_asker", "wait_for_others", "answer", "reopen")
"""What the desk does with one press; the others ask for words, or another question."""


def step(question: Question, name: str, *, by, at: datetime, note: str = "", is_answer: bool = False, **changes):
    """Take a step with all that it does to the terms. Raises ``PermissionDenied``, ``StaleState``."""
    change = clock.moved(question, QUESTIONS.transitions[name].target, at=at, is_answer=is_answer)
    with transaction.atomic():
        told = {"changed_at": at, **change.fields, **changes}
        history = QUESTIONS.apply(question, name, by=by, at=at, note=note, **told)
        clock.record(question, change, at=at)
    return history


def act(question: Question, name: str, *, by, at: datetime) -> None:
    """One of ``STATE_ACTS``. Who takes a question that is nobody's gets it."""
    changes = {"assignee": by} if name == "work" and question.assignee_id is None else {}
    if name == "reopen":
        reopen(question, by=by, at=at)
        return
    step(question, name, by=by, at=at, **changes)


def close(question: Question, outcome: str, *, by, at: datetime, note: str = "") -> None:
    """The desk closes, with how it ended. Raises ``ValidationError`` for an outcome that is not the desk's to give."""
    if outcome not in OUTCOMES_OF_DESK:
        raise ValidationError("Kies hoe de vraag is afgelopen.")
    if outcome == Outcome.TAILORED and not question.found.strip():
        raise ValidationError("Schrijf eerst de vraag achter de vraag op. Zonder die gaat een vraag niet naar laag 3.")
    _close(question, "close", outcome, by=by, at=at, note=note)


def withdraw(question: Question, *, by, at: datetime) -> None:
    """The asker is done with it. Twice is as once."""
    if question.state != S.CLOSED:
        _close(question, "withdraw", Outcome.WITHDRAWN, by=by, at=at)


def settle(question: Question, *, by, at: datetime, note: str) -> None:
    """Close as *collectief*, with an answer that has just been written: that mail says so, so no other goes out."""
    _end(question, "close", Outcome.COLLECTIVE, by=by, at=at, note=note)


def _close(question: Question, name: str, outcome: str, *, by, at: datetime, note: str = "") -> None:
    with transaction.atomic():
        parts = _end(question, name, outcome, by=by, at=at, note=note)
        notifications.closed(question, at=at)
        for part in parts:
            if not part.is_of_same_person(question):
                notifications.closed(part, at=at)


def _end(question: Question, name: str, outcome: str, *, by, at: datetime, note: str) -> list[Question]:
    """Close, with what was merged into it: its links end, and its term of being kept begins. Returns those parts."""
    until = at + LINK_KEPT
    with transaction.atomic():
        step(question, name, by=by, at=at, note=note, outcome=outcome, closed_at=at, link_until=until)
        parts = list(question.parts.select_related("queue").order_by("pk"))
        question.parts.update(link_until=until, closed_at=at)
    return parts


def reopen(question: Question, *, by, at: datetime) -> None:
    """The question is open again, with new terms; the desk hears it on its lists, the handler by mail."""
    with transaction.atomic():
        step(question, "reopen", by=by, at=at, outcome="", closed_at=None, link_until=None)
        question.parts.update(link_until=None, closed_at=None)
        notifications.reopened(question, at=at)


def close_what_was_answered(*, at: datetime) -> int:
    """Answers that nobody reacted to for two weeks: closed, each by itself. Returns how many."""
    due = Question.objects.filter(state=S.ANSWERED, changed_at__lt=at - CLOSES_AFTER).select_related("queue")
    found = list(due.order_by("changed_at")[:1000])
    for question in found:
        is_referred = Referral.objects.filter(question=question, message__isnull=False).exists()
        _close(question, "lapse", Outcome.REFERRED if is_referred else Outcome.ANSWERED, by=None, at=at)
    return len(found)


_DETAILS = frozenset({"assignee", "queue", "themes", "areas", "target_groups", "tags", "subject"})
_FOUND = frozenset({"found"})


def change(question: Question, *, by, at: datetime, **changes) -> None:
    """Assign, tag, or write down what was found. The state does not change; the trail says which fields did."""
    if not permissions.can_handle(by, question):
        raise PermissionDenied("Alleen de servicedesk kan dit veranderen.")
    allowed = {name for name in changes if name in _DETAILS | _FOUND or name.startswith("guide_")}
    new = {name: value for name, value in changes.items() if name in allowed and getattr(question, name) != value}
    if not new:
        return
    before = question.assignee_id
    if {"subject", "found"} & new.keys():
        told = {name: new.get(name, getattr(question, name)) for name in ("subject", "asked", "found")}
        new["gist"] = words.gist(**told)
    with transaction.atomic():
        Question.objects.filter(pk=question.pk).update(changed_at=at, **new)
        for name, value in new.items():
            setattr(question, name, value)
        labels = [str(Question._meta.get_field(name).verbose_name) for name in new if name != "gist"]
        told = {"from_state": question.state, "to_state": question.state, "note": ", ".join(labels)}
        QuestionHistory.objects.create(subject=question, at=at, by=by, act="changed", **told)
        if "assignee" in new and question.assignee and question.assignee_id not in (before, by.pk):
            notifications.assigned(question, by=by, at=at)


def rate(question: Question, *, at: datetime, helped: int, service: int, said: str) -> None:
    """What the asker thought of it, once, after closing."""
    if question.state != S.CLOSED:
        raise ValidationError("U kunt een oordeel geven als de vraag is gesloten.")
    with transaction.atomic():
        answers = {"helped": helped, "service": service, "said": said, "at": at}
        _, is_new = Rating.objects.get_or_create(question=question, defaults=answers)
    if not is_new:
        raise ValidationError("U hebt uw oordeel al gegeven. Dank u wel.")


def rate_referral(referral: Referral, *, at: datetime, helped: str, said: str = "") -> None:
    """Whether a referral helped. A later answer replaces the first."""
    Referral.objects.filter(pk=referral.pk).update(helped=helped, said=said, rated_at=at)
