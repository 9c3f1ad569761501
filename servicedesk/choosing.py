"""Choosing another question beside one: found by number or words, or suggested because it is like it; read-only."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from servicedesk import alike, next_steps, numbering, pages, words
from servicedesk.enums import State
from servicedesk.models import Question
from servicedesk.permissions import can_handle

SHOWN = 8
CLOSED_SHOWN = 3
CLOSED_WITHIN = timedelta(days=2 * 365)
LONGEST = 200


def page(question: Question, typed: str, *, at: datetime) -> dict:
    """What can be chosen: what was searched for, else what is like it."""
    plain = typed.replace("\x00", " ").strip()[:LONGEST]
    found = [(row, "") for row in _searched(question, plain)] if plain else _suggested(question, at)
    rows = [pages.line(row, at) | {"why": why} for row, why in found]
    return {"question": question, "typed": plain, "rows": rows}


def _can_be_chosen(question: Question) -> QuerySet:
    known = Question.objects.filter(anonymous_at=None).exclude(pk=question.pk).exclude(state=State.MERGED)
    return pages.rows(known)


def _searched(question: Question, plain: str) -> list[Question]:
    """By number, else by words in any form, the newest first."""
    number = numbering.read(plain)
    if number:
        return list(_can_be_chosen(question).filter(number=number))
    groups = words.asked(plain)
    return list(words.search(_can_be_chosen(question).order_by("-number"), groups)[:SHOWN]) if groups else []


def _suggested(question: Question, at: datetime) -> list[tuple[Question, str]]:
    """What the same person asked, and then what asks the same."""
    same = _can_be_chosen(question).from_person(question.asker, question.asker_email).order_by("-asked_at")[:SHOWN]
    found = {row: "van dezelfde vrager" for row in same} if question.asker or question.asker_email else {}
    for row in alike.to(question, alike.among(at), limit=SHOWN):
        found.setdefault(row.question, alike.reason(question, row.lexemes, row.facets))
    return list(found.items())[:SHOWN]


def alike_panel(question: Question, user, *, at: datetime) -> dict:
    """Open ones that ask the same, and closed ones with how they ended."""
    others = alike.to(question, alike.among(at).exclude(state=State.CLOSED), limit=SHOWN)
    closed = Question.objects.filter(state=State.CLOSED, anonymous_at=None, closed_at__gt=at - CLOSED_WITHIN)
    ended = alike.to(question, closed, limit=CLOSED_SHOWN)
    return {
        "question": question,
        "open_ones": [_alike_line(question, row) for row in others],
        "closed_ones": [_alike_line(question, row) for row in ended],
        "next_steps": next_steps.offered_together(question, [row.question for row in others], user),
        "can_handle": can_handle(user),
    }


def _alike_line(question: Question, row: alike.Alike) -> dict:
    return {"question": row.question, "why": alike.reason(question, row.lexemes, row.facets)}
