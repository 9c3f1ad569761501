"""What tailored advice adds to other areas: a step from a question, tasks, a panel, menus, what is kept of a person."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.core import menus, retention
from loket.core.working_days import local_date
from servicedesk import next_steps
from servicedesk.models import Question
from xperts.cases import forgetting
from xperts.cases.enums import OPEN_STATES, State
from xperts.cases.models import Application, Case
from xperts.cases.models.dossier import INTAKE_TEXTS
from xperts.cases.permissions import can_keep_rules, is_desk, sees_all

SHOWN = 5
_AREA = "Advies op maat"


def register() -> None:
    next_steps.register(next_steps.NextStep(30, "compass", step_from_question))
    my_loket.register_tasks(tasks)
    empty = my_loket.NextStep("U vraagt nu geen advies op maat.", "Lees hoe het werkt", "tailored_advice")
    my_loket.register_panel(my_loket.Panel("cases", "Mijn advies op maat", _asked, empty, "compass", "my_cases", 25))
    menus.register(menus.Page(menus.WORK, "Aanvragen op maat", "cases", "compass", 84, allowed=sees_all))
    menus.register(menus.Page(menus.MAIN, _AREA, "tailored_advice", "compass", 56))
    menus.register(menus.Page(menus.CONTACT, "Advies op maat", "tailored_advice", "compass", 20))
    menus.register(menus.Page(menus.ABOUT, "Spelregels van advies op maat", "rules", "scroll-text", 70))
    privacy.register_export("advies op maat", _export)
    privacy.register_erasure("advies op maat", forgetting.erase)
    retention.register("namen bij oude aanvragen van advies", forgetting.past_its_term)


def step_from_question(question: Question, user) -> tuple[str, str] | None:
    """On the page of a question: begin the pre-intake, or go to the one that runs."""
    if not is_desk(user):
        return None
    running = Case.objects.filter(question=question, state__in=OPEN_STATES).only("number").first()
    if running:
        return f"Naar {running.reference}", running.get_absolute_url()
    if not question.found.strip():
        return None
    return "Pre-intake voor advies op maat", reverse("case_begin", args=[question.number])


def tasks(user: User) -> Iterator[my_loket.Task]:
    """For the desk the own terms, for the coordinator what is late, for askers the application to fill in."""
    at = timezone.now()
    if is_desk(user) or can_keep_rules(user):
        runs = Case.objects.filter(next_due_at__isnull=False).order_by("next_due_at")
        own = runs.filter(handler=user).exclude(state=State.WITH_KERNTEAM) if is_desk(user) else runs.late(at)
        for row in own.defer("lexemes")[:20]:
            due = local_date(row.next_due_at)
            yield my_loket.Task(str(row), row.get_absolute_url(), _AREA, row.term.label, due, row.is_late(at))
    for row in Case.objects.filter(contact=user, state=State.PREPARING, applied_at=None).only("number", "title")[:20]:
        yield my_loket.Task(row.title, reverse("case_apply", args=[row.number]), _AREA, "Vul de aanvraag in")


def _asked(user: User) -> list[my_loket.Item]:
    rows = Case.objects.of_asker(user).defer("lexemes").order_by("-opened_at")[:SHOWN]
    return [my_loket.Item(row.title, row.get_own_url(), row.reference, row.state_for_asker) for row in rows]


def _export(user: User) -> list[dict]:
    rows = Case.objects.of_asker(user).select_related("intake").prefetch_related("efforts").order_by("opened_at")
    filed = {row.case_id: row for row in Application.objects.filter(case__in=rows)}
    return [_exported(row, filed.get(row.pk), user) for row in rows]


def _exported(case: Case, application: Application | None, user: User) -> dict:
    """Also the draft of an application, for who writes it."""
    is_own = case.contact_id == user.pk
    shown = application if application and (application.filed_at or is_own) else None
    return {
        "nummer": case.reference,
        "titel": case.title,
        "stand": case.get_state_display(),
        "begonnen": case.opened_at.isoformat(),
        "besluit uiterlijk": case.decision_due_at.isoformat() if case.decision_due_at else None,
        "pre-intake": {label: getattr(case.intake, name) for name, label in INTAKE_TEXTS},
        "toegepast": [{"laag": row.layer, "wat": row.what, "opbrengst": row.came_of_it} for row in case.efforts.all()],
        "gevraagde hulp": shown.help_asked if shown else "",
        "eigen aandeel": shown.own_share if shown else "",
        "kosten": shown.costs if shown else "",
    }
