"""Mail that comes in: a new question, something added to one, or an automatic reply that is only filed."""

import re
from datetime import datetime

from loket.accounts.models import User
from loket.post.enums import Kind, Outcome, Standing
from loket.post.models import SentMessage
from loket.post.reading.bounces import Bounce
from loket.post.routing import Arrival, Delivery, Route
from servicedesk import answering, asking, numbering, quarantine, scanning, words
from servicedesk.enums import Channel, MessageKind, State
from servicedesk.models import Message, Question, Queue
from servicedesk.models.queue import GENERAL
from servicedesk.notifications import ROUTE
from servicedesk.workflow import REOPENS_WITHIN

_TOKEN = re.compile(r"\[Vraag (20\d\d-\d{5,7})\]")


def route() -> Route:
    return Route(
        name=ROUTE,
        matches=lambda address: bool(Queue.objects.takes_mail_for(address)),
        deliver=deliver,
        has_queue=Queue.objects.is_named,
        subject_token=_TOKEN,
        find_thread=_find_thread,
        participants=_participants,
        bounced=_bounced,
    )


def _find_thread(reference: str) -> str | None:
    number = numbering.read(reference)
    found = Question.objects.filter(number=number).values_list("pk", flat=True).first()
    return str(found) if found else None


def _participants(key: str) -> set[str]:
    """The asker, and who was put in copy by the desk: nobody gets in by writing."""
    row = Question.objects.filter(pk=key).values_list("asker_email", flat=True).first()
    copies = Message.objects.filter(question=key).exclude(cc=[]).values_list("cc", flat=True)
    return {address.lower() for address in [row or "", *(each for cc in copies for each in cc)]} - {""}


def deliver(arrival: Arrival, at: datetime) -> Delivery:
    """Take a message in, within the transaction in which it is marked as handled."""
    question = _question_of(arrival)
    if question is None:
        return _new(arrival, at)
    message = arrival.message
    if message.kind == Kind.AUTO_REPLY or message.seems_automatic or _is_internal(arrival):
        _file(question, arrival, at)
    elif _is_long_closed(question.goes_on_in, at):
        return _new(arrival, at, linked=question)
    else:
        _add(question, arrival, at)
    return Delivery(Outcome.REPLY, str(question.pk), question.goes_on_in.number)


def _is_internal(arrival: Arrival) -> bool:
    """An answer to what we wrote to a colleague, also when it came to the address of the thread."""
    message = arrival.message
    named = [*message.in_reply_to, *message.references]
    return arrival.match.is_internal or SentMessage.objects.filter(message_id__in=named, is_internal=True).exists()


def _question_of(arrival: Arrival) -> Question | None:
    """The question of the thread. What the asker of a merged one writes stays its own; the desk reads them together."""
    key = arrival.match.key if arrival.match else ""
    return Question.objects.select_related("handled_in").filter(pk=key).first() if key else None


def _is_long_closed(question: Question, at: datetime) -> bool:
    return question.state == State.CLOSED and at - question.closed_at > REOPENS_WITHIN


def _add(question: Question, arrival: Arrival, at: datetime) -> None:
    is_asker = arrival.match.standing == Standing.PARTICIPANT
    kind = MessageKind.ASKER if is_asker else MessageKind.THIRD_PARTY
    message = arrival.message
    name = message.author_name or message.author_address
    answering.hear(question, message.text, at=at, post=message, kind=kind, name=name)
    _take_files(question, message, at)


def _file(question: Question, arrival: Arrival, at: datetime) -> None:
    """Goes with the question and changes nothing; the asker does not see it."""
    message = arrival.message
    Message.objects.create(
        question=question,
        kind=MessageKind.THIRD_PARTY,
        is_internal=True,
        is_automatic=message.kind == Kind.AUTO_REPLY or message.seems_automatic,
        author_name=message.author_name or message.author_address,
        text=message.text[:50_000],
        at=at,
        post=message,
    )
    _take_files(question, message, at)


def _new(arrival: Arrival, at: datetime, linked: Question | None = None) -> Delivery:
    """A new question; linked where it points at another. Copies and doubtful mail get no acknowledgement."""
    message = arrival.message
    key = arrival.related or (arrival.copy_of.key if arrival.copy_of else "")
    linked = linked or (Question.objects.filter(pk=key).first() if key else None)
    sender = message.answer_to or message.author_address
    question = asking.ask(
        asking.Asking(
            text=message.text[:50_000],
            subject=message.subject_bare or message.subject,
            name=message.author_name,
            email=sender,
            person=_known(message),
            channel=Channel.MAIL,
            queue=_queue(arrival),
            post=message,
            linked_to=linked,
        ),
        at=at,
        acknowledge=arrival.may_acknowledge and not arrival.copy_of,
    )
    _take_files(question, message, at)
    outcome = Outcome.HELD if arrival.must_be_held else Outcome.NEW
    return Delivery(outcome, str(question.pk), question.number)


def _take_files(question: Question, message, at: datetime) -> None:
    """Found by their names, and offered to the scanner."""
    files = list(message.attachments.all())
    words.add(question, *(file.name for file in files))
    scanning.offer([file.sha256 for file in files], at=at)
    quarantine.check(question, {file.sha256: file.name for file in files}, at=at)


def _known(message) -> User | None:
    """The account of this address; only when the mail server vouches for who sent it."""
    if message.authentication != "pass":
        return None
    return User.objects.filter(email__iexact=message.author_address, is_active=True).first()


def _queue(arrival: Arrival) -> str:
    if arrival.queue and Queue.objects.is_named(arrival.queue):
        return arrival.queue
    found = (Queue.objects.takes_mail_for(address) for address in arrival.message.envelope)
    return next(filter(None, found), GENERAL)


def _bounced(sent: SentMessage, bounce: Bounce, at: datetime) -> None:
    """Our mail did not arrive: staff see it with the question."""
    question = Question.objects.filter(pk=sent.thread.key).first()
    if question is None:
        return
    text = f"Onze mail aan {sent.recipient} is niet aangekomen. {sent.get_bounce_cause_display()}".strip()
    told = {"kind": MessageKind.NOTE, "is_internal": True, "is_automatic": True, "at": at, "text": text}
    Message.objects.create(question=question, author_name="Mailserver", **told)
