"""Sending an asker on to something in the portal: registered as such, and asked about two weeks later."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from loket.search.models import Findable
from servicedesk import notifications, permissions, suggesting
from servicedesk.models import Question, Referral
from servicedesk.suggesting import Suggestion

MOST_WITH_ONE = 8
LONGEST_REASON = 300


@dataclass(frozen=True)
class Target:
    """Something to refer to that does not stand in the public index, such as a colleague who chose to be found.

    ``fetch(number, question, user)`` gives it, or None where this asker may not be sent there;
    ``suggest(text, question, user)`` gives the first few for what was typed, or for the question itself.
    """

    subject_type: str
    fetch: Callable[..., Suggestion | None]
    suggest: Callable[..., list[Suggestion]]


_targets: dict[str, Target] = {}


def register_target(target: Target) -> None:
    """Offer this beside what the search finds; called in an area's ``apps.py``. One per type of subject."""
    _targets[target.subject_type] = target


def suggest(question: Question, typed: str, user) -> list[Suggestion]:
    """What may help, from a search of one's own or from the words of the question; without what was chosen already."""
    text = typed or f"{question.subject} {question.found or question.asked} {question.guide_whom}"
    found = suggesting.for_text(text, user, themes=question.themes)
    found += [row for target in _targets.values() for row in target.suggest(typed, question, user)]
    chosen = set(question.referrals.values_list("subject_type", "subject_id"))
    return [row for row in found if (row.subject_type, row.subject_id) not in chosen]


def refer(question: Question, subject_type: str, subject_id: int, *, reason: str, by, at: datetime) -> Referral:
    """Choose something to go along with the next answer. Chosen twice is once.

    Raises ``ValidationError`` for what is not there (any more) or not public, and over the limit.
    """
    if not permissions.can_handle(by, question):
        raise PermissionDenied("Alleen de servicedesk verwijst.")
    found = _fetch(question, subject_type, subject_id, by)
    if question.referrals.waiting().count() >= MOST_WITH_ONE:
        raise ValidationError(f"Hooguit {MOST_WITH_ONE} verwijzingen bij één antwoord: anders helpt het niet.")
    told = {
        "kind": found.kind,
        "title": found.title,
        "url": found.url,
        "reason": (reason.strip() or "Past bij uw vraag.")[:LONGEST_REASON],
        "by": by,
        "at": at,
    }
    return Referral.objects.get_or_create(
        question=question, subject_type=subject_type, subject_id=subject_id, defaults=told
    )[0]


def _fetch(question: Question, subject_type: str, subject_id: int, by) -> Suggestion | Findable:
    target = _targets.get(subject_type)
    if target:
        found = target.fetch(subject_id, question, by)
        if found is None:
            raise ValidationError("Hiernaar kunt u deze vrager niet verwijzen. Kies iets anders.")
        return found
    found = suggesting.findable(subject_type, subject_id, by)
    if found is None or "public" not in found.audience:
        raise ValidationError("Dit is niet (meer) voor iedereen te vinden. Kies iets anders.")
    return found


def drop(referral: Referral, *, by) -> None:
    """Leave it out after all; what went along with an answer stays."""
    if not permissions.can_handle(by, referral.question):
        raise PermissionDenied("Alleen de servicedesk verwijst.")
    Referral.objects.waiting().filter(pk=referral.pk).delete()


def explain(referral: Referral, reason: str, *, by) -> None:
    """Say in other words why; until it goes."""
    if not permissions.can_handle(by, referral.question):
        raise PermissionDenied("Alleen de servicedesk verwijst.")
    if reason.strip():
        Referral.objects.waiting().filter(pk=referral.pk).update(reason=reason.strip()[:LONGEST_REASON])


def ask_what_helped(*, at: datetime) -> int:
    """Ask about referrals of two weeks ago, once, in one mail per question. Returns how many mails."""
    due = Referral.objects.to_ask_about(at).select_related("question__queue").order_by("question_id", "pk")[:2000]
    by_question: dict[int, list[Referral]] = {}
    for referral in due:
        by_question.setdefault(referral.question_id, []).append(referral)
    for referrals in by_question.values():
        with transaction.atomic():
            first = Referral.objects.filter(pk__in=[row.pk for row in referrals], asked_at=None).update(asked_at=at)
            if first:
                notifications.ask_about(referrals[0].question, referrals, at=at)
    return len(by_question)
