"""What the expert group adds: a step with a question of a school, tasks of members, and what is kept of them."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.core import menus
from loket.core.working_days import local_date
from servicedesk import forgetting, lists, next_steps
from servicedesk.consulting.enums import ConsultationState
from servicedesk.consulting.models import Advice, Adviser, Consultation
from servicedesk.consulting.permissions import can_handle, can_see_desk
from servicedesk.models.queue import SCHOOL

_SCHOOL = "school"


def register() -> None:
    next_steps.register(next_steps.NextStep(20, "graduation-cap", _consult))
    menus.register(
        menus.Page(
            lists.TOOLS, "Expertgroep Gezonde School", "consultations", "graduation-cap", 30, allowed=can_see_desk
        )
    )
    my_loket.register_tasks(tasks)
    forgetting.also_forget(_forget)
    privacy.register_export("adviezen van de expertgroep", _export)
    privacy.register_erasure("adviezen van de expertgroep", _erase)


def _consult(question, user) -> tuple[str, str] | None:
    """What lies before the group, else putting it there; for questions of the school queue or about a school."""
    if not _is_of_school(question):
        return None
    standing = Consultation.objects.filter(question=question).order_by("-pk").first()
    if standing is not None and standing.state in (ConsultationState.ASKED, ConsultationState.ADVISED):
        return f"Expertgroep: {standing.get_state_display().lower()}", standing.get_absolute_url()
    if not can_handle(user) or not question.is_open:
        return None
    return "Voorleggen aan de Expertgroep Gezonde School", reverse("consultation_new", args=[question.number])


def _is_of_school(question) -> bool:
    """Of the queue for schools, or about one."""
    return question.queue.slug == SCHOOL or _SCHOOL in f"{question.subject} {question.asked}".lower()


def tasks(user: User) -> Iterator[my_loket.Task]:
    """For a member what waits for their advice."""
    today = local_date(timezone.now())
    waiting = Consultation.objects.filter(asked_of=user, state=ConsultationState.ASKED)
    for row in waiting.exclude(advices__adviser=user).order_by("due_on")[:20]:
        yield my_loket.Task(
            row.title, row.get_absolute_url(), "Expertgroep Gezonde School", "Advies", row.due_on, row.due_on < today
        )


def _export(user: User) -> list[dict]:
    rows = Advice.objects.filter(adviser=user).select_related("consultation")
    return [{"onderwerp": row.consultation.title, "advies": row.text, "wanneer": row.at.isoformat()} for row in rows]


def _forget(question) -> None:
    """That it was put before the group, and when, stays for the figures."""
    Consultation.objects.filter(question=question).update(title=forgetting.ERASED, text=forgetting.ERASED)
    Advice.objects.filter(consultation__question=question).update(text=forgetting.ERASED)


def _erase(user: User, *, at: datetime) -> None:
    """What they advised stays with the question, without who it was."""
    Adviser.objects.filter(person=user).delete()
    Advice.objects.filter(adviser=user).update(adviser=None)
