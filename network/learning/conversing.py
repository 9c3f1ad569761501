"""Writing to each other: threads, posts, changes with a trail, and who is to hear of it."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.core import dispatch
from loket.core.workflow import StaleState
from loket.core.working_days import AMSTERDAM, local_date
from loket.post.models import Message as PostMessage
from network.learning import filing, mentions, permissions
from network.learning.enums import Mailing
from network.learning.models import (
    LearningNetwork,
    Membership,
    Notice,
    Post,
    PostVersion,
    Thread,
    ThreadMailing,
)
from network.learning.models.conversation import MOST_TEXT

TELL_TASK = "network.learning.tasks.tell_members"
BUNDLE_AT = time(7, 30)
"""When the bundle of a day leaves, on the clock of the Netherlands."""
ONLY_MEMBERS = "Alleen leden van dit netwerk schrijven hier, zolang het loopt."


@dataclass(frozen=True)
class Writing:
    """A post as it was typed. ``submission`` is the page it came from: sent twice, it counts once.

    ``post`` is the mail it came by, ``answering`` the mails that came before.
    """

    text: str
    submission: uuid.UUID | None = None
    post: PostMessage | None = None


def start(
    network: LearningNetwork, title: str, writing: Writing, *, by, at: datetime, is_question: bool = False
) -> Thread:
    """Begin a thread with its first post. Raises ``PermissionDenied``, and ``ValidationError`` for an empty text."""
    _require_writer(network, by)
    if not title.strip():
        raise ValidationError({"title": "Schrijf waar het over gaat."})

    def begin() -> Post:
        told = {"title": title.strip()[:160], "is_question": is_question}
        thread = Thread.objects.create(network=network, **told, started_by=by, started_at=at, last_at=at)
        return _write(thread, writing, by=by, at=at)

    return _once(writing, begin).thread


def reply(thread: Thread, writing: Writing, *, by, at: datetime) -> Post:
    """Raises ``PermissionDenied`` for who is no member, follows only, or comes after the end."""
    _require_writer(thread.network, by)

    def add() -> Post:
        Thread.objects.filter(pk=thread.pk, last_at__lt=at).update(last_at=at)
        return _write(thread, writing, by=by, at=at)

    return _once(writing, add)


def _once(writing: Writing, write: Callable[[], Post]) -> Post:
    """Write it, or give what the same page sent before; of two at the same moment the second waits for the first."""
    known = _sent_before(writing)
    if known:
        return known
    try:
        with transaction.atomic():
            return write()
    except IntegrityError:
        known = _sent_before(writing)
        if known is None:
            raise
        return known


def _require_writer(network: LearningNetwork, by) -> None:
    if not permissions.can_write(by, network):
        raise PermissionDenied(ONLY_MEMBERS)


def _sent_before(writing: Writing) -> Post | None:
    if writing.submission is None:
        return None
    return Post.objects.select_related("thread__network").filter(submission=writing.submission).first()


def _write(thread: Thread, writing: Writing, *, by, at: datetime) -> Post:
    if not writing.text.strip():
        raise ValidationError({"text": "Schrijf eerst een bericht."})
    text, mentioned = mentions.keep(writing.text.strip(), thread.network)
    if len(text) > MOST_TEXT:
        raise ValidationError({"text": f"Een bericht heeft hooguit {MOST_TEXT} tekens. Zet meer in een document."})
    told = {"text": text, "submission": writing.submission, "post": writing.post}
    post = Post.objects.create(thread=thread, author=by, at=at, **told)
    post.mentioned.set(mentioned)
    filing.attach(writing.submission, post)
    _notify(post, mentioned, at=at)
    return post


def _notify(post: Post, mentioned: list, *, at: datetime) -> None:
    """A row for each member who wants mail; who is named hears it at once, unless that person wants no mail at all."""
    network = post.thread.network
    named = {person.pk for person in mentioned}
    overrides = dict(ThreadMailing.objects.filter(thread=post.thread).values_list("person_id", "mailing"))
    rows = Membership.objects.active().filter(network=network, mail_failed_at=None, person__is_active=True)
    notices = []
    for person, chosen in rows.exclude(person=post.author_id).values_list("person_id", "mailing"):
        mailing = overrides.get(person, chosen)
        if mailing == Mailing.NEVER:
            continue
        mailing = Mailing.AT_ONCE if person in named else mailing
        due_at = at if mailing == Mailing.AT_ONCE else next_bundle(at)
        notices.append(Notice(post=post, person_id=person, mailing=mailing, due_at=due_at))
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    dispatch.after_commit(TELL_TASK)


def next_bundle(at: datetime) -> datetime:
    """The first 7.30 in the Netherlands that is later than this moment."""
    today = datetime.combine(local_date(at), BUNDLE_AT, AMSTERDAM)
    return today if today > at else datetime.combine(local_date(at) + timedelta(days=1), BUNDLE_AT, AMSTERDAM)


def edit(post: Post, text: str, *, by, at: datetime, seen: str = "") -> None:
    """Change one's own words; the earlier ones stay to be read. Nobody is mailed again, but for who is named now.

    ``seen``: the moment (ISO 8601) of the version that was changed; raises ``StaleState`` when it is not the last.
    """
    if not permissions.can_change_post(by, post):
        raise PermissionDenied("U kunt alleen uw eigen berichten wijzigen.")
    if not text.strip():
        raise ValidationError({"text": "Schrijf een tekst, of trek het bericht in."})
    kept, mentioned = mentions.keep(text.strip(), post.thread.network)
    with transaction.atomic():
        held = Post.objects.select_for_update().get(pk=post.pk)
        if held.is_withdrawn or (seen and seen != version_of(held)):
            raise StaleState
        if kept == held.text:
            return
        PostVersion.objects.create(of=held, text=held.text, at=at)
        Post.objects.filter(pk=held.pk).update(text=kept, edited_at=at, post=None)
        held.mentioned.add(*mentioned)
    post.text, post.edited_at = kept, at


def version_of(post: Post) -> str:
    return (post.edited_at or post.at).astimezone(UTC).isoformat()


def withdraw(post: Post, *, by, at: datetime) -> None:
    """Nobody reads it any more, not in mail that has still to leave either; one can put it back for a while."""
    if not permissions.can_take_down_post(by, post):
        raise PermissionDenied("U kunt alleen uw eigen berichten intrekken.")
    with transaction.atomic():
        rows = Post.objects.filter(pk=post.pk, withdrawn_at=None)
        if not rows.update(withdrawn_at=at, withdrawn_by=by):
            raise StaleState
        Notice.objects.filter(post=post, told_at=None).delete()
        Thread.objects.filter(answer=post).update(answer=None)
    post.withdrawn_at, post.withdrawn_by = at, by


def restore(post: Post, *, by, at: datetime) -> None:
    """Put back what one withdrew. Raises ``StaleState`` when it is there already."""
    if not (post.withdrawn_by_id == by.pk and permissions.can_write(by, post.thread.network)):
        raise PermissionDenied("Alleen wie het bericht introk, zet het terug.")
    if not Post.objects.filter(pk=post.pk, withdrawn_at__isnull=False).update(withdrawn_at=None, withdrawn_by=None):
        raise StaleState
    post.withdrawn_at, post.withdrawn_by = None, None


def choose_answer(thread: Thread, post: Post | None, *, by) -> None:
    """Which post answered the question, by who asked it or the facilitator; None takes it back."""
    asked = permissions.can_write(by, thread.network) and thread.started_by_id == by.pk
    if not (asked or permissions.is_facilitator(by, thread.network)):
        raise PermissionDenied("Wie de vraag stelde, kiest het antwoord.")
    if post is not None and (post.thread_id != thread.pk or post.is_withdrawn):
        raise ValidationError("Dit bericht staat niet in dit gesprek.")
    Thread.objects.filter(pk=thread.pk).update(answer=post)
    thread.answer = post


def mail_me(thread: Thread, mailing: str, *, by) -> None:
    """How soon one hears of this thread. Raises ``ValidationError`` for a choice that there is not."""
    if not permissions.can_read(by, thread.network):
        raise PermissionDenied(ONLY_MEMBERS)
    if mailing not in Mailing.values:
        raise ValidationError("Kies hoe vaak u mail wilt.")
    ThreadMailing.objects.update_or_create(thread=thread, person=by, defaults={"mailing": mailing})
    if mailing == Mailing.NEVER:
        Notice.objects.filter(post__thread=thread, person=by, told_at=None).delete()
