"""From what was read to rows: the message and its files."""

import hashlib
from dataclasses import asdict
from email.utils import parseaddr

from django.conf import settings
from django.core.files.base import ContentFile

from loket.core.files.sniffing import HEAD_SIZE, sniff
from loket.post import routing
from loket.post.enums import Kind, Note
from loket.post.models import Message, MessageAttachment, RawMessage
from loket.post.reading import mail as reading
from loket.post.reading import subjects
from loket.post.reading.mail import Mail
from loket.post.reading.parts import File


def keep(raw: RawMessage, mail: Mail) -> Message:
    """The message and its files; what an earlier, unfinished attempt left is written over."""
    notes = [*mail.notes, *([Note.OLD] if raw.is_old else [])]
    message = Message.objects.create(
        raw=raw,
        message_id=mail.message_id,
        in_reply_to=mail.in_reply_to,
        references=mail.references,
        author_name=mail.author.name,
        author_address=mail.author.address,
        answer_to=mail.answer_to,
        to=[[each.name, each.address] for each in mail.to],
        cc=[[each.name, each.address] for each in mail.cc],
        envelope=mail.envelope,
        recipient_count=mail.recipient_count,
        subject=mail.subject,
        subject_bare=reading.bare_subject(mail, routing.subject_tokens()),
        date=mail.date,
        date_header=mail.date_header,
        text=mail.text,
        folds=mail.folds,
        html=mail.html,
        kind=Kind.OWN if _is_own(mail) else mail.kind,
        report=asdict(mail.bounce) if mail.bounce else {},
        seems_automatic=mail.seems_automatic,
        may_be_answered=mail.may_be_answered and not raw.is_old,
        authentication=mail.authentication,
        forwarded_from=mail.forwarded_from,
        on_behalf_of=mail.on_behalf_of,
        foreign_tokens=subjects.foreign_tokens(f"{mail.subject} {mail.text[:2000]}"),
        content_hash=mail.content_hash,
        received_at=raw.received_at,
        notes=notes,
    )
    for position, file in enumerate(mail.files):
        _keep_file(message, position, file, mail.inline_ids)
    return message


def _is_own(mail: Mail) -> bool:
    """A mail of ours that came back, even with another Message-ID. Programs that answer may copy the mark."""
    is_from_us = mail.is_generated and mail.author.address == parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower()
    return mail.kind == Kind.PERSON and (is_from_us or settings.MAIL_LOOP_MARK in mail.loop_marks)


def _keep_file(message: Message, position: int, file: File, inline_ids: set[str]) -> None:
    kept = MessageAttachment(
        message=message,
        position=position,
        name=file.name,
        kind=sniff(file.content[:HEAD_SIZE]) if file.content else "empty",
        declared=file.declared[:120],
        size=len(file.content),
        sha256=hashlib.sha256(file.content).hexdigest(),
        content_id=file.content_id,
        is_inline=bool(file.content_id) and file.content_id in inline_ids,
    )
    storage = kept.stored.storage
    name = kept.stored.field.generate_filename(kept, file.name)
    # A crash may have left this very file, perhaps half written.
    storage.delete(name)
    kept.stored = storage.save(name, ContentFile(file.content))
    kept.save()
