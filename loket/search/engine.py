"""Searching: one statement when every word is known, at most three when a typing error is mended."""

import math
from dataclasses import dataclass, replace
from datetime import date

from django.db import connection
from django.utils import timezone

from loket.search import facets, question, repair
from loket.search.query import CAP, LAST_PAGE, SearchRequest
from loket.search.question import Question
from loket.search.statement import STAR, Statement
from loket.search.synonyms import book


@dataclass(frozen=True)
class Hit:
    """One result. ``place`` and ``passage``: the part of the body or of a file that answers best, if any."""

    id: int
    subject_type: str
    subject_id: int
    kind: str
    external_id: str
    title: str
    summary: str
    url: str
    facets: tuple[str, ...]
    published_on: date
    changed_on: date
    check_due: date | None
    year: int | None
    score: float
    place: str
    passage: str

    def codes(self, group: str) -> list[str]:
        """Its codes in a facet group."""
        prefix = f"{group}:"
        return [token[len(prefix) :] for token in self.facets if token.startswith(prefix)]


@dataclass(frozen=True)
class Result:
    """The answer to a search.

    ``count`` is at most 1,000 and then not exact; ``repaired`` is the query that was searched instead of the one
    typed and ``literal`` the one that insists on what was typed; ``suggestion`` is one that may have been meant;
    ``question`` is what was looked for.
    """

    hits: list[Hit]
    count: int
    count_is_exact: bool
    facets: list[facets.Group]
    page: int
    pages: int
    question: Question
    suggestion: str = ""
    repaired: str = ""
    literal: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Answer:
    found: dict[int, int]
    total: int
    line: str | None
    own_lines: list[str | None]
    hits: list[dict]
    near: list[tuple[str, str]]


def search(
    request: SearchRequest,
    tokens: tuple[str, ...] = ("public",),
    prefer: tuple[str, ...] | None = None,
    today: date | None = None,
) -> Result:
    """Search for who has these audience ``tokens``; findables with a facet in ``prefer`` come first or higher."""
    today = today or timezone.localdate()
    asked, answer = _ask(request, question.read(request.text), tokens, prefer, today)
    suggestion = repaired = literal = ""
    if better := repair.mended(asked, answer.found):
        mended = repair.replaced(asked.text, better)
        again, second = _ask(request, question.read(mended), tokens, prefer, today)
        if second.total:
            literal = repair.insisting(asked.text, better)
            asked, answer, repaired = again, second, mended
    elif better := repair.suggested(asked, answer.found, answer.near):
        suggestion = repair.replaced(asked.text, better)
    result = _result(request, asked, answer)
    return replace(result, suggestion=suggestion, repaired=repaired, literal=literal)


def _ask(
    request: SearchRequest, typed: Question, tokens: tuple[str, ...], prefer: tuple[str, ...] | None, today: date
) -> tuple[Question, _Answer]:
    asked = book.widen(typed)
    statement = Statement(request, asked, tuple(tokens), today, tuple(prefer or ()), book.stamp)
    with connection.cursor() as cursor:
        cursor.execute(statement.text(), statement.parameters)
        stamp, groups, found, total, line, own_lines, hits, near = cursor.fetchone()
    if stamp != book.stamp:
        book.renew(stamp, groups or [])
        if book.widen(typed) != asked:
            return _ask(request, typed, tokens, prefer, today)
    counts = {int(number): count for number, count in (found or {}).items()}
    return asked, _Answer(counts, total, line, own_lines, hits or [], near or [])


def _result(request: SearchRequest, asked: Question, answer: _Answer) -> Result:
    is_exact = answer.total <= CAP
    counted = min(answer.total, CAP)
    own = {group: facets.count(line) for group, line in zip(request.facets, answer.own_lines, strict=True)}
    exact = {"": is_exact} | {group: counts[STAR] < CAP for group, counts in own.items()}
    return Result(
        hits=[_hit(values) for values in answer.hits],
        count=counted,
        count_is_exact=is_exact,
        facets=facets.build(facets.count(answer.line), own, request.facets, exact),
        page=request.page,
        pages=min(LAST_PAGE, math.ceil(counted / request.page_size)),
        question=asked,
        notices=request.notices,
    )


def _hit(values: dict) -> Hit:
    names = ("published_on", "changed_on", "check_due")
    dates = {name: values[name] and date.fromisoformat(values[name]) for name in names}
    return Hit(
        **values
        | dates
        | {
            "facets": tuple(values["facets"]),
            "score": float(values["score"]),
            "place": values["place"] or "",
            "passage": values["passage"] or "",
        }
    )
