"""The overview: pillars against themes or target groups, each row where it belongs, and what stays empty."""

from dataclasses import dataclass

from loket.catalogue.mixes.enums import Axis
from loket.catalogue.mixes.pillars import Pillar
from loket.catalogue.mixes.plan import Line, Plan, group_label, theme_label

REST = ""
"""The code of the column and the lane for what stands nowhere else."""


@dataclass(frozen=True)
class Column:
    code: str
    label: str


@dataclass(frozen=True)
class Cell:
    """One pillar at one column: ``lines`` in full, ``mentions`` of lines that stand in an earlier column."""

    column: Column
    lines: tuple[Line, ...]
    mentions: tuple[tuple[Line, str], ...]
    can_fill: bool

    @property
    def is_gap(self) -> bool:
        return self.can_fill and not self.lines and not self.mentions

    @property
    def is_filled(self) -> bool:
        return bool(self.lines or self.mentions)


@dataclass(frozen=True)
class Lane:
    """One pillar with its cells; ``pillar.code`` is empty for rows without a pillar of this mix."""

    pillar: Pillar
    cells: tuple[Cell, ...]
    count: int

    @property
    def gaps(self) -> int:
        return sum(cell.is_gap for cell in self.cells)


@dataclass(frozen=True)
class Matrix:
    axis: str
    columns: tuple[Column, ...]
    lanes: tuple[Lane, ...]

    @property
    def gaps(self) -> int:
        return sum(lane.gaps for lane in self.lanes)

    @property
    def places(self) -> int:
        """How many cells there are to fill."""
        return sum(cell.can_fill for lane in self.lanes for cell in lane.cells)


_REST_LABELS = {Axis.THEME: "Andere thema's", Axis.GROUP: "Andere doelgroepen"}
_NO_LABELS = {Axis.THEME: "Zonder thema", Axis.GROUP: "Zonder doelgroep"}


def build(plan: Plan, axis: str = Axis.THEME) -> Matrix:
    """Every line once in full and a mention in each further column of its pillar."""
    label, codes = (group_label, plan.target_groups) if axis == Axis.GROUP else (theme_label, plan.themes)
    columns = [Column(code, label(code)) for code in codes]
    homeless = [line for line in plan.lines if not _own_columns(line, axis, codes)]
    if homeless or not columns:
        has_other = any(_codes(line, axis) for line in homeless)
        columns.append(Column(REST, _REST_LABELS[axis] if has_other else _NO_LABELS[axis]))
    pillars = list(plan.pillars)
    known = {pillar.code for pillar in pillars}
    if any(line.pillar not in known for line in plan.lines):
        pillars.append(Pillar(REST, "Nog niet ingedeeld"))
    lanes = (_lane(pillar, known, columns, plan.lines, axis, codes) for pillar in pillars)
    return Matrix(axis, tuple(columns), tuple(lanes))


def _codes(line: Line, axis: str) -> list[str]:
    return line.target_groups if axis == Axis.GROUP else line.themes


def _own_columns(line: Line, axis: str, codes: list[str]) -> list[str]:
    wanted = set(_codes(line, axis))
    return [code for code in codes if code in wanted]


def _lane(
    pillar: Pillar, known: set[str], columns: list[Column], lines: tuple[Line, ...], axis: str, codes: list[str]
) -> Lane:
    own = [line for line in lines if (line.pillar if line.pillar in known else REST) == pillar.code]
    full: dict[str, list[Line]] = {column.code: [] for column in columns}
    mentions: dict[str, list[tuple[Line, str]]] = {column.code: [] for column in columns}
    named = {column.code: column.label for column in columns}
    for line in own:
        first, *further = _own_columns(line, axis, codes) or [REST]
        full[first].append(line)
        for code in further:
            mentions[code].append((line, named[first]))
    cells = (
        Cell(
            column,
            tuple(full[column.code]),
            tuple(mentions[column.code]),
            can_fill=bool(pillar.code and (column.code or not codes)),
        )
        for column in columns
    )
    return Lane(pillar, tuple(cells), len(own))
