"""What invitations add to other areas: a link for organisers, where to join, tasks, what is kept of a person."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.core import retention
from loket.core.working_days import local_date
from network.events import joining, panels
from network.events.registering import address_key
from network.invitations import elsewhere, permissions
from network.invitations.models import Invitation, OptOut
from network.invitations.models.invitation import new_token

KEPT = timedelta(days=365)
_MOST = 10


def register() -> None:
    panels.register_link(panels.OrganiserLink("Uitnodigen", "invitations", 10, permissions.can_read_all))
    joining.register("netwerken", elsewhere.networks_to_join)
    my_loket.register_tasks(tasks)
    privacy.register_export("uitnodigingen", _export)
    privacy.register_erasure("uitnodigingen", _erase)
    retention.register("namen bij uitnodigingen", forget)


def tasks(user: User) -> Iterator[my_loket.Task]:
    """Invitations that wait for an answer."""
    at = timezone.now()
    waiting = Invitation.objects.unanswered().filter(person=user, event__state="open", event__closes_at__gt=at)
    for row in waiting.select_related("event").order_by("event__closes_at")[:_MOST]:
        due = local_date(row.event.closes_at)
        yield my_loket.Task(row.event.title, row.get_absolute_url(), "Uitnodiging", "Laat weten of u komt", due)


def _export(user: User) -> list[dict]:
    rows = Invitation.objects.filter(person=user).select_related("event")
    out = OptOut.objects.filter(address_key=address_key(user.email)).first()
    told = [
        {
            "bijeenkomst": row.event.title,
            "uitgenodigd": row.invited_at.isoformat(),
            "antwoord": row.get_answer_display(),
            "herinneringen": row.reminders,
        }
        for row in rows
    ]
    return [*told, {"afgemeld_sinds": out.since.isoformat()}] if out else told


def _erase(user: User, *, at: datetime) -> None:
    """The figures stay; who it was goes, and the link opens nothing any more."""
    _forget(Invitation.objects.filter(person=user))
    OptOut.objects.filter(address_key=address_key(user.email)).delete()


def forget(at: datetime) -> int:
    """A year after an event nobody needs to know who was invited."""
    old = Invitation.objects.filter(event__ends_at__lt=at - KEPT).exclude(email="")[:5_000]
    return _forget(old)


def _forget(rows) -> int:
    numbers = list(rows.values_list("pk", flat=True))
    for number in numbers:
        Invitation.objects.filter(pk=number).update(
            person=None, name="", email="", address_key=f"gewist-{number}", token=new_token()
        )
    return len(numbers)
