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


def highlight(text: str, question: Question) -> SafeString:
    """The whole text as safe HTML with ``<mark>`` around what answers the question."""
    return _marked(text, _matches(text, _wanted(question)))


def excerpt(hit: Hit, question: Question) -> Excerpt:
    """The summary, or the passage when that has a word of the question that title and summary lack."""
    wanted = _wanted(question)
    in_summary = _matches(hit.summary, wanted)
    if hit.passage:
        seen = _words_of(in_summary) | _words_of(_matches(hit.title, wanted))
        in_passage = _matches(hit.passage, wanted)
        if new := _words_of(in_passage) - seen:
            return Excerpt(_window(hit.passage, in_passage, new), hit.place)
    return Excerpt(_marked(hit.summary, in_summary))


@dataclass(frozen=True)
class _Match:
    start: int
    end: int
    words: frozenset[int]


def _wanted(question: Question) -> dict[str, frozenset[int]]:
    """Lexeme → the numbers of the asked words that it meets; pairs and expressions of more words are left out."""
    wanted: dict[str, set[int]] = {}
    for number, word in enumerate(question.words):
        for option in word.options:
            if len(option.groups) == 1:
                for lexeme in option.groups[0]:
                    wanted.setdefault(lexeme, set()).add(number)
    return {lexeme: frozenset(numbers) for lexeme, numbers in wanted.items()}


def _matches(text: str, wanted: dict[str, frozenset[int]]) -> list[_Match]:
    found = []
    if wanted:
        for token in dutch.spans(text):
            words = frozenset().union(*(wanted.get(lexeme, ()) for lexeme in _lexemes(token.raw)))
            if words:
                found.append(_Match(token.start, token.end, words))
    return found


@lru_cache(maxsize=1 << 16)
def _lexemes(word: str) -> tuple[str, ...]:
    return tuple(dutch.index_lexemes(word))


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
