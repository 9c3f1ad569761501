"""What surveys add to other areas: menus, tasks, the targets, and what is kept of a person."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.core import menus, retention
from loket.core.working_days import local_date
from loket.monitoring import surveyed
from loket.monitoring.surveys import dashboards, focusing, permissions, reports, sending
from loket.monitoring.surveys.enums import SurveyState
from loket.monitoring.surveys.models import HalfWay, Invitation, OptOut, Participant


def register() -> None:
    menus.register(menus.Page(menus.WORK, "Metingen", "surveys", "clipboard-list", 96, allowed=permissions.can_open))
    my_loket.register_tasks(_tasks)
    surveyed.register("surveys", reports.surveyed)
    dashboards.register()
    privacy.register_export("vragenlijsten", _export)
    privacy.register_erasure("vragenlijsten", _erase)
    retention.register("wie voor metingen is gevraagd", sending.forget)
    retention.register("namen van deelnemers aan focusgroepen", focusing.forget_names)


def _tasks(user: User) -> Iterator[my_loket.Task]:
    """Surveys that wait for this person's answer."""
    today = local_date(timezone.now())
    rows = Invitation.objects.filter(
        person=user, is_answered=False, survey__state=SurveyState.OPEN, survey__closes_on__gte=today
    )
    for row in rows.select_related("survey"):
        url = reverse("answer_survey", args=[row.token])
        yield my_loket.Task(row.survey.title, url, "Vragenlijst", "Anoniem in te vullen.", row.survey.closes_on)


def _export(user: User) -> dict:
    """What there is of a person; sent answers are not: nobody knows any more whose they are."""
    asked = Invitation.objects.filter(person=user).select_related("survey").order_by("pk")
    half = HalfWay.objects.filter(invitation__person=user).select_related("invitation__survey")
    return {
        "uitnodigingen": [{"meting": row.survey.title, "ingevuld": row.is_answered} for row in asked],
        "half_ingevuld": [{"meting": row.invitation.survey.title, "antwoorden": row.given} for row in half],
        "afgemeld": OptOut.objects.filter(person=user).exists(),
        "focusgroepen": list(Participant.objects.filter(person=user).values_list("group__title", flat=True)),
    }


def _erase(user: User, *, at: datetime) -> None:
    """Answers stay, as they are nobody's; the link, what was half filled in and the names go."""
    HalfWay.objects.filter(invitation__person=user).delete()
    Invitation.objects.filter(person=user).update(person=None, token=None)
    Participant.objects.filter(person=user).update(name="", person=None)
