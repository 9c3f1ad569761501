"""What the steering adds to other areas: menus, tasks, and what is kept of a person."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.core import menus
from loket.core.working_days import local_date
from loket.monitoring.steering import dashboards
from loket.monitoring.steering.kinds import REGISTERS
from loket.monitoring.steering.models import Member
from loket.monitoring.steering.permissions import can_steer

KIND = "Sturing"
SOON = timedelta(days=14)
MOST_TASKS = 10


def register() -> None:
    menus.register(menus.Page(menus.WORK, "Sturing", "steering", "milestone", 95, allowed=can_steer))
    menus.register(menus.Page(menus.ABOUT, "Wie ons adviseren", "bodies", "users-round", 65))
    my_loket.register_tasks(_tasks)
    dashboards.register()
    privacy.register_export("sturing en adviesgroepen", _export)
    privacy.register_erasure("sturing en adviesgroepen", _erase)


def _tasks(user: User) -> Iterator[my_loket.Task]:
    """What somebody owns and is nearly or already past its last day; and whether the name may be shown."""
    today = local_date(timezone.now())
    for register in REGISTERS.values():
        rows = register.model.objects.waiting().filter(owner=user, due_on__lte=today + SOON).order_by("due_on")
        for row in rows[:MOST_TASKS]:
            yield my_loket.Task(
                row.title, row.get_absolute_url(), KIND, register.one.capitalize(), row.due_on, row.is_late(today)
            )
    for member in Member.objects.in_office(today).to_ask().filter(person=user).select_related("body"):
        title = f"Mag uw naam bij {member.body}?"
        yield my_loket.Task(title, reverse("my_bodies"), "Adviesgroep", "Zeg ja of nee.")


def _export(user: User) -> dict:
    owned = {
        register.slug: [
            {"titel": row.title, "stand": row.get_state_display(), "uiterste_datum": row.due_on.isoformat()}
            for row in register.model.objects.filter(owner=user)
        ]
        for register in REGISTERS.values()
    }
    members = [
        {
            "groep": row.body.name,
            "naam": row.name,
            "namens": row.on_behalf,
            "rol": row.role,
            "vanaf": row.from_on.isoformat(),
            "toestemming": row.consent_on.isoformat() if row.consent_on else None,
        }
        for row in Member.objects.filter(person=user).select_related("body")
    ]
    return {"eigenaar_van": owned, "lid_van": members}


def _erase(user: User, *, at: datetime) -> None:
    """Seats go with the person; what somebody owned stays, without an owner."""
    Member.objects.filter(person=user).delete()
