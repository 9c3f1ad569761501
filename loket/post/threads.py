"""Threads: opened by areas, found back by what an answer carries.

From what nobody can guess to what anybody can type: the reference in the address, a Message-ID of ours, the mark in the
text, a mail that several messages name, the number of another desk, our own number in the subject. What can be guessed
counts only when the sender already has a part in the thread.
"""

import re
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from loket.post.enums import Carrier, Note, Standing
from loket.post.models import MentionedId, Message, Placement, SentMessage, Thread
from loket.post.models.thread import TOKEN_PATTERN
from loket.post.reading.limits import MOST_IDS
from loket.post.routing import IN_ADDRESS, Match, Route

_MARK = re.compile(rf"\bKenmerk:\s{{0,3}}({TOKEN_PATTERN})\b", re.IGNORECASE)
_OWN_ID = re.compile(rf"^({TOKEN_PATTERN})\.")
_MOST_MERGES = 20
_MOST_MESSAGES = 50
_FREE_MAIL = {"gmail.com", "outlook.com", "hotmail.com", "live.nl", "ziggo.nl", "kpnmail.nl", "icloud.com", "yahoo.com"}


class NotThisColleague(Exception):
    """Somebody answers a notification that went to a colleague; the text is a sentence for staff."""

    def __init__(self) -> None:
        super().__init__("Dit antwoord op een intern bericht komt niet van de collega aan wie het was gericht.")


def open_thread(route: str, key: str, *, at: datetime) -> Thread:
    """The thread of an area's subject, made when it is not there yet."""
    return Thread.objects.get_or_create(route=route, key=key, defaults={"opened_at": at})[0]


def address_with(thread: Thread, address: str) -> str:
    """The area's address with the thread's reference in it: ``loket+…@example.org``."""
    local, _, domain = address.rpartition("@")
    return f"{local}{settings.MAIL_REFERENCE_SEPARATOR}{thread.token}@{domain}"


def mark_of(thread: Thread) -> str:
    """The line for at the foot of a mail, for programs and providers that drop all else."""
    return f"Kenmerk: {thread.token}"


def merge(one: Thread, into: Thread) -> None:
    """From now on answers to ``one`` land in ``into``. Raises ``ValueError`` when that would go round in a circle."""
    if current(into).pk == one.pk:
        raise ValueError("Deze draden verwijzen dan naar elkaar.")
    Thread.objects.filter(pk=one.pk).update(merged_into=into)


def unmerge(one: Thread) -> None:
    Thread.objects.filter(pk=one.pk).update(merged_into=None)


def current(thread: Thread) -> Thread:
    """The thread that this one was merged into in the end, or itself."""
    for _ in range(_MOST_MERGES):
        if thread.merged_into_id is None:
            break
        thread = thread.merged_into
    return thread


def move(placement: Placement, to: Thread) -> None:
    """Move a message to another thread of its route; answers to it follow."""
    ids = [placement.message.message_id]
    with transaction.atomic():
        Placement.objects.filter(pk=placement.pk).update(key=to.key)
        MentionedId.objects.filter(thread__route=to.route, thread__key=placement.key, message_id__in=ids).delete()
        MentionedId.objects.get_or_create(thread=to, message_id=ids[0])
    placement.key = to.key


def find(message: Message, route: Route) -> Match | None:
    """The thread of this route that the message continues. Raises ``NotThisColleague``."""
    return (
        _by_token(message, route, Carrier.ADDRESS, _tokens_in_addresses(message))
        or _by_sent_id(message, route)
        or (None if Note.FORWARD in message.notes else _by_token(message, route, Carrier.MARKER, _marks(message)))
        or _by_ancestor(message, route)
        or _by_foreign_token(message, route)
        or _by_number(message, route)
    )


def has_reference(message: Message, route: Route) -> bool:
    """Whether the message was sent to the address of one thread of this route."""
    tokens = _tokens_in_addresses(message)
    return bool(tokens) and Thread.objects.filter(route=route.name, token__in=tokens).exists()


def _tokens_in_addresses(message: Message) -> list[str]:
    return [match[2] for address in message.envelope if (match := IN_ADDRESS.match(address))]


def _marks(message: Message) -> list[str]:
    return [found.lower() for found in _MARK.findall(message.text)][:5]


def _by_token(message: Message, route: Route, carrier: str, tokens: list[str]) -> Match | None:
    if not tokens:
        return None
    found = {row.token: row for row in Thread.objects.filter(route=route.name, token__in=tokens)}
    thread = next((found[token] for token in tokens if token in found), None)
    return _match(message, route, thread, carrier) if thread else None


def _named_ids(message: Message) -> list[str]:
    """What the message answers, newest first."""
    return list(dict.fromkeys([*message.in_reply_to, *reversed(message.references)]))[:MOST_IDS]


