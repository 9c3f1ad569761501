"""Mails about side consultations: to the members, and back to who asked."""

from datetime import datetime

from loket.core import outbox
from servicedesk.consulting.models import Advice, Consultation
from servicedesk.notifications import desk, link


def _tell(template: str, people, consultation: Consultation, *, at: datetime, **context) -> int:
    told = {"consultation": consultation, "link": link(consultation.get_absolute_url()), **context}
    for person in people:
        outbox.queue(
            to=person.email, template=f"servicedesk/consultation_{template}", at=at, context=told | {"person": person}
        )
    return len(people)


def asked(consultation: Consultation, people: list, *, at: datetime) -> int:
    return _tell("asked", people, consultation, at=at)


def reminded(consultation: Consultation, people: list, *, at: datetime) -> int:
    return _tell("reminded", people, consultation, at=at)


def withdrawn(consultation: Consultation, *, at: datetime) -> int:
    return _tell("withdrawn", list(consultation.asked_of.filter(is_active=True)), consultation, at=at)


def _who_asked(consultation: Consultation) -> list:
    """Who put it before the group, and the whole desk when that one left."""
    by = consultation.asked_by
    return [by] if by and by.is_active else desk()


def advised(consultation: Consultation, advice: Advice, *, at: datetime) -> int:
    question = consultation.question
    told = {"advice": advice, "link": link(question.get_absolute_url()), "question": question}
    return _tell("advised", _who_asked(consultation), consultation, at=at, **told)


def late(consultation: Consultation, *, at: datetime) -> int:
    return _tell("late", _who_asked(consultation), consultation, at=at)
