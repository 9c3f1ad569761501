"""Files whose dossiers are open, and web versions."""

from datetime import datetime

from loket.catalogue import publishing
from loket.catalogue.dossiers import workflow
from loket.catalogue.dossiers.models import WebVersion
from loket.catalogue.models import Entry, EntryFile
from loket.core.files.findings import finding
from loket.core.files.outline import Outlined
from loket.core.files.outlines.blocks import Block
from tests.factories import AT, EntryFactory, EntryFileFactory

TEXT = Outlined([Block("heading", "Aanpak", 1), Block("paragraph", "Elke week lopen wij een uur.")])


def findings(*wrong: str, right: tuple[str, ...] = ()) -> list[dict]:
    made = [finding(code, False) for code in wrong] + [finding(code, True) for code in right]
    fields = ("code", "ok", "sentence", "advice", "places")
    return [{field: getattr(row, field) for field in fields} for row in made]


def brought(entry: Entry, *wrong: str, at: datetime = AT, **fields) -> EntryFile:
    """A file of this entry that was read, with these points wrong; its dossier is open."""
    ready = {"kind": "docx", "name": "plan.docx", "findings": findings(*wrong)} | fields
    file = EntryFileFactory(entry=entry, ready=True, **ready)
    workflow.open_dossier(file, at=at)
    return file


def published_file(*wrong: str, **fields) -> EntryFile:
    """A file that everyone can download."""
    entry = EntryFactory(published=True)
    file = brought(entry, *wrong, **fields)
    show(entry, [file])
    return file


def show(entry: Entry, files: list[EntryFile], at: datetime = AT) -> None:
    """Make these the files of the published text."""
    publishing.publish(entry, entry.content | {"files": [file.pk for file in files]}, by=entry.owner, at=at)
    for file in files:
        file.entry = entry


def web_version(file: EntryFile, *, is_public: bool = True) -> WebVersion:
    web = workflow.write_web_version(file, TEXT, by=file.entry.owner, at=AT)
    if is_public:
        workflow.publish_web_version(web, by=file.entry.owner, at=AT, seen=web.number)
        web.refresh_from_db()
    return web
