"""The whole catalogue from JSON Lines: upsert by ``external_id``, in batches, each in one transaction."""

import contextlib
import itertools
import json
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from loket.accounts.models import FormerName, Organisation
from loket.catalogue import content as contents
from loket.catalogue import findable, lines, publishing, signals
from loket.catalogue.enums import EntryState, RevisionState
from loket.catalogue.models import Entry, EntryFile, EntryHistory, LinkCheck, Merge, Revision
from loket.core.working_days import local_date
from loket.search import index

BATCH = 4000
MOST_PROCESSES = 4


@dataclass
class Report:
    """What an import did; ``errors`` and ``warnings`` are (line number from 1, Dutch sentence)."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    errors: list[tuple[int, str]] = field(default_factory=list)
    warnings: list[tuple[int, str]] = field(default_factory=list)


def run(
    raw_lines: Iterable[bytes], *, at: datetime, by=None, dry_run: bool = False, progress=lambda done: None
) -> Report:
    """Read every line; bad lines are reported and do not stop the rest. Nothing is written with ``dry_run``."""
    report = Report()
    owners = _organisations()
    done = 0
    batches = _batches(_read_all(raw_lines, report))
    first = next(batches, {})
    is_large = len(first) == BATCH and not dry_run
    with _analysis_pool() as pool, index.words_gathered() if is_large else contextlib.nullcontext():
        for batch in itertools.chain([first], batches):
            done += _write(batch, owners, report, pool, at=at, by=by, dry_run=dry_run)
            progress(done)
    return report


def _analysis_pool() -> ProcessPoolExecutor:
    return index.analysis_pool(min(os.cpu_count() or 1, MOST_PROCESSES))


def _batches(read: Iterable[lines.Line]) -> Iterator[dict[str, lines.Line]]:
    """At most ``BATCH`` lines by their ``external_id``; a second line about the same entry begins a new batch."""
    batch: dict[str, lines.Line] = {}
    for line in read:
        if line.external_id in batch or len(batch) >= BATCH:
            yield batch
            batch = {}
        batch[line.external_id] = line
    if batch:
        yield batch


def _read_all(raw_lines: Iterable[bytes], report: Report) -> Iterator[lines.Line]:
    for number, raw in enumerate(raw_lines, 1):
        if not raw.strip():
            continue
        try:
            line = _read(raw)
        except lines.BadLine as error:
            report.errors.append((number, str(error)))
            continue
        line.number = number
        report.warnings += [(number, warning) for warning in line.warnings]
        yield line


def _read(raw: bytes) -> lines.Line:
    if len(raw) > lines.MOST_LINE_BYTES:
        raise lines.BadLine("De regel is langer dan 2 MB.")
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise lines.BadLine("De regel is geen UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise lines.BadLine("De regel is geen geldige JSON.") from error
    return lines.read(data)


def _organisations() -> dict[str, Organisation]:
    """Every organisation by its name and former names, folded; a former name leads to the successor."""
    by_id = {row.pk: row for row in Organisation.objects.all()}

    def current(row: Organisation) -> Organisation:
        seen = set()
        while row.successor_id and row.pk not in seen:
            seen.add(row.pk)
            row = by_id[row.successor_id]
        return row

    found = {
        name.casefold(): current(by_id[pk]) for name, pk in FormerName.objects.values_list("name", "organisation_id")
    }
    return found | {row.name.casefold(): current(row) for row in by_id.values()}


def _write(
    batch: dict[str, lines.Line],
    owners: dict,
    report: Report,
    pool: ProcessPoolExecutor,
    *,
    at: datetime,
    by,
    dry_run: bool,
) -> int:
    existing = {row.external_id: row for row in Entry.objects.filter(external_id__in=batch)}
    batch = _without_merged(batch, report)
    fresh = [line for key, line in batch.items() if key not in existing]
    changed = [line for key, line in batch.items() if key in existing and _differs(existing[key], line)]
    report.created += len(fresh)
    report.changed += len(changed)
    report.unchanged += len(batch) - len(fresh) - len(changed)
    if not dry_run:
        with transaction.atomic():
            _save(fresh, changed, existing, owners, pool, at=at, by=by)
    return len(batch)


def _without_merged(batch: dict[str, lines.Line], report: Report) -> dict[str, lines.Line]:
    """Lines about a double that was merged into another change nothing: it would be back beside it."""
    merged = Entry.objects.filter(external_id__in=batch, merged_away__in=Merge.objects.standing())
    gone = dict(merged.values_list("external_id", "successor__title"))
    for key, title in gone.items():
        report.warnings.append((batch[key].number, f"{key} is samengevoegd met “{title}” en blijft zoals het is."))
    return {key: line for key, line in batch.items() if key not in gone}


def _differs(entry: Entry, line: lines.Line) -> bool:
    _keep_files(entry, line)
    given = line.recognition | line.moments
    return (
        entry.content != line.content
        or entry.state != EntryState.PUBLISHED
        or any(getattr(entry, key) != value for key, value in given.items())
    )


def _keep_files(entry: Entry, line: lines.Line) -> None:
    """Files do not travel by JSON Lines: those that the entry has stay."""
    line.content["files"] = entry.content.get("files", [])


def _save(
    fresh: list, changed: list, existing: dict[str, Entry], owners: dict, pool: ProcessPoolExecutor, *, at: datetime, by
) -> None:
    slugs = _free_slugs(fresh)
    new = [Entry(external_id=line.external_id, slug=slugs[line.external_id], created_at=at) for line in fresh]
    old = [existing[line.external_id] for line in changed]
    keys = [
        contents.changed_keys(entry.content, line.content) if entry.content else []
        for entry, line in zip(old, changed, strict=True)
    ]
    for entry, line in zip(new + old, fresh + changed, strict=True):
        _apply(entry, line, owners, at=at)
    Entry.objects.bulk_create(new)
    columns = [row.name for row in Entry._meta.concrete_fields if not row.primary_key]
    # One INSERT … ON CONFLICT: an UPDATE with a CASE for every column takes ten times as long.
    Entry.objects.bulk_create(old, update_conflicts=True, unique_fields=["id"], update_fields=columns)
    _leave_trace(new, old, keys, at=at, by=by)
    LinkCheck.objects.watch((line.content for line in fresh + changed), at=at)
    files = _files_of(old)
    today = local_date(at)
    index.put_many((findable.build(entry, files.get(entry.pk, []), today) for entry in new + old), pool=pool)
    signals.entries_imported.send(Entry, entries=new + old, by=by, at=at)


def _leave_trace(new: list[Entry], old: list[Entry], keys: list[list[str]], *, at: datetime, by) -> None:
    """An accepted revision and a public step for each entry."""
    steps = [(entry, "published", []) for entry in new]
    steps += [(entry, "changed", changed) for entry, changed in zip(old, keys, strict=True)]
    Revision.objects.bulk_create(_revision(entry, at=at, by=by) for entry, _, _ in steps)
    EntryHistory.objects.bulk_create(
        EntryHistory(
            subject=entry,
            at=entry.changed_at,
            by=by,
            act=act,
            to_state=EntryState.PUBLISHED,
            version=entry.version,
            changed_keys=changed,
        )
        for entry, act, changed in steps
    )


def _revision(entry: Entry, *, at: datetime, by) -> Revision:
    return Revision(
        entry=entry,
        author=by,
        state=RevisionState.ACCEPTED,
        content=entry.content,
        version=entry.version,
        base_version=entry.version - 1,
        created_at=at,
        saved_at=at,
        decided_at=at,
    )


def _apply(entry: Entry, line: lines.Line, owners: dict, *, at: datetime) -> None:
    for key, value in line.recognition.items():
        setattr(entry, key, value)
    moments = {key: value for key, value in line.moments.items() if key != "next_check"}
    entry.last_checked = moments.get("last_checked", local_date(at))
    publishing.fill(entry, line.content, at=at)
    for key, value in line.moments.items():
        setattr(entry, key, value)
    entry.archived_at, entry.archive_reason, entry.successor = None, "", None
    entry.organisation = owners.get(line.content["organisation"].casefold())


def _free_slugs(fresh: list[lines.Line]) -> dict[str, str]:
    wanted = {
        line.external_id: publishing.slug_for(line.content["title"], line.external_id, lambda slug: False)
        for line in fresh
    }
    taken = set(Entry.objects.filter(slug__in=wanted.values()).values_list("slug", flat=True))
    slugs = {}
    for line in fresh:
        slug = publishing.slug_for(line.content["title"], line.external_id, taken.__contains__)
        taken.add(slug)
        slugs[line.external_id] = slug
    return slugs


def _files_of(entries: list[Entry]) -> dict[int, list[EntryFile]]:
    numbers = [pk for entry in entries for pk in entry.content.get("files", [])]
    files: dict[int, list[EntryFile]] = {}
    for file in EntryFile.objects.filter(pk__in=numbers):
        files.setdefault(file.entry_id, []).append(file)
    return files
