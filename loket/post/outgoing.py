"""What our mail carries so that answers find their way back, and so that programs do not answer it."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import transaction

from loket.core import outbox
from loket.core.models import OutgoingMail
from loket.post import threads
from loket.post.models import MentionedId, SentMessage, Thread

MOST_REFERENCES = 10


def headers_for(
    thread: Thread, *, to: str, address: str, at: datetime, by_person: bool = False, is_internal: bool = False
) -> dict[str, str]:
    """The headers of a mail in this thread; its Message-ID is registered, so call it in the transaction of the mail.

    ``address``: the area's own address, for Reply-To. ``by_person``: somebody wrote it, so it is not marked as
    automatic. ``is_internal``: for a colleague; an answer counts only when that colleague writes it.
    """
    message_id = f"{thread.token}.{secrets.token_hex(12)}@{settings.MAIL_DOMAIN}"
    SentMessage.objects.create(
        message_id=message_id, thread=thread, recipient=to.lower(), is_internal=is_internal, sent_at=at
    )
    found = {
        "Message-ID": f"<{message_id}>",
        "Reply-To": threads.address_with(thread, address),
        "X-Loop": settings.MAIL_LOOP_MARK,
        "Auto-Submitted": "no" if by_person else "auto-generated",
        "X-Auto-Response-Suppress": "None" if by_person else "All",
    }
    earlier = [f"<{each}>" for each in _earlier_ids(thread, message_id, to)]
    return found | ({"In-Reply-To": earlier[-1], "References": " ".join(earlier)} if earlier else {})


def _earlier_ids(thread: Thread, message_id: str, to: str) -> list[str]:
    """What this person may have seen of the thread, oldest first; what we wrote to others is not named."""
    mentioned = MentionedId.objects.filter(thread=thread).order_by("-pk").values_list("message_id", flat=True)
    sent = SentMessage.objects.filter(thread=thread, recipient=to.lower()).exclude(message_id=message_id)
    own = sent.order_by("-pk").values_list("message_id", flat=True)
    real = [each for each in mentioned[:MOST_REFERENCES] if not each.endswith(".invalid")]
    return [*reversed(own[: MOST_REFERENCES // 2]), *reversed(real)][-MOST_REFERENCES:]


def write(
    thread: Thread,
    *,
    to: str,
    address: str,
    at: datetime,
    template: str,
    context: dict,
    by_person: bool = False,
    is_internal: bool = False,
    dedupe_key: str | None = None,
) -> OutgoingMail | None:
    """Write a mail in this thread to the outbox; the templates get ``mark``, the line for at its foot.

    Returns ``None`` when a mail with this key was written before.
    """
    with transaction.atomic():
        told = headers_for(thread, to=to, address=address, at=at, by_person=by_person, is_internal=is_internal)
        context = context | {"mark": threads.mark_of(thread)}
        mail = outbox.queue(to=to, template=template, context=context, at=at, dedupe_key=dedupe_key, headers=told)
        registered = SentMessage.objects.filter(message_id=told["Message-ID"].strip("<>"))
        if mail is None:
            registered.delete()
        else:
            registered.update(mail=mail)
    return mail
