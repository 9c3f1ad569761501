"""The word lists behind the analysis: simplemma's Dutch dictionary and our own lists in loket/search/data."""

from functools import lru_cache
from pathlib import Path

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from loket.search.dutch.tokens import fold

DATA = Path(__file__).resolve().parent.parent / "data"


def data_lines(name: str) -> list[str]:
    """The lines of one of our lists, without empty lines and lines that start with #."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


@lru_cache(maxsize=1)
def _dictionary():
    return DefaultDictionaryFactory().get_dictionary("nl")


@lru_cache(maxsize=1)
def _accented() -> dict[str, str]:
    # People leave accents and capitals out, so a folded form leads to the dictionary's own spelling.
    return {fold(word): word for word in _dictionary() if not (word.isascii() and word.islower())}


@lru_cache(maxsize=1)
def _lemmas() -> frozenset[str]:
    distinct = set(_dictionary().values())
    return frozenset(lemma.lower() if lemma.isascii() else fold(lemma) for lemma in distinct)


@lru_cache(maxsize=1)
def stopwords() -> frozenset[str]:
    """Words that carry no meaning of their own in a search."""
    return frozenset(word for line in data_lines("stopwords.txt") for word in line.split())


@lru_cache(maxsize=8)
def function_words(group: str) -> frozenset[str]:
    """A group of small words that build sentences, by its name in function_words.tsv."""
    rows = (line.split("\t") for line in data_lines("function_words.tsv"))
    return next(frozenset(words.split()) for name, words in rows if name == group)


@lru_cache(maxsize=1)
def irregular() -> dict[str, tuple[bool, tuple[str, ...]]]:
    """Form → (whether these replace what the rules say, its lemmas); from irregular.tsv."""
    entries = {}
    for line in data_lines("irregular.tsv"):
        form, mark, lemmas = line.split("\t")
        entries[form] = (mark == "=", tuple(lemmas.split()))
    return entries


@lru_cache(maxsize=64)
def word_set(name: str) -> frozenset[str]:
    """One of our lists of words as a set; several words may stand on a line."""
    return frozenset(word for line in data_lines(name) for word in line.split())


def dictionary_lemma(form: str) -> str | None:
    """What simplemma's dictionary gives for a folded form, folded; None when it does not know it."""
    dictionary = _dictionary()
    lemma = dictionary.get(form)
    if lemma is None:
        accented = _accented().get(form)
        lemma = dictionary.get(accented) if accented else None
    return fold(lemma).replace("_", "") if lemma else None


def is_lemma(word: str) -> bool:
    """Whether some form in the dictionary has this word as its lemma."""
    return word in _lemmas() or word in word_set("extra_words.txt")


def is_known(form: str) -> bool:
    """Whether the dictionary, or our list of irregular forms, has this form."""
    return dictionary_lemma(form) is not None or form in irregular() or is_lemma(form)


def preload() -> None:
    """Load the lists now (about 0.6 s, 60 MB) rather than at the first word."""
    _accented()
    _lemmas()
    stopwords()
    irregular()
