"""What a field on a sheet can be."""

from dataclasses import dataclass, field
from enum import Enum


class FieldType(Enum):
    """How a value is typed in, kept in JSON and shown."""

    LINE = "line"  # one line of text
    TEXT = "text"  # Markdown
    NUMBER = "number"  # whole or decimal number, or null
    DATE = "date"  # ISO 8601 date, or null
    CHOICE = "choice"  # a code out of ``choices``
    ROWS = "rows"  # a list of objects with the keys of ``columns``


@dataclass(frozen=True)
class Column:
    """A column of a field with rows; ``choices`` are (code, label) pairs, without them it is free text."""

    key: str
    label: str
    is_long: bool = False
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class SheetField:
    key: str
    label: str
    help: str = ""
    type: FieldType = FieldType.TEXT
    is_required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True)
class Section:
    title: str
    fields: tuple[SheetField, ...]


@dataclass(frozen=True)
class Sheet:
    """The fields of one kind of entry. ``check_months``: how long an entry counts as current."""

    kind: str
    plural: str
    icon: str
    description: str
    check_months: int
    sections: tuple[Section, ...] = field(default_factory=tuple)

    @property
    def fields(self) -> tuple[SheetField, ...]:
        return tuple(row for section in self.sections for row in section.fields)

    def field(self, key: str) -> SheetField | None:
        return next((row for row in self.fields if row.key == key), None)


def text(key: str, label: str, help: str = "", *, is_required: bool = False) -> SheetField:
    return SheetField(key, label, help, is_required=is_required)


def line(key: str, label: str, help: str = "") -> SheetField:
    return SheetField(key, label, help, FieldType.LINE)
