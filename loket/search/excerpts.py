"""The part of a text that answers the question, with the words that were looked for marked."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from loket.search import dutch
from loket.search.engine import Hit
from loket.search.question import Question

WINDOW = 240  # characters
_LEAD = 60


@dataclass(frozen=True)
class Excerpt:
    """Marked text, and where it stands when that is a file (``plan.pdf, pagina 3``)."""

    text: SafeString
    place: str = ""


@dataclass(frozen=True)
class _Match:
    start: int
    end: int
    words: frozenset[int]


class Marker:
    """Marks what answers one question. It remembers what it read: the texts of a page share most of their words."""

    def __init__(self, question: Question) -> None:
        self._wanted = _wanted(question)
        self._asked = frozenset().union(*self._wanted.values())
        # *65 +* and *12 tot 18* are one word with spaces in it; nothing else is.
        self._is_cut_at_spaces = not any(lexeme[:1].isdigit() for lexeme in self._wanted)
        self._read: dict[str, tuple[_Match, ...]] = {}

    def highlight(self, text: str) -> SafeString:
        """The whole text as safe HTML with ``<mark>`` around what answers the question."""
        return _marked(text, self._matches(text))

    def excerpt(self, hit: Hit) -> Excerpt:
        """The summary, or the passage when that has a word of the question that title and summary lack."""
        in_summary = self._matches(hit.summary)
        seen = _words_of(in_summary) | _words_of(self._matches(hit.title))
        if hit.passage and seen != self._asked:
            in_passage = self._matches(hit.passage)
            if new := _words_of(in_passage) - seen:
                return Excerpt(_window(hit.passage, in_passage, new), hit.place)
        return Excerpt(_marked(hit.summary, in_summary))

    def _matches(self, text: str) -> list[_Match]:
        found, at = [], 0
        for piece in text.split(" ") if self._is_cut_at_spaces else (text,):
            matches = self._read.get(piece)
            if matches is None:
                matches = self._read[piece] = self._matches_in(piece)
            for match in matches:
                found.append(_Match(at + match.start, at + match.end, match.words))
            at += len(piece) + 1
        return found

    def _matches_in(self, piece: str) -> tuple[_Match, ...]:
        words_in = _words_in if self._is_cut_at_spaces else _words_in.__wrapped__  # whole texts are not kept
        words, lexemes = words_in(piece)
        if self._wanted.keys().isdisjoint(lexemes):
            return ()
        met = ((start, end, self._wanted.keys() & own) for start, end, own in words)
        return tuple(
            _Match(start, end, frozenset().union(*map(self._wanted.get, own))) for start, end, own in met if own
        )


def _wanted(question: Question) -> dict[str, frozenset[int]]:
    """Lexeme → the numbers of the asked words that it meets; pairs and expressions of more words are left out."""
    wanted: dict[str, set[int]] = {}
    for number, word in enumerate(question.words):
        for option in word.options:
            if len(option.groups) == 1:
                for lexeme in option.groups[0]:
                    wanted.setdefault(lexeme, set()).add(number)
    return {lexeme: frozenset(numbers) for lexeme, numbers in wanted.items()}


@lru_cache(maxsize=1 << 16)
def _words_in(piece: str) -> tuple[tuple[tuple[int, int, frozenset[str]], ...], frozenset[str]]:
    """The words of a piece of text, each with where it begins and ends and its lexemes, and all their lexemes."""
    words = tuple((start, end, frozenset(dutch.index_lexemes(word))) for word, start, end in dutch.occurrences(piece))
    return words, frozenset().union(*(lexemes for _, _, lexemes in words))


def _words_of(matches: list[_Match]) -> frozenset[int]:
    return frozenset().union(*(match.words for match in matches))


def _marked(text: str, matches: list[_Match], start: int = 0, end: int | None = None) -> SafeString:
    end = len(text) if end is None else end
    parts, at = [], start
    for match in matches:
        if match.start >= start and match.end <= end:
            parts += [escape(text[at : match.start]), "<mark>", escape(text[match.start : match.end]), "</mark>"]
            at = match.end
    parts.append(escape(text[at:end]))
    return mark_safe("".join(parts))  # each part of the text is escaped


def _window(text: str, matches: list[_Match], new: frozenset[int]) -> SafeString:
    """The stretch with the most different asked words, of those that start just before a new one."""
    best = max(
        (match for match in matches if match.words & new),
        key=lambda first: (len(_words_of([m for m in matches if 0 <= m.start - first.start < WINDOW])), -first.start),
    )
    start = max(0, best.start - _LEAD)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = len(text) if start + WINDOW >= len(text) else text.rfind(" ", start, start + WINDOW)
    body = _marked(text, matches, start, end)
    return mark_safe(f"{'… ' if start else ''}{body}{' …' if end < len(text) else ''}")
