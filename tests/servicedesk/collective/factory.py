"""Groups of questions for tests, made through the functions that people use."""

import uuid

from servicedesk import alike
from servicedesk.collective import settling, workflow
from servicedesk.collective.models import Group
from servicedesk.models import Message, Question
from tests.servicedesk.factory import AT, asked

TEXTS = (
    "Wij zoeken lesmateriaal over vapen voor het mbo. Een les van vorig jaar is verouderd.",
    "Is er een les over vapen die wij op het mbo kunnen gebruiken?",
    "Hoe geef ik op het mbo een goede les over vapen?",
)
NAMES = ("Anke Voorbeeld", "Bram Proefman", "Carla Testers")


def three(*, at=AT, **changes) -> list[Question]:
    """Of three askers, about the same."""
    told = {"themes": ["roken"], "target_groups": ["jongeren"]} | changes
    people = zip(TEXTS, NAMES, strict=True)
    return [
        asked(text=text, name=name, email=f"{name[:4].lower()}@example.org", at=at, **told) for text, name in people
    ]


def proposed(questions: list[Question], by=None, *, at=AT) -> Group:
    first, *others = questions
    found = alike.to(first, Question.objects.filter(pk__in=[row.pk for row in others]), limit=20)
    return workflow.propose(first, found, by=by, at=at)


def confirmed(questions: list[Question], by, *, at=AT) -> Group:
    group = proposed(questions, at=at)
    workflow.confirm(group, {row.pk for row in questions}, by=by, at=at)
    return group


def telling(group: Group, text: str = "Beste {naam},\n\nKijk bij de toolkit.") -> settling.Telling:
    numbers = group.members.values_list("question_id", flat=True)
    seen = {pk: Message.objects.filter(question=pk).latest("pk").pk for pk in numbers}
    return settling.Telling(text, seen, uuid.uuid4())
