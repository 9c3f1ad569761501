"""A raw message as people and programs here see it."""

import email
import email.utils
import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import Message

from loket.post.enums import Note
from loket.post.reading import (
    addresses,
    authentication,
    bodies,
    bounces,
    classification,
    forwards,
    headers,
    limits,
    markup,
    parts,
    quoting,
    subjects,
)
from loket.post.reading.addresses import Address
from loket.post.reading.bounces import Bounce
from loket.post.reading.parts import File

_MULTIPART = re.compile(rb"multipart/", re.IGNORECASE)
_ENVELOPE = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To")
_RECIPIENTS = ("To", "Cc", "Resent-To", "Resent-Cc", "Bcc")
_FUTURE = timedelta(days=1)
_OLDEST = datetime(1990, 1, 1, tzinfo=UTC)


class TooComplex(ValueError):
    """A message built to keep a reader busy; the text is a sentence for staff."""

    def __init__(self) -> None:
        super().__init__("Dit bericht heeft te veel delen in elkaar. Wij lezen het niet uit.")


@dataclass(frozen=True)
class Policy:
    """Which hosts are believed about the sender, and which senders are forms that write for somebody else."""

    trusted_hosts: list[str] = field(default_factory=list)
    form_senders: list[str] = field(default_factory=list)


@dataclass
class Mail:
    """What was read; the model ``Message`` has the same names."""

    message_id: str
    in_reply_to: list[str]
    references: list[str]
    author: Address
    answer_to: str
    to: list[Address]
    cc: list[Address]
    envelope: list[str]
    recipient_count: int
    subject: str
    date: datetime
    date_header: str
    text: str
    html: str
    kind: str
    seems_automatic: bool
    may_be_answered: bool
    is_generated: bool
    authentication: str
    forwarded_from: str
    on_behalf_of: str
    content_hash: str
    loop_marks: list[str]
    bounce: Bounce | None = None
    files: list[File] = field(default_factory=list)
    inline_ids: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)

    @property
    def is_forward(self) -> bool:
        return Note.FORWARD in self.notes

    @property
    def folds(self) -> list[list[int]]:
        return quoting.folds(self.text, is_forward=self.is_forward)


def read(raw: bytes, *, at: datetime, policy_of: Policy) -> Mail:
    """Read a raw message that came in at this moment. Raises ``TooComplex``, and what the parsers raise."""
    if len(_MULTIPART.findall(raw)) > limits.MOST_MULTIPARTS:
        raise TooComplex
    source = email.message_from_bytes(without_mbox_line(raw), policy=policy.compat32)
    notes: list[str] = []
    origin = _origin(source, policy_of, notes)
    words = _words(source, notes)
    bounce = bounces.find(source, words["subject"], origin["author"].address, words["text"])
    verdict = classification.judge(source, words["subject"], origin["author"], bounce)
    notes += [Note.BULK] if verdict.is_bulk else []
    date, date_header = _date(source, at, notes)
    checked = authentication.result(source, policy_of.trusted_hosts)
    notes += [Note.FAILED_CHECK] if checked == "fail" else []
    content_hash = _content_hash(words["subject"], origin["author"], words["text"], words["files"])
    return Mail(
        **origin,
        **words,
        message_id=_own_id(source, content_hash, date_header),
        in_reply_to=headers.message_ids(" ".join(headers.raw_values(source, "In-Reply-To"))),
        references=headers.message_ids(" ".join(headers.raw_values(source, "References"))),
        date=date,
        date_header=date_header,
        kind=verdict.kind,
        seems_automatic=verdict.seems_automatic,
        may_be_answered=verdict.may_be_answered,
        is_generated=verdict.is_generated,
        authentication=checked,
        content_hash=content_hash,
        loop_marks=[headers.decoded(each) for each in headers.raw_values(source, "X-Loop")],
        bounce=bounce,
        notes=notes,
    )


def without_mbox_line(raw: bytes) -> bytes:
    """Some servers put the line *From sender date* of a mailbox file before the headers."""
    if raw.startswith((b"From ", b">From ")):
        return raw.partition(b"\n")[2]
    return raw


def head_of(raw: bytes) -> str:
    """The headers as they came, for a person to look at."""
    head = re.split(rb"\r?\n\r?\n", raw[: limits.MOST_HEADER], maxsplit=1)[0]
    return head.decode("utf-8", "replace").replace("\x00", "\ufffd")


def _who(source: Message, policy_of: Policy, notes: list[str]) -> tuple[Address, str]:
    """Who wrote it, and where an answer goes. Without *From* the servers' own headers tell it."""
    fields = ("From", "Sender", "Return-Path", "Reply-To")
    written = [addresses.in_headers(headers.raw_values(source, name)) for name in fields]
    known = [next((each for each in found if each.address), None) for found in written]
    author = next((each for each in known if each), None)
    if author is None:
        named = written[0][0] if written[0] else Address("", "")
        notes.append(Note.BAD_SENDER if headers.raw_values(source, "From") else Note.NO_SENDER)
        return named, ""
    is_odd = known[0] is None and bool(headers.raw_values(source, "From"))
    if is_odd or not addresses.is_deliverable(author.address):
        notes.append(Note.BAD_SENDER)
    reply_to = known[3]
    if reply_to is None or not addresses.is_deliverable(reply_to.address):
        if any(raw.strip() for raw in headers.raw_values(source, "Reply-To")):
            notes.append(Note.BAD_REPLY_TO)
        return author, author.address
    if author.address in policy_of.form_senders:
        author = reply_to
    return author, reply_to.address


