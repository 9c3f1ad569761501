"""Surveys as a coordinator would have made them, and people to ask."""

from datetime import datetime, timedelta

from loket.accounts.models import User
from loket.core.working_days import local_date
from loket.monitoring.surveys import answering, questioning, workflow
from loket.monitoring.surveys.enums import Dimension, Measures, QuestionKind
from loket.monitoring.surveys.models import Invitation, Question, Questionnaire, Survey, Version
from tests.factories import UserFactory

SCALE, KNOWN, USED, SEVERAL, OPEN = "weten-1", "algemeen-1", "algemeen-2", "doen-1", "doen-2"
_QUESTIONS = (
    (Dimension.GENERAL, QuestionKind.CHOICE, "Kent u het loket?", ["Ja", "Nee"], Measures.KNOWN, [1]),
    (Dimension.GENERAL, QuestionKind.CHOICE, "Hoe vaak?", ["Elke week", "Nooit"], Measures.USED, [1]),
    (Dimension.KNOWING, QuestionKind.SCALE, "Ik weet wat er is.", [], "", []),
    (Dimension.DOING, QuestionKind.SEVERAL, "Wat deed u?", ["Zoeken", "Delen", "Bellen"], "", []),
    (Dimension.DOING, QuestionKind.OPEN, "Wat kan beter?", [], "", []),
)


def lead() -> User:
    return UserFactory(roles=["coordinator"])


def people(number: int, *, level: str = "2", sector: str = "ggd") -> list[User]:
    return [UserFactory(level=level, sector=sector) for _ in range(number)]


def version(at: datetime) -> Version:
    """A questionnaire with a question of each kind."""
    by = lead()
    made = questioning.keep(Questionnaire(title="Weten en doen"), by=by, at=at).versions.get()
    for dimension, kind, text, options, measures, counts in _QUESTIONS:
        told = {"dimension": dimension, "kind": kind, "text": text, "options": options}
        questioning.keep_question(Question(version=made, measures=measures, counts=counts, **told), by=by)
    return made


def draft(at: datetime, of: Version | None = None, *, days: int = 14, **fields) -> Survey:
    told = {"version": of or version(at), "title": "Meting", "closes_on": local_date(at + timedelta(days=days))}
    return workflow.keep(Survey(**(told | fields)), by=lead(), at=at)


def sent(at: datetime, of: Version | None = None, **fields) -> Survey:
    survey = draft(at, of, **fields)
    workflow.send(survey, by=lead(), at=at)
    return survey


def answered(invitation: Invitation, **given) -> None:
    """By the codes of the questions, with a score of four unless told otherwise."""
    told = {code.replace("_", "-"): value for code, value in given.items()} or {SCALE: 4}
    answering.submit(invitation, told)


def closed(at: datetime, scores: list[int], *, level: str = "2", of: Version | None = None) -> Survey:
    """A round in which somebody of this level answered each of these scores; closed at this moment."""
    people(len(scores), level=level)
    survey = sent(at - timedelta(days=10), of, days=9)
    for invitation, score in zip(survey.invitations.order_by("pk"), scores, strict=False):
        answered(invitation, **{SCALE: score, KNOWN: 1, USED: 1 if score > 3 else 2})
    workflow.close(survey, by=None, at=at)
    return survey
