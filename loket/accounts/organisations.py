"""Finding organisations by the names they have and had, and keeping the list that comes with the portal."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db import transaction

from loket.accounts.models import FormerName, Organisation
from loket.vocabulary import names

LONGEST_CHAIN = 20


def find(name: str) -> Organisation | None:
    """The organisation of today for a name of today or of before; ``None`` when nobody has or had it.

    A present name goes before a former one; an organisation that merged leads to its successor.
    """
    name = " ".join(name.split())
    if not name:
        return None
    found = Organisation.objects.filter(name__iexact=name).first() or Organisation.objects.named(name).first()
    return current(found) if found else None


def current(organisation: Organisation) -> Organisation:
    """The last in the chain of successors."""
    for _step in range(LONGEST_CHAIN):
        if organisation.successor is None:
            break
        organisation = organisation.successor
    return organisation


def suggest(text: str, *, limit: int = 8) -> list[Organisation]:
    """Present organisations whose present or former name has this text in it, in order of name."""
    text = text.replace("\x00", "").strip()
    if len(text) < 2:
        return []
    found = Organisation.objects.matching(text).select_related("successor")[:limit]
    return list(dict.fromkeys(current(organisation) for organisation in found))


def create(name: str, *, sector: str = "", area: str = "") -> Organisation:
    name = " ".join(name.split())[:200]
    return Organisation.objects.create(name=name, sort_key=names.sort_key(name), sector=sector, area=area)


def rows_in(folder: Path) -> Iterator[dict]:
    """The lines of ``organisations-*.jsonl``: name, sector, area, former_names and successor."""
    for path in sorted(folder.glob("organisations-*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())


def load(rows: Iterable[dict]) -> int:
    """Write the organisations that are new and what is new about the others; returns how many were new.

    A second run with the same rows changes nothing. A successor that has no row of its own is made from its name.
    """
    rows = list(rows)
    before = Organisation.objects.count()
    with transaction.atomic():
        for row in rows:
            _write(row)
        for row in rows:
            if row.get("successor"):
                _lead_on(row["name"], row["successor"])
    return Organisation.objects.count() - before


def _named(name: str) -> Organisation:
    return Organisation.objects.filter(name__iexact=" ".join(name.split())).first() or create(name)


def _write(row: dict) -> None:
    organisation = _named(row["name"])
    given = {"sector": row.get("sector") or "", "area": row.get("area") or ""}
    changed = {field: value for field, value in given.items() if value and getattr(organisation, field) != value}
    if changed:
        Organisation.objects.filter(pk=organisation.pk).update(**changed)
    for former in row.get("former_names") or ():
        if not organisation.former_names.filter(name__iexact=former).exists():
            FormerName.objects.create(organisation=organisation, name=former[:200])


def _lead_on(name: str, successor: str) -> None:
    old, new = _named(name), current(_named(successor))
    if old.pk != new.pk and old.successor_id != new.pk:
        Organisation.objects.filter(pk=old.pk).update(successor=new)
