"""Where there is little and where much is asked: entries counted by two lists of the vocabulary at once.

What is *asked* of a cell has two figures, and neither is the number of searches, which nobody keeps: how often the
entries in it were opened or downloaded since the beginning (``Findable.use_count``), and how often somebody searched in
vain with words that name both (``Gap``). A list of one axis can be narrowed by the third.
"""

import hashlib
import json
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection
from django.http import QueryDict
from django.urls import reverse

from loket.catalogue.enums import Kind
from loket.catalogue.findable import SUBJECT_TYPE
from loket.catalogue.gaps.enums import GapState
from loket.vocabulary import lookup

CACHE_SECONDS = 300
LITTLE = 2
"""So many entries or fewer in a cell is little."""
OVERLAP = 3
"""So many trainings for the same competence, level and sector are worth a look."""
MOST_OVERLAPS = 20
NAMED_IN_OVERLAP = 8
_OVERLAPS_KEY = "gaps-overlaps:1"
_STILL_ASKED = [GapState.OPEN.value, GapState.WANTED.value]
_CELLS = """
    SELECT r.token, c.token, count(*), count(*) FILTER (WHERE f.recognition_rank > 0 AND f.kind = %(intervention)s),
        sum(f.use_count)
    FROM search_findable f
    CROSS JOIN LATERAL unnest(f.facets) AS r(token) CROSS JOIN LATERAL unnest(f.facets) AS c(token)
    WHERE f.subject_type = %(type)s AND f.audience @> '{public}' AND f.facets @> %(all)s::text[]
        AND r.token = ANY(%(rows)s) AND c.token = ANY(%(columns)s)
    GROUP BY r.token, c.token"""
_IN_VAIN = """
    WITH asked AS (SELECT id, facets, count FROM gaps_gap WHERE state = ANY(%(states)s) AND facets @> %(all)s::text[])
    SELECT r.token, c.token, sum(a.count) FROM asked a
    CROSS JOIN LATERAL unnest(a.facets) AS r(token) CROSS JOIN LATERAL unnest(a.facets) AS c(token)
    WHERE r.token = ANY(%(rows)s) AND c.token = ANY(%(columns)s) GROUP BY r.token, c.token
    UNION ALL
    SELECT r.token, NULL, sum(a.count) FROM asked a CROSS JOIN LATERAL unnest(a.facets) AS r(token)
    WHERE r.token = ANY(%(rows)s) GROUP BY r.token"""
_OVERLAPS = """
    SELECT a.token, b.token, d.token, count(*),
        (array_agg(json_build_array(f.title, f.url)::text ORDER BY f.title_key))[:%(named)s]
    FROM search_findable f CROSS JOIN LATERAL unnest(f.facets) AS a(token)
    CROSS JOIN LATERAL unnest(f.facets) AS b(token) CROSS JOIN LATERAL unnest(f.facets) AS d(token)
    WHERE f.subject_type = %(type)s AND f.kind = %(kind)s AND f.audience @> '{public}'
        AND a.token = ANY(%(first)s) AND b.token = ANY(%(second)s) AND d.token = ANY(%(third)s)
    GROUP BY a.token, b.token, d.token HAVING count(*) >= %(least)s
    ORDER BY count(*) DESC, a.token, b.token, d.token LIMIT %(most)s"""


@dataclass(frozen=True)
class Axis:
    """A list of the vocabulary as one side of a matrix; ``facet`` is its name in addresses and in the index."""

    facet: str
    scheme: str
    label: str
    plural: str

    @property
    def terms(self) -> list[tuple[str, str]]:
        return lookup.choices(self.scheme)

    @property
    def tokens(self) -> list[str]:
        return [f"{self.facet}:{code}" for code, _ in self.terms]


@dataclass(frozen=True)
class Subject:
    """What a matrix counts; ``kind`` narrows it to one kind of entry."""

    axes: dict[str, Axis]
    kind: str = ""


CATALOGUE = Subject(
    {
        "theme": Axis("theme", "theme", "Thema", "Thema's"),
        "setting": Axis("setting", "setting", "Setting", "Settings"),
        "target_group": Axis("target_group", "target-group", "Doelgroep", "Doelgroepen"),
    }
)
TRAININGS = Subject(
    {
        "competence": Axis("competence", "competence", "Competentie", "Competenties"),
        "level": Axis("level", "level", "Niveau", "Niveaus"),
        "sector": Axis("sector", "sector", "Sector", "Sectoren"),
    },
    Kind.TRAINING.value,
)


@dataclass(frozen=True)
class Choice:
    """Which lists stand against each other, and the term of the third that narrows it (empty: none)."""

    subject: Subject
    rows: Axis
    columns: Axis
    third: Axis
    code: str = ""

    @classmethod
    def read(cls, subject: Subject, params: QueryDict) -> "Choice":
        """From an address; what is wrong in it is the default."""
        axes = list(subject.axes.values())
        rows = subject.axes.get(params.get("rijen", ""), axes[0])
        columns = subject.axes.get(params.get("kolommen", ""), axes[1])
        if columns is rows:
            columns = next(axis for axis in axes if axis is not rows)
        third = next(axis for axis in axes if axis not in (rows, columns))
        code = params.get(third.facet, "")
        return cls(subject, rows, columns, third, code if code in dict(third.terms) else "")

    @property
    def query(self) -> str:
        """This choice as an address has it."""
        params = QueryDict(mutable=True)
        params["rijen"], params["kolommen"] = self.rows.facet, self.columns.facet
        if self.code:
            params[self.third.facet] = self.code
        return params.urlencode()

    @property
    def narrowed(self) -> list[str]:
        return [f"{self.third.facet}:{self.code}"] if self.code else []

    def search_url(self, **codes: str) -> str:
        """The search for what a cell counts."""
        params = QueryDict(mutable=True)
        if self.subject.kind:
            params["kind"] = self.subject.kind
        for facet, code in (codes | ({self.third.facet: self.code} if self.code else {})).items():
            params[facet] = code
        return f"{reverse('search')}?{params.urlencode()}"


