"""When a findable is news for a saved search: it has nearly all of the words that were asked.

A page of results puts weak matches last. A mail has no last place: what meets one word of three would be noise there.
The rule counts words and does not weigh them, so that which words a findable must have at least is known beforehand
and stays right while the index grows.
"""

from loket.search import repair
from loket.search.dutch.lexicon import is_known
from loket.search.models import Lexeme
from loket.search.question import WEAK, Asked, Option, Question
from loket.search.scoring import STRONG

MAY_MISS = 0.3
"""The share of the words that may be missing: none of three, one of four, two of seven."""


def telling_words(question: Question) -> list[Asked]:
    """The words that count: those that say little (*aanpak*, *goed*) only when there are no others."""
    return [word for word in question.words if word.importance > WEAK] or list(question.words)


def needed(words: list[Asked]) -> int:
    """How many of these words a findable must have."""
    return len(words) - int(len(words) * MAY_MISS)


def tsquery(word: Asked) -> str:
    """What meets a word for news: the word itself, or as good as it."""
    return " | ".join(option.tsquery() for option in _strong(word))


def keys(question: Question) -> set[str]:
    """Lexemes of which every findable that is news has one: those of the rarest words, as many as cannot all be missed.

    Any so many words would do, whatever becomes of their rarity; rare ones make few searches look at a new findable.
    """
    words = telling_words(question)
    options = [option for word in words for option in _strong(word)]
    counts = _counts({lexeme for option in options for group in option.groups for lexeme in group})
    rarest = sorted(words, key=lambda word: sum(_rarity(_key(option, counts), counts) for option in _strong(word)))
    chosen = rarest[: len(words) - needed(words) + 1]
    return {lexeme for word in chosen for option in _strong(word) for lexeme in _key(option, counts)}


def waits_for_a_word(asked: Question) -> bool:
    """Whether a word is in no findable yet and may turn out to be a typing error of one that is to come."""
    doubtful = [word for word in asked.words if word.surface not in asked.insisted]
    doubtful = [word for word in doubtful if len(word.surface) >= repair.LONG or not is_known(word.surface)]
    counts = _counts({lexeme for word in doubtful for lexeme in word.own})
    return any(not any(counts.get(lexeme) for lexeme in word.own) for word in doubtful)


def _strong(word: Asked) -> list[Option]:
    return [option for option in word.options if option.weight >= STRONG] or list(word.options)


def _key(option: Option, counts: dict[str, int]) -> tuple[str, ...]:
    """The rarest of an option's groups: each of them is needed, so one is enough to look by."""
    return min(option.groups, key=lambda group: _rarity(group, counts))


def _rarity(lexemes: tuple[str, ...], counts: dict[str, int]) -> int:
    return sum(counts.get(lexeme, 0) for lexeme in lexemes)


def _counts(lexemes: set[str]) -> dict[str, int]:
    found = Lexeme.objects.filter(lexeme__in=lexemes)
    return dict(found.values_list("lexeme", "document_count"))
