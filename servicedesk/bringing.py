"""An institute or an Xpert asks for somebody else (000 §3.4): it is the asker's question, who is told at once."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from loket.accounts.models import User
from servicedesk import asking, notifications, permissions
from servicedesk.enums import Capacity, Channel
from servicedesk.models import Bringer, Question


def bring(data: dict, *, by: User, at: datetime) -> Question:
    """Register the question with who brought it; the same form sent again gives the question of the first.

    ``data`` is that of ``BringForm``. The answer goes to the asker; who brought it follows nothing.
    """
    if not permissions.can_bring(by):
        raise PermissionDenied("Alleen partners en Xperts stellen een vraag namens iemand anders.")
    person = User.objects.filter(email__iexact=data["email"], is_active=True).first()
    told = asking.Asking(
        text=data["text"],
        name=data["name"],
        email=data["email"],
        organisation=data["organisation"],
        for_whom=data["for_whom"],
        tried=data["tried"],
        themes=[data["theme"]] if data["theme"] else [],
        person=person,
        channel=Channel.BEHALF,
        submission=data["submission"],
    )
    with transaction.atomic():
        question = asking.ask(told, at=at, acknowledge=False)
        bringer, is_new = Bringer.objects.get_or_create(question=question, defaults=_who(by))
        if is_new:
            notifications.brought(question, bringer, at=at)
    return question


def _who(by: User) -> dict:
    organisation = by.organisation.name if by.organisation else ""
    return {"person": by, "name": by.name, "organisation_name": organisation, "capacity": capacity_of(by)}


def capacity_of(user: User) -> str:
    """A partner speaks for an institute, also when the same person is an Xpert."""
    return Capacity.INSTITUTE if permissions.is_partner(user) else Capacity.XPERT
