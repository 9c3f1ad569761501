"""The parts of a mail: its text, and the files that came along."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import policy
from email.message import Message

from loket.core.files.names import safe_name
from loket.post.reading import charsets, headers
from loket.post.reading.limits import MOST_PARTS

_BYTES_AS_SENT = policy.compat32.clone(linesep="\r\n", max_line_length=None)
_NAMES = {
    "text/calendar": "calendar.ics",
    "application/ms-tnef": "winmail.dat",
    "application/vnd.ms-tnef": "winmail.dat",
    "application/pkcs7-mime": "smime.p7m",
    "application/x-pkcs7-mime": "smime.p7m",
    "application/pkcs7-signature": "smime.p7s",
    "application/x-pkcs7-signature": "smime.p7s",
    "application/pgp-signature": "handtekening.asc",
    "application/pgp-encrypted": "versie.asc",
    "message/delivery-status": "bezorgverslag.txt",
    "text/rfc822-headers": "kopregels.txt",
    "text/html": "bericht.html",
    "text/plain": "bericht.txt",
    "text/vcard": "visitekaartje.vcf",
    "text/x-vcard": "visitekaartje.vcf",
}
_TEXTS = {"text/plain", "text/html", "text/enriched", "text/richtext"}


@dataclass(frozen=True)
class File:
    """A file that came along; ``declared`` is the type that the mail gave it."""

    name: str
    content: bytes
    declared: str
    content_id: str = ""


@dataclass(frozen=True)
class Block:
    """A piece of the body, in one or both of its forms."""

    plain: str | None = None
    html: str | None = None


@dataclass
class Contents:
    """What a mail contains. ``is_cut``: it had more parts than are read here. ``is_exact``: all text could be read."""

    blocks: list[Block] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    is_cut: bool = False
    is_exact: bool = True
    count: int = 0


def contents(mail: Message) -> Contents:
    found = Contents()
    found.blocks = list(_blocks(mail, found))
    return found


def _blocks(part: Message, found: Contents) -> Iterator[Block]:
    """The text in this part, in order; files are put in ``found`` on the way."""
    found.count += 1
    if found.count > MOST_PARTS:
        found.is_cut = True
    elif part.get_content_type() == "multipart/alternative" and part.is_multipart():
        yield from _one_of(part, found)
    elif part.get_content_maintype() == "multipart" and part.is_multipart():
        for child in part.get_payload():
            yield from _blocks(child, found)
    elif _is_text(part, found):
        text = _text(part, found)
        yield Block(html=text) if part.get_content_type() == "text/html" else Block(plain=text)
    else:
        found.files.append(_file(part))


def _one_of(part: Message, found: Contents) -> Iterator[Block]:
    """Several forms of one text: plain and HTML are one block."""
    blocks = [block for child in part.get_payload() for block in _blocks(child, found)]
    plain = "\n".join(block.plain for block in blocks if block.plain)
    html = "\n".join(block.html for block in blocks if block.html)
    if blocks:
        yield Block(plain=plain or None, html=html or None)


def _is_text(part: Message, found: Contents) -> bool:
    """Text to read, rather than a file with text in it."""
    if part.is_multipart() or part.get_content_type() not in _TEXTS:
        # A container without its boundary is read as the text that it holds.
        return part.get_content_maintype() == "multipart" and not part.is_multipart()
    if _disposition(part) == "attachment":
        return False
    return not _written_name(part) or found.count <= 2


def _disposition(part: Message) -> str:
    told = headers.value(part, "Content-Disposition")
    return told.partition(";")[0].strip().lower()


def _text(part: Message, found: Contents) -> str:
    text, is_exact = charsets.decode(_content(part), _charset(part))
    found.is_exact = found.is_exact and is_exact
    if part.get_content_type() == "text/plain" and _parameter(part, "format").lower() == "flowed":
        return unflowed(text, deletes_space=_parameter(part, "delsp").lower() == "yes")
    if part.get_content_subtype() in ("enriched", "richtext"):
        return re.sub(r"<[^<>]{0,200}>", "", text)
    return text


def unflowed(text: str, *, deletes_space: bool) -> str:
    """Paragraphs as they were typed: lines that end in a space go on (RFC 3676), within one depth of quoting."""
    done: list[str] = []
    flows, depth_before = False, 0
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        words = line[depth:].removeprefix(" ")
        if flows and depth == depth_before:
            done[-1] = (done[-1][:-1] if deletes_space else done[-1]) + words
        else:
            done.append(f"{'>' * depth} {words}" if depth else words)
        flows, depth_before = words.endswith(" ") and words != "-- ", depth
    return "\n".join(done)


def _content(part: Message) -> bytes:
    """The bytes of a part, as far as its encoding can be undone."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _charset(part: Message) -> str | None:
    return _parameter(part, "charset") or None


def _parameter(part: Message, name: str, header: str = "content-type") -> str:
    """A parameter of a header, in any of the spellings of RFC 2231; empty when it is absent or cannot be read."""
    try:
        told = part.get_param(name, "", header)
    except (LookupError, TypeError, ValueError):
        return ""
    if not isinstance(told, tuple):
        return headers.decoded(str(told))
    charset, _, text = told
    return charsets.decode(text.encode("latin-1", "replace"), charset)[0]


def _written_name(part: Message) -> str:
    return _parameter(part, "filename", "content-disposition") or _parameter(part, "name")


def _file(part: Message) -> File:
    declared = charsets.clean(part.get_content_type())
    is_message = part.get_content_maintype() == "message" and part.is_multipart()
    content = _message_within(part) if is_message else _content(part)
    written = _written_name(part)
    if declared == "message/rfc822" and not written:
        within = part.get_payload(0) if part.is_multipart() else part
        written = (headers.value(within, "Subject") or "bericht")[:100] + ".eml"
    name = safe_name(written) if written else _NAMES.get(declared, "bestand")
    content_id = headers.normal_id(headers.value(part, "Content-ID"))
    return File(name, content, declared, content_id)


def _message_within(part: Message) -> bytes:
    """The mail inside this part as it was sent, with CRLF."""
    return b"\r\n".join(child.as_bytes(policy=_BYTES_AS_SENT) for child in part.get_payload())
