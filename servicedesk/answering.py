"""Writing about a question: the desk's answers and notes, what the asker adds, and taking an answer back."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.dateparse import parse_datetime

from loket.core.enums import MailState
from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from loket.post.models import Message as PostMessage
from servicedesk import filing, notifications, permissions, quarantine, words, workflow
from servicedesk.enums import INTERNAL_KINDS, MessageKind, State
from servicedesk.models import Draft, Message, Question, QuestionHistory, Referral

UNDO_WITHIN = timedelta(seconds=30)
ASKED_ABOUT_AFTER = timedelta(days=14)
MOST_COPIES = 5
# What an answer does to the question, by the word in the form.
AFTER = {"answer": State.ANSWERED, "wait_for_asker": State.WAIT_ASKER, "work": State.WORKING}
_TERMS = ("answer_due_at", "answered_at", "solve_due_at", "solved_at", "paused_at", "next_due_at")
_MOMENTS = frozenset({*_TERMS, "closed_at", "link_until"})
_MARKS = ("state", "outcome", *sorted(_MOMENTS))
"""How a question stands, by column."""


class WrittenMeanwhile(StaleState):
    """Something came in since the page was shown; ``messages`` are those that the writer has not seen."""

    def __init__(self, messages: list[Message]) -> None:
        super().__init__()
        self.messages = messages


@dataclass(frozen=True)
class Writing:
    """``seen``: the number of the last message that the writer had before them. ``submission``: of the form."""

    text: str
    seen: int
    then: str = "answer"
    cc: list[str] = field(default_factory=list)
    submission: uuid.UUID | None = None


def _held(question: Question) -> Question:
    return hold(question.pk)[question.pk]


def _sent_before(submission: uuid.UUID | None) -> Message | None:
    return Message.objects.filter(submission=submission).first() if submission else None


def _conversation(question: Question):
    """What the desk reads on the page of a question: of those merged into it too."""
    return Message.objects.in_conversation(question)


def _require_seen(question: Question, seen: int) -> None:
    new = list(_conversation(question).after(seen).select_related("author"))
    if new:
        raise WrittenMeanwhile(new)


def reply(question: Question, writing: Writing, *, by, at: datetime) -> Message:
    """Answer the asker; it leaves half a minute later, until then it can be taken back.

    Raises ``WrittenMeanwhile`` when the writer has not seen all, ``ValidationError`` without a text,
    ``PermissionDenied``, ``StaleState`` for a closed question.
    """
    if not writing.text.strip():
        raise ValidationError("Schrijf eerst een antwoord.")
    with transaction.atomic():
        held = _held(question)
        if known := _sent_before(writing.submission):
            return known
        _require_seen(held, writing.seen)
        before = marks(held)
        changes = {"assignee": by} if held.assignee_id is None else {}
        workflow.step(held, writing.then, by=by, at=at, is_answer=True, **changes)
        message = _write(held, MessageKind.REPLY, writing, by=by, at=at, undo=before)
        referrals = list(held.referrals.waiting())
        held.referrals.waiting().update(message=message, ask_at=at + ASKED_ABOUT_AFTER)
        notifications.replied(held, message, referrals, at=at, leaves_at=message.leaves_at)
        _copy_to_others(held, message, referrals, at=at)
        Draft.objects.filter(question=held, author=by).delete()
    return message


def _copy_to_others(question: Question, message: Message, referrals: list[Referral], *, at: datetime) -> None:
    """Who asked what was merged into this question gets the same answer, in their own thread and without a cc."""
    told = {"kind": message.kind, "author": message.author, "author_name": message.author_name, "text": message.text}
    reached = {question.asker_email, *message.cc}
    for part in question.parts.select_related("queue").order_by("pk"):
        if not part.is_of_same_person(question) and part.asker_email not in reached:
            reached.add(part.asker_email)
            copy = Message.objects.create(question=part, copy_of=message, at=at, leaves_at=message.leaves_at, **told)
            notifications.replied(part, copy, referrals, at=at, leaves_at=message.leaves_at)


def _write(question: Question, kind: str, writing: Writing, *, by, at: datetime, undo: dict | None = None) -> Message:
    is_internal = kind in INTERNAL_KINDS
    message = Message.objects.create(
        question=question,
        kind=kind,
        is_internal=is_internal,
        author=by,
        author_name=str(by) if by else question.asker_name,
        text=writing.text,
        at=at,
        cc=writing.cc,
        leaves_at=at + UNDO_WITHIN if kind == MessageKind.REPLY else None,
        undo=undo,
        submission=writing.submission,
    )
    files = filing.attach(writing.submission, question, message)
    quarantine.check(question, {file.sha256: file.name for file in files}, at=at)
    words.add(question, writing.text, *(file.name for file in files))
    return message


def marks(question: Question) -> dict:
    """How a question stands, ready for JSON."""
    values = {name: getattr(question, name) for name in _MARKS}
    return {name: value.isoformat() if name in _MOMENTS and value else value for name, value in values.items()}


def restore(question: Question, before: dict, *, act: str, by, at: datetime, note: str = "", **changes) -> None:
    """Set a question back to how it stood (``marks``), if nobody changed its state since; with a row of history.

    Raises ``StaleState``. The caller's transaction holds the row.
    """
    fields = {name: parse_datetime(value) if name in _MOMENTS and value else value for name, value in before.items()}
    held = Question.objects.filter(pk=question.pk, state=question.state)
    if not held.update(changed_at=at, **fields, **changes):
        raise StaleState
    question.parts.update(**{name: fields[name] for name in ("closed_at", "link_until") if name in fields})
    told = {"from_state": question.state, "to_state": before["state"], "note": note}
    QuestionHistory.objects.create(subject=question, at=at, by=by, act=act, **told)


def take_back(message: Message, *, by, at: datetime) -> None:
    """Undo an answer that has not left: its mail goes, the question stands as before, the text is a draft again.

    Raises ``StaleState`` when it left, or something was written or changed since.
    """
    if message.author_id != by.pk or not permissions.can_handle(by, message.question):
        raise PermissionDenied("Alleen wie het antwoord schreef, kan het terughalen.")
    with transaction.atomic():
        question = _held(message.question)
        if not message.can_be_taken_back(at) or _conversation(question).after(message.pk).exists():
            raise StaleState
        for row in (message, *message.copies.all()):
            _withdraw_mails(row)
        restore(question, message.undo, act="take_back", by=by, at=at)
        question.clock_records.filter(at=message.at).delete()
        save_draft(question, message.text, MessageKind.REPLY, by=by, at=at)
        Referral.objects.filter(message=message).update(message=None, ask_at=None)
        message.files.update(question=question, message=None)
        message.delete()


def _withdraw_mails(message: Message) -> None:
    """Only while each of them still waits: the lock keeps a worker from taking one up meanwhile."""
    mails = list(OutgoingMail.objects.select_for_update().filter(pk__in=message.mails.values("pk")))
    if any(mail.state != MailState.QUEUED for mail in mails):
        raise StaleState
    OutgoingMail.objects.filter(pk__in=[mail.pk for mail in mails]).delete()


def write_note(question: Question, writing: Writing, *, kind: str, by, at: datetime) -> Message:
    """An internal note or what was said on the phone; the asker does not see it, and the state stays."""
    if not permissions.can_handle(by, question):
        raise PermissionDenied("Alleen de servicedesk schrijft notities.")
    if kind not in INTERNAL_KINDS or not writing.text.strip():
        raise ValidationError("Schrijf eerst een notitie.")
    with transaction.atomic():
        held = _held(question)
        if known := _sent_before(writing.submission):
            return known
        message = _write(held, kind, writing, by=by, at=at)
        Question.objects.filter(pk=held.pk).update(changed_at=at)
        Draft.objects.filter(question=held, author=by).delete()
    return message


def hear(
    question: Question,
    text: str,
    *,
    at: datetime,
    submission: uuid.UUID | None = None,
    post: PostMessage | None = None,
    kind: str = MessageKind.ASKER,
    name: str = "",
) -> Message:
    """The asker (or a third party) adds something: a question that waited goes on, one that was closed opens again."""
    with transaction.atomic():
        own, held = _held_with_where_it_goes_on(question)
        if known := _sent_before(submission):
            return known
        writing = Writing(text=text, seen=0, submission=submission)
        message = _write(own, kind, writing, by=None, at=at)
        Message.objects.filter(pk=message.pk).update(post=post, author_name=name or own.asker_name)
        if held.pk != own.pk:
            words.add(held, text)
        if kind == MessageKind.ASKER:
            set_going(held, at=at)
        Question.objects.filter(pk__in=(own.pk, held.pk)).update(changed_at=at)
        notifications.heard(held, message, at=at)
    return message


def _held_with_where_it_goes_on(question: Question) -> tuple[Question, Question]:
    """A question and the one that it was merged into, both held; of one that stands by itself twice the same."""
    where = Question.objects.values_list("handled_in", flat=True).get(pk=question.pk) or question.pk
    held = hold(question.pk, where)
    if (held[question.pk].handled_in_id or question.pk) != where:
        # Somebody merged or unmerged it between reading and holding.
        return _held_with_where_it_goes_on(question)
    return held[question.pk], held[where]


def hold(*numbers: int) -> dict[int, Question]:
    """Questions by their key, held until the end of the transaction; in one order, so that two never wait for each
    other."""
    rows = Question.objects.select_for_update(of=("self",)).select_related("queue", "asker", "assignee")
    return {row.pk: row for row in rows.filter(pk__in=numbers).order_by("pk")}


def set_going(question: Question, *, at: datetime) -> None:
    """The asker was heard: what waited for them goes on, what was answered or closed opens again."""
    if question.state == State.WAIT_ASKER:
        workflow.step(question, "hear", by=None, at=at)
    elif question.state in (State.ANSWERED, State.CLOSED):
        workflow.reopen(question, by=None, at=at)


def save_draft(question: Question, text: str, kind: str, *, by, at: datetime) -> None:
    """Keep what somebody is writing; an empty text throws the draft away."""
    if not permissions.can_handle(by, question):
        raise PermissionDenied("Alleen de servicedesk schrijft antwoorden.")
    if not text.strip():
        Draft.objects.filter(question=question, author=by).delete()
        return
    told = {"text": text, "kind": kind, "saved_at": at}
    Draft.objects.update_or_create(question=question, author=by, defaults=told)
