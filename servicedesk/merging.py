"""Putting questions together and apart: merging two, splitting a message off, moving one; each can be undone.

A merged question keeps what is its own: its messages, its thread and the page of its asker. The desk reads and answers
it in the question that it was merged into. So taking it apart again needs nothing but how it stood.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from loket.core.workflow import StaleState
from loket.post import threads
from loket.post.models import Placement
from servicedesk import answering, asking, notifications, numbering, permissions, words, workflow
from servicedesk.enums import INTERNAL_KINDS, MessageKind, Rearranging, State
from servicedesk.models import Message, Question, QuestionHistory, Rearrangement

ACTS = frozenset({"merge", "merged_here", "split", "split_here", "moved"})
"""What the trail says of it."""
_DONE = frozenset({State.ANSWERED, State.CLOSED})


def _require_handler(by) -> None:
    if not permissions.can_handle(by):
        raise PermissionDenied("Alleen de servicedesk voegt samen en verplaatst.")


def merge(question: Question, into: Question, *, by, at: datetime) -> Rearrangement:
    """From now on ``question`` is dealt with in ``into``; its asker keeps the own page and thread.

    Raises ``ValidationError`` with a sentence when this cannot be, ``PermissionDenied``.
    """
    _require_handler(by)
    if question.pk == into.pk:
        raise ValidationError("Een vraag kan niet met zichzelf worden samengevoegd. Kies een andere.")
    with transaction.atomic():
        held = answering.hold(question.pk, into.pk)
        gone, kept = held[question.pk], held[into.pk]
        _require_free(gone)
        _require_takes(kept, is_busy=gone.state not in _DONE)
        before = answering.marks(gone)
        workflow.step(gone, "merge", by=by, at=at, note=kept.reference, merged_into=kept, handled_in=kept)
        gone.parts.update(handled_in=kept)
        _note(kept, "merged_here", gone.reference, by=by, at=at)
        words.renew(kept)
        return Rearrangement.objects.create(
            kind=Rearranging.MERGE, source=gone, target=kept, before=before, by=by, at=at
        )


def _require_free(question: Question) -> None:
    if question.anonymous_at:
        raise ValidationError(f"{question.reference} is anoniem gemaakt en kan niet meer veranderen.")
    if question.state == State.MERGED:
        where = question.goes_on_in.reference
        raise ValidationError(f"{question.reference} is al samengevoegd en gaat verder in {where}. Kies die vraag.")


def _require_takes(question: Question, *, is_busy: bool) -> None:
    """``is_busy``: what comes in still waits for something, so it may not vanish in a question that is done."""
    _require_free(question)
    if is_busy and question.state in _DONE:
        stands = question.get_state_display().lower()
        raise ValidationError(f"{question.reference} is {stands}. Heropen die vraag eerst, anders wordt dit vergeten.")


def _note(question: Question, act: str, note: str, *, by, at: datetime) -> None:
    states = {"from_state": question.state, "to_state": question.state}
    QuestionHistory.objects.create(subject=question, at=at, by=by, act=act, note=note, **states)


def can_be_moved(message: Message, at: datetime) -> bool:
    """Not what has not left yet, nor the copy of an answer to merged questions."""
    return message.copy_of_id is None and not message.can_be_taken_back(at)


def split(message: Message, *, subject: str, by, at: datetime) -> Question:
    """Make a new question of a message: of who wrote it, waiting since it was written.

    Raises ``ValidationError`` for what cannot be a question of its own.
    """
    _require_handler(by)
    if message.kind not in (MessageKind.ASKER, MessageKind.THIRD_PARTY):
        raise ValidationError("Alleen een bericht van buiten kan een nieuwe vraag worden.")
    with transaction.atomic():
        series = numbering.hold(at)
        source = answering.hold(message.question_id)[message.question_id]
        moved = _movable(message, source, at)
        told = _asking(moved, source, subject)
        new = asking.begin(told, series, asked_at=moved.at, by=by, at=at, act="split_here")
        Question.objects.filter(pk=new.pk).update(assignee=by, linked_to=source)
        _move(Rearranging.SPLIT, moved, source, new, by=by, at=at, kind=MessageKind.ASKER, is_internal=False)
    return new


def _asking(message: Message, source: Question, subject: str) -> asking.Asking:
    is_own = message.kind == MessageKind.ASKER
    post = message.post
    whose = {
        "name": source.asker_name if is_own else message.author_name,
        "email": source.asker_email if is_own else (post.author_address if post else ""),
        "phone": source.asker_phone if is_own else "",
        "organisation": source.organisation_name if is_own else "",
        "person": source.asker if is_own else None,
    }
    lists = {name: list(getattr(source, name)) for name in ("themes", "areas", "target_groups")}
    return asking.Asking(
        text=message.text, subject=subject, channel=source.channel, queue=source.queue.slug, **whose, **lists
    )


def move(message: Message, to: Question, *, by, at: datetime) -> Rearrangement:
    """Move a message with its files to another question.

    What somebody else wrote or was told, the asker of the other question does not get to see: it becomes internal.
    Raises ``ValidationError`` with a sentence when this cannot be.
    """
    _require_handler(by)
    if to.pk == message.question_id:
        raise ValidationError("Het bericht staat al bij deze vraag. Kies een andere.")
    with transaction.atomic():
        held = answering.hold(message.question_id, to.pk)
        source, target = held[message.question_id], held[to.pk]
        moved = _movable(message, source, at)
        is_own = source.is_of_same_person(target)
        is_heard = is_own and moved.kind == MessageKind.ASKER
        if target.state == State.CLOSED or not is_heard:
            _require_takes(target, is_busy=moved.kind not in INTERNAL_KINDS)
        _require_free(target)
        kind = MessageKind.THIRD_PARTY if moved.kind == MessageKind.ASKER and not is_own else moved.kind
        told = {"kind": kind, "is_internal": moved.is_internal or not is_own}
        row = _move(Rearranging.MOVE, moved, source, target, by=by, at=at, **told)
        if is_heard:
            answering.set_going(target, at=at)
    return row


def _movable(message: Message, source: Question, at: datetime) -> Message:
    """The message as it is now, if it can leave its question."""
    current = Message.objects.select_for_update(of=("self",)).select_related("post").get(pk=message.pk)
    if current.question_id != source.pk:
        raise StaleState
    if not can_be_moved(current, at):
        raise ValidationError("Dit antwoord is nog niet vertrokken. Wacht even, of haal het terug.")
    brought = Rearrangement.objects.standing().filter(kind=Rearranging.MOVE, target=source).values("message")
    if source.messages.exclude(pk__in=brought).order_by("pk").first() == current:
        raise ValidationError("Dit bericht is de vraag zelf. Voeg de vragen samen als ze bij elkaar horen.")
    return current


def _move(what: str, message: Message, source: Question, target: Question, *, by, at: datetime, **told):
    row = Rearrangement.objects.create(
        kind=what,
        source=source,
        target=target,
        message=message,
        before={"kind": message.kind, "is_internal": message.is_internal},
        by=by,
        at=at,
    )
    act = "split" if what == Rearranging.SPLIT else "moved"
    _note(source, act, f"naar {target.reference}", by=by, at=at)
    if what == Rearranging.MOVE:
        _note(target, act, f"uit {source.reference}", by=by, at=at)
    _put(message, source, target, at=at, **told)
    return row


def _put(message: Message, source: Question, target: Question, *, at: datetime, **told) -> None:
    """Hang a message with all that belongs to it under another question; answers to its mail follow."""
    Message.objects.filter(pk=message.pk).update(question=target, **told)
    message.files.update(question=target)
    placed = Placement.objects.filter(route=notifications.ROUTE, message=message.post_id, key=str(source.pk))
    for placement in placed.select_related("message") if message.post_id else ():
        threads.move(placement, notifications.thread_of(target, at=at))
        Placement.objects.filter(pk=placement.pk).update(number=target.number)
    Question.objects.filter(pk__in=(source.pk, target.pk)).update(changed_at=at)
    for question in {source, target, source.goes_on_in, target.goes_on_in}:
        words.renew(question)


def undo(row: Rearrangement, *, by, at: datetime) -> None:
    """Put it back as it was. Raises ``StaleState`` or ``ValidationError`` when what changed since stands in the way."""
    _require_handler(by)
    with transaction.atomic():
        if not Rearrangement.objects.standing().filter(pk=row.pk).update(undone_at=at, undone_by=by):
            raise StaleState
        held = answering.hold(row.source_id, row.target_id)
        source, target = held[row.source_id], held[row.target_id]
        for question in (source, target):
            if question.anonymous_at:
                raise ValidationError(f"{question.reference} is anoniem gemaakt en kan niet meer veranderen.")
        if row.kind == Rearranging.MERGE:
            _unmerge(row, source, target, by=by, at=at)
        else:
            _put_back(row, source, target, by=by, at=at)


def _unmerge(row: Rearrangement, source: Question, target: Question, *, by, at: datetime) -> None:
    if source.merged_into_id != target.pk:
        raise StaleState
    source.clock_records.filter(at=row.at).delete()
    parts = _all_parts(source)
    told = {"note": target.reference, "merged_into": None, "handled_in": None}
    answering.restore(source, row.before, act="unmerge", by=by, at=at, **told)
    Question.objects.filter(pk__in=parts).update(handled_in=source)
    _note(target, "unmerged_here", source.reference, by=by, at=at)
    for question in (source, target):
        words.renew(question)


def _all_parts(question: Question) -> list[int]:
    """The keys of what was merged into this question itself, also by way of another."""
    found: list[int] = []
    layer = [question.pk]
    while layer:
        layer = list(Question.objects.filter(merged_into__in=layer).values_list("pk", flat=True))
        found += layer
    return found


def _put_back(row: Rearrangement, source: Question, target: Question, *, by, at: datetime) -> None:
    message = Message.objects.select_for_update(of=("self",)).select_related("post").get(pk=row.message_id)
    if message.question_id != target.pk:
        raise StaleState
    _put(message, target, source, at=at, **row.before)
    for question, other in ((source, target), (target, source)):
        _note(question, "put_back", other.reference, by=by, at=at)
    is_left = target.state not in (State.MERGED, State.CLOSED)
    if row.kind == Rearranging.SPLIT and is_left:
        # Its number was given and may have been told: it goes on leading somewhere.
        merge(target, source.goes_on_in, by=by, at=at)
