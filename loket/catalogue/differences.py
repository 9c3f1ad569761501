"""What differs between two versions of an entry, field by field and word by word."""

import difflib
import re
from dataclasses import dataclass, field

from loket.catalogue import content as contents
from loket.catalogue.enums import LANGUAGES, Licence
from loket.catalogue.models import EntryFile
from loket.catalogue.sheets import SHEETS
from loket.vocabulary import lookup

# Above this many words the matcher takes seconds: then the old and new text are shown whole.
MOST_WORDS = 4000


@dataclass
class FieldDifference:
    """One field; ``pieces`` are (kind, text), the kind ``same``, ``del`` or ``ins`` (see ``components/diff.html``)."""

    key: str
    label: str
    is_changed: bool
    pieces: list[tuple[str, str]]
    comments: list = field(default_factory=list)


def between(before: dict, after: dict) -> list[FieldDifference]:
    """Every field that is filled in either version, in the order of the sheet."""
    kind = after["kind"]
    old, new = contents.flat(before) if before else {}, contents.flat(after)
    names = _file_names(old.get("files", []), new.get("files", []))
    order = contents.ordered_keys(kind)
    keys = [key for key in order if key in old or key in new]
    return [
        FieldDifference(
            key,
            contents.field_label(kind, key),
            bool(before) and old.get(key) != new.get(key),
            words(as_text(kind, key, old.get(key), names), as_text(kind, key, new.get(key), names)),
        )
        for key in keys
    ]


def words(before: str, after: str) -> list[tuple[str, str]]:
    """The pieces that stayed, went and came, by whole words."""
    if before == after:
        return [("same", after)] if after else []
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    if len(old) + len(new) > MOST_WORDS:
        return [(kind, text) for kind, text in (("del", before), ("ins", after)) if text]
    pieces: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", "".join(old[i1:i2])))
            continue
        pieces += [(kind, text) for kind, text in (("del", "".join(old[i1:i2])), ("ins", "".join(new[j1:j2]))) if text]
    return pieces


def as_text(kind: str, key: str, value, file_names: dict[int, str]) -> str:
    """A value as people read it."""
    if value in (None, "", []):
        return ""
    if key in contents.LISTS:
        return ", ".join(lookup.label(contents.LISTS[key], code) for code in value)
    if key == "language":
        return dict(LANGUAGES).get(value, value)
    if key == "licence":
        return Licence(value).label
    if key == "areas":
        return ", ".join(lookup.area_label(code) for code in value)
    if key == "files":
        return "\n".join(file_names.get(number, "verwijderd bestand") for number in value)
    if key == "links":
        return "\n".join(f"{row['label']}: {row['url']}" for row in value)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        columns = {column.key: column.label for column in SHEETS[kind].field(key.removeprefix("fields.")).columns}
        return "\n\n".join(
            "\n".join(f"{columns.get(name, name)}: {text}" for name, text in row.items() if text) for row in value
        )
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    return str(value)


def _file_names(*lists: list[int]) -> dict[int, str]:
    numbers = [number for numbers in lists for number in numbers]
    return dict(EntryFile.objects.filter(pk__in=numbers).values_list("pk", "name")) if numbers else {}
