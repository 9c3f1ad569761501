"""Mail that somebody passes on: recognised, and never taken for the mail of who wrote it first."""

import re
from email.message import Message

from loket.post.reading import addresses, subjects

_MARK = re.compile(
    r"^[-_ \t>]{0,80}(?:doorgestuurd bericht|begin doorgestuurd bericht|forwarded message|"
    r"begin forwarded message|weitergeleitete nachricht)[ \t]{0,5}:?[-_ \t]{0,80}$",
    re.IGNORECASE | re.MULTILINE,
)
_FROM_LINE = re.compile(r"^[>*\s]{0,10}(?:van|from|von)\s*\*?\s*:\s*\*?\s*(.{3,300})$", re.IGNORECASE | re.MULTILINE)
_OTHER_LINE = re.compile(
    r"^[>*\s]{0,10}(?:verzonden|datum|date|sent|aan|to|onderwerp|subject)\s*\*?\s*:", re.IGNORECASE | re.MULTILINE
)
_ON_BEHALF = re.compile(r"\s*namens:?\s+<?([^\s<>]+@[^\s<>]+?)>?\s*$", re.IGNORECASE)
_HEADERS_WITHIN = 600


def is_forward(mail: Message, subject: str, text: str) -> bool:
    """By its prefix (*Fwd:*, *Doorst:*, *WG:*), or, without the prefix of a reply, by the mark above the text."""
    if subjects.is_forward(subject):
        return True
    if subjects.is_reply(subject):
        return False
    return bool(_MARK.search(text)) or mail.get_content_type() == "message/rfc822"


def first_sender(text: str) -> str:
    """Who wrote what is passed on, by its own header *Van:*; empty when there is no such header.

    Other addresses in the text, in links and in styles say nothing.
    """
    for match in _FROM_LINE.finditer(text):
        if _OTHER_LINE.search(text, match.end(), match.end() + _HEADERS_WITHIN):
            found = addresses.in_headers([match[1].replace("[mailto:", "<").replace("]", ">")])
            return next((each.address for each in found if each.address), "")
    return ""


def on_behalf_of(text: str) -> str:
    """The address in a first line *namens: naam@organisatie.nl*, by which a colleague names the asker."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    match = _ON_BEHALF.match(first[:300])
    return addresses.normal(match[1]) if match else ""
