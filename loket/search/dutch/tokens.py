"""Cut a text into words, and fold a word to the form in which it is compared."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

MAX_WORD = 100
"""Characters kept of one word; PostgreSQL refuses lexemes over 2,046 bytes."""

_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "‐": "-",
        "‑": "-",
        "–": "-",
        "\u00ad": None,
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\ufeff": None,
        "\x00": " ",
    }
)

_APOSTROPHE = r"['’‘ʼ`´]"
_HYPHEN = r"[-‐‑]"
# Letters and digits, with loose accents and invisible hyphens between or after them.
_RUN = r"[^\W_]+(?:[\u0300-\u036f\u00ad\u200b-\u200d]+[^\W_]*)*"
_WORD = rf"{_RUN}(?:{_APOSTROPHE}{_RUN})*"
# What begins with a digit is tried first only where there is a digit: most words are just words.
_TOKEN = re.compile(
    rf"""
      (?=\d)(?:
          (?P<plus>\d{{1,3}}\s?\+(?!\w) | \d{{1,3}}{_HYPHEN}?(?i:plus(?:s?ers?)?)\b)
        | (?P<range>\d{{1,4}}\s?(?:[-–]|(?i:\btot(?:\sen\smet)?\b|\bt/m\b))\s?\d{{1,4}}(?![\w]|{_HYPHEN}\d))
        | (?P<number>\d+(?:[.,:/-]\d+)+(?!\w)))
    | (?P<dotted>(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!\w))?)
    | (?P<ampersand>[^\W\d_]&[^\W\d_](?!\w))
    | (?P<word>{_WORD}(?:{_HYPHEN}{_WORD})*)
    """,
    re.VERBOSE,
)
_HYPHENS = frozenset("-‐‑")
_WITHIN_CLAUSE = " \t\r\n'\"‘’“”-‐‑@"
_DIGITS = re.compile(r"\d+")


class Token(NamedTuple):
    """A word of a text: folded, as typed, where it stands, and how it is tied to its neighbours."""

    text: str
    raw: str
    start: int
    end: int
    kind: str
    starts_clause: bool
    hanging: bool


@lru_cache(maxsize=1 << 15)
def _fold_word(word: str) -> str:
    lowered = unicodedata.normalize("NFKC", word).lower().translate(_LETTERS_WITHOUT_DECOMPOSITION)
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


def fold(text: str) -> str:
    """Lower case without accents; ĳ becomes ij, curly quotes and hyphens become plain. Idempotent."""
    if text.isascii():
        return text.lower().replace("\x00", " ")
    folded = _fold_word(text) if len(text) <= MAX_WORD else _fold_word.__wrapped__(text)
    return folded.translate(_LETTERS_WITHOUT_DECOMPOSITION)


def _folded_token(kind: str, raw: str) -> str:
    folded = fold(raw[: MAX_WORD * 4])
    if kind == "plus":
        return _DIGITS.match(folded)[0] + "+"
    if kind == "range":
        return "-".join(_DIGITS.findall(folded))
    if kind in ("dotted", "ampersand"):
        return folded.replace(".", "").replace("&", "")
    return folded[:MAX_WORD]


def spans(text: str) -> Iterator[Token]:
    """Each word of the text with its place in it (character offsets), in reading order."""
    end_before, length = 0, len(text)
    for match in _TOKEN.finditer(text):
        kind, raw = match.lastgroup, match[0]
        start, end = match.span()
        folded = raw.lower() if kind == "word" and raw.isascii() and len(raw) <= MAX_WORD else _folded_token(kind, raw)
        if folded:
            gap = text[end_before:start]
            starts_clause = end_before == 0 or (gap != " " and bool(gap.strip(_WITHIN_CLAUSE)))
            hanging = end < length and text[end] in _HYPHENS and not text[end + 1 : end + 2].isalnum()
            yield Token(folded, raw, start, end, kind, starts_clause, hanging)
        end_before = end


def occurrences(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word as it stands in the text, with its place: what ``spans`` has, without what it costs to know more."""
    return ((match[0], *match.span()) for match in _TOKEN.finditer(text))


def tokens(text: str) -> list[str]:
    """The folded words of a text, in reading order."""
    return [token.text for token in spans(text)]


def sort_key(text: str) -> str:
    """A key under which Dutch titles sort alike everywhere: folded, no leading article, numbers by value."""
    words = tokens(text)
    if len(words) > 1 and words[0] in ("de", "het", "een", "t", "n"):
        words = words[1:]
    padded = (_DIGITS.sub(lambda match: match[0].zfill(8), word) for word in words)
    return " ".join(padded)
