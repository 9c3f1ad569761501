"""Searches that found nothing, gathered into questions: the same question in other words is one row.

Two searches are the same question when each word of the one is a word of the other: in another form, in another order,
or by a synonym that works both ways. Words that say little (*aanpak*) count only where there is nothing else.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest, Least

from loket.catalogue.gaps import workflow
from loket.catalogue.gaps.enums import GapState
from loket.catalogue.gaps.models import Gap, Wording
from loket.core.working_days import local_date
from loket.search import dutch, question
from loket.search.dutch.analysis import STEM
from loket.search.engine import search as search_for
from loket.search.enums import Direction
from loket.search.models import EmptySearch, SynonymGroup
from loket.search.query import SearchRequest
from loket.search.synonyms import expression
from loket.vocabulary import lookup

FORGOTTEN_AFTER = timedelta(days=365)
LONGEST_KEY = 400
LOOKED_AT_ONCE = 300
_FACETS = {
    "theme": "theme",
    "setting": "setting",
    "target-group": "target_group",
    "competence": "competence",
    "level": "level",
    "sector": "sector",
}
"""List of the vocabulary → facet of the search."""
_TO_BE_REOPENED = (GapState.SYNONYM, GapState.FOUND)


@dataclass(frozen=True)
class Read:
    """A search as its words: for each the lexemes that are that word, and those that are a synonym of it too."""

    words: tuple[frozenset[str], ...]
    widened: tuple[frozenset[str], ...]
    named: frozenset[str]

    @property
    def key(self) -> str:
        return " ".join(sorted(min(word, key=lambda lexeme: (lexeme.startswith(STEM), lexeme)) for word in self.words))


def gather(search: EmptySearch, at: datetime) -> None:
    """Count a search that found nothing with its question; one that was settled by what is to be found is open again.

    Called in the transaction that counts the search.
    """
    gap = _gap_of(search, at)
    _count(gap, at)
    if gap.state in _TO_BE_REOPENED:
        workflow.GAPS.apply(gap, "ask_again", by=None, at=at, synonym=None)


def gather_missing(*, at: datetime) -> int:
    """Searches from before they were gathered: their question, without the months. Returns how many."""
    missing = EmptySearch.objects.filter(wording=None).order_by("pk")
    for search in missing:
        with transaction.atomic():
            gap = _gap_of(search, min(search.last_at, at))
            times = {"count": F("count") + search.count, "last_at": max(gap.last_at, search.last_at)}
            Gap.objects.filter(pk=gap.pk).update(**times)
    return len(missing)


def look_again(*, at: datetime) -> int:
    """Search anew for what was longest not looked at; what is found now needs nobody. Returns how many were found.

    A synonym, a new entry or a better search can have mended it meanwhile. At most ``LOOKED_AT_ONCE`` searches.
    """
    done, today = 0, local_date(at)
    for gap in Gap.objects.open().order_by(F("looked_at").asc(nulls_first=True), "pk")[:LOOKED_AT_ONCE]:
        result = search_for(SearchRequest(gap.text), today=today)
        Gap.objects.filter(pk=gap.pk).update(looked_at=at)
        if result.count and not result.repaired:
            workflow.find(gap, note=result.hits[0].title, at=at)
            done += 1
    return done


def forget_old(at: datetime) -> int:
    """Remove the questions that nobody asked in a year, as the search does with its texts. Returns how many."""
    _, rows = Gap.objects.filter(last_at__lt=at - FORGOTTEN_AFTER).delete()
    return rows.get("gaps.Gap", 0)


def read(text: str, groups: list[dict]) -> Read:
    """A search with the synonym ``groups`` that are in force (each ``terms`` and ``direction``)."""
    asked = question.read(text).words
    telling = [word for word in asked if word.importance > question.WEAK and word.own]
    words = tuple(word.own for word in telling or asked if word.own)
    widened = tuple(word | _alike(word, groups, is_both=True) for word in words)
    named = frozenset().union(*words, *(_alike(word, groups, is_both=False) for word in words))
    return Read(words, widened, named)


def synonym_groups() -> list[dict]:
    return list(SynonymGroup.objects.values("terms", "direction"))


def facets_named(named: frozenset[str]) -> list[str]:
    """The themes, settings and so on of which a name stands among these lexemes, as tokens of the search."""
    return sorted({token for token, words in _names() if all(word & named for word in words)})


def _gap_of(search: EmptySearch, at: datetime) -> Gap:
    known = Gap.objects.filter(wordings__search=search).first()
    if known:
        return known
    asked = read(search.text, synonym_groups())
    gap = _same_question(asked) or _new(asked, search.text, at)
    Wording.objects.create(search=search, gap=gap)
    return gap


def _same_question(asked: Read) -> Gap | None:
    if not asked.words:
        return None
    lexemes = sorted(frozenset().union(*asked.widened))
    near = Gap.objects.filter(lexemes__overlap=lexemes).order_by("pk")
    return next((gap for gap in near if _fit(asked.widened, [frozenset(word) for word in gap.words])), None)


def _fit(asked: tuple[frozenset[str], ...], known: list[frozenset[str]]) -> bool:
    """Whether each asked word can have a known word of its own."""
    if not asked:
        return not known
    first, *rest = asked
    return any(
        first & word and _fit(tuple(rest), known[:place] + known[place + 1 :]) for place, word in enumerate(known)
    )


def _new(asked: Read, text: str, at: datetime) -> Gap:
    lexemes = sorted(frozenset().union(*asked.words))
    told = {
        "text": text,
        "words": [sorted(word) for word in asked.words],
        "lexemes": lexemes,
        "facets": facets_named(asked.named),
        "first_at": at,
        "last_at": at,
    }
    gap, _ = Gap.objects.get_or_create(key=(asked.key or text)[:LONGEST_KEY], defaults=told)
    return gap


def _count(gap: Gap, at: datetime) -> None:
    # Workers may count two searches in another order than they were asked in.
    spread = {"first_at": Least("first_at", Value(at)), "last_at": Greatest("last_at", Value(at))}
    Gap.objects.filter(pk=gap.pk).update(count=F("count") + 1, **spread)
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO gaps_monthcount AS old (gap_id, month, count) VALUES (%s, %s, 1)
               ON CONFLICT (gap_id, month) DO UPDATE SET count = old.count + 1""",
            [gap.pk, _month(at)],
        )


