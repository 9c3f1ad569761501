"""Headers of a mail as text: unfolded, decoded, and never trusted."""

import base64
import binascii
import hashlib
import re
from email.message import Message

from loket.post.reading import charsets
from loket.post.reading.limits import MOST_HEADER, MOST_ID_CHARACTERS, MOST_IDS

# RFC 2047, with the spaces inside that some programs leave, and the language of RFC 2231.
_WORD = re.compile(r"=\?([^?\s*]{1,60})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]*)\?=")
_QUOTED = re.compile(rb"=([0-9A-Fa-f]{2})")
_ID = re.compile(r"<([^<>]*)>")


def raw_values(mail: Message, name: str) -> list[str]:
    """Each header of this name as it came, unfolded; bytes beyond ASCII are still lone surrogates."""
    wanted = name.lower()
    found = (value for key, value in mail.raw_items() if key.lower() == wanted)
    return [re.sub(r"\r?\n", "", str(value)[:MOST_HEADER]) for value in found]


def value(mail: Message, name: str) -> str:
    """The first header of this name, decoded; empty when there is none."""
    found = raw_values(mail, name)
    return decoded(found[0]) if found else ""


def all_text(mail: Message, name: str) -> str:
    """All headers of this name in one line, for searching in."""
    return " ".join(decoded(each) for each in raw_values(mail, name))


def decoded(raw: str) -> str:
    """Encoded words read, raw bytes guessed, white space made single.

    Neighbouring words of one charset are joined before decoding: some programs cut in the middle of a character.
    """
    text, _ = charsets.decode(raw.encode("utf-8", "surrogateescape"), None)
    pieces, end, waiting, charset = [], 0, b"", None
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        content = _content(match[2], match[3])
        if charset is not None and (between.strip() or match[1].lower() != charset):
            pieces.append(charsets.decode(waiting, charset)[0])
            waiting, charset = b"", None
        if between.strip():
            pieces.append(between)
        waiting, charset, end = waiting + content, match[1].lower(), match.end()
    if charset is not None:
        pieces.append(charsets.decode(waiting, charset)[0])
    return " ".join(charsets.clean("".join([*pieces, text[end:]])).split())


def _content(encoding: str, written: str) -> bytes:
    raw = written.encode("utf-8", "replace")
    if encoding in "qQ":
        return _QUOTED.sub(lambda match: bytes([int(match[1], 16)]), raw.replace(b"_", b" "))
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    try:
        return base64.b64decode(letters + b"=" * (-len(letters) % 4))
    except binascii.Error:
        return b""


def message_ids(raw: str) -> list[str]:
    """Every ``<…>`` in a header, in order, without the white space inside; or the words with an ``@``."""
    found = _ID.findall(raw) or [word for word in raw.split() if "@" in word]
    ids = (normal_id(each) for each in found)
    return list(dict.fromkeys(each for each in ids if each))[-MOST_IDS:]


def normal_id(written: str) -> str:
    """A Message-ID to compare by: without brackets, white space and odd characters; a very long one by its digest."""
    kept = "".join(char for char in written.strip().strip("<>") if char.isprintable() and not char.isspace())
    kept = kept.encode("utf-8", "replace").decode()
    if len(kept) > MOST_ID_CHARACTERS:
        return f"{hashlib.sha256(kept.encode()).hexdigest()}@te-lang.invalid"
    return kept
