"""What changes a person's standing: roles given and taken. Who did it is kept with the row's history."""

from datetime import datetime

import pghistory
from django.core.exceptions import PermissionDenied
from django.db import transaction

from loket.accounts import notifications
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.accounts.permissions import can_manage_people


class LastCoordinator(Exception):
    """Nobody would be left to give roles; the text is a sentence for the person who pressed the button."""

    def __init__(self) -> None:
        super().__init__("Dit is de laatste coördinator. Geef eerst iemand anders de rol Coördinator.")


def grant_role(person: User, role: str, *, by: User, at: datetime) -> bool:
    """Give the role. False when the person had it already; raises ``PermissionDenied`` when ``by`` may not."""
    return _change_roles(person, by=by, at=at, act="role granted", role=role, has=True)


def withdraw_role(person: User, role: str, *, by: User, at: datetime) -> bool:
    """Take the role back. False when the person did not have it.

    Raises ``PermissionDenied`` when ``by`` may not, ``LastCoordinator`` when nobody could give roles any more.
    """
    return _change_roles(person, by=by, at=at, act="role withdrawn", role=role, has=False)


def require_another_coordinator(person: User) -> None:
    """Hold all coordinators until the end of the transaction; raises ``LastCoordinator`` when there is no other."""
    coordinators = User.objects.with_role(Role.COORDINATOR).select_for_update().order_by("pk")
    if set(coordinators.values_list("pk", flat=True)) == {person.pk}:
        raise LastCoordinator


def _change_roles(person: User, *, by: User, at: datetime, act: str, role: str, has: bool) -> bool:
    if not can_manage_people(by, person):
        raise PermissionDenied("Alleen een coördinator geeft rollen en trekt ze in.")
    with transaction.atomic(), pghistory.context(user=by.pk, act=act, role=role):
        if role == Role.COORDINATOR and not has:
            require_another_coordinator(person)
        kept = User.objects.select_for_update().get(pk=person.pk)
        if (role in kept.roles) == has:
            return False
        wanted = {*kept.roles, role} if has else {*kept.roles} - {role}
        kept.roles = [value for value in Role.values if value in wanted]
        kept.save(update_fields=["roles"])
        person.roles = kept.roles
        notifications.send("roles_changed", to=kept.email, context={"roles": kept.role_labels}, at=at)
    return True
