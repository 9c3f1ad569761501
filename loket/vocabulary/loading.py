"""Bringing the shipped lists into the database, without touching what editors changed."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from django.db import models, transaction

from loket.vocabulary import lookup, names, shipped
from loket.vocabulary.enums import AreaKind, AreaNameKind
from loket.vocabulary.models import Area, AreaName, Term, VocabularyVersion


@dataclass
class Loaded:
    """How many rows were made, changed, removed, and left alone because an editor had changed them."""

    created: int = 0
    updated: int = 0
    removed: int = 0
    kept: int = 0

    @property
    def is_changed(self) -> bool:
        return bool(self.created or self.updated or self.removed)


@transaction.atomic
def load() -> Loaded:
    """Insert and update all shipped terms, areas and names; a second run changes nothing.

    Terms that are no longer shipped stay: entries may carry their codes.
    """
    VocabularyVersion.objects.get_or_create(pk=1, defaults={"stamp": ""})
    # Two processes may start at once; the second waits here and then finds nothing to do.
    VocabularyVersion.objects.select_for_update().get(pk=1)
    loaded = Loaded()
    _load_terms(loaded)
    _load_area_names(_load_areas(loaded), loaded)
    if loaded.is_changed:
        lookup.changed()
    return loaded


def _load_terms(loaded: Loaded) -> None:
    rows = shipped.terms()
    existing = {(term.scheme, term.code): term for term in Term.objects.all()}
    loaded.kept += sum(term.is_customised for term in existing.values())
    values = {
        (row.scheme, row.code): {
            "scheme": row.scheme,
            "code": row.code,
            "label": row.label,
            "alternatives": list(row.alternatives),
            "description": row.description,
            "is_priority": row.is_priority,
            "position": row.position,
        }
        for row in rows
    }
    _upsert(Term, existing, values, loaded)
    parents = {
        (row.scheme, row.code): {"parent_id": existing[row.scheme, row.parent].pk if row.parent else None}
        for row in rows
    }
    # A new term gets its parent in the same run, so this second pass is not counted as a change of its own.
    _upsert(Term, existing, parents, Loaded())


def _load_areas(loaded: Loaded) -> dict[str, Area]:
    existing = {area.code: area for area in Area.objects.all()}
    loaded.kept += sum(area.is_customised for area in existing.values())
    rows = shipped.areas()
    for kind in AreaKind.values:
        values = {row.code: _area_values(row, existing) for row in rows if row.kind == kind}
        _upsert(Area, existing, values, loaded)
    return existing


def _area_values(row: shipped.ShippedArea, existing: Mapping[str, Area]) -> dict[str, object]:
    return {
        "code": row.code,
        "kind": row.kind,
        "name": row.name,
        "sort_key": names.sort_key(row.name),
        "province_id": existing[row.province].pk if row.province else None,
        "ggd_region_id": existing[row.ggd_region].pk if row.ggd_region else None,
        "municipality_id": existing[row.municipality].pk if row.municipality else None,
        "tile_x": row.tile_x,
        "tile_y": row.tile_y,
    }


def _load_area_names(areas: Mapping[str, Area], loaded: Loaded) -> None:
    wanted = {
        (areas[row.code].pk, name, AreaNameKind.ALTERNATIVE.value, None)
        for row in shipped.areas()
        for name in row.alternatives
    } | {
        (areas[code].pk, former.name, AreaNameKind.FORMER.value, former.until)
        for former in shipped.former_names()
        for code in former.successors
    }
    customised = {area.pk for area in areas.values() if area.is_customised}
    wanted = {row for row in wanted if row[0] not in customised}
    existing = {
        (row.area_id, row.name, row.kind, row.until): row.pk for row in AreaName.objects.exclude(area_id__in=customised)
    }
    gone = [pk for key, pk in existing.items() if key not in wanted]
    if gone:
        AreaName.objects.filter(pk__in=gone).delete()
    fresh = sorted(wanted - existing.keys(), key=lambda row: (row[0], row[1]))
    AreaName.objects.bulk_create(
        AreaName(area_id=area_id, name=name, kind=kind, until=until) for area_id, name, kind, until in fresh
    )
    loaded.created += len(fresh)
    loaded.removed += len(gone)


def _upsert(
    model: type[models.Model],
    existing: dict[Hashable, models.Model],
    wanted: Mapping[Hashable, dict],
    loaded: Loaded,
) -> None:
    """Create and update in bulk; ``existing`` is completed with what was created."""
    fresh, changed = {}, []
    for key, values in wanted.items():
        row = existing.get(key)
        if row is None:
            fresh[key] = model(**values)
        elif not row.is_customised and any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    model.objects.bulk_create(fresh.values())
    existing.update(fresh)
    if changed:
        model.objects.bulk_update(changed, [name for name in next(iter(wanted.values())) if name != "code"])
    loaded.created += len(fresh)
    loaded.updated += len(changed)
