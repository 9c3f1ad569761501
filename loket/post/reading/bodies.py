"""The text of a mail out of its blocks."""

import html
import re

from loket.post.reading import markup
from loket.post.reading.parts import Block

_OUTLOOK = re.compile(r"outlook|exchange|microsoft", re.IGNORECASE)
_NO_HTML_HERE = re.compile(
    r"(?:your|uw|this|deze) .{0,40}(?:client|reader|program\w*|lezer).{0,60}(?:html|niet|not)", re.I | re.S
)
_FEWEST_LINES = 6


def text_of(blocks: list[Block], *, mailer: str = "") -> str:
    """All blocks as plain text."""
    return "\n\n".join(text for text in (_text(block, mailer) for block in blocks) if text.strip()).strip("\n")


def _text(block: Block, mailer: str) -> str:
    if block.plain is not None and block.plain.strip():
        if block.html and _NO_HTML_HERE.search(block.plain[:400]) and len(block.plain) < 400:
            return markup.as_text(block.html)
        return _single_spaced(block.plain) if _OUTLOOK.search(mailer) else block.plain
    return markup.as_text(block.html) if block.html else block.plain or ""


def _single_spaced(text: str) -> str:
    """Outlook sends some texts with an empty line after each line."""
    lines = text.rstrip("\n").split("\n")
    is_doubled = len(lines) >= _FEWEST_LINES and not any(line.strip() for line in lines[1::2])
    return "\n".join(lines[::2]) if is_doubled else text


def html_of(blocks: list[Block], names: dict[str, str]) -> tuple[str, bool]:
    """The blocks cleaned for showing, and whether that could be done. Empty when no block has HTML."""
    if not any(block.html for block in blocks):
        return "", True
    source = "\n".join(block.html or f"<pre>{html.escape(block.plain or '')}</pre>" for block in blocks)
    if not markup.is_bearable(source):
        return "", False
    return markup.cleaned(source, names), True
