"""Read groups of synonyms as editors write them.

A line is a group of words with the same meaning, parted by tabs or ` ~ `: each finds all. In a line with ` > `
a search for what stands right also finds what stands left of it (from broad to narrow), not the reverse.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

_PARTED = re.compile(r"\s*[\t~]\s*")


class SynonymGroup(NamedTuple):
    """Words that find each other, or narrower `words` that a search for `broader` finds as well."""

    words: tuple[str, ...]
    broader: str | None = None


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip() for word in _PARTED.split(text) if word.strip()))


def parse_synonyms(lines: Iterable[str]) -> list[SynonymGroup]:
    """The groups in these lines; empty lines, lines that start with # and groups of one word are skipped."""
    groups = []
    for line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        narrower, arrow, broader = line.partition(">")
        words = _words(narrower)
        if arrow and words and broader.strip():
            groups.append(SynonymGroup(words, broader.strip()))
        elif not arrow and len(words) > 1:
            groups.append(SynonymGroup(words))
    return groups
