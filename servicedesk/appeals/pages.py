"""What the pages of calls for questions need; read-only."""

from datetime import date, datetime

from django.db.models import Count, QuerySet
from django.utils.formats import date_format

from loket.core import markdown, spreadsheets
from loket.core.working_days import local_date
from loket.vocabulary import lookup
from servicedesk import pages as desk_pages
from servicedesk.appeals.enums import AppealState
from servicedesk.appeals.models import Appeal, Response
from servicedesk.appeals.workflow import APPEALS
from servicedesk.models import Question

PAGE_SIZE = 25
MOST_EXPORTED = 5_000
_ACTS = {"made": "Gemaakt", "changed": "Gewijzigd"}
_KINDS = {AppealState.DRAFT: "neutral", AppealState.OPEN: "success", AppealState.ENDED: "inactive"}


def standing(appeal: Appeal, day: date) -> dict:
    """How it stands on a day, in words: a term that is over closes it without anybody's press."""
    if appeal.state == AppealState.OPEN and day < appeal.opens_on:
        return {"label": f"Opent op {appeal.opens_on:%d-%m-%Y}", "kind": "neutral"}
    if appeal.state == AppealState.OPEN and day > appeal.closes_on:
        return {"label": "Termijn voorbij", "kind": "inactive"}
    label = f"Open tot en met {appeal.closes_on:%d-%m-%Y}" if appeal.state == AppealState.OPEN else ""
    return {"label": label or appeal.get_state_display(), "kind": _KINDS[AppealState(appeal.state)]}


def public_list(at: datetime) -> list[dict]:
    """What takes questions now, the first to close first."""
    rows = Appeal.objects.taking(at).order_by("closes_on", "pk")[:100]
    return [
        {
            "appeal": row,
            "facts": [
                {"label": "Thema", "value": lookup.label("theme", row.theme), "icon": "tag"},
                {"label": "Open tot en met", "value": date_format(row.closes_on, "j F Y"), "icon": "calendar"},
            ],
        }
        for row in rows
    ]


def public_page(appeal: Appeal, *, at: datetime) -> dict:
    day = local_date(at)
    return {
        "appeal": appeal,
        "theme": lookup.label("theme", appeal.theme),
        "body": markdown.to_html(appeal.body) if appeal.body else "",
        "standing": standing(appeal, day),
        "is_open": appeal.takes_questions(day),
        "facts": [
            ("Thema", lookup.label("theme", appeal.theme)),
            ("Vanaf", date_format(appeal.opens_on, "j F Y")),
            ("Tot en met", date_format(appeal.closes_on, "j F Y")),
            ("Komt binnen bij", appeal.queue.name),
        ],
    }


def desk_list(at: datetime) -> list[dict]:
    rows = Appeal.objects.annotate(count=Count("responses")).select_related("queue").order_by("-opens_on", "-pk")[:200]
    return [{"appeal": row, "standing": standing(row, local_date(at))} for row in rows]


def desk_page(appeal: Appeal, user, *, at: datetime) -> dict:
    return public_page(appeal, at=at) | {
        "fields": appeal.fields.all(),
        "steps": APPEALS.available(appeal, user),
        "history": [
            {"at": row.at, "by": row.by, "label": _ACTS.get(row.act) or APPEALS.transitions[row.act].label}
            for row in appeal.history.select_related("by")[:20]
        ],
    }


def questions(appeal: Appeal) -> QuerySet:
    """What came in by it, the newest first."""
    return desk_pages.rows(Question.objects.filter(appeal_response__appeal=appeal)).order_by("-asked_at", "-pk")


def sheet(appeal: Appeal, extension: str) -> bytes:
    """What came in, without who asked: a line per question, a column per question of the form."""
    found = Response.objects.filter(appeal=appeal).select_related("question").order_by("at", "pk")[:MOST_EXPORTED]
    rows = list(found)
    labels = list(dict.fromkeys(label for row in rows for label, _ in row.answers))
    headings = ["Nummer", "Datum", "Stand", "Onderwerp", *labels]
    lines = []
    for row in rows:
        told = dict(row.answers)
        question = row.question
        head = [question.reference, f"{local_date(row.at):%d-%m-%Y}", question.get_state_display(), question.subject]
        lines.append([*head, *(told.get(label, "") for label in labels)])
    return spreadsheets.sheet(extension, "Reacties", headings, lines)
