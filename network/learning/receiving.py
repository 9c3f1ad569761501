"""Mail that comes in: an answer to a notification lands in its thread, or waits for a facilitator with a reason.

The address of a mail holds a reference of one person and one thread. Who writes from another address, who is no member
any more and what comes after the end is not placed, and not lost either.
"""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction

from loket.core.workflow import StaleState
from loket.post.enums import Carrier, Cause, Kind, Outcome
from loket.post.models import Message, SentMessage
from loket.post.reading.bounces import Bounce
from loket.post.routing import Arrival, Delivery, Route
from network.learning import conversing, filing, notifications, permissions, telling
from network.learning.models import HeldMail, Membership, Post, Thread
from network.learning.models.conversation import MOST_TEXT

_PROVEN = (Carrier.ADDRESS, Carrier.REFERENCE, Carrier.MARKER)
_LASTING = (Cause.NO_SUCH_ADDRESS, Cause.BLOCKED)
AUTOMATIC = "Automatisch bericht: niet in het gesprek geplaatst."
BUNDLE = "Antwoord op een bundel: niet duidelijk bij welk gesprek het hoort."
OTHER_ADDRESS = "Het antwoord kwam van een ander adres dan dat van het lid aan wie wij schreven."
FAILED_CHECK = "De mailserver kon niet vaststellen dat dit bericht echt van dit lid komt."
NOT_WRITING = "De schrijver doet niet (meer) mee, leest alleen mee, of het netwerk is afgerond."
NO_TEXT = "Het bericht heeft geen tekst."
GONE = "Dit gesprek is er niet meer."


def route() -> Route:
    """No address is ours without a reference: what comes to the bare one waits for the desk."""
    return Route(
        name=telling.ROUTE,
        matches=lambda address: False,
        deliver=deliver,
        participants=_participants,
        bounced=_bounced,
    )


def _participants(key: str) -> set[str]:
    """The one person to whom the reference was given, by any address of theirs that was confirmed."""
    numbers = telling.read_key(key)
    person = numbers[1] if numbers else telling.person_of_bundle(key)
    found = get_user_model().objects.filter(pk=person).values_list("email", flat=True).first() if person else None
    if not found:
        return set()
    others = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    return {address.lower() for address in (found, *others)}


def deliver(arrival: Arrival, at: datetime) -> Delivery:
    """Take a message in, within the transaction in which it is marked as handled."""
    key = arrival.match.key if arrival.match else arrival.related
    message = arrival.message
    if message.kind == Kind.AUTO_REPLY or message.seems_automatic:
        return Delivery(Outcome.AUTO_REPLY, key, reason=AUTOMATIC)
    numbers = telling.read_key(key)
    if numbers is None:
        return _not_for_one_thread(arrival, key, at)
    thread = Thread.objects.select_related("network").filter(pk=numbers[0]).first()
    person = get_user_model().objects.filter(pk=numbers[1], is_active=True).first()
    if thread is None:
        return Delivery(Outcome.REFUSED, key, reason=GONE)
    why = _why_not(arrival, thread, person)
    return _hold(arrival, thread, person, why, at) if why else _place(arrival, thread, person, key, at)


def _not_for_one_thread(arrival: Arrival, key: str, at: datetime) -> Delivery:
    number = telling.person_of_bundle(key)
    person = get_user_model().objects.filter(pk=number, is_active=True).first() if number else None
    if person and arrival.message.author_address in _participants(key) and arrival.may_acknowledge:
        text = arrival.message.visible_text[:MOST_TEXT]
        notifications.not_placed(person, network=None, reason=BUNDLE, text=text, at=at)
    return Delivery(Outcome.REFUSED, key, reason=BUNDLE)


def _why_not(arrival: Arrival, thread: Thread, person) -> str:
    """A sentence for the facilitator; empty when the answer can be placed."""
    message = arrival.message
    is_proven = arrival.match is not None and arrival.match.carrier in _PROVEN
    if not is_proven or message.author_address not in _participants(telling.key_of(thread, person) if person else ""):
        return OTHER_ADDRESS
    if message.authentication == "fail":
        return FAILED_CHECK
    if not permissions.can_write(person, thread.network):
        return NOT_WRITING
    return "" if message.visible_text.strip() or message.attachments.exists() else NO_TEXT


def _place(arrival: Arrival, thread: Thread, person, key: str, at: datetime) -> Delivery:
    post_by_mail(thread, arrival.message, by=person, at=at)
    return Delivery(Outcome.REPLY, key)


def post_by_mail(thread: Thread, message: Message, *, by, at: datetime) -> Post:
    """What is new in the mail as a post of this member, with its files; a file that may not come in is named."""
    text = message.visible_text[:MOST_TEXT] or "(bericht zonder tekst)"
    post = conversing.reply(thread, conversing.Writing(text=text, post=message), by=by, at=at)
    refused = []
    for attachment in message.attachments.filter(is_inline=False)[: filing.MOST_FILES]:
        with attachment.stored.open("rb") as content:
            why = filing.take_from_mail(File(content, attachment.name), post, by=by, at=at)
        refused += [f"(Niet geplaatst: {why})"] if why else []
    if refused:
        Post.objects.filter(pk=post.pk).update(text="\n\n".join([text, *refused])[:MOST_TEXT])
    return post


def _hold(arrival: Arrival, thread: Thread, person, why: str, at: datetime) -> Delivery:
    message = arrival.message
    text = message.visible_text[:MOST_TEXT]
    sender = message.author_address or message.author_name or "onbekend"
    HeldMail.objects.create(thread=thread, message=message, sender=sender, text=text, reason=why, at=at)
    is_own_address = person is not None and message.author_address in _participants(telling.key_of(thread, person))
    if is_own_address and arrival.may_acknowledge:
        notifications.not_placed(person, network=thread.network, reason=why, text=text, at=at)
    return Delivery(Outcome.HELD, telling.key_of(thread, person) if person else "", reason=why)


def place_held(held: HeldMail, *, by, at: datetime) -> Post:
    """The facilitator puts it into the thread, under the own name and with who wrote it. Raises ``StaleState``."""
    if not permissions.is_facilitator(by, held.thread.network):
        raise PermissionDenied("Alleen de begeleider plaatst mail die is vastgehouden.")
    if not held.text.strip():
        raise ValidationError("Dit bericht heeft geen tekst om te plaatsen.")
    with transaction.atomic():
        _settle(held, at=at)
        quoted = "\n".join(f"> {line}" for line in held.text.splitlines())
        name = held.message.author_name or "een lid"
        post = conversing.reply(held.thread, conversing.Writing(f"Per mail van {name}:\n\n{quoted}"), by=by, at=at)
        HeldMail.objects.filter(pk=held.pk).update(placed=post)
    return post


def drop_held(held: HeldMail, *, by, at: datetime) -> None:
    if not permissions.is_facilitator(by, held.thread.network):
        raise PermissionDenied("Alleen de begeleider gooit mail weg die is vastgehouden.")
    _settle(held, at=at)


def _settle(held: HeldMail, *, at: datetime) -> None:
    if not HeldMail.objects.filter(pk=held.pk, settled_at=None).update(settled_at=at):
        raise StaleState


def _bounced(sent: SentMessage, bounce: Bounce, at: datetime) -> None:
    """Mail that will not arrive stops for that member, who sees it in the network and can begin anew."""
    numbers = telling.read_key(sent.thread.key)
    if numbers is None or sent.bounce_cause not in _LASTING:
        return
    network = Thread.objects.filter(pk=numbers[0]).values("network")
    Membership.objects.filter(network__in=network, person=numbers[1]).update(mail_failed_at=at)
