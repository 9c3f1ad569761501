"""Figures of white spots; read-only."""

from dataclasses import dataclass

from django.http import QueryDict

from loket.catalogue.gaps import matrix
from loket.catalogue.gaps.models import Gap


@dataclass(frozen=True)
class WhiteCell:
    """A theme with a setting of which there is little and of which much is asked; ``in_vain`` are searches."""

    theme: str
    setting: str
    url: str
    entries: int
    in_vain: int


def most_asked(limit: int) -> list[Gap]:
    """The questions that found nothing and wait for somebody, the most asked first."""
    return list(Gap.objects.open().order_by("-count", "-last_at", "pk")[:limit])


def open_count() -> int:
    return Gap.objects.open().count()


def white_cells(limit: int) -> list[WhiteCell]:
    """Themes × settings, those searched for in vain most often first."""
    rows = matrix.build(matrix.Choice.read(matrix.CATALOGUE, QueryDict()))
    found = [
        WhiteCell(row.label, cell.label, cell.url, cell.entries, cell.in_vain)
        for row in rows
        for cell in row.cells
        if cell.is_white_spot
    ]
    return sorted(found, key=lambda cell: (-cell.in_vain, cell.entries, cell.theme, cell.setting))[:limit]
