"""What is kept of a person in mail, by address. Areas above call this when somebody asks for or erases their data."""

from django.db import transaction

from loket.post.models import MentionedId, Message, Placement, RawMessage, SentMessage

ERASED = "gewist"


def held_of(address: str) -> list[dict]:
    """The messages that came from this address, as they were read."""
    rows = Message.objects.filter(author_address=address.lower()).order_by("received_at")
    return [
        {"ontvangen": row.received_at.isoformat(), "onderwerp": row.subject, "tekst": row.text}
        for row in rows.iterator(chunk_size=200)
    ]


def forget_address(address: str) -> int:
    """Take a person out of the mail that stays for the figures: name, address, and the raw bytes. Returns how many.

    The texts themselves belong to the area: it knows what is quoted where (``forget_thread``).
    """
    written = Message.objects.filter(author_address=address.lower())
    with transaction.atomic():
        RawMessage.objects.filter(message__in=written).update(content=None)
        nobody = dict.fromkeys(("author_address", "answer_to", "forwarded_from", "on_behalf_of"), "")
        count = written.update(author_name=ERASED, **nobody, to=[], cc=[], envelope=[])
        SentMessage.objects.filter(recipient=address.lower()).update(recipient=ERASED)
    return count


def forget_thread(route: str, key: str) -> int:
    """Throw away all mail of a thread, with its files; answers still find their way. Returns how many messages.

    What went to another thread too stays there.
    """
    placed = Placement.objects.filter(route=route, key=key)
    messages = list(Message.objects.filter(placements__in=placed).distinct())
    MentionedId.objects.filter(thread__route=route, thread__key=key).delete()
    placed.delete()
    for message in messages:
        if not message.placements.exists():
            _throw_away(message)
    return len(messages)


def _throw_away(message: Message) -> None:
    """The raw row stays, empty: the same mail that comes again is still known."""
    for kept in message.attachments.all():
        kept.stored.delete(save=False)
    with transaction.atomic():
        RawMessage.objects.filter(pk=message.raw_id).update(content=None, reason="", error="")
        message.delete()
