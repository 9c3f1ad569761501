"""Three dossiers in different states, with one web version on the site: real documents, in which something is amiss."""

import hashlib
import pathlib
import tempfile
from dataclasses import asdict
from datetime import datetime, timedelta
from zipfile import ZIP_DEFLATED, ZipFile

from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.catalogue import findable
from loket.catalogue.dossiers import workflow
from loket.catalogue.dossiers.models import Problem, WebVersion
from loket.catalogue.enums import FileState
from loket.catalogue.models import EntryFile
from loket.core.files.accessibility import check_accessibility
from loket.core.files.checking import on_disk
from loket.core.files.extraction import extract
from loket.core.files.outline import outline
from loket.search import index

DAY = timedelta(days=1)
# This slide loses its title, so that the dossier has a place to name.
SLIDE = "ppt/slides/slide3.xml"
REASON = "Dit is een brochure uit een ander jaar. Wij maken haar niet opnieuw; de tekst staat als webpagina op de site."


def load(*, at: datetime, say) -> None:
    """Open the dossiers of three files that the demo brought. Does nothing when there are dossiers already."""
    if Problem.objects.exists() or WebVersion.objects.exists():
        return
    partner = User.objects.get(email=address(Role.PARTNER))
    files = {kind: EntryFile.objects.filter(kind=kind).order_by("pk").first() for kind in ("docx", "pptx", "odt")}
    found = [file for file in files.values() if file is not None]
    for file in found:
        _spoil(file)
        _read(file, at=at - 20 * DAY)
    if files["docx"] is not None:
        _kept_with_page(files["docx"], partner, at=at - 10 * DAY)
    if files["odt"] is not None:
        workflow.write_web_version(files["odt"], _outlined(files["odt"]), by=partner, at=at - 3 * DAY)
    say(f"{len(found)} dossiers van bestanden, waarvan een met een webpagina.")


def _kept_with_page(file: EntryFile, partner: User, *, at: datetime) -> None:
    problem = file.problems.order_by("code").first()
    if problem is not None:
        workflow.keep(problem, by=partner, at=at, reason=REASON)
    web = workflow.write_web_version(file, _outlined(file), by=partner, at=at)
    workflow.publish_web_version(web, by=partner, at=at + DAY, seen=web.number)


def _outlined(file: EntryFile):
    """Our own document needs no child process."""
    with file.stored.open("rb") as stored, on_disk(stored) as path:
        return outline(path, file.kind)


def _read(file: EntryFile, *, at: datetime) -> None:
    """What the background does with a brought file, at a moment in the past."""
    with file.stored.open("rb") as stored, on_disk(stored) as path:
        file.passages = [[row.where, row.text] for row in extract(path, file.kind).passages]
        file.findings = [asdict(finding) for finding in check_accessibility(path, file.kind)]
    file.state, file.progress = FileState.READY, 100
    file.save(update_fields=["passages", "findings", "state", "progress"])
    index.put(findable.document(file.entry))
    workflow.open_dossier(file, at=at)


def _spoil(file: EntryFile) -> None:
    """Take title and language out of the properties, and the title off a slide, as so many documents lack them."""
    with file.stored.open("rb") as stored, on_disk(stored) as path, tempfile.TemporaryDirectory() as folder:
        spoiled = pathlib.Path(folder) / "zonder-titel"
        with ZipFile(path) as source, ZipFile(spoiled, "w", ZIP_DEFLATED) as target:
            for member in source.infolist():
                target.writestr(member, _lacking(member.filename, source.read(member)))
        content = spoiled.read_bytes()
    with file.stored.storage.open(file.stored.name, "wb") as stored:
        stored.write(content)
    file.size, file.sha256 = len(content), hashlib.sha256(content).hexdigest()
    file.save(update_fields=["size", "sha256"])


def _lacking(name: str, content: bytes) -> bytes:
    if name == SLIDE:
        return content.replace(b'type="title"', b'type="body"')
    if name not in ("docProps/core.xml", "meta.xml"):
        return content
    text = content.decode()
    for start, end in (("<dc:title>", "</dc:title>"), ("<dc:language>", "</dc:language>")):
        before, found, rest = text.partition(start)
        if found:
            text = before + start + end + rest.partition(end)[2]
    return text.encode()
