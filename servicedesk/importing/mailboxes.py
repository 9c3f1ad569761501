"""Old questions from a mailbox (mbox): threads follow from the references, and else from the number in the subject."""

import contextlib
import mailbox
import pathlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from loket.post import failures
from loket.post.reading import limits, subjects
from loket.post.reading import mail as reading
from servicedesk.enums import MessageKind
from servicedesk.importing.lines import Line, Refusal, checked

_NUMBER = re.compile(r"\[((?:[A-Za-z]{2,12}[ #-]*)?\d[\d-]{1,20})\]")
_NO_POLICY = reading.Policy()


@dataclass(frozen=True)
class Head:
    """What threads are made of."""

    date: datetime
    position: int
    message_id: str
    named: list[str]
    number: str


class Threads:
    """Which message belongs with which: each thread is known by the first message that was named in it."""

    def __init__(self) -> None:
        self._of: dict[str, str] = {}
        self._numbers: dict[str, str] = {}

    def place(self, head: Head) -> None:
        marks = [f"[{head.number}]"] if head.number else []
        names = [*marks, *head.named, head.message_id]
        thread = next((self._of[name] for name in names if name in self._of), names[0])
        for name in names:
            self._of.setdefault(name, thread)
        if head.number:
            self._numbers.setdefault(thread, head.number)

    def original(self, message_id: str) -> str:
        """The number that the question had, else the Message-ID with which its thread began."""
        thread = self._of[message_id]
        return self._numbers.get(thread, thread)


def read(path: pathlib.Path, *, ours: set[str], at: datetime) -> Iterator[Line | tuple[str, str]]:
    """Each message in order of its date, or (where, why). ``ours``: the addresses from which the desk wrote."""
    threads, askers, heads = Threads(), {}, []
    with contextlib.closing(mailbox.mbox(path, create=False)) as box:
        keys = dict(enumerate(box.iterkeys(), start=1))
        for position, key in keys.items():
            try:
                heads.append(_head(position, _read(box.get_bytes(key), at)))
            except Refusal as error:
                yield f"bericht {position}", str(error)
        heads.sort(key=lambda head: (head.date, head.position))
        for head in heads:
            threads.place(head)
        for head in heads:
            where, mail = f"bericht {head.position}", _read(box.get_bytes(keys[head.position]), at)
            try:
                yield checked(_line(where, mail, threads.original(head.message_id), askers, ours), at=at)
            except Refusal as error:
                yield where, str(error)


def _head(position: int, mail: reading.Mail) -> Head:
    if mail.bounce or mail.seems_automatic:
        raise Refusal("dit is een automatisch bericht of een bezorgverslag")
    number = _NUMBER.search(mail.subject)
    named = [*mail.references, *mail.in_reply_to]
    return Head(mail.date, position, mail.message_id, named, number[1] if number else "")


def _read(raw: bytes, at: datetime) -> reading.Mail:
    if len(raw) > limits.MOST_BYTES:
        raise Refusal(f"dit bericht is te groot: {len(raw) // limits.MB} MB, hooguit {limits.MOST_BYTES // limits.MB}")
    try:
        return reading.read(raw, at=at, policy_of=_NO_POLICY)
    except failures.OF_A_MESSAGE as error:
        raise Refusal("dit bericht is niet te lezen") from error


def _line(where: str, mail: reading.Mail, thread: str, askers: dict[str, str], ours: set[str]) -> Line:
    author = mail.author.address.lower()
    kind = MessageKind.REPLY
    if author not in ours:
        # Who wrote first asks; others in the thread are shown as such.
        asker = askers.setdefault(thread, author)
        kind = MessageKind.ASKER if author == asker else MessageKind.THIRD_PARTY
    return Line(
        where=where,
        original=thread[:200],
        at=mail.date,
        kind=kind,
        text=mail.text.replace("\x00", "").strip(),
        subject=_NUMBER.sub("", subjects.bare(mail.subject)).strip()[:160],
        name=(mail.author.name or author)[:120],
        email="" if kind == MessageKind.REPLY else author,
        handler=mail.author.name if kind == MessageKind.REPLY else "",
        message_id=mail.message_id,
        files=mail.files,
    )
