"""Mails about tailored advice; written in the transaction of their cause, one per person, a link in each."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.core import outbox
from xperts import deadlines
from xperts.cases.models import Case


def link(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _send(template: str, case: Case, person: User | None, *, at: datetime, url: str, **context) -> None:
    if person is None or not person.is_active:
        return
    told = {"case": case, "person": person, "link": link(url), **context}
    outbox.queue(to=person.email, template=f"xperts/cases/{template}", at=at, context=told)


def opened(case: Case, *, at: datetime) -> None:
    """To the asker: we look at it together, and by when."""
    _send("opened", case, case.contact, at=at, url=case.get_own_url(), due=deadlines.in_words(case.intake_due_at))


def concluded(case: Case, *, at: datetime, outcome: str, motivation: str) -> None:
    """To the asker: how the pre-intake ended, why, and what now."""
    url = reverse("case_apply", args=[case.number]) if outcome == "prepare" else case.get_own_url()
    _send("concluded", case, case.contact, at=at, url=url, outcome=outcome, motivation=motivation)


def diagnosed(case: Case, *, at: datetime) -> None:
    """To the asker, who has still to apply."""
    _send("diagnosed", case, case.contact, at=at, url=reverse("case_apply", args=[case.number]))


def applied(case: Case, *, at: datetime) -> None:
    """To the asker: the application is there, and what is waited for."""
    due = deadlines.in_words(case.diagnosis_due_at) if case.diagnosis_due_at else ""
    _send("applied", case, case.contact, at=at, url=case.get_own_url(), due=due)


def handed_over(case: Case, *, at: datetime) -> None:
    """To the asker: the kernteam has it, and by when it decides, with how that came about."""
    _send("handed_over", case, case.contact, at=at, url=case.get_own_url(), explained=case.due_explained)


def withdrawn(case: Case, *, at: datetime, note: str) -> None:
    """To who handles it at the desk."""
    _send("withdrawn", case, case.handler, at=at, url=case.get_absolute_url(), note=note)


def reminder(case: Case, person: User, *, at: datetime, day: int, url: str) -> None:
    """To who has still to decide, or sees to it that it is decided."""
    due = case.decision_due_at
    told = {"due": deadlines.in_words(due), "left": deadlines.days_left(due, at), "is_late": day >= 14}
    _send("reminder", case, person, at=at, url=url, **told)


def late(case: Case, *, at: datetime) -> None:
    """To the asker: we did not make it, and what we do about it."""
    _send("late", case, case.contact, at=at, url=case.get_own_url(), due=deadlines.in_words(case.decision_due_at))


def term(case: Case, person: User, *, at: datetime) -> None:
    """To the desk: the pre-intake or the diagnosis is nearly or already over its term."""
    told = {"term": case.term.label.lower(), "due": deadlines.in_words(case.next_due_at), "is_late": case.is_late(at)}
    _send("term", case, person, at=at, url=case.get_absolute_url(), **told)


def desk() -> list[User]:
    return list(User.objects.with_role(Role.SERVICEDESK).order_by("pk"))


def coordinators() -> list[User]:
    return list(User.objects.with_role(Role.COORDINATOR).order_by("pk"))
