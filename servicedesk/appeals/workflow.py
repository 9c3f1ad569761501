"""The states of a call for questions, and what its page and its form do."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify

from loket.core.workflow import Transition, Workflow
from loket.core.working_days import local_date
from servicedesk import asking
from servicedesk.appeals import findable, permissions
from servicedesk.appeals.enums import AppealState
from servicedesk.appeals.models import MOST_FIELDS, Appeal, AppealField, AppealHistory, Response
from servicedesk.enums import Channel
from servicedesk.models import Question

S = AppealState

APPEALS = Workflow(
    [
        Transition("place", frozenset({S.DRAFT}), S.OPEN, permissions.can_handle, "Plaatsen"),
        Transition("end", frozenset({S.OPEN}), S.ENDED, permissions.can_handle, "Nu sluiten"),
        Transition("reopen", frozenset({S.ENDED}), S.OPEN, permissions.can_handle, "Weer openen"),
    ],
    history=lambda: AppealHistory,
)


def step(appeal: Appeal, name: str, *, by, at: datetime) -> None:
    """Place, end or open again. Raises ``PermissionDenied``, ``StaleState``."""
    with transaction.atomic():
        APPEALS.apply(appeal, name, by=by, at=at, changed_at=at)
        findable.renew(appeal)


def write(appeal: Appeal, fields: list[AppealField], *, by, at: datetime) -> Appeal:
    """Keep a call that was made or changed, with the questions of its form in order.

    A field keeps its row as long as its place has a label, so that answers stay with what was asked.
    """
    if not permissions.can_handle(by):
        raise PermissionDenied("Alleen de servicedesk maakt oproepen.")
    is_new = appeal.pk is None
    appeal.changed_at = at
    if is_new:
        appeal.slug, appeal.made_by, appeal.made_at = _free_slug(appeal.title), by, at
    with transaction.atomic():
        appeal.save()
        appeal.fields.all().delete()
        for position, field in enumerate(fields[:MOST_FIELDS], start=1):
            field.pk, field.appeal, field.position = None, appeal, position
            field.save()
        told = {"from_state": "" if is_new else appeal.state, "to_state": appeal.state}
        AppealHistory.objects.create(subject=appeal, at=at, by=by, act="made" if is_new else "changed", **told)
        findable.renew(appeal)
    return appeal


def _free_slug(title: str) -> str:
    base = slugify(title)[:70] or "oproep"
    taken = set(Appeal.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 1000))) if slug not in taken)


def respond(appeal: Appeal, told: asking.Asking, answers: list[tuple[str, str]], *, at: datetime) -> Question:
    """A question comes in by a call. The same form sent again gives the question of the first.

    Raises ``ValidationError`` when its term is over.
    """
    if not appeal.takes_questions(local_date(at)):
        raise ValidationError("Deze oproep is gesloten. U kunt uw vraag nog wel aan de servicedesk stellen.")
    with transaction.atomic():
        question = asking.ask(told, at=at)
        Response.objects.get_or_create(question=question, defaults={"appeal": appeal, "answers": answers, "at": at})
    return question


def asking_of(appeal: Appeal, data: dict, answers: list[tuple[str, str]], person) -> asking.Asking:
    """What was filled in as a question of this call; the answers stand below its text, for who reads it."""
    lines = [f"{label}\n{answer}" for label, answer in answers]
    return asking.Asking(
        text="\n\n".join([data["text"], *lines]),
        subject=asking.subject_of(data["text"]),
        name=data.get("name", ""),
        email=data.get("email", ""),
        phone=data["phone"],
        organisation=data.get("organisation", ""),
        person=person,
        channel=Channel.CALL,
        queue=appeal.queue.slug,
        themes=[appeal.theme],
        submission=data["submission"],
    )
