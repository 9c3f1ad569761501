"""A mailbox on a mail server, by IMAP (RFC 3501) and nothing but its numbers; every answer has a time limit."""

import contextlib
import imaplib
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, unquote, urlsplit

from loket.post.enums import AfterFetch

SECONDS = 30
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_DATE = re.compile(rb'INTERNALDATE "([^"]+)"')
_SCHEMES = {"imaps": 993, "imap": 143, "imap+starttls": 143}
_DATE_FORM = "%d-%b-%Y %H:%M:%S %z"

# What a mail server, the network or a certificate can do wrong.
FAILURES = (imaplib.IMAP4.error, OSError, EOFError)


class NotThisMessage(Exception):
    """The server refuses this one message, or says about it what cannot be read; the connection is sound."""


class UnusableAddress(ValueError):
    """An address of a mailbox that cannot be used; the text is a sentence for who keeps the portal running."""


@dataclass(frozen=True)
class Place:
    """Where a mailbox is, and what is done there with what was fetched."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    folder: str
    queue: str
    after: str
    move_to: str

    @property
    def name(self) -> str:
        """Without the password: for the ledger, pages and logs."""
        return f"{self.user}@{self.host}:{self.port}/{self.folder}"


@dataclass(frozen=True)
class Facts:
    """What the server says of a message without handing it over; ``size`` in bytes."""

    size: int
    arrived_at: datetime | None


def place(url: str) -> Place:
    """The parts of ``imaps://user:password@host:993/INBOX?queue=servicedesk&after=seen|keep|move:Folder``.

    Raises ``UnusableAddress``.
    """
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    after, _, move_to = options.get("after", AfterFetch.KEEP).partition(":")
    if parts.scheme not in _SCHEMES or not parts.hostname or not parts.username:
        raise UnusableAddress("Een adres in IMAP_URLS moet zijn als imaps://naam:wachtwoord@server/map.")
    if after not in AfterFetch.values or (after == AfterFetch.MOVE) != bool(move_to):
        raise UnusableAddress("In IMAP_URLS kan after zijn: keep, seen of move:map.")
    return Place(
        scheme=parts.scheme,
        host=parts.hostname,
        port=parts.port or _SCHEMES[parts.scheme],
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.lstrip("/")) or "INBOX",
        queue=options.get("queue", ""),
        after=after,
        move_to=move_to,
    )


@contextlib.contextmanager
def session(where: Place) -> Iterator["Session"]:
    """A mailbox that is open for as long as this lasts. Raises what is in ``FAILURES``."""
    if where.scheme == "imaps":
        client = imaplib.IMAP4_SSL(where.host, where.port, ssl_context=ssl.create_default_context(), timeout=SECONDS)
    else:
        client = imaplib.IMAP4(where.host, where.port, timeout=SECONDS)
    try:
        if where.scheme == "imap+starttls":
            client.starttls(ssl.create_default_context())
        client.login(where.user, where.password)
        yield Session(client, where)
    finally:
        with contextlib.suppress(*FAILURES):
            client.logout()


class Session:
    """An open mailbox. Nothing is marked or moved but by ``tidy``."""

    def __init__(self, client: imaplib.IMAP4, where: Place) -> None:
        self._client = client
        self._where = where
        # Most servers tell only after the login what they can do.
        self._abilities = b" ".join(self._check(client.capability())).decode("latin-1").upper().split()
        self._check(client.select(_quoted(where.folder), readonly=where.after == AfterFetch.KEEP))
        self.uid_validity = self._number("UIDVALIDITY")
        self.next_uid = self._number("UIDNEXT")

    def uids(self, first: int, last: int) -> list[int]:
        """The numbers of the messages between these two, in order."""
        (found,) = self._check(self._client.uid("SEARCH", None, f"UID {first}:{last}"))[:1] or [b""]
        numbers = sorted(int(each) for each in (found or b"").split())
        # A server answers with its last message when none has a number this high.
        return [number for number in numbers if first <= number <= last]

    def facts(self, uid: int) -> Facts | None:
        """Size and moment of arrival; ``None`` when the message is gone."""
        found = self._check(self._client.uid("FETCH", str(uid), "(RFC822.SIZE INTERNALDATE)"))
        told = b" ".join(part if isinstance(part, bytes) else b" ".join(part) for part in found if part)
        size, date = _SIZE.search(told), _DATE.search(told)
        return Facts(int(size[1]), _moment(date[1].decode()) if date else None) if size else None

    def raw(self, uid: int, most: int) -> bytes | None:
        """The message as it lies there, up to so many bytes, without marking it as read."""
        found = self._check(self._client.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{most}>)"))
        return next((bytes(part[1]) for part in found if isinstance(part, tuple)), None)

    def tidy(self, uids: list[int]) -> None:
        """Mark as read or move, as the address of the mailbox asks."""
        numbers = ",".join(str(uid) for uid in uids)
        if self._where.after == AfterFetch.SEEN:
            self._check(self._client.uid("STORE", numbers, "+FLAGS.SILENT", r"(\Seen)"))
        elif self._where.after == AfterFetch.MOVE:
            self._move(numbers)

    def _move(self, numbers: str) -> None:
        folder = _quoted(self._where.move_to)
        if "MOVE" in self._abilities:
            self._check(self._client.uid("MOVE", numbers, folder))
            return
        self._check(self._client.uid("COPY", numbers, folder))
        self._check(self._client.uid("STORE", numbers, "+FLAGS.SILENT", r"(\Deleted)"))
        # Without UIDPLUS an expunge would take along what others marked; then the mark alone has to do.
        if "UIDPLUS" in self._abilities:
            self._check(self._client.uid("EXPUNGE", numbers))

    def _number(self, name: str) -> int:
        found = self._client.response(name)[1]
        return int(found[0]) if found and found[0] else 0

    @staticmethod
    def _check(answer: tuple) -> list:
        status, found = answer
        if status != "OK":
            raise NotThisMessage(b" ".join(part for part in found if isinstance(part, bytes)).decode("latin-1"))
        return found


def _quoted(folder: str) -> str:
    """A folder's name for the wire, in the spelling of RFC 3501 §5.1.3."""
    pieces = re.split(r"([^\x20-\x7e]+)", folder.replace("&", "&-"))
    told = (piece if number % 2 == 0 else _modified_utf7(piece) for number, piece in enumerate(pieces))
    return '"' + "".join(told).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _modified_utf7(piece: str) -> str:
    coded = piece.encode("utf-7").decode().strip("+-")
    return f"&{coded.replace('/', ',')}-"


def _moment(written: str) -> datetime | None:
    try:
        return datetime.strptime(written.strip(), _DATE_FORM)
    except ValueError:
        return None
