"""Read-only figures and trails about people."""

from dataclasses import dataclass
from datetime import datetime

from loket.accounts.enums import Role
from loket.accounts.models import User


@dataclass(frozen=True)
class RoleChange:
    at: datetime
    by: str
    given: list[str]
    taken: list[str]


def role_changes(person: User) -> list[RoleChange]:
    """When this person's roles changed and by whom, newest first (from the trail that pghistory keeps)."""
    events = person.name_email_roles_is_active_organisation_events.select_related("pgh_context").order_by("pgh_id")
    changes, before = [], set()
    for event in events:
        now = set(event.roles)
        if now != before and event.pgh_label == "update":
            actor = (event.pgh_context.metadata if event.pgh_context else {}).get("user")
            changes.append((event.pgh_created_at, actor, now - before, before - now))
        before = now
    names = dict(User.objects.filter(pk__in={actor for _, actor, _, _ in changes if actor}).values_list("pk", "name"))
    return [
        RoleChange(at, names.get(actor, "onbekend"), _labels(given), _labels(taken))
        for at, actor, given, taken in reversed(changes)
    ]


def _labels(codes: set[str]) -> list[str]:
    return [str(role.label) for role in Role if role in codes]
