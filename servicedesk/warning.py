"""Terms that come near or are over: told once each, in opening hours, to who can do something about it."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from loket.core.working_days import local_date
from servicedesk import hours, notifications, standing_in
from servicedesk.models import Question, Queue

NEAR = timedelta(hours=2)
"""Of open time: so long before its end a term comes near."""
NAMED = 20
_FIELDS = ("number", "subject", "next_due_at", "assignee")


def soon(at: datetime) -> datetime:
    """The end of what counts as near."""
    return hours.after(at, NEAR)


def warn(*, at: datetime) -> int:
    """One mail per person, however many questions; the cost follows what is newly due. Returns how many mails.

    A queue that is closed now waits until it opens.
    """
    staffed = [queue.pk for queue in Queue.objects.all() if hours.is_open(at, queue.opening)]
    if not staffed:
        return 0
    mine = Question.objects.filter(queue__in=staffed)
    near = _untold(mine.due_before(at, soon(at)), "warned_for")
    late = _untold(mine.late(at), "told_late_for")
    with transaction.atomic():
        rows = list(late.order_by("next_due_at").only(*_FIELDS)) + list(near.order_by("next_due_at").only(*_FIELDS))
        late.update(told_late_for=F("next_due_at"), warned_for=F("next_due_at"))
        near.update(warned_for=F("next_due_at"))
        return _tell(rows, at=at)


def _untold(questions, field: str):
    return questions.filter(Q(**{field: None}) | ~Q(**{field: F("next_due_at")}))


def _tell(rows: list[Question], *, at: datetime) -> int:
    """To the handler, or who stands in for them; what is nobody's, or of somebody who left, to the whole desk."""
    desk = {person.pk: person for person in notifications.desk()} if rows else {}
    replaced = standing_in.replacements(local_date(at)) if rows else {}
    found: dict[int, list[Question]] = defaultdict(list)
    for row in rows:
        handler = replaced.get(row.assignee_id, row.assignee_id)
        for person in [handler] if handler in desk else desk:
            found[person].append(row)
    for person, own in found.items():
        late = sum(row.is_late(at) for row in own)
        told = {"late": late, "soon": len(own) - late, "at": at, "within": NEAR}
        notifications.warned(desk[person], own[:NAMED], **told)
    return len(found)
