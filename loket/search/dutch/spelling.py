"""A key that is the same for words that sound the same, to find what a misspelled word was meant to be."""

import re
from functools import lru_cache

from loket.search.dutch.tokens import fold

_SOUNDS = (
    (re.compile(r"[^a-z0-9]"), ""),
    (re.compile(r"sch(?=e?n?$)|isch"), "s"),
    (re.compile(r"(?<=i)sch(?=e?$)"), "s"),
    (re.compile(r"tie(?=s?$)|tie"), "sie"),
    (re.compile(r"dt\b|d\b"), "t"),
    (re.compile(r"th"), "t"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"qu?"), "kw"),
    (re.compile(r"cc(?=[eiy])"), "ks"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"ch"), "g"),
    (re.compile(r"c"), "k"),
    (re.compile(r"ij|ei|y"), "ei"),
    (re.compile(r"ou|auw?|ouw"), "au"),
    (re.compile(r"v"), "f"),
    (re.compile(r"z"), "s"),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=1 << 13)
def spelling_key(word: str) -> str:
    """A rough Dutch sound key: ei = ij, ou = au, final d = t, c = k or s, g = ch, v = f, z = s, no doubles."""
    key = fold(word)
    for pattern, sound in _SOUNDS:
        key = pattern.sub(sound, key)
    return key
