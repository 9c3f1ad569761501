# ruff: noqa: S608 - the pieces of SQL stand in this package; every value is a parameter
"""The first results once more in order, by what the best of them have in common.

Who asks in words of one's own finds at least some entries that are meant; others about the same theme, for the same
people and of the same kind come up a little, past those that only share a word with the question.
"""

GROUPS = ("kind", "theme", "process_theme", "target_group", "setting", "sector", "working_element")
"""The facets that say what something is about; ``rows.analyse`` has them counted with the lexemes."""

HEAD = 50
"""So many results are put in order again; those after them stay where they are."""
_BEST = 8
_WEIGHT = 0.2
# Who has every facet shares one with everybody.
_BREADTH = "sqrt(5 + cardinality(h.facets))"
_REORDERED = """
    head AS MATERIALIZED (SELECT * FROM ranked WHERE place <= {head}),
    best AS (SELECT facets, score * score / sum(score * score) OVER () AS weight
             FROM head WHERE place <= {best} AND score > 0),
    shared AS MATERIALIZED (
        SELECT token, share * ln(share / usual) AS mass FROM (
            SELECT l.lexeme AS token, sum(b.weight) AS share, (l.document_count + 1.0::float) / (n.total + 1) AS usual
            FROM best b CROSS JOIN LATERAL unnest(b.facets) AS t(token) JOIN search_lexeme l ON l.lexeme = t.token
            CROSS JOIN (SELECT document_count AS total FROM search_lexeme WHERE lexeme = '') n
            GROUP BY l.lexeme, l.document_count, n.total) known
        WHERE share > usual AND (SELECT count(*) FROM head) > {best}),
    likeness AS MATERIALIZED (
        SELECT h.id, sum(s.mass) / {breadth} AS likeness
        FROM head h CROSS JOIN LATERAL unnest(h.facets) AS t(token) JOIN shared s USING (token)
        GROUP BY h.id, h.facets),
    reordered AS (
        SELECT r.id, r.place > {head} AS is_after, r.place, r.score + coalesce(round(
            1000 * {weight} * l.likeness * (SELECT max(score) / (SELECT max(likeness) FROM likeness) FROM head)
            ) / 1000, 0) AS score
        FROM ranked r LEFT JOIN likeness l USING (id)),
    top AS (SELECT id, score, row_number() OVER (ORDER BY is_after, score DESC, place) AS place FROM reordered
            ORDER BY place OFFSET {offset} LIMIT {size})"""


def reordered(offset: int, size: int) -> str:
    """SQL: from ``ranked`` (id, facets, score, place) to ``top``, one page of it; past the head nothing changes."""
    if offset >= HEAD:
        return f"top AS (SELECT id, score, place FROM ranked ORDER BY place OFFSET {offset} LIMIT {size})"
    return _REORDERED.format(head=HEAD, best=_BEST, weight=_WEIGHT, breadth=_BREADTH, offset=offset, size=size)