def _origin(source: Message, policy_of: Policy, notes: list[str]) -> dict:
    """Who wrote it and to whom; beyond a number of recipients only how many there are."""
    author, answer_to = _who(source, policy_of, notes)
    to = [each for each in addresses.in_headers(headers.raw_values(source, "To")) if each.address]
    cc = [each for each in addresses.in_headers(headers.raw_values(source, "Cc")) if each.address]
    count = len(to) + len(cc)
    if count > limits.MOST_RECIPIENTS:
        notes.append(Note.MANY_RECIPIENTS)
    kept_to = to[: limits.MOST_RECIPIENTS]
    return {
        "author": author,
        "answer_to": answer_to,
        "to": kept_to,
        "cc": cc[: limits.MOST_RECIPIENTS - len(kept_to)],
        "recipient_count": count,
        "envelope": _envelope(source),
    }


def _envelope(source: Message) -> list[str]:
    """The addresses to which this copy was delivered, then those that it names; for finding whose it is."""
    order = (*_ENVELOPE, *_RECIPIENTS)
    found = (each.address for name in order for each in addresses.in_headers(headers.raw_values(source, name)))
    return list(dict.fromkeys(each for each in found if each))[:200]


def _date(source: Message, at: datetime, notes: list[str]) -> tuple[datetime, str]:
    header = headers.value(source, "Date")[:100]
    try:
        told = email.utils.parsedate_to_datetime(header)
        date = told if told.tzinfo else told.replace(tzinfo=UTC)
        if _OLDEST <= date <= at + _FUTURE:
            return date, header
    except (TypeError, ValueError, OverflowError, IndexError):
        pass
    notes.append(Note.NO_DATE)
    return at, header


def _words(source: Message, notes: list[str]) -> dict:
    """Subject, text, HTML and files."""
    contents = parts.contents(source)
    subject = headers.value(source, "Subject")[: limits.MOST_SUBJECT]
    text, files = _text(source, contents, notes)
    html, is_bearable = bodies.html_of(contents.blocks, {each.content_id: each.name for each in files})
    is_forward = forwards.is_forward(source, subject, text)
    types, names = {each.declared for each in files}, {each.name for each in files}
    told = {
        Note.FORWARD: is_forward,
        Note.NO_TEXT: not text.strip(),
        Note.HTML_LEFT_OUT: not is_bearable,
        Note.CHARSET: not contents.is_exact,
        Note.MANY_PARTS: contents.is_cut,
        Note.ENCRYPTED: "application/pgp-encrypted" in types,
        Note.SIGNED_SHUT: "smime.p7m" in names and not text.strip(),
        Note.OUTLOOK_FILE: "winmail.dat" in names,
    }
    notes += [note for note, holds in told.items() if holds]
    return {
        "subject": subject,
        "text": text,
        "html": html,
        "files": files,
        "inline_ids": _inline_ids(contents),
        "forwarded_from": forwards.first_sender(text) if is_forward else "",
        "on_behalf_of": forwards.on_behalf_of(text),
    }


def _text(source: Message, contents: parts.Contents, notes: list[str]) -> tuple[str, list[File]]:
    """The text to show; of a very long one all goes along as a file."""
    text = bodies.text_of(contents.blocks, mailer=headers.value(source, "X-Mailer"))
    if len(text) <= limits.MOST_TEXT:
        return text, contents.files
    notes.append(Note.TEXT_CUT)
    whole = File(limits.FULL_TEXT_NAME, text.encode(), "text/plain")
    return text[: limits.MOST_TEXT], [*contents.files, whole]


def _inline_ids(contents: parts.Contents) -> set[str]:
    return {found for block in contents.blocks if block.html for found in markup.referenced(block.html)}


def _content_hash(subject: str, author: Address, text: str, files: list[File]) -> str:
    """The same for copies of one mail that came by different roads, whatever the servers added above it."""
    told = [
        subject,
        author.address or author.name,
        " ".join(text.split()),
        sorted(hashlib.sha256(each.content).hexdigest() for each in files),
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _own_id(source: Message, content_hash: str, date_header: str) -> str:
    """The Message-ID; where there is none, one that the same mail always gets."""
    found = [headers.normal_id(each) for each in headers.raw_values(source, "Message-ID")]
    made = hashlib.sha256(f"{content_hash} {date_header}".encode()).hexdigest()
    return next((each for each in found if each), f"{made}@zonder-kenmerk.invalid")


def bare_subject(mail: Mail, tokens: list[re.Pattern]) -> str:
    """The subject without prefixes and without our own numbers."""
    subject = mail.subject
    for token in tokens:
        subject = token.sub(" ", subject)
    return subjects.bare(subject)
