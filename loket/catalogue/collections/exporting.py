"""A list to take along: as a spreadsheet in the open format (ODS), and as a zip with all files of its entries."""

from collections.abc import Iterator

from zipstream import ZIP_DEFLATED, ZipStream

from loket.catalogue.attachments import CHUNK, INVENTORY
from loket.catalogue.collections.models import Collection, Item
from loket.catalogue.models import EntryFile
from loket.core import spreadsheets
from loket.core.files.names import safe_name

COLUMNS = ("Nr.", "Titel", "Soort", "Samenvatting", "Stand", "Notitie", "Adres")


def ods(collection: Collection, origin: str) -> bytes:
    """The file: a row for each entry, in order; ``origin`` makes the addresses whole."""
    rows = (_row(number, item, origin) for number, item in enumerate(collection.items.with_entries(), start=1))
    return spreadsheets.ods("Lijst", COLUMNS, rows)


def _row(number: int, item: Item, origin: str) -> tuple:
    entry = item.entry
    told = (entry.title, entry.get_kind_display(), entry.summary, entry.get_state_display(), item.note)
    return (number, *told, origin + entry.get_absolute_url())


def zip_of(collection: Collection, origin: str) -> ZipStream:
    """Every public file of every published entry in a folder of its own, with an inventory, made while it is sent."""
    stream = ZipStream(compress_type=ZIP_DEFLATED)
    lines = [collection.name, collection.description, ""]
    rows = list(collection.items.select_related("entry"))
    files = _files(rows)
    for number, item in enumerate(rows, start=1):
        lines += [f"{number}. {item.entry.title}", origin + item.entry.get_absolute_url()]
        lines += [f"Notitie: {item.note}"] if item.note else []
        used: set[str] = set()
        for file in files.get(item.pk, ()):
            name = f"{number:04} {item.entry.slug[:60]}/{_free(file, used)}"
            stream.add(_chunks(file), arcname=name)
            lines.append(f"{name}\t{file.size} bytes\t{file.sha256}")
        lines.append("")
    stream.add("\r\n".join(lines).encode(), arcname=INVENTORY)
    return stream


def _files(rows: list[Item]) -> dict[int, list[EntryFile]]:
    """The files of the published text of each item, in its order: one query for all."""
    public = {row.pk: row.entry.content.get("files", []) for row in rows if row.entry.is_published}
    numbers = {number for own in public.values() for number in own}
    found = EntryFile.objects.defer("passages").in_bulk(numbers)
    return {pk: [found[number] for number in own if number in found] for pk, own in public.items()}


def _free(file: EntryFile, used: set[str]) -> str:
    name = safe_name(file.name)
    if name.casefold() in used:
        name = f"{file.pk} {name}"
    used.add(name.casefold())
    return name


def _chunks(file: EntryFile) -> Iterator[bytes]:
    with file.stored.open("rb") as stored:
        yield from iter(lambda: stored.read(CHUNK), b"")