def _month(at: datetime) -> date:
    return local_date(at).replace(day=1)


def _alike(word: frozenset[str], groups: list[dict], *, is_both: bool) -> frozenset[str]:
    """The lexemes of the single words that stand in a group with this one.

    ``is_both``: only in groups in which all words find each other.
    """
    found: set[str] = set()
    for group in groups:
        if is_both and group["direction"] != Direction.BOTH:
            continue
        terms = _single_words(tuple(group["terms"]))
        if any(term & word for term in terms):
            found.update(*terms)
    return frozenset(found)


@lru_cache(maxsize=4096)
def _single_words(terms: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    found = (expression(term) for term in terms)
    return tuple(one.words[0] for one in found if one and len(one.words) == 1)


def _names() -> list[tuple[str, tuple[frozenset[str], ...]]]:
    """(token, words) for every name of a term of the vocabulary."""
    return [
        (f"{facet}:{term.code}", words)
        for scheme, facet in _FACETS.items()
        for term in lookup.terms(scheme)
        for name in (term.label, *term.alternatives)
        if (words := _words_of(name))
    ]


@lru_cache(maxsize=2048)
def _words_of(name: str) -> tuple[frozenset[str], ...]:
    """Each word as it stands there where that is a lemma itself: *werk* is a setting, *werken* is none."""
    found, written = expression(name), frozenset(dutch.tokens(name))
    return tuple(word & written or word for word in found.words) if found else ()
