"""Two entries about the same thing become one: what belongs to the double goes along, its address leads on.

The parts of the catalogue say what of theirs goes along, and how it comes back (``register``, ``register_rows``). All
of it is one transaction. A merge can be undone for as long as nothing was changed since.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef

from loket.catalogue import attachments, findable, permissions, publishing, related
from loket.catalogue.enums import EntryState, RevisionState
from loket.catalogue.models import Entry, EntryFile, EntryHistory, Merge, Revision
from loket.core.workflow import StaleState
from loket.core.working_days import local_date
from loket.search import index

Move = Callable[[Entry, Entry, datetime], object]
"""``move(gone, kept, at)`` returns what undoing needs to know, ready for JSON."""
Undo = Callable[[Entry, Entry, datetime, object], None]


@dataclass(frozen=True)
class _Part:
    move: Move
    undo: Undo | None


_parts: dict[str, _Part] = {}


class TooLate(Exception):
    """The text is a sentence for the person who pressed the button."""

    def __init__(self) -> None:
        super().__init__("Terugdraaien kan niet meer: een van de twee is na het samenvoegen veranderd.")


def register(name: str, move: Move, undo: Undo | None = None) -> None:
    """What a part holds of an entry goes along with a merge; without ``undo`` it stays where it went."""
    _parts[name] = _Part(move, undo)


def register_rows(
    name: str, model: type[models.Model], *, entry: str = "entry", once_per: tuple[str, ...] = ()
) -> None:
    """The rows of a model that point at an entry go along, and come back.

    ``once_per``: with these fields an entry has one row; where the kept entry has it already, the row stays behind.
    """

    def move(gone: Entry, kept: Entry, at: datetime) -> list[int]:
        rows = model._default_manager.filter(**{entry: gone})
        if once_per:
            same = {field: OuterRef(field) for field in once_per}
            rows = rows.exclude(Exists(model._default_manager.filter(**{entry: kept}, **same)))
        numbers = list(rows.values_list("pk", flat=True))
        model._default_manager.filter(pk__in=numbers).update(**{entry: kept})
        return numbers

    def undo(gone: Entry, kept: Entry, at: datetime, moved: list[int]) -> None:
        model._default_manager.filter(pk__in=moved, **{entry: kept}).update(**{entry: gone})

    register(name, move, undo)


def seen(*entries: Entry) -> str:
    """What an editor's screen showed of these entries, to send along with the button."""
    return " ".join(f"{entry.pk}:{entry.version}" for entry in sorted(entries, key=lambda entry: entry.pk))


def require_seen(told: str, *entries: Entry) -> None:
    """Raises ``StaleState`` when an entry changed after the editor's screen was made; empty is any."""
    if told and told != seen(*entries):
        raise StaleState


def merge(gone: Entry, kept: Entry, *, by, at: datetime) -> Merge:
    """Make ``kept`` the one that stays; the address of ``gone`` answers 410 and points at it.

    Raises ``ValidationError`` with a sentence when this cannot be, ``StaleState`` when one of them changed meanwhile.
    """
    if not permissions.is_editor(by):
        raise PermissionDenied("Alleen de redactie voegt ingangen samen.")
    _require_two(gone, kept)
    with transaction.atomic():
        gone, kept = _held(gone, kept)
        before, told, content = kept.version, kept.content, _together(gone, kept)
        files = _files_along(gone, kept)
        if content != kept.content:
            _publish(kept, content, by=by, at=at)
        publishing.archive(gone, by=by, at=at, reason=f"Samengevoegd met “{kept.title}”.", successor=kept)
        _note(kept, "merged", f"“{gone.title}” is hierin opgegaan.", by=by, at=at)
        moved = {name: part.move(gone, kept, at) for name, part in _parts.items()}
        related.forget(gone.pk, kept.pk)
        return Merge.objects.create(
            gone=gone,
            kept=kept,
            by=by,
            at=at,
            version_before=before,
            version_after=kept.version,
            moved={"content": told, "files": files, "parts": moved},
        )


