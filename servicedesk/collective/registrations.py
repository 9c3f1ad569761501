"""What collective questions add to the desk: a step beside questions that ask the same, and a line in my tasks."""

from collections.abc import Iterator

from django.urls import reverse

from loket.accounts import my_loket
from loket.accounts.models import User
from servicedesk import next_steps
from servicedesk.collective.enums import GroupState, Standing
from servicedesk.collective.models import Group, Member
from servicedesk.collective.permissions import can_handle


def register() -> None:
    next_steps.register(next_steps.NextStep(10, "users", _group_of))
    next_steps.register_together(next_steps.Together(10, "users", _make_group))
    my_loket.register_tasks(tasks)


def _live(question) -> Member | None:
    row = Member.objects.filter(question=question, group__in=Group.objects.live()).exclude(standing=Standing.OUT)
    return row.select_related("group").first()


def _group_of(question, user) -> tuple[str, str] | None:
    """The group in which a question is, for the page of that question."""
    found = _live(question)
    return (f"Groep: {found.group}", found.group.get_absolute_url()) if found else None


def _make_group(question, others: list, user) -> tuple[str, str] | None:
    """For who answers, with a question that is in no group yet."""
    if not others or not question.is_open or not can_handle(user) or _live(question):
        return None
    return "Samen oppakken", reverse("collective_new", args=[question.number])


def tasks(user: User) -> Iterator[my_loket.Task]:
    """For the desk: groups that the portal suggests."""
    if can_handle(user):
        for group in Group.objects.filter(state=GroupState.PROPOSED).order_by("created_at")[:5]:
            yield my_loket.Task(group.name, group.get_absolute_url(), "Servicedesk", "Vragen die op elkaar lijken")
