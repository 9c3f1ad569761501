"""Files that are brought: taken in, looked into in the background, handed out as one zip."""

import contextlib
import hashlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone
from zipstream import ZIP_DEFLATED, ZipStream

from loket.catalogue import findable, permissions, signals, workflow
from loket.catalogue.enums import AUTHOR_STATES, FileState
from loket.catalogue.models import Entry, EntryFile, Revision
from loket.core import dispatch
from loket.core.files.accessibility import check_accessibility_safely
from loket.core.files.checking import inspect
from loket.core.files.extraction import ExtractionFailed, extract_safely
from loket.core.files.names import safe_name
from loket.core.files.preview import preview_safely
from loket.core.workflow import StaleState
from loket.search import index

PROCESS_TASK = "loket.catalogue.tasks.process_file"
MOST_FILES = 40
CHUNK = 1024 * 1024
INVENTORY = "inhoud.txt"
_links: list[Callable[[list[EntryFile]], dict[int, list[tuple[str, str]]]]] = []
LOST = "Dit bestand is niet meer te vinden. Haal het weg en voeg het opnieuw toe."


def attach(revision: Revision, upload: File, *, by, at: datetime) -> EntryFile:
    """Take a file in. Raises ``RefusedFile`` with a sentence, ``ValidationError`` over the limit, ``StaleState``."""
    if not permissions.can_edit_revision(by, revision):
        raise PermissionDenied("U kunt aan dit voorstel geen bestanden meer toevoegen.")
    facts = inspect(upload, upload.name, upload.size)
    with transaction.atomic():
        current = Revision.objects.select_for_update().get(pk=revision.pk)
        _require_room(current, upload, facts.safe_name)
        file = add(revision.entry, upload, facts, by=by, at=at)
        workflow.save(current, {"files": [*current.content["files"], file.pk]}, by=by, at=at)
    revision.content = current.content
    return file


def _require_room(current: Revision, upload: File, name: str) -> None:
    """Asked under the lock on the proposal, before anything is stored: for who sends the same file twice at once."""
    if current.state not in AUTHOR_STATES:
        raise StaleState
    if len(current.content["files"]) >= MOST_FILES:
        raise ValidationError(f"{upload.name}: bij een ingang passen hooguit {MOST_FILES} bestanden.")
    if EntryFile.objects.filter(pk__in=current.content["files"], name=name, sha256=_digest(upload)).exists():
        raise ValidationError(f"{upload.name}: dit bestand staat er al bij.")


def _digest(upload: File) -> str:
    digest = hashlib.sha256()
    upload.seek(0)
    for chunk in iter(lambda: upload.read(CHUNK), b""):
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def add(entry: Entry, upload: File, facts, *, by, at: datetime) -> EntryFile:
    """Store a file that has been looked at, and have it processed after commit."""
    file = EntryFile(
        entry=entry,
        uploaded_by=by,
        uploaded_at=at,
        name=facts.safe_name,
        kind=facts.kind,
        mime=facts.mime,
        size=facts.size,
        sha256=_digest(upload),
    )
    file.stored.save(facts.safe_name, upload, save=False)
    file.save()
    dispatch.after_commit(PROCESS_TASK, file.pk)
    return file


def detach(revision: Revision, file: EntryFile, *, by, at: datetime) -> None:
    """Leave the file out of the proposal. The file itself stays as long as a version names it."""
    if not permissions.can_edit_revision(by, revision):
        raise PermissionDenied("U kunt van dit voorstel geen bestanden weghalen.")
    with transaction.atomic():
        current = Revision.objects.select_for_update().get(pk=revision.pk)
        kept = [number for number in current.content["files"] if number != file.pk]
        workflow.save(current, {"files": kept}, by=by, at=at)
    revision.content = current.content


