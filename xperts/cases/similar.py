"""Cases and questions that are like a case: by the rare words and the themes that they share, and which those are."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from loket.search import dutch
from loket.search.models import Lexeme
from loket.vocabulary import lookup
from servicedesk.models import Question
from xperts.cases.models import Case

MOST_SHOWN = 5
MOST_WORDS = 16
# Newest first: of so many it is looked how much they share.
LOOKED_AT = 200
FEWEST_SHARED, FEWEST_WITH_THEME = 3, 2
# A word that more of the portal has than this share says nothing about a case; few enough is always rare.
_COMMON, FEWEST_COMMON = 0.1, 5
# Of a lexeme its word in the case, and how much it counts.
Weights = dict[str, tuple[str, float]]


@dataclass(frozen=True)
class Alike:
    """Something that is like the case, and why: words as they stand in the case, labels of themes."""

    reference: str
    title: str
    url: str
    detail: str
    words: tuple[str, ...]
    themes: tuple[str, ...]
    score: float
    case: Case | None = None
    question: Question | None = None

    @property
    def why(self) -> str:
        told = [f"zelfde woorden: {', '.join(self.words[:5])}"] if self.words else []
        told += [f"zelfde thema: {', '.join(self.themes).lower()}"] if self.themes else []
        return "; ".join(told).capitalize()


def theme_label(code: str) -> str:
    """Of a health theme or a process theme."""
    found = lookup.term("theme", code) or lookup.term("process-theme", code)
    return found.label if found else code


def cases(case: Case, *, limit: int = MOST_SHOWN) -> list[Alike]:
    """Other cases, whatever their state, the most alike first."""
    return _cases(case, _telling(case), limit)


def questions(case: Case, *, limit: int = MOST_SHOWN) -> list[Alike]:
    """Questions to the desk that did not become a case, the most alike first."""
    return _questions(case, _telling(case), limit)


def both(case: Case, *, limit: int) -> tuple[list[Alike], list[Alike]]:
    """Cases and questions; the words of the case are looked up once."""
    weights = _telling(case)
    return _cases(case, weights, limit), _questions(case, weights, limit)


def _cases(case: Case, weights: Weights, limit: int) -> list[Alike]:
    found = Case.objects.exclude(pk=case.pk).filter(lexemes__overlap=list(weights))
    rows = found.order_by("-opened_at")[:LOOKED_AT] if weights else []
    told = (
        _alike(case, row, weights, url=row.get_absolute_url(), detail=row.get_state_display(), case=row) for row in rows
    )
    return _best(told, limit)


def _questions(case: Case, weights: Weights, limit: int) -> list[Alike]:
    found = Question.objects.filter(lexemes__overlap=list(weights), cases__isnull=True)
    rows = found.order_by("-asked_at")[:LOOKED_AT] if weights else []
    told = (
        _alike(case, row, weights, url=row.get_absolute_url(), detail=row.get_state_display(), question=row)
        for row in rows
    )
    return _best(told, limit)


def _telling(case: Case) -> Weights:
    """Of the case's lexemes the rarest of the portal, each with its word and its weight."""
    intake = getattr(case, "intake", None)
    text = " ".join([case.title, intake.wished_result if intake else "", intake.context if intake else ""])
    first = {term.lexemes[0].text: term.surface for term in dutch.index_terms(text) if term.lexemes}
    counts = dict(Lexeme.objects.filter(lexeme__in=[*first, ""]).values_list("lexeme", "document_count"))
    most = max(counts.pop("", 0) * _COMMON, FEWEST_COMMON)
    rare = [lexeme for lexeme in first if counts.get(lexeme, 0) <= most]
    ranked = sorted(rare, key=lambda lexeme: (lexeme not in counts, counts.get(lexeme, 0), lexeme))
    return {lexeme: (first[lexeme], 1 / log(3 + counts.get(lexeme, 0))) for lexeme in ranked[:MOST_WORDS]}


def _alike(subject: Case, row, weights: Weights, **told) -> Alike:
    shared = sorted(weights.keys() & set(row.lexemes), key=lambda lexeme: -weights[lexeme][1])
    themes = [code for code in subject.themes if code in row.themes]
    title = row.title if isinstance(row, Case) else row.subject
    return Alike(
        reference=row.reference,
        title=title,
        words=tuple(weights[lexeme][0] for lexeme in shared),
        themes=tuple(map(theme_label, themes)),
        score=sum(weights[lexeme][1] for lexeme in shared) + len(themes) / 2,
        **told,
    )


def _best(found: Iterable[Alike], limit: int) -> list[Alike]:
    enough = [row for row in found if len(row.words) >= (FEWEST_WITH_THEME if row.themes else FEWEST_SHARED)]
    return sorted(enough, key=lambda row: -row.score)[:limit]
