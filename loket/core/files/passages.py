"""Pieces of text with the place where they stand, collected up to a limit of length and of time."""

import re
import time
import unicodedata
from dataclasses import asdict, dataclass, field

from loket.core.files import limits

_NOT_SHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u00ad\u200b-\u200f\u202a-\u202e]")
# Set as one glyph in print; nobody types them in a search box.
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


@dataclass(frozen=True, slots=True)
class Passage:
    """Some text and where it stands, in Dutch: `pagina 3`, `dia 4`, `onder ‘Aanpak’`, `blad Kosten`."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file; `truncated` when there was more than we take."""

    passages: list[Passage] = field(default_factory=list)
    language: str | None = None
    title: str | None = None
    truncated: bool = False

    def as_json(self) -> dict:
        """Plain lists and texts, which `from_json` takes back."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict) -> "Extracted":
        """The opposite of `as_json`."""
        passages = [Passage(**passage) for passage in data["passages"]]
        return cls(passages, data["language"], data["title"], data["truncated"])


class Full(Exception):
    """Enough text, or enough time: the reader stops and what there is counts."""


class Collector:
    """Gathers text under the place opened last; raises Full at the limits."""

    def __init__(self, seconds: float, characters: int = limits.TEXT_MAX_CHARACTERS):
        self.truncated = False
        self.language = None
        self.title = None
        self._room = characters
        self._until = time.monotonic() + seconds
        self._passages: list[tuple[str, list[str]]] = []

    def open(self, where: str) -> None:
        """What is added from here on stands at this place."""
        if self._passages and not self._passages[-1][1]:
            self._passages.pop()
        if len(self._passages) >= limits.TEXT_MAX_PASSAGES:
            self.stop()
        self._passages.append((where, []))

    def open_heading(self, heading: str) -> None:
        """A place named by its nearest heading, whose words count too."""
        text = single_line(heading)
        if text:
            self.open(under(text))
            self.add(text)

    def add(self, text: str) -> None:
        """Add one paragraph, cell or page; empty text is nothing."""
        cleaned = clean_text(text)
        if not cleaned:
            return
        self._passages[-1][1].append(cleaned[: self._room])
        self._room -= len(cleaned)
        if self._room <= 0 or time.monotonic() > self._until:
            self.stop()

    def stop(self) -> None:
        """Mark the result as cut off and leave the reader."""
        self.truncated = True
        raise Full

    def result(self) -> Extracted:
        """All that was gathered; places without text are left out."""
        passages = [Passage(where, "\n".join(texts)) for where, texts in self._passages if texts]
        title = single_line(self.title or "") or None
        return Extracted(passages, language_code(self.language), title, self.truncated)


def under(heading: str) -> str:
    """The name of a place by its nearest heading: *onder ‘Aanpak’*."""
    text = single_line(heading)
    short = text[: limits.HEADING_MAX_CHARACTERS].rstrip()
    return f"onder ‘{short}{'…' if short != text else ''}’"


def clean_text(text: str) -> str:
    """Text that database and page can bear: no NULs, lone surrogates or invisible marks; single spaces."""
    text = _NOT_SHOWN.sub("", text.replace("\r", "\n")).translate(_LIGATURES)
    lines = (re.sub(r"\s+", " ", line).strip() for line in unicodedata.normalize("NFC", text).split("\n"))
    return "\n".join(line for line in lines if line)


def single_line(text: str) -> str:
    """Cleaned text on one line."""
    return clean_text(text).replace("\n", " ")


def language_code(value: str | None) -> str | None:
    """`nl` for `nl-NL`, `NL_nl` and the like; None for what is no language code."""
    match = re.match(r"([A-Za-z]{2,3})(?:[-_]|$)", clean_text(value or ""))
    return match[1].lower() if match else None
