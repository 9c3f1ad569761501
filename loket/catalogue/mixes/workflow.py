"""Everything that changes a mix. Each act holds the mix, looks at the right again, writes and leaves a trace."""

import uuid
from contextlib import contextmanager
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from loket.catalogue import related
from loket.catalogue.mixes import permissions
from loket.catalogue.mixes.enums import MOST_PRIORITIES, MOST_ROWS, Act
from loket.catalogue.mixes.models import Mix, MixHistory, MixPriority, MixRow
from loket.catalogue.models import Entry

_TITLE, _THEMES = "title", "themes"


class AccessEnded(Exception):
    """What somebody was working in is no longer shared with them; the text is a sentence for that person."""


class Stale(Exception):
    """Somebody saved this first. ``current`` is what stands there now, or None when it was taken away."""

    def __init__(self, current=None) -> None:
        super().__init__("Iemand anders heeft dit intussen veranderd.")
        self.current = current


@contextmanager
def held(mix: Mix, *, by, allowed=permissions.can_edit):
    """The mix, held until the end of the transaction, so that each save has a number of its own.

    Raises ``AccessEnded`` when the sharing was stopped or became *bekijken* while the page was open.
    """
    with transaction.atomic():
        found = Mix.objects.with_right(by).select_for_update(of=("self",)).filter(pk=mix.pk).first()
        if found is None or not permissions.can_view(by, found):
            raise AccessEnded("Deze interventiemix wordt niet meer met u gedeeld.")
        if not allowed(by, found):
            raise AccessEnded("U kunt deze interventiemix nog wel bekijken, maar er niet meer in werken.")
        yield found


def note(mix: Mix, act: str, *, by, at: datetime, before: dict, after: dict, label: str = "", name: str = "") -> None:
    """Count the save and write its trace. The mix must be held."""
    mix.version, mix.changed_at = mix.version + 1, at
    mix.save(update_fields=["version", "changed_at"])
    MixHistory.objects.create(
        subject=mix, at=at, by=by, act=act, number=mix.version, before=before, after=after, note=label, name=name
    )


def create(*, by, at: datetime, token: uuid.UUID | None = None, **details) -> Mix:
    """Begin a mix. ``token`` is that of the form: the same form sent twice gives one mix."""
    with transaction.atomic():
        mix, is_new = Mix.objects.get_or_create(
            token=token or uuid.uuid4(), owner=by, defaults=details | {"created_at": at, "changed_at": at}
        )
        if is_new:
            note(mix, Act.CREATED, by=by, at=at, before={}, after={"mix": mix.told()}, label=mix.title)
    return mix


def save_details(mix: Mix, changes: dict, *, seen: int, by, at: datetime) -> None:
    """Keep what was changed of the mix itself. Raises ``Stale`` unless ``seen`` is the last ``details_version``."""
    with held(mix, by=by) as current:
        before = current.told()
        changed = {key: value for key, value in changes.items() if before[key] != value}
        if not changed:
            return
        if current.details_version != seen:
            raise Stale(current)
        for key, value in changed.items():
            setattr(current, key, value)
        current.details_version += 1
        current.full_clean(exclude=["owner"])
        current.save(update_fields=[*changed, "details_version"])
        old = {"mix": {key: before[key] for key in changed}}
        note(current, Act.DETAILS, by=by, at=at, before=old, after={"mix": changed}, label=current.title)


def add_entry(
    mix: Mix, entry: Entry, *, by, at: datetime, pillar: str = "", column: tuple[str, str] = ("", "")
) -> MixRow:
    """Put an entry in, with its themes and target groups as far as the mix has them; ``column`` is (field, code).

    An entry that stands there already is given back as it is. Raises ``ValidationError`` when the mix is full.
    """
    with held(mix, by=by) as current:
        standing = current.rows.filter(entry=entry).first()
        if standing:
            return standing
        fields = {key: [code for code in entry.content.get(key, []) if code in getattr(current, key)] for key in _LISTS}
        field, code = column
        if field in _LISTS and code and code in getattr(current, field) and code not in fields[field]:
            fields[field] = [code, *fields[field]]
        return _add(current, by=by, at=at, entry=entry, title=entry.title, pillar=pillar, **fields)


