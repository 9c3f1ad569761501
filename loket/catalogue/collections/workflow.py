"""Making, filling, ordering and sharing lists: each change touches one item, so that two people lose nothing."""

import contextlib
import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Max

from loket.catalogue import related
from loket.catalogue.collections import permissions
from loket.catalogue.collections.enums import Access, Act
from loket.catalogue.collections.models import Collection, CollectionHistory, Item
from loket.catalogue.models import Entry
from loket.core.workflow import StaleState

MOST_ITEMS = 1_000
MOST_PER_PERSON = 200
FULL = f"Op een lijst passen hooguit {MOST_ITEMS:,} ingangen.".replace(",", ".")


def create(*, name: str, description: str = "", by, at: datetime) -> Collection:
    """An empty list. Raises ``ValidationError`` when this person has too many."""
    if not permissions.can_make(by):
        raise PermissionDenied("Log in om een lijst te maken.")
    if Collection.objects.visible_to(by).count() >= MOST_PER_PERSON:
        raise ValidationError(f"U kunt hooguit {MOST_PER_PERSON} lijsten hebben. Haal er eerst een weg.")
    with transaction.atomic():
        told = {"name": name, "description": description, "created_at": at, "changed_at": at}
        collection = Collection.objects.create(owner=by, **told)
        _remember(collection, Act.CREATED, by=by, at=at)
    return collection


def describe(
    collection: Collection, *, name: str, description: str, seen: int, by, access: Access, at: datetime
) -> None:
    """Another name or description. Raises ``StaleState`` when it changed since version ``seen`` was read."""
    require_change(access)
    told = {"name": name, "description": description, "changed_at": at, "version": F("version") + 1}
    with transaction.atomic():
        if not Collection.objects.filter(pk=collection.pk, version=seen, removed_at=None).update(**told):
            raise StaleState
        _remember(collection, Act.DESCRIBED, by=by, at=at, note=name)
    collection.refresh_from_db()


def add(collection: Collection, entries: Sequence[Entry], *, by, access: Access, at: datetime) -> int:
    """Put published entries at the end, those that are on it already left where they are; returns how many.

    Raises ``ValidationError`` when they do not all fit.
    """
    require_change(access)
    with _held(collection, at):
        known = set(collection.items.values_list("entry_id", flat=True))
        new = list({entry.pk: entry for entry in entries if entry.is_published and entry.pk not in known}.values())
        if len(known) + len(new) > MOST_ITEMS:
            room = MOST_ITEMS - len(known)
            raise ValidationError(f"{FULL} Op deze lijst is nog plaats voor {room}. Maak een tweede lijst.")
        _append(collection, [(entry.pk, "") for entry in new], by=by, at=at)
        CollectionHistory.objects.bulk_create(
            CollectionHistory(subject=collection, act=Act.ADDED, entry=entry, by=by, at=at) for entry in new
        )
    return len(new)


def _append(collection: Collection, noted: list[tuple[int, str]], *, by, at: datetime) -> None:
    last = collection.items.aggregate(last=Max("position"))["last"] or 0
    Item.objects.bulk_create(
        Item(collection=collection, entry_id=number, note=note, position=last + place, added_by=by, added_at=at)
        for place, (number, note) in enumerate(noted, start=1)
    )
    related.forget(*(number for number, _ in noted))


def note(item: Item, text: str, *, seen: int, by, access: Access, at: datetime) -> None:
    """Another note. Raises ``StaleState`` when it changed since version ``seen``, or the item is gone."""
    require_change(access)
    with _held(item.collection, at):
        told = {"note": text, "version": F("version") + 1}
        if not Item.objects.filter(pk=item.pk, version=seen).update(**told):
            raise StaleState
        _remember(item.collection, Act.NOTED, entry=item.entry, by=by, at=at)


def place(item: Item, number: int, *, by, access: Access, at: datetime) -> None:
    """Put it at this place, counted from 1; past the end is the end."""
    others = Item.objects.filter(collection=item.collection).exclude(pk=item.pk).order_by("position")
    found = others.values_list("pk", flat=True)[max(number, 1) - 1 :][:1]
    move(item, before=next(iter(found), None), by=by, access=access, at=at)


def move(item: Item, *, before: int | None, by, access: Access, at: datetime) -> None:
    """Put it right before the item of this number, or at the end for None.

    Raises ``StaleState`` when either is gone: the order on the screen was not the order any more.
    """
    require_change(access)
    with _held(item.collection, at):
        rows = Item.objects.filter(collection=item.collection)
        places = dict(rows.filter(pk__in=[item.pk, before or item.pk]).values_list("pk", "position"))
        if len(places) != len({item.pk, before or item.pk}):
            raise StaleState
        if before is None:
            place = rows.aggregate(last=Max("position"))["last"] + 1
        else:
            place = places[before]
            rows.filter(position__gte=place).update(position=F("position") + 1)
        rows.filter(pk=item.pk).update(position=place)
        _remember(item.collection, Act.MOVED, entry=item.entry, by=by, at=at)


