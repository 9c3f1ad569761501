"""The phone: who calls, and the call written down as a question with what was said."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from loket.accounts import organisations
from loket.accounts.models import User
from servicedesk import answering, asking, workflow
from servicedesk.enums import MessageKind, Outcome
from servicedesk.models import Question

MOST_SHOWN = 6
FEWEST_LETTERS = 2


@dataclass(frozen=True)
class Caller:
    """Somebody the desk knows; ``earlier``: what they asked last."""

    name: str
    email: str
    organisation: str
    earlier: list[Question]


def known(text: str) -> list[Caller]:
    """People by name or address, and organisations by any of their names."""
    plain = text.replace("\x00", "").strip()
    if len(plain) < FEWEST_LETTERS:
        return []
    by_name = User.objects.filter(is_active=True, name__icontains=plain).select_related("organisation")[:MOST_SHOWN]
    people = list(by_name)
    earlier = _earlier([person.email for person in people])
    found = [
        Caller(row.name, row.email, row.organisation.name if row.organisation else "", earlier.get(row.email, []))
        for row in people
    ]
    named = organisations.suggest(plain, limit=MOST_SHOWN - len(found)) if len(found) < MOST_SHOWN else []
    return found + [Caller("", "", row.name, []) for row in named]


def _earlier(addresses: list[str]) -> dict[str, list[Question]]:
    rows = Question.objects.filter(asker_email__in=addresses).order_by("-asked_at").defer("lexemes")[:30]
    found: dict[str, list[Question]] = {}
    for row in rows:
        found.setdefault(row.asker_email, []).append(row)
    return {address: questions[:3] for address, questions in found.items()}


def log(data: dict, *, by, at: datetime) -> Question:
    """A question with what was answered or promised as a note; closed at once when that was all."""
    person = User.objects.filter(email__iexact=data["email"], is_active=True).first() if data["email"] else None
    told = asking.Asking(
        text=data["text"],
        name=data["caller"],
        email=data["email"],
        phone=data["phone"],
        organisation=data["organisation"],
        person=person,
        channel=data["channel"],
        submission=data["submission"],
    )
    with transaction.atomic():
        question = asking.ask(told, at=at, by=by, acknowledge=not data["is_done"])
        if question.assignee_id is None:
            workflow.act(question, "work", by=by, at=at)
        if data["answer"].strip():
            # A number that follows from that of the form: written once, also when the form is sent twice.
            own = uuid.uuid5(data["submission"], "note")
            writing = answering.Writing(text=data["answer"], seen=0, submission=own)
            answering.write_note(question, writing, kind=MessageKind.CALL, by=by, at=at)
        if data["is_done"] and question.is_open:
            workflow.close(question, Outcome.ANSWERED, by=by, at=at)
    return question