@dataclass(frozen=True)
class Cell:
    """What is there and what is asked; ``in_vain`` are searches that found nothing."""

    label: str
    url: str
    entries: int = 0
    recognised: int = 0
    uses: int = 0
    in_vain: int = 0
    is_white_spot: bool = False


@dataclass(frozen=True)
class Row:
    """A term with its cells in the order of the columns; ``in_vain`` are searches that name this term at all."""

    code: str
    label: str
    url: str
    cells: tuple[Cell, ...]
    in_vain: int

    @property
    def white_spots(self) -> int:
        return sum(cell.is_white_spot for cell in self.cells)


@dataclass(frozen=True)
class Overlap:
    """Many trainings for the same; ``trainings`` are the first (title, address) by title."""

    labels: tuple[str, ...]
    count: int
    url: str
    trainings: tuple[tuple[str, str], ...]


def build(choice: Choice) -> list[Row]:
    """The matrix: two grouped queries, the one over all entries at most once in five minutes."""
    counted, in_vain = _counted(choice), _in_vain(choice)
    usual = _usual(counted)
    return [_row(choice, code, label, counted, in_vain, usual) for code, label in choice.rows.terms]


def _row(choice: Choice, code: str, label: str, counted: dict, in_vain: dict, usual: float) -> Row:
    token = f"{choice.rows.facet}:{code}"
    cells = []
    for other, name in choice.columns.terms:
        pair = (token, f"{choice.columns.facet}:{other}")
        entries, recognised, uses = counted.get(pair, (0, 0, 0))
        asked = in_vain.get(pair, 0)
        is_white = entries <= LITTLE and (asked > 0 or (entries > 0 and uses / entries > usual))
        url = choice.search_url(**{choice.rows.facet: code, choice.columns.facet: other})
        cells.append(Cell(name, url, entries, recognised, uses, asked, is_white))
    url = choice.search_url(**{choice.rows.facet: code})
    return Row(code, label, url, tuple(cells), in_vain.get((token, None), 0))


def _usual(counted: dict) -> float:
    """How often an entry is opened or downloaded in the cells together: more than that is much."""
    entries = sum(row[0] for row in counted.values())
    return sum(row[2] for row in counted.values()) / entries if entries else 0


def _counted(choice: Choice) -> dict[tuple[str, str], tuple[int, int, int]]:
    key = f"gaps-matrix:1:{hashlib.sha256(f'{choice.subject.kind} {choice.query}'.encode()).hexdigest()}"
    found = cache.get(key)
    if found is None:
        found = _count(choice)
        cache.set(key, found, CACHE_SECONDS)
    return found


def _count(choice: Choice) -> dict[tuple[str, str], tuple[int, int, int]]:
    kinds = [f"kind:{choice.subject.kind}"] if choice.subject.kind else []
    values = {
        "type": SUBJECT_TYPE,
        "intervention": Kind.INTERVENTION.value,
        "all": choice.narrowed + kinds,
        "rows": choice.rows.tokens,
        "columns": choice.columns.tokens,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CELLS, values)
        return {(row, column): (entries, good, int(uses)) for row, column, entries, good, uses in cursor.fetchall()}


def _in_vain(choice: Choice) -> dict[tuple[str, str | None], int]:
    """Searches in vain by (row, column), and by (row, None) for all that name the row."""
    tokens = {"rows": choice.rows.tokens, "columns": choice.columns.tokens, "all": choice.narrowed}
    with connection.cursor() as cursor:
        cursor.execute(_IN_VAIN, tokens | {"states": _STILL_ASKED})
        return {(row, column): int(count) for row, column, count in cursor.fetchall()}


def overlaps() -> list[Overlap]:
    """Where many trainings are for the same competence, level and sector, the most first.

    One query over all trainings, at most once in five minutes.
    """
    found = cache.get(_OVERLAPS_KEY)
    if found is None:
        found = _overlapping()
        cache.set(_OVERLAPS_KEY, found, CACHE_SECONDS)
    return [_overlap(tokens, count, named) for *tokens, count, named in found]


def _overlapping() -> list[tuple]:
    first, second, third = TRAININGS.axes.values()
    values = {
        "type": SUBJECT_TYPE,
        "kind": TRAININGS.kind,
        "first": first.tokens,
        "second": second.tokens,
        "third": third.tokens,
        "least": OVERLAP,
        "most": MOST_OVERLAPS,
        "named": NAMED_IN_OVERLAP,
    }
    with connection.cursor() as cursor:
        cursor.execute(_OVERLAPS, values)
        return cursor.fetchall()


def _overlap(tokens: list[str], count: int, named: list[str]) -> Overlap:
    pairs = [token.split(":", 1) for token in tokens]
    labels = tuple(lookup.label(TRAININGS.axes[facet].scheme, code) for facet, code in pairs)
    params = QueryDict(mutable=True)
    params.update({"kind": TRAININGS.kind} | {facet: code for facet, code in pairs})
    url = f"{reverse('search')}?{params.urlencode()}"
    return Overlap(labels, count, url, tuple(tuple(json.loads(training)) for training in named))
