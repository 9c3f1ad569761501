"""One message of an older helpdesk as both kinds of file give it, and what is told of those that stay out."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.dateparse import parse_datetime

from loket.core.working_days import AMSTERDAM
from loket.post.reading.parts import File
from servicedesk.enums import MessageKind
from servicedesk.models.message import MOST_TEXT

OLDEST_YEAR = 1990
_FORMATS = ("%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M", "%d-%m-%Y", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%Y-%m-%d")
KINDS = {
    "vraag": MessageKind.ASKER,
    "reactie": MessageKind.ASKER,
    "antwoord": MessageKind.REPLY,
    "notitie": MessageKind.NOTE,
    "telefoon": MessageKind.CALL,
    "derde": MessageKind.THIRD_PARTY,
}


class Refusal(Exception):
    """A line that does not come in; the text is a sentence for who imports."""


@dataclass(frozen=True)
class Line:
    """``where``: the place in the file, in words. ``original``: the number that the question had there."""

    where: str
    original: str
    at: datetime
    kind: str
    text: str
    subject: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    organisation: str = ""
    handler: str = ""
    theme: str = ""
    area: str = ""
    is_open: bool | None = None
    message_id: str = ""
    files: list[File] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The same for the same message, also in another file or in another order."""
        told = self.message_id or f"{self.at.timestamp():.0f}\n{self.kind}\n{' '.join(self.text.split())}"
        return hashlib.sha256(told.encode()).hexdigest()


@dataclass
class Report:
    """What came in, and each line that did not, as (where, why). ``remarks``: what came in otherwise than it stood."""

    questions: int = 0
    messages: int = 0
    known: int = 0
    matched: int = 0
    past_term: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)


def moment(text: str) -> datetime:
    """A date as people and programs write it; without a zone it is that of the Netherlands. Raises ``Refusal``."""
    plain = text.strip()
    try:
        found = parse_datetime(plain.replace(" ", "T", 1)) if re.match(r"\d{4}-\d\d-\d\d[ T]", plain) else None
    except ValueError:
        found = None
    for pattern in _FORMATS if found is None else ():
        try:
            found = datetime.strptime(plain, pattern)
            break
        except ValueError:
            continue
    if found is None:
        raise Refusal(f"deze datum is niet te lezen: {plain[:40] or 'leeg'}")
    return found if found.tzinfo else found.replace(tzinfo=AMSTERDAM)


def checked(line: Line, *, at: datetime) -> Line:
    """The line, when it may come in at this moment. Raises ``Refusal``."""
    if not line.original:
        raise Refusal("er staat geen nummer bij")
    if line.at > at + timedelta(days=1):
        raise Refusal("de datum ligt in de toekomst")
    if line.at.year < OLDEST_YEAR:
        raise Refusal(f"de datum ligt voor {OLDEST_YEAR}")
    if not line.text.strip():
        raise Refusal("er staat geen tekst bij")
    if len(line.text) > MOST_TEXT:
        raise Refusal(f"de tekst is te lang: {len(line.text)} tekens, hooguit {MOST_TEXT}")
    return line
