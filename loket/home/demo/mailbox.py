"""Reads the folder into which the demo writes its mail instead of sending it."""

import email
import email.policy
import pathlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

MOST_SHOWN = 100
_NAME = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9]+\.log")
_LINK = re.compile(r"(https?://\S+)")


@dataclass(frozen=True)
class Letter:
    name: str
    at: datetime
    to: str
    subject: str
    text: str

    @property
    def linked_text(self) -> SafeString:
        """The text with its links to press."""
        parts = enumerate(_LINK.split(self.text))
        return format_html_join("", "{}", ((_piece(number, part),) for number, part in parts))


def _piece(number: int, part: str) -> str | SafeString:
    return format_html_join("", '<a class="nl-link" href="{}">{}</a>', [(part, part)]) if number % 2 else part


def folder() -> pathlib.Path | None:
    path = getattr(settings, "EMAIL_FILE_PATH", None)
    return pathlib.Path(path) if path else None


def newest() -> list[Letter]:
    """The last hundred letters, the newest first."""
    place = folder()
    if place is None or not place.is_dir():
        return []
    names = sorted((path.name for path in place.iterdir() if _NAME.fullmatch(path.name)), reverse=True)
    return [letter for name in names[:MOST_SHOWN] if (letter := read(name)) is not None]


def read(name: str) -> Letter | None:
    """One letter; ``None`` when there is no file of that name."""
    place = folder()
    if place is None or not _NAME.fullmatch(name) or not (place / name).is_file():
        return None
    raw = (place / name).read_bytes().split(b"-" * 79)[0]
    parsed = email.message_from_bytes(raw, policy=email.policy.default)
    body = parsed.get_body(("plain",))
    written = datetime.fromtimestamp((place / name).stat().st_mtime, tz=UTC)
    return Letter(name, written, str(parsed["To"]), str(parsed["Subject"]), body.get_content() if body else "")
