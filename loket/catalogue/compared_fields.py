"""What can be compared: the fields that several kinds of entry share, and what one entry says in each.

A part of the catalogue adds a field by ``register`` in its ``apps.py``.
"""

import html
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags

from loket.catalogue import content as contents
from loket.catalogue import presentation
from loket.catalogue.enums import Kind, RecognitionLevel
from loket.catalogue.models import Entry
from loket.catalogue.presentation import Part
from loket.catalogue.sheets import SHEETS
from loket.core.working_days import local_date
from loket.vocabulary import lookup

# Users of a register miss what it takes to carry something out, not what it rests on: these come first.
_INTERVENTION_FIRST = (
    "doelgroep_uiteindelijk",
    "doelgroep_intermediair",
    "target_groups",
    "kosten",
    "uren",
    "competenties_uitvoerders",
    "materialen",
    "minimale_schaal",
    "randvoorwaarden",
    "recognition",
    "working_elements",
    "werkzame_elementen",
    "settings",
    "themes",
    "year",
    "organisation",
)
_SHARED_FIRST = ("target_groups", "settings", "themes", "year", "organisation")
_LABELS = contents.LIST_LABELS | {key: contents.TEXT_LABELS[key] for key in ("summary", "year", "organisation")}
# The sheet has a text beside the list of the same name.
_OWN_LABELS = {"werkzame_elementen": "Toelichting op de werkzame elementen"}


@dataclass(frozen=True)
class Field:
    """A field that can be chosen, by its key in the address."""

    key: str
    label: str


@dataclass(frozen=True)
class Said:
    """What one entry says: ``text`` is the words alone, as ``labels`` or ``part`` shows them where there is one."""

    text: str = ""
    labels: tuple[str, ...] = ()
    part: Part | None = None


@dataclass(frozen=True)
class Extra:
    """A field that a part adds. ``said(entries)`` gives what each says by its number, in one go; absent is nothing."""

    key: str
    label: str
    said: Callable[[list[Entry]], dict[int, Said]]


_extras: dict[str, Extra] = {}


def register(extra: Extra) -> None:
    """Have this field to choose; among interventions it is shown unasked. One of the same key is replaced."""
    _extras[extra.key] = extra


def choice(entries: list[Entry]) -> tuple[tuple[str, ...], dict[str, Field]]:
    """The keys that are shown when nothing is chosen, and every field that these entries share, in their order."""
    kinds = {entry.kind: entry for entry in entries}
    shared = _shared_sheet(list(kinds))
    first = (*shared, *_SHARED_FIRST)
    if any(entry.kind == Kind.INTERVENTION or entry.recognition_level for entry in entries):
        first = (*shared, "recognition", *_SHARED_FIRST)
    if set(kinds) == {Kind.INTERVENTION}:
        first = (*_INTERVENTION_FIRST, *_extras)
    labels = _LABELS | {"recognition": "Erkenning"} | shared | {key: extra.label for key, extra in _extras.items()}
    keys = dict.fromkeys((*first, *shared, *_LABELS, *_extras))
    return first, {key: Field(key, labels[key]) for key in keys}


def _shared_sheet(kinds: list[str]) -> dict[str, str]:
    """Key → label of the fields on the sheet of every kind, as the first of the kinds names them."""
    others = [{row.key for row in SHEETS[kind].fields} for kind in kinds[1:]]
    fields = SHEETS[kinds[0]].fields if kinds else ()
    return {row.key: _OWN_LABELS.get(row.key, row.label) for row in fields if all(row.key in known for known in others)}


def told(entries: list[Entry], key: str) -> list[Said]:
    """What each of these says in a field, in their order."""
    if key in _extras:
        found = _extras[key].said(entries)
        return [found.get(entry.pk, Said()) for entry in entries]
    return [said(entry, key) for entry in entries]


def said(entry: Entry, key: str) -> Said:
    """What an entry says in a field; empty when its source does not tell."""
    if key in contents.LIST_LABELS:
        return _list(entry, key)
    if key in _OUTER:
        return Said(_OUTER[key](entry))
    row = SHEETS[entry.kind].field(key)
    fields = entry.content.get("fields", {})
    if row is None or fields.get(key) in ("", None, []):
        return Said()
    part = presentation.part(row, fields)
    return Said(_words(part), part=part) if part else Said()


def _list(entry: Entry, key: str) -> Said:
    codes = entry.content.get(key) or []
    if key == "working_elements":
        labels = tuple(codes)
    elif key == "areas":
        labels = tuple(map(lookup.area_label, codes))
    else:
        labels = tuple(lookup.label(contents.LISTS[key], code) for code in codes)
    return Said(", ".join(labels), labels=labels)


def _words(part: Part) -> str:
    cells = [cell for row in part.rows for _, cell in row] or [part.html]
    return "\n".join(filter(None, (html.unescape(strip_tags(cell)).strip() for cell in cells)))


def _recognition(entry: Entry) -> str:
    """The level with its last day, as the page says it. No level is an answer too, for an intervention."""
    if not entry.recognition_level:
        return RecognitionLevel.NONE.label if entry.kind == Kind.INTERVENTION else ""
    label, until = entry.get_recognition_level_display(), entry.recognition_valid_until
    if entry.recognition_has_lapsed(local_date(timezone.now())):
        return f"Erkenning verlopen: {label.lower()} (tot {date_format(until, 'j F Y')})"
    return f"{label} (geldig tot {date_format(until, 'j F Y')})" if until else label


_OUTER: dict[str, Callable[[Entry], str]] = {
    "summary": lambda entry: entry.summary,
    "year": lambda entry: str(entry.content.get("year") or ""),
    "organisation": lambda entry: entry.content.get("organisation") or "",
    "recognition": _recognition,
}