_LISTS = ("themes", "target_groups")


def add_activity(mix: Mix, *, by, at: datetime, title: str, **fields) -> MixRow:
    """Put an activity of one's own in. Raises ``ValidationError`` when the mix is full."""
    with held(mix, by=by) as current:
        return _add(current, by=by, at=at, title=title, **fields)


def _add(mix: Mix, *, by, at: datetime, **fields) -> MixRow:
    if mix.rows.count() >= MOST_ROWS:
        raise ValidationError(f"Een mix heeft hooguit {MOST_ROWS} rijen. Haal eerst iets weg, of begin een tweede mix.")
    row = MixRow.objects.create(mix=mix, position=_last_position(mix) + 1, **fields)
    _trace(mix, Act.ADDED, row, None, row.told(), by=by, at=at)
    _forget_related(mix, row)
    return row


def _forget_related(mix: Mix, row: MixRow) -> None:
    """What stands together in mixes is a reason for entries to be related."""
    if row.entry_id:
        related.forget(row.entry_id, *mix.rows.exclude(entry=None).values_list("entry_id", flat=True))


def _last_position(mix: Mix) -> int:
    return mix.rows.aggregate(last=Max("position"))["last"] or 0


def _trace(mix: Mix, act: str, row: MixRow, before: dict | None, after: dict | None, *, by, at: datetime) -> None:
    key = str(row.pk)
    note(mix, act, by=by, at=at, before={"rows": {key: before}}, after={"rows": {key: after}}, label=row.title)


def save_row(mix: Mix, row_id: int, changes: dict, *, seen: int, by, at: datetime) -> MixRow:
    """Keep what was typed in a row.

    Raises ``Stale`` when somebody saved the row since it was read (``seen`` is its ``version``) or took it away.
    """
    with held(mix, by=by) as current:
        row = current.rows.filter(pk=row_id).first()
        if row is None:
            raise Stale
        before = row.told()
        changed = {key: value for key, value in changes.items() if before[key] != value}
        if changed:
            if not current.rows.filter(pk=row_id, version=seen).update(**changed, version=seen + 1):
                raise Stale(row)
            row.refresh_from_db()
            _trace(current, Act.CHANGED, row, before, row.told(), by=by, at=at)
    return row


def place_row(mix: Mix, row_id: int, *, pillar: str, column: tuple[str, str, str], by, at: datetime) -> MixRow | None:
    """Move a row to another pillar and, of the list ``column[0]``, from code ``column[1]`` to code ``column[2]``.

    An empty pillar leaves it where it is. None when the row is gone meanwhile.
    """
    with held(mix, by=by) as current:
        row = current.rows.filter(pk=row_id).first()
        if row is None:
            return None
        field, old, new = column
        pillar = pillar or row.pillar
        before, kept = row.told(), getattr(row, field)
        if old != new:
            kept = [code for code in kept if code not in (old, new)]
            kept = [new, *kept] if new else kept
        if (row.pillar, getattr(row, field)) == (pillar, kept):
            return row
        current.rows.filter(pk=row_id).update(**{field: kept}, pillar=pillar, version=row.version + 1)
        row.refresh_from_db()
        _trace(current, Act.MOVED, row, before, row.told(), by=by, at=at)
    return row


def shift_row(mix: Mix, row_id: int, *, up: bool, by, at: datetime) -> None:
    """Swap a row with the one before or after it in its pillar; at the end of the line nothing happens."""
    with held(mix, by=by) as current:
        rows = list(current.rows.all())
        row = next((each for each in rows if each.pk == row_id), None)
        line = [each for each in rows if row and each.pillar == row.pillar]
        neighbour = line.index(row) + (-1 if up else 1) if row else -1
        if not 0 <= neighbour < len(line):
            return
        pair = (row, line[neighbour])
        before = {str(each.pk): each.told() for each in pair}
        row.position, line[neighbour].position = line[neighbour].position, row.position
        MixRow.objects.bulk_update(pair, ["position"])
        after = {str(each.pk): each.told() for each in pair}
        note(current, Act.MOVED, by=by, at=at, before={"rows": before}, after={"rows": after}, label=row.title)


