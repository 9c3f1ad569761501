"""Rules of Dutch inflection: from a form to the words it may be a form of.

The rules propose; `lemma.lemmas` keeps what the dictionary confirms.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from loket.search.dutch.lexicon import dictionary_lemma, function_words, is_known, is_lemma

VOWELS = frozenset("aeiou")
_LONG_VOWELS = frozenset("aeou")
_SOFTEN = {"f": "v", "s": "z"}
_HARDEN = {"v": "f", "z": "s"}
_DIMINUTIVES = re.compile(r"(?:e?tje|pje|kje|je)s?$")
_VERB_ENDINGS = ("ten", "den", "te", "de", "t", "d", "")
_PREFIXED = re.compile(r"^(?:be|ge|her|ver|ont|er|mis|onder|over|voor|door|weer)")


def closed_stems(root: str) -> Iterator[str]:
    """What stands before -en or -e as it is spelled at the end of a word: drukk → druk, schol → school."""
    if len(root) < 2:
        return
    last, before = root[-1], root[-2]
    if last == before and last not in VOWELS:
        yield root[:-1]
        return
    hardened = root[:-1] + _HARDEN.get(last, last)
    if last not in VOWELS and before in _LONG_VOWELS and (len(root) < 3 or root[-3] not in VOWELS):
        yield hardened[:-1] + before + hardened[-1]
    yield hardened
    if hardened != root:
        yield root


def infinitives(stem: str) -> Iterator[str]:
    """Infinitives that a verb's stem may belong to: rook → roken, val → vallen, leef → leven, doe → doen."""
    if len(stem) < 2:
        return
    last, before = stem[-1], stem[-2]
    if last in VOWELS:
        yield stem + "n"
        yield stem + "en"
        return
    soft = _SOFTEN.get(last, last)
    if before in _LONG_VOWELS and len(stem) > 2 and stem[-3] == before:
        yield stem[:-2] + soft + "en"
        return
    short = before in VOWELS and stem[-3:-2] not in VOWELS
    if short:
        yield stem + last + "en"
        yield stem + "en"
        return
    yield stem[:-1] + soft + "en"
    if soft != last:
        yield stem + "en"


def stem_forms(infinitive: str) -> Iterator[str]:
    """The stems under which forms of this verb may be listed: vallen → val, roken → rook."""
    if infinitive.endswith(("oen", "ien", "aan")):
        yield infinitive[:-1].replace("aa", "a") if infinitive.endswith("aan") else infinitive[:-1]
        yield infinitive[:-1]
        return
    yield infinitive[:-2]
    yield from closed_stems(infinitive[:-2])


@lru_cache(maxsize=1 << 13)
def is_verb(infinitive: str) -> bool:
    """Whether the dictionary conjugates this word."""
    if len(infinitive) < 4 or not infinitive.endswith("n") or not is_lemma(infinitive):
        return False
    found = 0
    for stem in stem_forms(infinitive):
        forms = (stem, stem + "t", stem + "te", stem + "de", f"ge{stem}d", f"ge{stem}t", f"ge{infinitive}")
        found += sum(dictionary_lemma(form) == infinitive for form in forms)
        if found >= 2:
            return True
    return False


def noun_singulars(form: str) -> Iterator[str]:
    """Singulars of which the form may be a plural or a diminutive."""
    if form.endswith("'s"):
        yield form[:-2]
    elif form.endswith("heden"):
        yield form[:-4] + "id"
    if form.endswith("en"):
        yield from closed_stems(form[:-2])
        if form.endswith("ien"):
            yield form[:-1]
    if form.endswith("s") and len(form) > 3:
        yield form[:-1]
    if form.endswith("n"):
        yield form[:-1]
    if form.endswith("ieen"):
        yield form[:-2]
    diminutive = _DIMINUTIVES.search(form)
    if diminutive:
        yield from _diminutive_bases(form, diminutive)


def _diminutive_bases(form: str, ending: re.Match) -> Iterator[str]:
    singular = form.removesuffix("s")
    base = singular.removesuffix("je")
    yield base
    if base.endswith("t"):
        yield base[:-1]
        if base.endswith("et"):
            yield from closed_stems(base[:-2])
    if base.endswith("p"):
        yield base[:-1]
    if base.endswith("k"):
        yield base[:-1] + "g"


def adjective_bases(form: str) -> Iterator[str]:
    """Adjectives of which the form may be inflected: kwetsbare, kwetsbaarder, kwetsbaarst, kwetsbaars."""
    if form.endswith("e"):
        yield from closed_stems(form[:-1])
        for ending in ("ste", "ere", "dere"):
            if form.endswith(ending):
                yield from adjective_bases_of_degree(form[: -len(ending)], ending)
    if form.endswith("en"):
        yield from closed_stems(form[:-2])
    for ending in ("st", "der", "er"):
        if form.endswith(ending):
            yield from adjective_bases_of_degree(form[: -len(ending)], ending)


def adjective_bases_of_degree(root: str, ending: str) -> Iterator[str]:
    """The adjective before -er or -st: grot(er) → groot, mooi(st) → mooi."""
    if ending in ("ere", "er"):
        yield from closed_stems(root)
    else:
        yield root


def verb_infinitives(form: str) -> Iterator[str]:
    """Infinitives of which the form may be a person, a past tense or a participle."""
    if form.endswith(("ende", "end")):
        yield form.removesuffix("e").removesuffix("d")
    bases = [form]
    if form.endswith("e"):
        bases.append(form[:-1])
    for base in bases:
        yield from _conjugated(base)
        yield from _participles(base)


def participle_infinitives(form: str) -> Iterator[str]:
    """Infinitives of which the form may be the participle: gerookt → roken, beperkt → beperken."""
    yield from _participles(form)
    if _PREFIXED.match(form):
        for ending in ("t", "d"):
            if form.endswith(ending):
                yield from infinitives(form[:-1])


def separable_infinitives(form: str) -> Iterator[str]:
    """Infinitives of separable verbs: inschrijft, ingeschreven → inschrijven."""
    for particle in function_words("separable"):
        rest = form[len(particle) :]
        if form.startswith(particle) and len(rest) > 2:
            verb = dictionary_lemma(rest)
            if verb and verb.endswith("n") and is_known(particle + verb):
                yield particle + verb


def _conjugated(form: str) -> Iterator[str]:
    for ending in _VERB_ENDINGS:
        if form.endswith(ending) and len(form) - len(ending) >= 3:
            yield from infinitives(form[: len(form) - len(ending)])


def _participles(form: str) -> Iterator[str]:
    for particle in ("", *sorted(function_words("separable"))):
        rest = form[len(particle) :]
        if not form.startswith(particle) or not rest.startswith("ge") or len(rest) < 5:
            continue
        root = rest[2:]
        if root.endswith("en"):
            yield particle + root
        if root.endswith(("t", "d")):
            for infinitive in infinitives(root[:-1]):
                yield particle + infinitive
            for infinitive in infinitives(root):
                yield particle + infinitive
