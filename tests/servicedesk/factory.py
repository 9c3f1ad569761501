"""Questions for tests, made through the functions that people use."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from servicedesk import answering, asking, workflow
from servicedesk.enums import State
from servicedesk.models import Message, Question
from tests.factories import UserFactory

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# A Monday, ten o'clock.
AT = datetime(2026, 3, 2, 10, 0, tzinfo=AMSTERDAM)
TEXT = "Hoe bereik ik ouderen in een dorp voor valpreventie? Wij hebben al flyers gedeeld."


def moment(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=AMSTERDAM)


def staff(**changes):
    return UserFactory(roles=["servicedesk"], **changes)


def asked(*, at: datetime = AT, **changes) -> Question:
    told = {"text": TEXT, "name": "Vera Voorbeeld", "email": "vera@example.org"} | changes
    return Question.objects.select_related("queue", "assignee", "asker").get(
        pk=asking.ask(asking.Asking(**told), at=at).pk
    )


def writing(question: Question, text: str = "Kijk hier eens naar.", **changes) -> answering.Writing:
    last = Message.objects.in_conversation(question).order_by("-pk").first()
    told = {"text": text, "seen": last.pk, "submission": uuid.uuid4()} | changes
    return answering.Writing(**told)


def replied(question: Question, by, *, at: datetime = AT, **changes):
    message = answering.reply(question, writing(question, **changes), by=by, at=at)
    question.refresh_from_db()
    return message


def standing(state: str, *, by, at: datetime = AT) -> Question:
    """A question that got into this state by steps."""
    question = asked(at=at)
    steps = {
        State.NEW: (),
        State.WORKING: ("work",),
        State.WAIT_ASKER: ("wait_for_asker",),
        State.WAIT_OTHERS: ("wait_for_others",),
        State.ANSWERED: ("answer",),
        State.REOPENED: ("answer", "reopen"),
    }
    if state == State.CLOSED:
        workflow.close(question, "answered", by=by, at=at)
    elif state == State.MERGED:
        other = asked(at=at)
        workflow.step(question, "merge", by=by, at=at, merged_into=other, handled_in=other)
    else:
        for name in steps[state]:
            workflow.act(question, name, by=by, at=at)
    return question
