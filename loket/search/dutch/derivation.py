"""Words of one root that may find each other, at less weight than forms of one word."""

from functools import lru_cache

from loket.search.dutch.inflection import is_verb
from loket.search.dutch.lexicon import data_lines, is_lemma, word_set

_ADJECTIVES = ("zaam", "baar", "lijk", "ig", "loos", "isch")


@lru_cache(maxsize=1)
def _derivations() -> dict[str, tuple[str, ...]]:
    """Word → words of the same root, both ways; from derivations.tsv."""
    ties: dict[str, list[str]] = {}
    for line in data_lines("derivations.tsv"):
        words = line.split()
        for word in words:
            ties.setdefault(word, []).extend(other for other in words if other != word)
    return {word: tuple(dict.fromkeys(others)) for word, others in ties.items()}


@lru_cache(maxsize=1 << 13)
def derived(lemma: str) -> tuple[str, ...]:
    """Words made from the same root, looked for at less weight: eenzaam ~ eenzaamheid, bewegen ~ beweging."""
    listed = _derivations().get(lemma, ())
    if lemma in word_set("no_derivation.txt"):
        return listed
    found = list(listed)
    if lemma.endswith("heid") and len(lemma) > 7 and is_lemma(lemma[:-4]):
        found.append(lemma[:-4])
    elif lemma.endswith(_ADJECTIVES) or is_lemma(lemma + "heid"):
        found.append(lemma + "heid")
    if lemma.endswith("ing") and is_verb(lemma[:-3] + "en"):
        found.append(lemma[:-3] + "en")
    elif lemma.endswith("en") and len(lemma) > 5 and is_verb(lemma):
        found.append(lemma[:-2] + "ing")
    if len(lemma) > 7:
        # People named by a participle: laaggeletterde ~ laaggeletterd, gehandicapte ~ gehandicapt.
        person = lemma + "e" if lemma.endswith(("d", "t")) else lemma
        other = lemma[:-1] if lemma.endswith(("de", "te")) else person
        found.extend(word for word in (person, other) if word != lemma and is_lemma(word))
    return tuple(word for word in dict.fromkeys(found) if word not in word_set("no_derivation.txt"))