def undo(row: Merge, *, by, at: datetime) -> None:
    """Take a merge apart again. Raises ``TooLate`` when something changed since, ``StaleState`` when it was done."""
    if not permissions.is_editor(by):
        raise PermissionDenied("Alleen de redactie draait samenvoegen terug.")
    with transaction.atomic():
        if not Merge.objects.standing().filter(pk=row.pk).update(undone_at=at, undone_by=by):
            raise StaleState
        gone, kept = _locked(row.gone, row.kept)
        is_untouched = kept.is_published and kept.version == row.version_after
        if not is_untouched or gone.state != EntryState.ARCHIVED or gone.successor_id != kept.pk:
            raise TooLate
        EntryFile.objects.filter(pk__in=row.moved["files"]).update(entry=gone)
        if row.version_before != row.version_after:
            _publish(kept, row.moved["content"], by=by, at=at)
        publishing.restore(gone, by=by, at=at)
        for name, told in reversed(row.moved["parts"].items()):
            if name in _parts and _parts[name].undo:
                _parts[name].undo(gone, kept, at, told)
        _note(kept, "unmerged", f"“{gone.title}” staat er weer apart.", by=by, at=at)
        related.forget(gone.pk, kept.pk)


def _require_two(gone: Entry, kept: Entry) -> None:
    if gone.pk == kept.pk:
        raise ValidationError("Een ingang kan niet met zichzelf worden samengevoegd. Kies een andere.")
    for entry in (gone, kept):
        if not entry.is_published:
            raise ValidationError(f"“{entry.title}” staat niet in de catalogus en kan niet worden samengevoegd.")


def _locked(first: Entry, second: Entry) -> tuple[Entry, Entry]:
    """Both rows, held until the end of the transaction; in one order, so that two editors never wait for each other."""
    pair = Entry.objects.select_for_update(of=("self",)).select_related("organisation")
    held = {row.pk: row for row in pair.filter(pk__in=(first.pk, second.pk)).order_by("pk")}
    return held[first.pk], held[second.pk]


def _held(gone: Entry, kept: Entry) -> tuple[Entry, Entry]:
    held = _locked(gone, kept)
    if any(
        (now.state, now.version) != (seen.state, seen.version) for now, seen in zip(held, (gone, kept), strict=True)
    ):
        raise StaleState
    return held


def _together(gone: Entry, kept: Entry) -> dict:
    """The content of the one that stays, with the links, files and title of the other."""
    known = {link["url"] for link in kept.content["links"]}
    links = [link for link in gone.content["links"] if link["url"] not in known]
    titles = [gone.title, *gone.content["former_titles"]]
    own = {kept.title, *kept.content["former_titles"]}
    return kept.content | {
        "links": kept.content["links"] + links,
        "files": kept.content["files"] + [file.pk for file in _new_files(gone, kept)],
        "former_titles": kept.content["former_titles"] + [title for title in titles if title not in own],
    }


def _new_files(gone: Entry, kept: Entry) -> list[EntryFile]:
    """The public files of the double that the other does not have. Raises ``ValidationError`` when it is too many."""
    numbers = gone.content["files"]
    same = EntryFile.objects.filter(pk__in=kept.content["files"], sha256=OuterRef("sha256"))
    files = {row.pk: row for row in EntryFile.objects.filter(~Exists(same), pk__in=numbers).defer("passages")}
    if len(files) + len(kept.content["files"]) > attachments.MOST_FILES:
        most = attachments.MOST_FILES
        raise ValidationError(f"Samen hebben ze meer dan {most} bestanden. Haal er eerst een paar weg.")
    return [files[number] for number in numbers if number in files]


def _files_along(gone: Entry, kept: Entry) -> list[int]:
    numbers = [file.pk for file in _new_files(gone, kept)]
    EntryFile.objects.filter(pk__in=numbers).update(entry=kept)
    return numbers


def _publish(entry: Entry, content: dict, *, by, at: datetime) -> None:
    """A new version with its trace; nobody looked at the text, so the check stays where it was."""
    checks = {"last_checked": entry.last_checked, "next_check": entry.next_check}
    Revision.objects.create(
        entry=entry,
        author=by,
        state=RevisionState.ACCEPTED,
        content=content,
        version=entry.version + 1,
        base_version=entry.version,
        created_at=at,
        saved_at=at,
        decided_at=at,
    )
    publishing.publish(entry, content, by=by, at=at)
    Entry.objects.filter(pk=entry.pk).update(**checks)
    entry.refresh_from_db()
    index.put(findable.document(entry, local_date(at)))


def _note(entry: Entry, act: str, note: str, *, by, at: datetime) -> None:
    EntryHistory.objects.create(
        subject=entry,
        at=at,
        by=by,
        act=act,
        from_state=EntryState.PUBLISHED,
        to_state=EntryState.PUBLISHED,
        note=note,
        version=entry.version,
    )
