"""One text to several askers: each gets an answer of their own, in their own thread, with their own name in it."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError

from loket.core.workflow import StaleState
from servicedesk import answering
from servicedesk.models import Message, Question

MOST = 50
_FIELDS = ("{naam}", "{nummer}", "{behandelaar}")


@dataclass(frozen=True)
class Told:
    """How many got the answer, and of the others which question and why not."""

    done: int
    left: list[tuple[Question, str]]


def chosen(numbers: list[int]) -> list[Question]:
    """The questions, oldest first; at most fifty."""
    rows = Question.objects.select_related("queue", "asker", "assignee").filter(number__in=numbers[:MOST])
    return list(rows.order_by("asked_at", "pk"))


def last_seen(questions: list[Question]) -> dict[int, int]:
    """Of each question, by key, the number of the last message: what is written now is an answer to that."""
    rows = Message.objects.filter(question__in=questions, copy_of=None).order_by("question", "-pk")
    return dict(rows.distinct("question").values_list("question", "pk"))


def filled(text: str, question: Question, by) -> str:
    """The text with its fields for this asker; other braces stay as they are."""
    for mark, value in zip(_FIELDS, (question.asker_name or "lezer", question.reference, str(by)), strict=True):
        text = text.replace(mark, value)
    return text


def answer(
    questions: list[Question], text: str, *, seen: dict[int, int], then: str, submission: uuid.UUID, by, at: datetime
) -> Told:
    """Answer each; one in which something came in since, or that somebody closed, is left as it is and told."""
    done, left = 0, []
    for question in questions:
        own = uuid.uuid5(submission, str(question.pk))
        writing = answering.Writing(filled(text, question, by), seen.get(question.pk, 0), then=then, submission=own)
        try:
            answering.reply(question, writing, by=by, at=at)
            done += 1
        except answering.WrittenMeanwhile:
            left.append((question, "er kwam intussen iets bij"))
        except StaleState:
            left.append((question, "de stand is intussen veranderd"))
        except ValidationError as error:
            left.append((question, error.messages[0]))
    return Told(done, left)