def take_off(item: Item, *, by, access: Access, at: datetime) -> CollectionHistory:
    """Take an item off; the step keeps the note, to put it back. Raises ``StaleState`` when it is gone already."""
    require_change(access)
    with _held(item.collection, at):
        held = Item.objects.filter(pk=item.pk).first()
        if held is None:
            raise StaleState
        held.delete()
        related.forget(item.entry_id)
        return _remember(item.collection, Act.TAKEN_OFF, entry=item.entry, by=by, at=at, note=held.note)


def put_back(step: CollectionHistory, *, by, access: Access, at: datetime) -> bool:
    """Undo taking off, at the end of the list, with its note; False when it is on the list again already."""
    require_change(access)
    if step.act != Act.TAKEN_OFF or step.entry_id is None:
        raise ValidationError("Deze stap kunt u niet terugdraaien.")
    with _held(step.subject, at):
        if step.subject.items.filter(entry=step.entry_id).exists():
            return False
        if step.subject.items.count() >= MOST_ITEMS:
            raise ValidationError(FULL)
        _append(step.subject, [(step.entry_id, step.note)], by=by, at=at)
        _remember(step.subject, Act.PUT_BACK, entry=step.entry, by=by, at=at)
    return True


def share(collection: Collection, link: str, *, by, access: Access, at: datetime) -> str:
    """A new link to look (``view_token``) or write (``edit_token``); the one of before works no longer."""
    if not permissions.can_share(access):
        raise PermissionDenied("Alleen de maker deelt deze lijst.")
    token = secrets.token_urlsafe(24)
    with _held(collection, at, **{link: token}):
        _remember(collection, Act.SHARED, by=by, at=at)
    setattr(collection, link, token)
    return token


def unshare(collection: Collection, link: str, *, by, access: Access, at: datetime) -> None:
    """Take a link back at once."""
    if not permissions.can_share(access):
        raise PermissionDenied("Alleen de maker deelt deze lijst.")
    with _held(collection, at, **{link: None}):
        _remember(collection, Act.UNSHARED, by=by, at=at)


def remove(collection: Collection, *, access: Access, at: datetime) -> None:
    """Take the list away, with its links; it can be put back for a while."""
    if not permissions.can_share(access):
        raise PermissionDenied("Alleen de maker haalt deze lijst weg.")
    Collection.objects.filter(pk=collection.pk, removed_at=None).update(removed_at=at)


def restore(collection: Collection, *, by) -> None:
    if collection.owner_id != by.pk:
        raise PermissionDenied("Deze lijst is niet van u.")
    Collection.objects.filter(pk=collection.pk).update(removed_at=None)


def copy(collection: Collection, *, by, at: datetime) -> Collection:
    """A list of one's own with the same entries and notes; what is no longer in the catalogue stays behind."""
    with transaction.atomic():
        name = f"Kopie van {collection.name}"[: Collection._meta.get_field("name").max_length]
        made = create(name=name, description=collection.description, by=by, at=at)
        rows = collection.items.filter(entry__in=Entry.objects.published()).values_list("entry_id", "note")
        _append(made, list(rows), by=by, at=at)
        _remember(made, Act.COPIED, by=by, at=at)
    return made


def from_bookmarks(*, name: str, by, at: datetime) -> Collection:
    """A list of what somebody kept, the newest first, as far as it fits."""
    kept = Entry.objects.published().filter(bookmarks__user=by).order_by("-bookmarks__at", "-bookmarks__pk")
    with transaction.atomic():
        made = create(name=name, by=by, at=at)
        add(made, list(kept.defer("content")[:MOST_ITEMS]), by=by, access=Access.OWNER, at=at)
    return made


@contextlib.contextmanager
def _held(collection: Collection, at: datetime, **changes) -> Iterator[None]:
    """A transaction in which nobody else changes this list; raises ``StaleState`` when it was taken away."""
    with transaction.atomic():
        told = {"changed_at": at, **changes}
        if not Collection.objects.filter(pk=collection.pk, removed_at=None).update(**told):
            raise StaleState
        yield


def require_change(access: Access) -> None:
    """Raises ``PermissionDenied`` for who may only look."""
    if not permissions.can_change(access):
        raise PermissionDenied("U kunt deze lijst alleen bekijken.")


def _remember(collection: Collection, act: Act, *, by, at: datetime, note: str = "", entry=None) -> CollectionHistory:
    return CollectionHistory.objects.create(subject=collection, act=act, by=by, at=at, note=note, entry=entry)


def forget_removed(at: datetime) -> int:
    """Throw away for good what was taken away a month ago."""
    return Collection.objects.past_putting_back(at).delete()[0]
