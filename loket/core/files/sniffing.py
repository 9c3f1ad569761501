"""What a file is by its first bytes, whatever its name says."""

import re

import puremagic

from loket.core.files.kinds import BY_EXTENSION, FORBIDDEN_BY_EXTENSION

# Enough for every signature below and for a fair look at plain text.
HEAD_SIZE = 8192

_SIGNATURES = (
    (re.compile(rb"[\xef\xbb\xbf\s]{0,16}%PDF-\d"), "pdf"),
    (re.compile(rb"PK\x03\x04"), "zip"),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "ole"),
    (re.compile(rb"\xff\xd8\xff"), "jpeg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "webp"),
    (re.compile(rb"....ftyp(?:isom|iso[2-9]|mp4[12]|avc1|M4V |dash|MSNV)", re.DOTALL), "mp4"),
    (re.compile(rb"ID3[\x02-\x04]|\xff[\xfb\xfa\xf3\xf2\xf1]"), "mp3"),
    (re.compile(rb"MZ|\x7fELF|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe|\xfe\xed\xfa[\xce\xcf]"), "program"),
    (re.compile(rb"[\xef\xbb\xbf]{0,3}#!|<\?php", re.IGNORECASE), "script"),
    (re.compile(rb"[\xef\xbb\xbf]{0,3}\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<svg\b", re.I | re.S), "svg"),
    (
        re.compile(
            rb"[\xef\xbb\xbf]{0,3}\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|script)\b",
            re.I | re.S,
        ),
        "webpage",
    ),
)

_NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def sniff(head: bytes) -> str:
    """What the first `HEAD_SIZE` bytes say: a kind's code, zip, ole, plain, a forbidden group, or unknown."""
    for signature, found in _SIGNATURES:
        if signature.match(head):
            return found
    if looks_like_text(head):
        return "plain"
    return _known_elsewhere(head)


def looks_like_text(head: bytes) -> bool:
    """Whether these bytes can be the start of a plain text; puremagic knows no plain text."""
    encoding = text_encoding(head)
    return not _NOT_IN_TEXT.search(head.decode(encoding, errors="ignore"))


def text_encoding(head: bytes) -> str:
    """UTF-8 or UTF-16 where the bytes are that, else the usual one of Windows in Western Europe."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return encoding
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        # A character cut in two at the end of the head is no proof against UTF-8.
        return "utf-8" if error.start > len(head) - 4 and len(head) >= HEAD_SIZE else "cp1252"
    return "utf-8"


def _known_elsewhere(head: bytes) -> str:
    """The forbidden group of the most likely kind that puremagic recognises.

    Only bytes are handed over: with a name puremagic 2 opens the file of that name on our own disk.
    """
    try:
        matches = puremagic.magic_string(head)
    except puremagic.PureError:
        return "unknown"
    for match in matches:
        extension = match.extension.lstrip(".").lower()
        if extension in FORBIDDEN_BY_EXTENSION:
            return FORBIDDEN_BY_EXTENSION[extension].code
        if extension in BY_EXTENSION:
            break
    return "unknown"
