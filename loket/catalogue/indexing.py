"""Making the index of the whole catalogue anew, after a change of the analysis or of what is indexed."""

from collections.abc import Iterator

from loket.catalogue import findable
from loket.catalogue.models import Entry, EntryFile
from loket.search import index
from loket.search.documents import Document

BATCH = 500


def renew_all() -> int:
    """Index every published entry again, in batches that each are one transaction. Returns how many."""
    numbers = list(Entry.objects.published().order_by("pk").values_list("pk", flat=True))
    return sum(index.put_many(_documents(numbers[at : at + BATCH])) for at in range(0, len(numbers), BATCH))


def _documents(numbers: list[int]) -> Iterator[Document]:
    entries = list(Entry.objects.published().filter(pk__in=numbers).select_related("organisation"))
    wanted = {number for entry in entries for number in entry.content.get("files", [])}
    files: dict[int, list[EntryFile]] = {}
    for file in EntryFile.objects.filter(pk__in=wanted):
        files.setdefault(file.entry_id, []).append(file)
    return (findable.build(entry, files.get(entry.pk, [])) for entry in entries)
