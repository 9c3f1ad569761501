"""A question comes in: by the form, by mail, by phone, or on behalf of somebody. One function for all of them."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from loket.accounts import organisations
from loket.accounts.models import User
from loket.post.models import Message as PostMessage
from servicedesk import clock, filing, notifications, numbering, quarantine, words
from servicedesk.enums import Channel, ClockStep, MessageKind, State
from servicedesk.models import Message, NumberSeries, Question, QuestionHistory, Queue
from servicedesk.models.queue import GENERAL

LONGEST_SUBJECT = 120
RECEIPTS_WINDOW = timedelta(hours=1)
MOST_RECEIPTS = 3


@dataclass(frozen=True)
class Asking:
    """What somebody asks. ``person``: their account, if any; ``submission``: of the form, so that twice is once."""

    text: str
    subject: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    organisation: str = ""
    on_behalf_of: str = ""
    person: User | None = None
    channel: str = Channel.WEB
    queue: str = GENERAL
    for_whom: str = ""
    where: str = ""
    tried: str = ""
    themes: list[str] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)
    target_groups: list[str] = field(default_factory=list)
    submission: uuid.UUID | None = None
    post: PostMessage | None = None
    linked_to: Question | None = None


def ask(asking: Asking, *, at: datetime, by=None, acknowledge: bool = True) -> Question:
    """Make a question of it, with a number and its terms. The same form sent again gives the question of the first.

    ``by``: who of the desk wrote it down. ``acknowledge`` is false where a mail would be no service.
    """
    with transaction.atomic():
        # Under the lock on the numbers: of two that send the same form at once, the second finds the first.
        series = numbering.hold(at)
        known = _sent_before(asking.submission)
        if known:
            return known
        is_flood = _asks_much(asking, at)
        question = begin(asking, series, asked_at=at, by=by, at=at)
        message = _first_message(question, asking, at=at)
        files = filing.attach(asking.submission, question, message)
        quarantine.check(question, {file.sha256: file.name for file in files}, at=at)
        words.add(question, *(file.name for file in files))
        if acknowledge and not is_flood:
            notifications.received(question, at=at)
    return question


def begin(asking: Asking, series: NumberSeries, *, asked_at: datetime, by, at: datetime, act: str = "ask") -> Question:
    """A question that has no message yet, with its number and terms; within the transaction that holds the series.

    ``asked_at``: since when the asker waits; the terms count from there.
    """
    question = _written(asking, numbering.take(series), at=asked_at)
    QuestionHistory.objects.create(subject=question, at=at, by=by, act=act, to_state=State.NEW)
    clock.record(question, clock.Change({}, (ClockStep.START,)), at=asked_at)
    return question


def _sent_before(submission: uuid.UUID | None) -> Question | None:
    return Question.objects.filter(submission=submission).first() if submission else None


def _asks_much(asking: Asking, at: datetime) -> bool:
    """Whether this address got its share of receipts lately: anybody can fill in anybody's address."""
    lately = Question.objects.filter(asker_email__iexact=asking.email, asked_at__gt=at - RECEIPTS_WINDOW)
    return bool(asking.email) and lately.count() >= MOST_RECEIPTS


def subject_of(text: str) -> str:
    """The first sentence or so, for a question without a subject."""
    plain = " ".join(text.split())
    first = plain.split("? ")[0] + "?" if "? " in plain[:LONGEST_SUBJECT] else plain
    return first if len(first) <= LONGEST_SUBJECT else first[: LONGEST_SUBJECT - 1].rsplit(" ", 1)[0] + "…"


def _written(asking: Asking, number: int, *, at: datetime) -> Question:
    queue, person = Queue.objects.named(asking.queue), asking.person
    subject = (asking.subject.strip() or subject_of(asking.text) or "Vraag zonder tekst")[:160]
    return Question.objects.create(
        number=number,
        submission=asking.submission,
        channel=asking.channel,
        queue=queue,
        linked_to=asking.linked_to,
        subject=subject,
        asked=asking.text[:20_000],
        gist=words.gist(subject, asking.text),
        lexemes=words.kept((subject, asking.text, asking.name, asking.organisation)),
        guide_whom=asking.for_whom,
        guide_where=asking.where,
        guide_tried=asking.tried,
        themes=asking.themes,
        areas=asking.areas,
        target_groups=asking.target_groups,
        asker=person,
        asker_name=(asking.name or (person.name if person else ""))[:120],
        asker_email=(asking.email or (person.email if person else "")).lower(),
        asker_phone=asking.phone[:40],
        organisation=_organisation(asking),
        organisation_name=asking.organisation[:200],
        on_behalf_of=asking.on_behalf_of[:200],
        asked_at=at,
        changed_at=at,
        **clock.begun(queue, at=at),
    )


def _organisation(asking: Asking):
    if asking.organisation:
        return organisations.find(asking.organisation)
    return asking.person.organisation if asking.person else None


def _first_message(question: Question, asking: Asking, *, at: datetime) -> Message:
    return Message.objects.create(
        question=question,
        kind=MessageKind.ASKER,
        author=asking.person,
        author_name=question.asker_name,
        text=asking.text,
        at=at,
        post=asking.post,
    )
