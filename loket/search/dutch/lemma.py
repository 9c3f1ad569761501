"""The words of which a form may be a form: all of them, so that an ambiguous form is found by each."""

from functools import lru_cache

import snowballstemmer

from loket.search.dutch import inflection
from loket.search.dutch.lexicon import dictionary_lemma, irregular, is_lemma, word_set

_stemmer = snowballstemmer.stemmer("dutch")
_GUESSES = (("'s", ""), ("heden", "heid"), ("ieen", "ie"), ("ies", "ie"), ("'er", "er"), ("'ers", "er"))
_NO_PLURALS = ("ss", "us", "is", "as", "os")
_UNINFLECTED_ENDINGS = ("heid", "iteit", "isme", "ing", "schap", "atie", "ie")


@lru_cache(maxsize=1 << 15)
def lemmas(form: str) -> tuple[str, ...]:
    """The confirmed lemmas of a folded form, best first; empty when the form is not known."""
    replaces, listed = irregular().get(form, (False, ()))
    if replaces:
        return listed
    found = list(listed)
    if is_lemma(form):
        found.append(form)
    found.extend(_dictionary_chain(form))
    found.extend(_other_readings(form) if found else _confirmed(form))
    return tuple(dict.fromkeys(found))


def _dictionary_chain(form: str) -> list[str]:
    # Some diminutives lead to another diminutive: gebitjes → gebitje → gebit.
    chain = []
    current = dictionary_lemma(form)
    while current and current not in chain and len(chain) < 3:
        chain.append(current)
        if current in ambiguous_lemmas() or not current.endswith("je"):
            break
        current = dictionary_lemma(current)
    return chain


@lru_cache(maxsize=1)
def ambiguous_lemmas() -> frozenset[str]:
    """Words whose own entry in the dictionary must not be followed any further."""
    return word_set("final_lemmas.txt")


def _confirmed(form: str) -> list[str]:
    """What the rules propose for a form outside the dictionary, and the dictionary confirms."""
    if len(form) < 4:
        return []
    nouns = (word for word in inflection.noun_singulars(form) if _is_noun(word))
    adjectives = (word for word in inflection.adjective_bases(form) if len(word) > 2 and is_lemma(word))
    verbs = (word for word in inflection.verb_infinitives(form) if inflection.is_verb(word))
    separable = inflection.separable_infinitives(form)
    found = [next(words, None) for words in (nouns, adjectives, verbs, separable)]
    return [word for word in found if word]


def _other_readings(form: str) -> list[str]:
    """What a form in the dictionary may be besides: vallen is a verb and the plural of val."""
    found = []
    if form.endswith("en"):
        if inflection.is_verb(form):
            found.append(form)
        found.extend(word for word in list(inflection.closed_stems(form[:-2]))[:1] if _is_noun(word))
    elif form.endswith(("end", "ende")):
        infinitive = form.removesuffix("e").removesuffix("d")
        found.extend([infinitive] if inflection.is_verb(infinitive) else [])
    elif dictionary_lemma(form) in (form, None) and _may_be_verb(form):
        found.extend(word for word in list(inflection.infinitives(form))[:1] if inflection.is_verb(word))
    if _may_be_participle(form):
        found.extend(word for word in inflection.participle_infinitives(form) if inflection.is_verb(word))
    return found


def _may_be_participle(form: str) -> bool:
    # A noun of that shape has a plural: gedicht, gezicht, gebied.
    return (
        form.endswith(("t", "d"))
        and dictionary_lemma(form) == form
        and form not in never_verbs()
        and dictionary_lemma(form + "en") != form
    )


def _is_noun(word: str) -> bool:
    if word in irregular():
        return word in irregular()[word][1]
    return len(word) > 2 and is_lemma(word) and dictionary_lemma(word) in (word, None)


def _may_be_verb(form: str) -> bool:
    if len(form) < 3 or form in never_verbs() or form.endswith(_UNINFLECTED_ENDINGS):
        return False
    # A noun like lever or winkel shows itself by its plural on -s; leveren is another word.
    return not (form.endswith(("er", "el", "em", "en")) and dictionary_lemma(form + "s") == form)


@lru_cache(maxsize=1)
def never_verbs() -> frozenset[str]:
    """Forms that look like a verb's but in practice never are: jong is not a form of jongen."""
    return word_set("never_verbs.txt")


@lru_cache(maxsize=1 << 14)
def guessed_lemmas(form: str) -> tuple[str, ...]:
    """Likely lemmas of a form that no list knows: as it stands, and without a plural's ending."""
    plain = form.replace("'", "")
    for ending, replacement in _GUESSES:
        if form.endswith(ending) and len(form) > len(ending) + 2:
            return (form.removesuffix(ending).replace("'", "") + replacement,)
    if form.endswith("s") and len(form) > 4 and not form.endswith(_NO_PLURALS):
        return (plain, plain[:-1])
    return (plain,)


@lru_cache(maxsize=1 << 15)
def stem(form: str) -> str:
    """Snowball's Dutch stem of a folded form."""
    return _stemmer.stemWord(form)
