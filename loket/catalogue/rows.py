"""A form field for a list of rows, such as tips or links: works without JavaScript, with blank rows to fill in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from loket.catalogue.content import LINE_LENGTH, MOST_ROWS, TEXT_LENGTH
from loket.catalogue.sheets import Column

BLANK_ROWS = 2


class RowsWidget(forms.Widget):
    """Inputs named ``<field>-<row>-<column>``; two blank rows follow what is filled in."""

    template_name = "catalogue/widgets/rows.html"
    use_fieldset = True

    def __init__(self, columns: tuple[Column, ...], attrs: dict | None = None) -> None:
        self.columns = columns
        super().__init__(attrs)

    def value_from_datadict(self, data, files, name: str) -> list[dict]:
        rows = []
        for number in range(MOST_ROWS + BLANK_ROWS):
            keys = {column.key: f"{name}-{number}-{column.key}" for column in self.columns}
            if not any(key in data for key in keys.values()):
                break
            rows.append({column: data.get(key, "").replace("\x00", "").strip() for column, key in keys.items()})
        return [row for row in rows if any(value for key, value in row.items() if not self._is_choice(key))]

    def value_omitted_from_data(self, data, files, name: str) -> bool:
        return not any(key.startswith(f"{name}-0-") for key in data)

    def _is_choice(self, key: str) -> bool:
        return any(column.key == key and column.choices for column in self.columns)

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        filled = [*(value or []), *({} for _ in range(BLANK_ROWS))]
        context["widget"]["rows"] = [
            [
                {
                    "column": column,
                    "name": f"{name}-{number}-{column.key}",
                    "id": f"id_{name}-{number}-{column.key}",
                    "value": row.get(column.key, ""),
                }
                for column in self.columns
            ]
            for number, row in enumerate(filled)
        ]
        return context

    def id_for_label(self, id_: str) -> str:
        return ""  # a group: each cell has a label of its own


class RowsField(forms.Field):
    """A list of objects with the keys of ``columns``."""

    def __init__(self, *, columns: tuple[Column, ...], **options) -> None:
        self.columns = columns
        super().__init__(widget=RowsWidget(columns), **options)

    def clean(self, value: list[dict]) -> list[dict]:
        rows = super().clean(value) or []
        if len(rows) > MOST_ROWS:
            raise ValidationError(f"Vul hooguit {MOST_ROWS} rijen in.")
        for number, row in enumerate(rows, 1):
            for column in self.columns:
                most = TEXT_LENGTH if column.is_long else LINE_LENGTH
                if len(row[column.key]) > most:
                    raise ValidationError(f"{column.label} in rij {number} is langer dan {most} tekens.")
                if column.choices and row[column.key] not in dict(column.choices):
                    raise ValidationError(f"Kies {column.label.lower()} in rij {number} uit de lijst.")
        return rows


class LinksField(RowsField):
    """Rows with a label and an address that starts with http:// or https://."""

    def __init__(self, **options) -> None:
        super().__init__(columns=(Column("label", "Tekst van de link"), Column("url", "Adres")), **options)

    def clean(self, value: list[dict]) -> list[dict]:
        rows = super().clean(value)
        for number, row in enumerate(rows, 1):
            if not row["url"].startswith(("http://", "https://")) or " " in row["url"]:
                raise ValidationError(f"Het adres in rij {number} moet met https:// beginnen.")
            row["label"] = row["label"] or row["url"]
        return rows
