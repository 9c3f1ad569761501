"""What the pages of the catalogue need, fetched in one place; read-only."""

from datetime import date
from urllib.parse import urlencode

from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from loket.catalogue import (
    attachments,
    bookmarking,
    differences,
    doubles,
    findable,
    merging,
    panels,
    permissions,
    presentation,
    related,
)
from loket.catalogue import content as contents
from loket.catalogue.enums import EntryState, Kind, Licence
from loket.catalogue.models import Entry, EntryFile, Revision
from loket.catalogue.sheets import SHEETS
from loket.catalogue.workflow import REVISIONS
from loket.core.working_days import local_date
from loket.usage.models import UseCount
from loket.vocabulary import lookup

_TAG_GROUPS = (
    ("themes", "theme", "theme"),
    ("process_themes", "process-theme", "process_theme"),
    ("settings", "setting", "setting"),
    ("target_groups", "target-group", "target_group"),
    ("sectors", "sector", "sector"),
    ("levels", "level", "level"),
    ("competences", "competence", "competence"),
)


def entry_page(entry: Entry, user) -> dict:
    today = local_date(timezone.now())
    files = attachments.public_files(entry)
    return {
        "entry": entry,
        "blocks": presentation.blocks(entry),
        "files": files,
        "can_propose": permissions.can_propose(user, entry),
        "can_appoint": permissions.can_appoint(user, entry),
        "is_editor": permissions.is_editor(user),
        "is_outdated": entry.is_possibly_outdated(today),
        "recognition": _recognition(entry, today),
        "is_kept": bookmarking.is_kept(entry, user),
        "reference": reference(entry, today),
        "related": related.to(entry),
        "panels": panels.on_page(entry, user),
        **common(entry.content),
    }


def common(content: dict) -> dict:
    """What published page and preview share."""
    sheet = SHEETS[content["kind"]]
    return {
        "content": content,
        "kind_label": Kind(content["kind"]).label,
        "sheet": sheet,
        "tag_groups": _tags(content),
        "facts": _facts(content),
    }


def _tags(content: dict) -> list[tuple[str, list[tuple[str, str]]]]:
    """(group, [(label, address of the search on it)]) for every filled list."""
    search = reverse("search")
    groups = []
    for key, scheme, parameter in _TAG_GROUPS:
        if content.get(key):
            tags = [(lookup.label(scheme, code), f"{search}?{parameter}={code}") for code in content[key]]
            groups.append((contents.LIST_LABELS[key], tags))
    if content.get("areas"):
        tags = [(lookup.area_label(code), f"{search}?area={code}") for code in content["areas"]]
        groups.append((contents.LIST_LABELS["areas"], tags))
    if content.get("working_elements"):
        tags = [(name, f"{search}?{_working_element(name)}") for name in content["working_elements"]]
        groups.append((contents.LIST_LABELS["working_elements"], tags))
    return groups


def _working_element(name: str) -> str:
    return urlencode({"working_element": contents.working_element_code(name)})


def _facts(content: dict) -> list[tuple[str, str]]:
    licence = Licence(content["licence"]).label if content.get("licence") else ""
    rows = [
        ("Organisatie", content.get("organisation")),
        ("Contact", content.get("contact")),
        ("Jaar", content.get("year")),
        ("Licentie", licence),
    ]
    return [(label, str(value)) for label, value in rows if value]


def _recognition(entry: Entry, today: date) -> dict:
    return {
        "level": entry.recognition_level,
        "label": entry.get_recognition_level_display(),
        "is_shown": entry.kind == Kind.INTERVENTION or bool(entry.recognition_level),
        "has_lapsed": entry.recognition_has_lapsed(today),
        "decided_on": entry.recognition_decided_on,
        "valid_until": entry.recognition_valid_until,
        "by": entry.recognition_by,
        "note": entry.recognition_note,
    }