def remove_row(mix: Mix, row_id: int, *, by, at: datetime) -> int | None:
    """Take a row out; gives the number of the save, by which it can be put back, or None when it was gone."""
    with held(mix, by=by) as current:
        row = current.rows.filter(pk=row_id).first()
        if row is None:
            return None
        before = row.told()
        MixRow.objects.filter(pk=row_id).delete()
        _forget_related(current, row)
        _trace(current, Act.REMOVED, row, before, None, by=by, at=at)
        return current.version


def put_back(mix: Mix, number: int, *, by, at: datetime) -> None:
    """Undo the removal of save ``number``. A second time, or when the entry came back meanwhile, changes nothing."""
    with held(mix, by=by) as current:
        step = current.history.filter(number=number, act=Act.REMOVED).first()
        if step is None:
            return
        [(key, row)] = step.before["rows"].items()
        is_back = current.rows.filter(pk=key).exists()
        if is_back or (row["entry_id"] and current.rows.filter(entry=row["entry_id"]).exists()):
            return
        if current.rows.count() >= MOST_ROWS:
            raise ValidationError(f"Een mix heeft hooguit {MOST_ROWS} rijen. Haal eerst iets anders weg.")
        back = MixRow.objects.create(pk=int(key), mix=current, **existing(row))
        _trace(current, Act.PUT_BACK, back, None, back.told(), by=by, at=at)


def existing(row: dict) -> dict:
    """The row without entries that have left the catalogue's tables since."""
    named = {row["entry_id"], row["umbrella_entry_id"]} - {None}
    known = set(Entry.objects.filter(pk__in=named).values_list("pk", flat=True)) if named else set()
    return row | {key: row[key] if row[key] in known else None for key in ("entry_id", "umbrella_entry_id")}


def save_priority(mix: Mix, changes: dict, *, by, at: datetime, priority_id: int | None = None, seen: int = 0) -> None:
    """Add or change a priority. Raises ``Stale`` when somebody else changed or removed it first."""
    with held(mix, by=by) as current:
        if priority_id is None:
            if current.priorities.count() >= MOST_PRIORITIES:
                raise ValidationError(f"Kies hooguit {MOST_PRIORITIES} prioriteiten: kiezen is ook weglaten.")
            row, before = MixPriority.objects.create(mix=current, **changes), None
        else:
            row = current.priorities.filter(pk=priority_id).first()
            if row is None:
                raise Stale
            before = row.told()
            if before == before | changes:
                return
            if not current.priorities.filter(pk=priority_id, version=seen).update(**changes, version=seen + 1):
                raise Stale(row)
            row.refresh_from_db()
        part = [{"priorities": {str(row.pk): told}} for told in (before, row.told())]
        note(current, Act.PRIORITY, by=by, at=at, before=part[0], after=part[1], label=row.title)


def remove_priority(mix: Mix, priority_id: int, *, by, at: datetime) -> None:
    with held(mix, by=by) as current:
        row = current.priorities.filter(pk=priority_id).first()
        if row is None:
            return
        key, before = str(row.pk), row.told()
        row.delete()
        part = [{"priorities": {key: told}} for told in (before, None)]
        note(current, Act.PRIORITY_REMOVED, by=by, at=at, before=part[0], after=part[1], label=before[_TITLE])


def name_version(mix: Mix, name: str, *, by, at: datetime) -> int:
    """Give what stands there now a name to come back to; gives its number."""
    if not name.strip():
        raise ValidationError("Geef de versie een naam, bijvoorbeeld: vastgesteld plan 2027.")
    with held(mix, by=by) as current:
        note(current, Act.NAMED, by=by, at=at, before={}, after={}, label=name.strip(), name=name.strip())
        return current.version


def delete(mix: Mix, *, by) -> None:
    """Throw the whole mix away, with its versions."""
    with held(mix, by=by, allowed=permissions.can_manage) as current:
        current.delete()


def hand_over(mix: Mix, *, to, by, at: datetime) -> None:
    """Give the mix to somebody else; what they had as a member goes."""
    with transaction.atomic():
        current = Mix.objects.select_for_update().get(pk=mix.pk)
        current.owner = to
        current.save(update_fields=["owner"])
        current.members.of(to).delete()
        note(current, Act.HANDED_OVER, by=by, at=at, before={}, after={}, label=current.title)
