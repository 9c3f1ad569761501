"""Questions that ask the same: by the rare words that they share, and by theme, target group and area.

A shared word counts for more the fewer have it, among questions and in the portal as a whole. How like two questions
are is the share of the smaller one's weight that both have (0–1), and a little more for each facet. Everything that
counts can be shown: the words and the facets.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q, QuerySet

from loket.search import dutch
from loket.search.models import Lexeme
from loket.vocabulary import lookup
from servicedesk import words
from servicedesk.enums import OPEN_STATES, State
from servicedesk.models import Question

RECENT = timedelta(days=90)
LOOKED_FOR = 12
"""So many of the rarest words are looked for at most."""
CANDIDATES = 200
MOST_READ = 20_000
"""So many questions may have one of these words, about: among a million it costs what it costs among few."""
LIKE_ENOUGH = 0.45
FEWEST_SHARED = 2
_UNKNOWN_SHARE = 0.002
_COMMON = 0.15
"""A word that a larger share has says nothing about what is asked."""
_IN_PORTAL = 0.3
"""What the portal has is long: a word is in so much more of it than in questions."""
FEW_DOCUMENTS = 100
_FACETS = (("themes", "theme", 0.15), ("target_groups", "target-group", 0.08), ("areas", "area", 0.05))
_SHARES = """
    SELECT e.word, e.share FROM pg_stats s
    CROSS JOIN LATERAL unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) AS e(word, share)
    WHERE s.schemaname = current_schema() AND s.tablename = 'servicedesk_question' AND s.attname = 'gist'
        AND e.word = ANY(%s)
    UNION ALL SELECT '', greatest(reltuples, 0) FROM pg_class WHERE oid = 'servicedesk_question'::regclass"""


@dataclass(frozen=True)
class Alike:
    """Another question with how like it is (0–1), and why: lexemes and facets (group, code) that both have."""

    question: Question
    score: float
    lexemes: frozenset[str]
    facets: tuple[tuple[str, str], ...]


def among(at: datetime) -> QuerySet:
    """Open, or asked not long ago; what was merged is looked for in what it was merged into."""
    candidates = Question.objects.filter(anonymous_at=None).exclude(state=State.MERGED)
    return candidates.filter(Q(state__in=OPEN_STATES) | Q(asked_at__gt=at - RECENT))


def to(question: Question, questions: QuerySet, *, limit: int) -> list[Alike]:
    """Those of ``questions`` that ask the same as this one, most like it first. Five queries at most."""
    weights, total = _weighed(question.gist)
    rarest = _rarest(weights, total)
    if not rarest:
        return []
    candidates = questions.filter(gist__overlap=rarest).exclude(pk=question.pk).defer("lexemes")
    found = list(candidates.order_by("-asked_at")[:CANDIDATES])
    others, _ = _weighed({word for row in found for word in row.gist})
    rated = [_rate(question, row, weights, others) for row in found]
    return sorted(filter(None, rated), key=lambda row: (-row.score, row.question.pk))[:limit]


def _rarest(weights: dict[str, float], total: float) -> list[str]:
    """The words that say most, as long as few questions have them; two in any case."""
    chosen: list[str] = []
    read = 0.0
    for word in sorted(weights, key=lambda word: (-weights[word], word))[:LOOKED_FOR]:
        read += total * math.exp(-weights[word])
        if len(chosen) >= FEWEST_SHARED and read > MOST_READ:
            break
        chosen.append(word)
    return chosen


def _weighed(lexemes: Iterable[str]) -> tuple[dict[str, float], float]:
    """How much each word says, without those that say nothing; and how many questions there are, about."""
    asked = [word for word in lexemes if len(word) > 2]
    shares = dict.fromkeys(asked, _UNKNOWN_SHARE)
    with connection.cursor() as cursor:
        cursor.execute(_SHARES, [asked])
        shares |= dict(cursor.fetchall())
    questions = shares.pop("")
    counts = dict(Lexeme.objects.filter(lexeme__in=[*asked, ""]).values_list("lexeme", "document_count"))
    total = max(counts.pop("", 0), 1)
    for word, count in counts.items():
        shares[word] = max(shares[word], count / total * _IN_PORTAL if total > FEW_DOCUMENTS else 0)
    return {word: math.log(1 / share) for word, share in shares.items() if share <= _COMMON}, questions


def _rate(question: Question, other: Question, weights: dict[str, float], others: dict[str, float]) -> Alike | None:
    shared = frozenset(word for word in other.gist if word in weights)
    if len(shared) < FEWEST_SHARED:
        return None
    own, theirs = sum(weights.values()), sum(others.get(word, 0) for word in other.gist)
    facets = tuple(
        (group, code)
        for column, group, _ in _FACETS
        for code in getattr(question, column)
        if code in getattr(other, column)
    )
    extra = sum(weight for _, group, weight in _FACETS if any(group == name for name, _ in facets))
    score = min(1.0, sum(weights[word] for word in shared) / max(min(own, theirs), 1) + extra)
    return Alike(other, score, shared, facets) if score >= LIKE_ENOUGH else None


def reason(question: Question, lexemes: Iterable[str], facets: Iterable[tuple[str, str]]) -> str:
    """Why, in words: *zelfde thema: roken; zelfde woorden: vapen, mbo*."""
    names = {"theme": "zelfde thema", "target-group": "zelfde doelgroep", "area": "zelfde gebied"}
    told = [f"{names[group]}: {label(group, code).lower()}" for group, code in facets]
    shared = surfaces(question, lexemes)[:5]
    return "; ".join([*told, f"zelfde woorden: {', '.join(shared)}"] if shared else told)


def label(group: str, code: str) -> str:
    return lookup.area_label(code) if group == "area" else lookup.label(group, code)


def surfaces(question: Question, lexemes: Iterable[str]) -> list[str]:
    """The words of a question as they were written, that have one of these lexemes; each once."""
    wanted = set(lexemes)
    found: dict[str, str] = {}
    for term in dutch.index_terms(f"{question.subject}\n{question.asked}\n{question.found}"):
        lexeme = words.one_of(term)
        if lexeme in wanted:
            found.setdefault(lexeme, term.surface.lower())
    return list(found.values())
