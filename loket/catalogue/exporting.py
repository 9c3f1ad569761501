"""The whole catalogue as JSON Lines, in the form that the import reads."""

import json
from collections.abc import Iterator

from loket.catalogue.models import Entry

_DATES = ("recognition_decided_on", "recognition_valid_until")


def line(entry: Entry) -> dict:
    """One entry with every documented key, in a fixed order."""
    content = {key: value for key, value in entry.content.items() if key not in ("files", "kind", "title", "summary")}
    return {
        "external_id": entry.external_id,
        "kind": entry.kind,
        "title": entry.content["title"],
        "summary": entry.content["summary"],
        **{key: content[key] for key in sorted(content)},
        "recognition": _recognition(entry),
        "published_at": entry.published_at.isoformat(),
        "changed_at": entry.changed_at.isoformat(),
        "last_checked": entry.last_checked.isoformat() if entry.last_checked else None,
        "next_check": entry.next_check.isoformat() if entry.next_check else None,
    }


def _recognition(entry: Entry) -> dict | None:
    if not entry.recognition_level:
        return None
    start, end = (getattr(entry, key) for key in _DATES)
    return {
        "level": entry.recognition_level,
        "decided_on": start.isoformat() if start else None,
        "valid_until": end.isoformat() if end else None,
        "by": entry.recognition_by,
        "note": entry.recognition_note,
    }


def every_line() -> Iterator[str]:
    """The published catalogue in the order of ``external_id``, a line of JSON each, read in chunks."""
    for entry in Entry.objects.published().order_by("external_id").iterator(chunk_size=2000):
        yield json.dumps(line(entry), ensure_ascii=False, separators=(",", ":"))