def _by_sent_id(message: Message, route: Route) -> Match | None:
    ids = _named_ids(message)
    rows = SentMessage.objects.filter(message_id__in=ids, thread__route=route.name).select_related("thread")
    found = {row.message_id: row for row in rows}
    sent = next((found[each] for each in ids if each in found), None)
    if sent is None:
        return None
    if sent.is_internal and sent.recipient.lower() != message.author_address:
        raise NotThisColleague
    return _match(message, route, sent.thread, Carrier.REFERENCE, is_internal=sent.is_internal)


def names_forged_id(message: Message) -> bool:
    """Whether it names a Message-ID that looks like ours and that we never gave out."""
    ids = [each for each in _named_ids(message) if _OWN_ID.match(each) and each.endswith(f"@{settings.MAIL_DOMAIN}")]
    return len(ids) > SentMessage.objects.filter(message_id__in=ids).count()


def _by_ancestor(message: Message, route: Route) -> Match | None:
    """A mail that an earlier message has or names too. Such an id can be known to many (a newsletter)."""
    ids = _named_ids(message)
    rows = MentionedId.objects.filter(message_id__in=ids, thread__route=route.name).select_related("thread")
    found: dict[str, list[Thread]] = {}
    for row in rows[: _MOST_MESSAGES * 2]:
        found.setdefault(row.message_id, []).append(row.thread)
    for thread in [thread for each in ids for thread in found.get(each, [])][:5]:
        thread = current(thread)
        shared = message.correspondents & _people(thread, route)
        if any(not route.matches(address) for address in shared):
            return _match(message, route, thread, Carrier.ANCESTOR)
    return None


def _people(thread: Thread, route: Route) -> set[str]:
    """Who takes part: as the area knows it, and who wrote and was written to."""
    messages = Message.objects.filter(placements__route=thread.route, placements__key=thread.key)
    rows = messages.only("author_address", "to", "cc").order_by("-pk")[:_MOST_MESSAGES]
    return route.participants(thread.key).union(*(row.correspondents for row in rows))


def _by_foreign_token(message: Message, route: Route) -> Match | None:
    """The number that another desk gave this case, when that same organisation used it in the thread before."""
    domain = message.author_address.rpartition("@")[2]
    if not message.foreign_tokens or not domain or domain in _FREE_MAIL:
        return None
    named = [Q(message__foreign_tokens__contains=[token]) for token in message.foreign_tokens]
    earlier = Placement.objects.filter(
        Q.create(named, connector=Q.OR),
        route=route.name,
        message__author_address__endswith=f"@{domain}",
    ).exclude(key="")
    placement = earlier.order_by("-pk").first()
    thread = placement and Thread.objects.filter(route=route.name, key=placement.key).first()
    return _match(message, route, thread, Carrier.FOREIGN) if thread else None


def _by_number(message: Message, route: Route) -> Match | None:
    """Our own number in the subject: anybody can type it."""
    if route.subject_token is None:
        return None
    for found in route.subject_token.finditer(message.subject):
        key = route.find_thread(found[1])
        if key is not None:
            thread = Thread.objects.select_related("merged_into").filter(route=route.name, key=key).first()
            return _match(message, route, thread or Thread(route=route.name, key=key), Carrier.NUMBER)
    return None


def _match(message: Message, route: Route, thread: Thread, carrier: str, *, is_internal: bool = False) -> Match:
    thread = current(thread)
    is_proven = Note.FAILED_CHECK not in message.notes
    sent_to = {message.author_address} if is_internal else set(_recipients(thread))
    if is_proven and message.author_address in route.participants(thread.key) | sent_to:
        is_what = Standing.PARTICIPANT
    else:
        is_what = Standing.STRANGER if carrier == Carrier.NUMBER else Standing.THIRD_PARTY
    return Match(thread.key, carrier, is_what, is_internal)


def _recipients(thread: Thread) -> list[str]:
    rows = SentMessage.objects.filter(thread_id=thread.pk, is_internal=False).order_by("-pk")
    return [address.lower() for address in rows.values_list("recipient", flat=True)[:_MOST_MESSAGES]]


def remember(message: Message, thread: Thread) -> None:
    """Keep the ids that a message has and names, so that what answers any of them lands here too."""
    ids = dict.fromkeys([message.message_id, *message.in_reply_to, *message.references])
    MentionedId.objects.bulk_create(
        [MentionedId(message_id=each, thread=thread) for each in list(ids)[:MOST_IDS]], ignore_conflicts=True
    )


def has_new_subject(message: Message, route: str, key: str) -> bool:
    """Whether the last message of the thread had another subject."""
    last = Message.objects.filter(placements__route=route, placements__key=key).order_by("-pk").first()
    return bool(last and last.subject_bare and message.subject_bare) and (
        last.subject_bare.casefold() != message.subject_bare.casefold()
    )


def earlier_texts(route: str, key: str) -> list[str]:
    """The texts of the last messages of a thread, ours too as long as the outbox keeps them."""
    placed = Message.objects.filter(placements__route=route, placements__key=key).order_by("-pk")
    sent = SentMessage.objects.filter(thread__route=route, thread__key=key, mail__isnull=False).order_by("-pk")
    return [*placed.values_list("text", flat=True)[:5], *sent.values_list("mail__text", flat=True)[:5]]
