"""Posting, changing and ending a notice, and reacting to it."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from loket.accounts.models import User
from loket.core.telling import Rhythm, due
from loket.core.workflow import Transition, Workflow
from loket.core.working_days import local_date
from network.directory import contacting
from network.directory.contacting import Letter, Reported
from network.directory.enums import ReportedKind
from network.directory.models import DirectMessage, Report
from network.notices import notifications, permissions
from network.notices.enums import PostingState
from network.notices.models import Match, Posting, PostingHistory, Reaction, Watch

MOST_OPEN = 10
OPEN, DONE, LAPSED, REMOVED = PostingState.OPEN, PostingState.DONE, PostingState.LAPSED, PostingState.REMOVED

POSTINGS = Workflow(
    (
        Transition("done", frozenset({OPEN}), DONE, permissions.is_author, "Gelukt of niet meer nodig"),
        Transition("extend", frozenset({OPEN, LAPSED, DONE}), OPEN, permissions.is_author, "Langer laten staan"),
        Transition("lapse", frozenset({OPEN}), LAPSED, permissions.by_the_portal, "Verlopen"),
        Transition("remove", frozenset({OPEN, DONE, LAPSED}), REMOVED, permissions.can_judge, "Weghalen"),
        Transition("restore", frozenset({REMOVED}), OPEN, permissions.can_judge, "Terugzetten"),
    ),
    history=lambda: PostingHistory,
)


def post(posting: Posting, *, by: User, at: datetime) -> Posting:
    """Put a filled notice on the board. Raises ``ValidationError`` when this person has too many, or may not."""
    if not permissions.can_post(by):
        raise PermissionDenied("Log in om een bericht te plaatsen.")
    with transaction.atomic():
        # Two tabs at once: the second waits here and is counted.
        list(User.objects.select_for_update(no_key=True).filter(pk=by.pk).values("pk"))
        _require_may_post(by, at)
        posting.author, posting.posted_at = by, at
        posting.until = last_day(posting.weeks, at)
        posting.fill_words()
        posting.save()
        PostingHistory.objects.create(subject=posting, at=at, by=by, act="post", to_state=OPEN)
        Watch.objects.get_or_create(person=by, defaults={"rhythm": Rhythm.WEEKLY, "since": at})
    return posting


def _require_may_post(by: User, at: datetime) -> None:
    if contacting.is_barred(by):
        raise ValidationError("U kunt nu geen berichten plaatsen. De redactie heeft dit stopgezet. Vraag haar waarom.")
    if Posting.objects.current(local_date(at)).filter(author=by).count() >= MOST_OPEN:
        raise ValidationError(f"U hebt al {MOST_OPEN} berichten staan. Haal er eerst een weg.")


def last_day(weeks: int, at: datetime) -> date:
    return local_date(at) + timedelta(weeks=weeks)


def change(posting: Posting, *, by: User, at: datetime) -> Posting:
    """Write the changed text of a notice; what fits it is looked for anew. The last day stays."""
    if not permissions.is_author(by, posting):
        raise PermissionDenied("Dit bericht is niet van u.")
    with transaction.atomic():
        posting.fill_words()
        posting.matched_at = None
        posting.save(update_fields=["kind", "title", "text", "themes", "areas", "lexemes", "matched_at"])
        PostingHistory.objects.create(
            subject=posting, at=at, by=by, act="change", from_state=posting.state, to_state=posting.state
        )
    return posting


def extend(posting: Posting, *, by: User, at: datetime) -> None:
    """Let it stand for its term again, counted from today; also when it had lapsed.

    Raises ``StaleState`` when an editor took it down meanwhile, ``ValidationError`` when this person may not post.
    """
    with transaction.atomic():
        list(User.objects.select_for_update(no_key=True).filter(pk=by.pk).values("pk"))
        if not posting.is_current(local_date(at)):
            _require_may_post(by, at)
        POSTINGS.apply(posting, "extend", by=by, at=at, until=last_day(posting.weeks, at), asked_for=None)


def finish(posting: Posting, *, by: User, at: datetime) -> None:
    POSTINGS.apply(posting, "done", by=by, at=at)


def remove(posting: Posting, *, by: User, at: datetime, note: str = "") -> None:
    """An editor takes it down; the author still sees it, and hears of it."""
    with transaction.atomic():
        POSTINGS.apply(posting, "remove", by=by, at=at, note=note)
        notifications.removed(posting, note, at=at)


def restore(posting: Posting, *, by: User, at: datetime) -> None:
    """Put it back; past its last day it stands for its term again."""
    until = posting.until if posting.until >= local_date(at) else last_day(posting.weeks, at)
    POSTINGS.apply(posting, "restore", by=by, at=at, until=until)


def react(posting: Posting, letter: Letter, *, by: User, at: datetime) -> DirectMessage:
    """Write to the author by the portal. Raises ``ValidationError`` past the last day or past a limit."""
    if not permissions.can_react(by, posting):
        raise PermissionDenied("Op uw eigen bericht kunt u niet reageren.")
    with transaction.atomic():
        held = Posting.objects.select_for_update(no_key=True, of=("self",)).select_related("author").get(pk=posting.pk)
        if not held.is_current(local_date(at)):
            raise ValidationError("Dit bericht staat niet meer open. Reageren kan niet meer.")
        message = contacting.send(letter, to=held.author, by=by, at=at)
        Reaction.objects.create(posting=held, message=message, at=at)
    return message


def report(posting: Posting, note: str, *, by: User, at: datetime) -> Report:
    about = Reported(ReportedKind.POSTING, posting.title, posting.text, posting.author, posting.get_absolute_url())
    return contacting.report(about, note, by=by, at=at)


def watch(person: User, rhythm: str, *, at: datetime) -> Watch:
    """How often somebody hears of notices that fit; what waits to be told moves along."""
    with transaction.atomic():
        Match.objects.filter(person=person, told_at=None).update(due_at=due(rhythm, at))
        return Watch.objects.update_or_create(
            person=person, defaults={"rhythm": rhythm}, create_defaults={"rhythm": rhythm, "since": at}
        )[0]
