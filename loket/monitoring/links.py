"""Where a figure leads, for who may see that page; in a report nowhere, as its readers are outside."""

from collections.abc import Callable

from django.urls import reverse

from loket.accounts.permissions import is_coordinator, is_editor
from loket.monitoring import permissions
from loket.monitoring.panels import Asked
from servicedesk.permissions import can_see_desk
from xperts.cases.permissions import sees_all
from xperts.kernteam.permissions import can_open

_ALLOWED: dict[str, Callable[..., bool]] = {
    "desk": can_see_desk,
    "cases": sees_all,
    "kernteam": can_open,
    "claims": is_coordinator,
    "kernteam_budget": is_coordinator,
    "targets": permissions.can_monitor,
    "definitions": permissions.can_monitor,
    "year_budget": permissions.can_monitor,
    "white_spots": permissions.can_see_editors,
    "white_spot_matrix": permissions.can_see_editors,
    "moderation_queue": is_editor,
    "freshness": is_editor,
}
"""What is not here is for everybody who is signed in."""


def to(asked: Asked, url_name: str, *args, query: str = "") -> str:
    """The address of a page, empty for who would be refused there."""
    if asked.user is None:
        return ""
    allowed = _ALLOWED.get(url_name)
    if allowed is not None and not allowed(asked.user):
        return ""
    return reverse(url_name, args=args) + query
