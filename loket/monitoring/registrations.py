"""What monitoring adds to other areas: menus, my tasks and things, the nightly totals, and what is kept of a person."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.core import menus
from loket.core.working_days import local_date
from loket.monitoring import figures, panels, permissions
from loket.monitoring.dashboards import coordinator, desk, editors, kernteam, partner, professional
from loket.monitoring.models import Recipient, Report
from loket.monitoring.panels import Asked
from loket.monitoring.periods import Length, around
from loket.usage import rollup

_AREA = "Monitoring"
_DASHBOARDS = (coordinator, desk, kernteam, editors, partner, professional)


def register() -> None:
    for module in _DASHBOARDS:
        for panel in module.PANELS:
            panels.register(panel)
    for source in figures.SOURCES:
        rollup.register(source)
    menus.register(menus.Page(menus.WORK, "Dashboard", "own_dashboard", "chart-column", 20, _has_dashboard))
    menus.register(menus.Page(menus.WORK, "Rapporten", "reports", "file-text", 94, permissions.can_see_reports))
    menus.register(menus.Page(menus.ABOUT, "Jaarrapporten", "yearly_reports", "file-text", 40))
    my_loket.register_tasks(tasks)
    empty = my_loket.NextStep("Uw bijdragen en wat anderen eraan hadden.", "Bekijk uw overzicht", "own_dashboard")
    my_loket.register_panel(
        my_loket.Panel("overview", "Mijn overzicht", _own, empty, "chart-column", "own_dashboard", 80)
    )
    privacy.register_export("rapporten", _export)
    privacy.register_erasure("rapporten", _erase)


def _has_dashboard(user) -> bool:
    """Who has a role here; the own overview of others stands in *mijn loket*."""
    checks = (
        permissions.can_monitor,
        permissions.can_see_desk,
        permissions.can_see_kernteam,
        permissions.can_see_editors,
        permissions.can_see_partner,
    )
    return any(check(user) for check in checks)


def tasks(user: User) -> Iterator[my_loket.Task]:
    """For the coordinator: reports that are late or wait for their text, and layers that run over."""
    if not permissions.can_monitor(user):
        return
    at = timezone.now()
    today = local_date(at)
    for report in Report.objects.exclude(state="made").defer("blocks").order_by("due_on"):
        if not report.period.is_over(today):
            continue
        detail = "Had er moeten zijn" if report.due_on < today else "Schrijf de tekst voorin"
        yield my_loket.Task(str(report), report.get_absolute_url(), _AREA, detail, report.due_on, report.due_on < today)
    for title, url in coordinator.by_layer_of_budget(Asked(around(Length.YEAR, today), at, user)):
        yield my_loket.Task(title, url, _AREA, "Budget")


def _own(user: User) -> list[my_loket.Item]:
    url = reverse("dashboard", args=["mijn"])
    return [my_loket.Item("Wat u bracht en wat anderen eraan hadden", url, "Bijdragen, punten en leerregister")]


def _export(user: User) -> list[dict]:
    rows = Recipient.objects.filter(email__iexact=user.email)
    return [{"rapport": row.get_kind_display(), "adres": row.email, "sinds": row.at.isoformat()} for row in rows]


def _erase(user: User, *, at: datetime) -> None:
    Recipient.objects.filter(email__iexact=user.email).delete()