def reference(entry: Entry, today: date) -> str:
    """How to name this entry in a document, with the day on which it was seen."""
    content = entry.content
    author = content.get("fields", {}).get("auteurs") or content.get("organisation")
    year = content.get("year") or "z.d."
    named = f"{author} ({year}). {entry.title}." if author else f"{entry.title} ({year})."
    return f"{named} Geraadpleegd op {date_format(today, 'j F Y')}."


def merge_page(entry: Entry, pair: tuple[Entry, Entry] | None) -> dict:
    """Choosing the double of an entry, or when there is a ``pair``, which of the two stays."""
    rows = [_side(row) for row in pair] if pair and pair[0] != pair[1] else []
    return {
        "entry": entry,
        "is_itself": bool(pair and pair[0] == pair[1]),
        "sides": rows,
        "other": pair[1] if pair else None,
        "seen": merging.seen(*pair) if pair else "",
        "candidates": [] if rows else doubles.of(entry),
    }


def _side(entry: Entry) -> dict:
    """What an editor weighs when two entries become one."""
    used = UseCount.objects.filter(subject_type=findable.SUBJECT_TYPE, subject_id=entry.pk)
    facts = [
        ("Soort", entry.get_kind_display()),
        ("Kenmerk", entry.external_id),
        ("Gepubliceerd", date_format(entry.published_at, "j F Y")),
        ("Organisatie", entry.content.get("organisation") or "niet ingevuld"),
        ("Erkenning", entry.get_recognition_level_display()),
        ("Bestanden", len(entry.content.get("files", []))),
        ("Links", len(entry.content.get("links", []))),
        ("Bewaard door", entry.bookmarks.count()),
        ("Bekeken en gedownload", used.aggregate(total=Sum("count"))["total"] or 0),
    ]
    return {"entry": entry, "facts": [(label, str(value)) for label, value in facts]}


def gone_page(entry: Entry, user) -> dict:
    """An archived entry: why, what is there in its place now, and for editors the way back."""
    merge = entry.merged_away.standing().first()
    return {
        "entry": entry,
        "successor": entry.living_successor,
        "merge": merge,
        "is_editor": permissions.is_editor(user),
    }


def changes_page(entry: Entry, user) -> dict:
    steps = [
        {"row": row, "labels": [contents.field_label(entry.kind, key) for key in row.changed_keys]}
        for row in entry.history.all()
    ]
    return {"entry": entry, "steps": steps, "can_compare": permissions.can_propose(user, entry)}


def revision_page(revision: Revision, user) -> dict:
    """A proposal as author and editors see it: differences, comments per field, steps and buttons."""
    comments: dict[str, list] = {}
    for row in revision.comments.select_related("author"):
        comments.setdefault(row.field, []).append(row)
    before = revision.entry.content if revision.entry.state != EntryState.UNPUBLISHED else {}
    if revision.version:
        before = version_before(revision)
    rows = differences.between(before, revision.content)
    for row in rows:
        row.comments = comments.get(row.key, [])
    return {
        "revision": revision,
        "entry": revision.entry,
        "rows": rows,
        "is_new": not before,
        "general_comments": comments.get("", []),
        "history": revision.history.select_related("by"),
        "steps": REVISIONS.available(revision, user),
        "is_author": permissions.is_author(user, revision),
        "is_editor": permissions.is_editor(user),
        "can_edit": permissions.can_edit_revision(user, revision),
        "can_comment": permissions.can_comment(user, revision) and revision.state != "accepted",
        "files": files_of(revision),
        **common(revision.content),
    }


def version_before(revision: Revision) -> dict:
    earlier = revision.entry.revisions.filter(version__lt=revision.version).order_by("-version").first()
    return earlier.content if earlier else {}


def files_of(revision: Revision) -> list[EntryFile]:
    found = {file.pk: file for file in EntryFile.objects.filter(pk__in=revision.content["files"]).defer("passages")}
    return [found[number] for number in revision.content["files"] if number in found]
