"""What lists add to other areas: a button on entries, a panel, related entries, and what is kept of a person."""

from datetime import datetime

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.catalogue import merging, panels, related
from loket.catalogue.collections import pages, workflow
from loket.catalogue.collections.models import Collection, CollectionHistory, Item
from loket.core import retention

SHOWN = 5


def register() -> None:
    panels.register(panels.Panel(panels.Place.HEAD, 30, "catalogue/collections/_button.html", pages.panel))
    my_loket.register_panel(_collections())
    privacy.register_export("lijsten", _export)
    privacy.register_erasure("lijsten", _erase)
    retention.register("weggehaalde lijsten", workflow.forget_removed)
    related.register_source("lijsten", pages.together_with)
    merging.register_rows("lijsten", Item, once_per=("collection",))


def _collections() -> my_loket.Panel:
    empty = my_loket.NextStep("U hebt nog geen lijst gemaakt.", "Een lijst maken", "create_collection")
    return my_loket.Panel("collections", "Mijn lijsten", _own, empty, "list", "collections", 30)


def _own(user: User) -> list[my_loket.Item]:
    return [my_loket.Item(row.name, row.get_absolute_url(), told(row.size)) for row in pages.own(user)[:SHOWN]]


def told(size: int) -> str:
    return "1 ingang" if size == 1 else f"{size} ingangen"


def _export(user: User) -> dict:
    rows = Collection.objects.filter(owner=user).prefetch_related("items__entry").order_by("created_at")
    return {
        "eigen": [
            {
                "naam": row.name,
                "beschrijving": row.description,
                "gemaakt": row.created_at.isoformat(),
                "weggehaald": row.removed_at and row.removed_at.isoformat(),
                "ingangen": [{"titel": item.entry.title, "notitie": item.note} for item in row.items.all()],
            }
            for row in rows
        ],
        "wat u op lijsten van anderen deed": [
            {"wanneer": step.at.isoformat(), "lijst": step.subject.name, "stap": step.act}
            for step in CollectionHistory.objects.filter(by=user).exclude(subject__owner=user).select_related("subject")
        ],
    }


def _erase(user: User, *, at: datetime) -> None:
    """Own lists go; what somebody put on lists of others stays, without the name."""
    Collection.objects.filter(owner=user).delete()
    Item.objects.filter(added_by=user).update(added_by=None)
    CollectionHistory.objects.filter(by=user).update(by=None)
