"""How good the order of results is, over queries that people judged: nDCG@10, recall@20 and success@3."""

import hashlib
import json
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from django.db import connection

from loket.search.engine import search
from loket.search.query import SearchRequest

Ranker = Callable[[str], list[str]]
HALVES = ("tune", "held")
DEPTH = 100
JUDGED_TYPE = "entry"
"""Only these were judged: what else can be found is passed over, in both ways of ranking."""


@dataclass(frozen=True)
class Judged:
    """A query, and what each external id is worth for it: 3 the very thing, 2 good, 1 related, 0 seen and not so."""

    query: str
    judgements: dict[str, int]

    @property
    def half(self) -> str:
        """``tune`` or ``held``, always the same for a query; nobody looks at the second half while tuning."""
        return HALVES[hashlib.sha256(self.query.encode()).digest()[0] % 2]


@dataclass(frozen=True)
class Figures:
    """Means over queries, each between 0 and 1."""

    ndcg: float
    recall: float
    success: float
    queries: int


def load(path: Path) -> list[Judged]:
    """Read a judged set: one JSON object a line with ``query`` and ``judgements``."""
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [Judged(line["query"], line["judgements"]) for line in lines]


def ndcg(found: list[str], judgements: dict[str, int], depth: int = 10) -> float:
    """Discounted gain (2^grade - 1) of the first ``depth``, as a share of the best possible order."""
    gained = _gain(judgements.get(item, 0) for item in found[:depth])
    best = _gain(sorted(judgements.values(), reverse=True)[:depth])
    return gained / best if best else 1.0


def _gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def recall(found: list[str], judgements: dict[str, int], depth: int = 20) -> float:
    """The share of the good items (grade 2 and 3) in the first ``depth``, of as many as fit there."""
    good = {item for item, grade in judgements.items() if grade >= 2}
    return len(good & set(found[:depth])) / min(len(good), depth) if good else 1.0


def success(found: list[str], judgements: dict[str, int], depth: int = 3) -> float:
    """1 when a best-graded item is among the first ``depth``, else 0."""
    best = max(judgements.values(), default=0)
    return float(any(judgements.get(item, 0) == best for item in found[:depth]))


def measure(judged: list[Judged], ranker: Ranker) -> Figures:
    """The figures of a way of ranking over a set."""
    ranked = [(ranker(one.query), one.judgements) for one in judged]
    return Figures(*(mean(figure(*one) for one in ranked) for figure in (ndcg, recall, success)), len(judged))


def engine(query: str) -> list[str]:
    """The first external ids by our own search."""
    hits = search(SearchRequest(text=query, page_size=DEPTH)).hits
    return [hit.external_id for hit in hits if hit.subject_type == JUDGED_TYPE]


def postgres_dutch(query: str) -> list[str]:
    """The first external ids by PostgreSQL's own ``dutch`` configuration and ``ts_rank``: the baseline."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH document AS (
                SELECT f.id, f.external_id, setweight(to_tsvector('dutch', f.title), 'A')
                    || setweight(to_tsvector('dutch', f.summary), 'B')
                    || to_tsvector('dutch', coalesce(string_agg(p.text, ' '), '')) AS vector
                FROM search_findable f LEFT JOIN search_passage p ON p.findable_id = f.id
                WHERE 'public' = ANY(f.audience) AND f.subject_type = %s GROUP BY f.id)
            SELECT external_id FROM document, websearch_to_tsquery('dutch', %s) AS query
            WHERE vector @@ query ORDER BY ts_rank(vector, query) DESC, id LIMIT %s""",
            [JUDGED_TYPE, query, DEPTH],
        )
        return [external_id for (external_id,) in cursor.fetchall()]


def losses(judged: list[Judged], margin: float = 0.05) -> list[tuple[str, float, float]]:
    """Queries on which the engine's nDCG@10 is more than ``margin`` below the baseline's: (query, ours, theirs)."""
    compared = [
        (one.query, ndcg(engine(one.query), one.judgements), ndcg(postgres_dutch(one.query), one.judgements))
        for one in judged
    ]
    return [(query, ours, theirs) for query, ours, theirs in compared if ours < theirs - margin]
