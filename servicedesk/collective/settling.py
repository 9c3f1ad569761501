"""What is done with a confirmed group: one answer to all, or a meeting or network to which they are invited.

Whatever it is, each asker hears it in person, in the own thread and with the own name, and each question closes as
*collectief*. Thirty seconds long all of it can be taken back.
"""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from loket.core.workflow import StaleState
from network.events import findable as event_findable
from network.events import workflow as events
from network.events.models import Event
from network.learning import findable as network_findable
from network.learning import workflow as networks
from network.learning.models import LearningNetwork
from servicedesk import answering, referring, suggesting
from servicedesk import workflow as questions
from servicedesk.collective import permissions
from servicedesk.collective.enums import GroupState, Way
from servicedesk.collective.models import Group, Member
from servicedesk.collective.workflow import GROUPS, note
from servicedesk.models import Question

SUBJECT_TYPES = {Way.EVENT: event_findable.SUBJECT_TYPE, Way.NETWORK: network_findable.SUBJECT_TYPE}
NAME = "{naam}"


@dataclass(frozen=True)
class Told:
    """How it went: who was answered, and of whom not, with a sentence why."""

    done: list[Question] = field(default_factory=list)
    left: list[tuple[Question, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Telling:
    """``seen``: per question (by key) the last message that the writer had before them. ``submission``: of the form."""

    text: str
    seen: dict[int, int]
    submission: uuid.UUID


def answer_all(group: Group, telling: Telling, *, by, at: datetime) -> Told:
    """The same answer to each asker, with ``{naam}`` filled in. What came in meanwhile is left, and told.

    Raises ``ValidationError`` without a text, ``StaleState`` for a group that is not confirmed.
    """
    _require_confirmed(group, by=by, at=at)
    if not telling.text.strip():
        raise ValidationError("Schrijf eerst een antwoord.")
    way = group.way or Way.ANSWER
    _require_findable(group, way, by)
    told = Told()
    for member in group.members.unanswered().select_related("question"):
        try:
            _tell(member, group, telling, way, by=by, at=at)
            told.done.append(member.question)
        except answering.WrittenMeanwhile:
            told.left.append((member.question, "er kwam intussen iets bij. Lees dat eerst."))
        except (StaleState, ValidationError) as error:
            told.left.append((member.question, _sentence(error)))
    if told.done and not group.members.unanswered().exists():
        changes = {"way": way, "settled_at": at, "changed_at": at}
        GROUPS.apply(group, "settle", by=by, at=at, note=f"{len(told.done)} vragen", **changes)
    return told


def _require_confirmed(group: Group, *, by, at: datetime) -> None:
    if group.state == GroupState.SETTLED and group.members.unanswered().exists():
        GROUPS.apply(group, "unsettle", by=by, at=at, settled_at=None, changed_at=at)
    if group.state != GroupState.CONFIRMED:
        raise StaleState


def _require_findable(group: Group, way: str, by) -> None:
    if way in SUBJECT_TYPES and not can_be_joined(group, by):
        what = "De bijeenkomst staat nog niet open" if way == Way.EVENT else "Het netwerk is nog niet begonnen"
        raise ValidationError(f"{what}. Daarna kunt u de vragers uitnodigen.")


def can_be_joined(group: Group, user) -> bool:
    """Whether what it became is there for everybody to find."""
    found = suggesting.findable(SUBJECT_TYPES[group.way], group.led_to_id, user) if group.led_to_id else None
    return found is not None and "public" in found.audience


def _tell(member: Member, group: Group, telling: Telling, way: str, *, by, at: datetime) -> None:
    """One asker: the answer, the link where there is one, and the question closed; all or nothing."""
    question = Question.objects.select_related("queue", "assignee").get(pk=member.question_id)
    writing = answering.Writing(
        text=telling.text.replace(NAME, question.asker_name or "lezer"),
        seen=telling.seen.get(question.pk, 0),
        submission=uuid.uuid5(telling.submission, str(question.pk)),
    )
    with transaction.atomic():
        if way in SUBJECT_TYPES:
            told = {"reason": "U en anderen vroegen hetzelfde.", "by": by, "at": at}
            referring.refer(question, SUBJECT_TYPES[way], group.led_to_id, **told)
        message = answering.reply(question, writing, by=by, at=at)
        question.refresh_from_db()
        questions.settle(question, by=by, at=at, note=group.name)
        Member.objects.filter(pk=member.pk).update(message=message)


def _sentence(error: StaleState | ValidationError) -> str:
    return error.messages[0] if isinstance(error, ValidationError) else str(error)


def take_back(group: Group, *, by, at: datetime) -> int:
    """Take back all answers that have not left. Returns how many; ``StaleState`` when there are none."""
    waiting = [row for row in group.members.answered().select_related("message__question")]
    waiting = [row for row in waiting if row.message.can_be_taken_back(at) and row.message.author_id == by.pk]
    if not waiting:
        raise StaleState
    with transaction.atomic():
        for row in waiting:
            answering.take_back(row.message, by=by, at=at)
        if group.state == GroupState.SETTLED:
            GROUPS.apply(group, "unsettle", by=by, at=at, settled_at=None, changed_at=at)
    return len(waiting)


def propose_event(group: Group, content: dict, *, looked_at: list[dict], why_new: str, by, at: datetime) -> Event:
    """A meeting for these askers; it goes the way of every proposal, and says how many asked for it."""
    with transaction.atomic():
        _require_free(group)
        event = events.propose(content, looked_at=looked_at, why_new=_with_numbers(group, why_new), by=by, at=at)
        _leads_to(group, Way.EVENT, event, event.title, by=by, at=at)
    return event


def propose_network(
    group: Group, content: dict, *, looked_at: list[dict], why_new: str, by, at: datetime
) -> LearningNetwork:
    """A learning network for these askers."""
    with transaction.atomic():
        _require_free(group)
        network = networks.propose(content, looked_at=looked_at, why_new=_with_numbers(group, why_new), by=by, at=at)
        _leads_to(group, Way.NETWORK, network, network.name, by=by, at=at)
    return network


def _require_free(group: Group) -> None:
    """One group leads to one thing; of two that press at once the second hears so."""
    held = Group.objects.select_for_update().get(pk=group.pk)
    if held.state != GroupState.CONFIRMED:
        raise StaleState
    if held.led_to_id:
        raise ValidationError(f"Deze groep leidde al tot “{held.led_to_title}”.")


def _with_numbers(group: Group, why_new: str) -> str:
    references = [row.question.reference for row in group.members.inside().select_related("question")]
    return f"{why_new.strip()}\n\n{len(references)} vragen aan de servicedesk: {', '.join(references)}."


def _leads_to(group: Group, way: str, subject, title: str, *, by, at: datetime) -> None:
    changes = {
        "way": way,
        "led_to_id": subject.pk,
        "led_to_title": title,
        "led_to_url": subject.get_absolute_url(),
        "changed_at": at,
    }
    Group.objects.filter(pk=group.pk).update(**changes)
    for name, value in changes.items():
        setattr(group, name, value)
    note(group, "leads_to", title, by=by, at=at)


def let_go(group: Group, *, by, at: datetime) -> None:
    """What it was to become does not come: the group is free for something else. The proposal itself stays."""
    if not permissions.can_handle(by) or group.state != GroupState.CONFIRMED or group.members.answered().exists():
        raise StaleState
    title = group.led_to_title
    nothing = {"way": "", "led_to_id": None, "led_to_title": "", "led_to_url": "", "changed_at": at}
    Group.objects.filter(pk=group.pk).update(**nothing)
    note(group, "let_go", title, by=by, at=at)
