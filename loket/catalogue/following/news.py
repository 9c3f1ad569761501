"""What a follower reads: all that happened to an entry as one item, each thing in a sentence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst

from loket.catalogue import content as contents
from loket.catalogue.following.enums import Target, What
from loket.catalogue.following.models import Notice
from loket.catalogue.models import Entry

RELATED = ("happening__entry__successor", "follow__entry", "follow__organisation")


@dataclass(frozen=True)
class Item:
    """An entry with what happened to it. ``successor`` is the published one that came in its place, if any."""

    entry: Entry
    sentences: list[str]
    at: datetime
    successor: Entry | None
    why: str


def items(notices: Iterable[Notice]) -> list[Item]:
    """One item for each entry, in the order of the notices."""
    grouped: dict[int, list[Notice]] = defaultdict(list)
    for notice in notices:
        grouped[notice.happening.entry_id].append(notice)
    return [_item(group) for group in grouped.values()]


def _item(group: list[Notice]) -> Item:
    entry, latest = group[0].happening.entry, group[0]
    is_gone = any(notice.happening.what == What.ARCHIVED for notice in group)
    successor = entry.successor if is_gone and entry.successor and entry.successor.is_published else None
    return Item(entry, list(_sentences(entry, group)), latest.happening.at, successor, why(latest))


def _sentences(entry: Entry, group: list[Notice]) -> Iterator[str]:
    """In the order of what matters most; several changes are told as one."""
    happened = [notice.happening for notice in group]
    what = {row.what for row in happened}
    if What.ARCHIVED in what:
        yield f"Is gearchiveerd. Reden: {entry.archive_reason}"
    yield from (row.text for row in happened if row.what == What.TOLD)
    if What.PUBLISHED in what:
        yield f"Nieuw in de catalogus: {entry.get_kind_display().lower()}."
    if What.RESTORED in what:
        yield "Staat weer in de catalogus."
    if What.CHANGED in what:
        keys = {key for row in happened if row.what == What.CHANGED for key in row.changed_keys}
        labels = [contents.field_label(entry.kind, key) for key in contents.ordered_keys(entry.kind) if key in keys]
        yield f"Is gewijzigd: {', '.join(dict.fromkeys(labels)).lower()}." if labels else "Is gewijzigd."


def why(notice: Notice) -> str:
    """Because of what somebody hears this; empty when they follow it no longer."""
    follow = notice.follow
    if follow is None or follow.kind == Target.ENTRY:
        return ""
    named = "de organisatie" if follow.kind == Target.ORGANISATION else "het thema"
    return capfirst(f"omdat u {named} {follow.title} volgt")
