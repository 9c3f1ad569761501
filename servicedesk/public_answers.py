"""A good answer becomes an entry *vraag en antwoord* of the catalogue: rewritten, without anything of a person.

It goes the way of every contribution: the desk proposes, another editor publishes. From then on it is found, and
suggested to who asks the same.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from loket.catalogue import content as contents
from loket.catalogue import workflow as catalogue
from loket.catalogue.enums import Kind
from loket.catalogue.models import Revision
from servicedesk import mentions, permissions
from servicedesk.enums import MessageKind
from servicedesk.models import PublicAnswer, Question, QuestionHistory

_SALUTATION = re.compile(r"^\s*(?:beste|geachte|hallo|hoi|dag)\b[^\n]*\n+", re.IGNORECASE)
_CLOSING = re.compile(r"\n+\s*(?:met\s+)?(?:vriendelijke|hartelijke)?\s*groet(?:en)?\b.*$", re.IGNORECASE | re.DOTALL)
FIELDS = ("title", "summary", "question", "answer", "further")


@dataclass(frozen=True)
class Rewriting:
    """What is to be public, as somebody of the desk wrote it."""

    title: str
    summary: str
    question: str
    answer: str
    further: str = ""
    theme: str = ""


def can_propose(question: Question, user) -> bool:
    """Once, for a question that was answered and still has its words."""
    return permissions.can_handle(user, question) and question.answered_at is not None and not question.anonymous_at


def stands(made: PublicAnswer) -> bool:
    """Whether it is public or on its way; what the editors refused can be tried again."""
    return made.entry.is_published or made.entry.revisions.open().exists()


def first_text(question: Question) -> Rewriting:
    """To write on from: the question behind the question, the last answer without greetings, what was referred to."""
    last = question.messages.filter(kind=MessageKind.REPLY).order_by("-pk").first()
    answer = _CLOSING.sub("", _SALUTATION.sub("", last.text)).strip() if last else ""
    given = question.referrals.filter(message__isnull=False).order_by("pk")
    return Rewriting(
        title=question.subject[: contents.TITLE_LENGTH],
        summary="",
        question=question.found or question.asked,
        answer=answer,
        further="\n".join(f"- [{row.title}]({row.url})" for row in given),
        theme=next(iter(question.themes), ""),
    )


def mentioned(rewriting: Rewriting, question: Question) -> dict[str, list[mentions.Mention]]:
    """What in each field looks like something of a person; fields without are left out."""
    names = {row.author_name for row in question.messages.exclude(author_name="").only("author_name")}
    found = {name: mentions.find(getattr(rewriting, name), question, names) for name in FIELDS}
    return {name: rows for name, rows in found.items() if rows}


def propose(question: Question, rewriting: Rewriting, *, cleared: set[str], by, at: datetime) -> PublicAnswer:
    """Hand it to the editors. ``cleared``: keys of mentions that were said to be no harm.

    Raises ``ValidationError`` for what still looks like something of a person, and for a question that has one already.
    """
    if not can_propose(question, by):
        raise PermissionDenied("Alleen van een beantwoorde vraag maakt de servicedesk een openbaar antwoord.")
    found = [row for rows in mentioned(rewriting, question).values() for row in rows]
    left = [row for row in found if row.is_never_good or row.key not in cleared]
    if left:
        raise ValidationError("Er staat nog iets in dat van een persoon lijkt. Haal het weg, of zet er een vinkje bij.")
    with transaction.atomic():
        held = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
        earlier = PublicAnswer.objects.filter(question=held).select_related("entry").first()
        if earlier and stands(earlier):
            raise ValidationError("Van deze vraag is al een openbaar antwoord gemaakt.")
        PublicAnswer.objects.filter(question=held).delete()
        revision = _revision(question, rewriting, by=by, at=at)
        kinds = {row.kind for row in found}
        told = [[kind, sum(row.kind == kind for row in found)] for kind in sorted(kinds)]
        made = PublicAnswer.objects.create(question=held, entry=revision.entry, by=by, at=at, cleared=told)
        states = {"from_state": held.state, "to_state": held.state}
        QuestionHistory.objects.create(subject=held, at=at, by=by, act="made_public", note=rewriting.title, **states)
    return made


def _revision(question: Question, rewriting: Rewriting, *, by, at: datetime) -> Revision:
    revision = catalogue.start(Kind.ANSWER, by=by, at=at, title=rewriting.title)
    fields = {"vraag": rewriting.question, "antwoord": rewriting.answer, "verder": rewriting.further}
    told = {
        "title": rewriting.title,
        "summary": rewriting.summary,
        "themes": list(dict.fromkeys([rewriting.theme, *question.themes])),
        "target_groups": question.target_groups,
        "source": "Vraag aan de servicedesk",
        "fields": {name: text for name, text in fields.items() if text},
    }
    catalogue.save(revision, told, by=by, at=at)
    catalogue.submit(revision, by=by, at=at, remark="Gemaakt van een antwoord van de servicedesk.")
    return revision
