"""Finding open questions that ask the same: each new one once, so a night costs as much as there is new."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from servicedesk import alike
from servicedesk.collective import workflow
from servicedesk.collective.enums import GroupState, Standing
from servicedesk.collective.models import Group, Look, Member
from servicedesk.enums import OPEN_STATES
from servicedesk.models import Question

AT_ONCE = 500
FEWEST = 3
"""The portal suggests a group from three questions on; people make one of two."""
COMPARED = 20


def look(*, at: datetime) -> int:
    """Compare what is open and was not compared before. Returns how many groups were found."""
    waiting = Question.objects.open().filter(anonymous_at=None)
    new = waiting.exclude(pk__in=Look.objects.values("question")).order_by("asked_at", "pk")[:AT_ONCE]
    return sum(_look_at(question, at=at) for question in new)


def _look_at(question: Question, *, at: datetime) -> bool:
    """Whether a group came of it; one transaction, so that a night that is cut off goes on where it was."""
    with transaction.atomic():
        _, is_new = Look.objects.get_or_create(question=question, defaults={"at": at})
        if not is_new or question.groups.filter(group__state__in=(GroupState.PROPOSED, GroupState.CONFIRMED)).exists():
            return False
        found = alike.to(question, open_and_recent(question, at), limit=COMPARED)
        known = _group_of(found)
        if known:
            row = next(row for row in found if row.question.pk in known[1])
            mirrored = alike.Alike(question, row.score, row.lexemes, row.facets)
            workflow.add(known[0], mirrored, first=row.question, by=None, at=at)
            return False
        if len(found) + 1 < FEWEST:
            return False
        workflow.propose(question, found, by=None, at=at)
        return True


def open_and_recent(question: Question, at: datetime) -> QuerySet:
    """What a question is compared with: still open, and never told to have nothing to do with it."""
    apart = Member.objects.filter(group__members__question=question).filter(
        group__in=Group.objects.filter(state=GroupState.DISMISSED)
    )
    put_out = Member.objects.filter(standing=Standing.OUT, group__members__question=question)
    others = alike.among(at).filter(state__in=OPEN_STATES)
    return others.exclude(pk__in=apart.values("question")).exclude(pk__in=put_out.values("question"))


def _group_of(found: list[alike.Alike]) -> tuple[Group, set[int]] | None:
    """The live group in which most of these are, with which of them."""
    rows = Member.objects.filter(question__in=[row.question for row in found], group__in=Group.objects.live())
    rows = rows.exclude(standing=Standing.OUT).select_related("group")
    groups: dict[Group, set[int]] = {}
    for row in rows:
        groups.setdefault(row.group, set()).add(row.question_id)
    return max(groups.items(), key=lambda pair: len(pair[1])) if groups else None