@contextlib.contextmanager
def _on_disk(file: EntryFile) -> Iterator[str]:
    """A path to the content, wherever the storage keeps it."""
    with tempfile.NamedTemporaryFile(prefix="loket-") as copy, file.stored.open("rb") as stored:
        for chunk in iter(lambda: stored.read(CHUNK), b""):
            copy.write(chunk)
        copy.flush()
        yield copy.name


def process(file_id: int) -> None:
    """Read text, first page and accessibility; safe to run twice. A published file is findable by its words then."""
    file = EntryFile.objects.select_related("entry").filter(pk=file_id, state=FileState.WAITING).first()
    if file is None:
        return
    if not file.stored.storage.exists(file.stored.name):
        EntryFile.objects.filter(pk=file.pk).update(state=FileState.FAILED, progress=100, sentence=LOST)
        return
    with _on_disk(file) as path:
        _show_progress(file, 10)
        try:
            passages = extract_safely(path, file.kind).passages
            file.passages, file.state, file.sentence = [[row.where, row.text] for row in passages], FileState.READY, ""
        except ExtractionFailed as error:
            file.state, file.sentence = FileState.FAILED, error.sentence
        _show_progress(file, 60)
        file.findings = [asdict(row) for row in check_accessibility_safely(path, file.kind)]
        _show_progress(file, 80)
        picture = preview_safely(path, file.kind)
    if picture:
        file.preview.save("preview.webp", ContentFile(picture), save=False)
    file.progress = 100
    with transaction.atomic():
        file.save()
        if file.is_public:
            index.put(findable.document(file.entry))
        signals.file_processed.send(EntryFile, file=file, at=timezone.now())


def _show_progress(file: EntryFile, percent: int) -> None:
    EntryFile.objects.filter(pk=file.pk).update(progress=percent)


def waiting(before: datetime) -> list[int]:
    """Files that should have been processed by now: their task got lost."""
    return list(
        EntryFile.objects.filter(state=FileState.WAITING, uploaded_at__lt=before).values_list("pk", flat=True)[:200]
    )


def register_links(function: Callable[[list[EntryFile]], dict[int, list[tuple[str, str]]]]) -> None:
    """``function(files)`` gives links beside files, as (label, address) by the number of the file, in one query."""
    if function not in _links:
        _links.append(function)


def public_files(entry: Entry) -> list[EntryFile]:
    """The files of the published text, in its order, each with the ``links`` that the parts of the catalogue add."""
    numbers = entry.content.get("files", [])
    found = {file.pk: file for file in EntryFile.objects.filter(pk__in=numbers).defer("passages")} if numbers else {}
    files = [found[number] for number in numbers if number in found]
    beside = [function(files) for function in _links] if files else []
    for file in files:
        file.links = [link for links in beside for link in links.get(file.pk, [])]
    return files


def zip_of(entry: Entry, files: list[EntryFile]) -> ZipStream:
    """All files as one zip with an inventory, made while it is sent."""
    stream = ZipStream(compress_type=ZIP_DEFLATED)
    used: set[str] = set()
    rows = []
    for file in files:
        name = _free_name(file.name, used)
        stream.add(_chunks(file), arcname=name)
        rows.append(f"{name}\t{file.size} bytes\t{file.sha256}")
    head = [entry.title, entry.content.get("organisation", ""), entry.content.get("source", ""), ""]
    stream.add("\r\n".join([*head, "Bestand\tGrootte\tSHA-256", *rows, ""]).encode(), arcname=INVENTORY)
    return stream


def _free_name(name: str, used: set[str]) -> str:
    stem, dot, ending = safe_name(name).rpartition(".")
    candidate, number = f"{stem}{dot}{ending}", 2
    while candidate.casefold() in used or candidate.casefold() == INVENTORY:
        candidate, number = f"{stem} ({number}){dot}{ending}", number + 1
    used.add(candidate.casefold())
    return candidate


def _chunks(file: EntryFile) -> Iterator[bytes]:
    with file.stored.open("rb") as stored:
        yield from iter(lambda: stored.read(CHUNK), b"")
