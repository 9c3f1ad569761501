"""Keeping a list with its filters under a name; the own ones in an order of one's own, shared ones for the desk."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from servicedesk import lists
from servicedesk.models import SavedView
from servicedesk.permissions import can_keep_view

MOST = 30


def keep(name: str, query: str, *, is_shared: bool, by) -> SavedView:
    """Raises ``ValidationError`` for a name that is taken and when there are too many."""
    own = SavedView.objects.filter(owner=by)
    if own.count() >= MOST:
        raise ValidationError(f"U hebt al {MOST} bewaarde lijsten. Gooi er eerst een weg.")
    view = SavedView(
        owner=by, name=name.strip(), query=lists.kept(query), is_shared=is_shared, position=own.count() + 1
    )
    view.full_clean()
    view.save()
    return view


def change(view: SavedView, *, name: str, is_shared: bool, by) -> None:
    """Another name, or shared or not. Raises ``ValidationError``, ``PermissionDenied``."""
    _require(view, by)
    view.name, view.is_shared = name.strip(), is_shared
    view.full_clean()
    view.save(update_fields=["name", "is_shared"])


def move(view: SavedView, step: int, *, by) -> None:
    """One place up (-1) or down (1) among the own ones."""
    _require(view, by)
    with transaction.atomic():
        rows = list(SavedView.objects.select_for_update().filter(owner=view.owner).order_by("position", "pk"))
        at = rows.index(view)
        to = min(max(0, at + step), len(rows) - 1)
        rows[at], rows[to] = rows[to], rows[at]
        for position, row in enumerate(rows, start=1):
            row.position = position
        SavedView.objects.bulk_update(rows, ["position"])


def drop(view: SavedView, *, by) -> None:
    _require(view, by)
    view.delete()


def _require(view: SavedView, by) -> None:
    if not can_keep_view(by, view):
        raise PermissionDenied("Deze lijst is van een collega.")
