"""What is like one findable: other things with the same facets and the same rare words in the title.

One statement. Candidates come from the GIN index, so many at most for each pair of facets and for each title word,
and only they are weighed: a facet that half of the catalogue has costs no more than a rare one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

from loket.search import dutch
from loket.search.rows import TITLE_MARK

_CANDIDATES = 50
"""For each pair of facets and each title word."""
_PAIRED = 3
"""So many of the facets that say most are looked for in pairs, and alone where they are rare or pairs find too few."""
_RARE = 0.005
"""A facet that at most this share of all findables has is looked for alone."""
_WORDS = 6
_COMMON_WORD = 0.02
"""A title word that a larger share of all findables has says nothing about likeness."""
_FEW = 10
_UNKNOWN_SHARE = 0.01
"""How common a facet is taken to be while PostgreSQL has no statistics."""
_STATEMENT = """
    WITH own AS MATERIALIZED (
        SELECT id, kind, facets FROM search_findable WHERE subject_type = %(type)s AND subject_id = %(id)s),
    share AS MATERIALIZED (
        SELECT e.token, e.share FROM pg_stats s
        CROSS JOIN LATERAL unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) AS e(token, share)
        WHERE s.schemaname = current_schema() AND s.tablename = 'search_findable' AND s.attname = 'facets'
            AND e.token IS NOT NULL),
    rarest AS (SELECT least(coalesce(min(share), 1), %(unknown)s) AS share FROM share),
    groups AS (SELECT * FROM unnest(%(groups)s::text[], %(weights)s::float[]) AS g(name, weight)),
    asked AS MATERIALIZED (
        SELECT t.token, coalesce(s.share, r.share) AS share,
            g.weight >= 1 AS is_core, g.weight * ln(1 + 1 / coalesce(s.share, r.share)) AS mass,
            row_number() OVER (ORDER BY g.weight * ln(1 + 1 / coalesce(s.share, r.share)) DESC, t.token) AS place
        FROM own CROSS JOIN LATERAL unnest(own.facets) AS t(token)
        JOIN groups g ON g.name = split_part(t.token, ':', 1)
        LEFT JOIN share s ON s.token = t.token CROSS JOIN rarest r),
    word AS MATERIALIZED (
        SELECT w.number, w.query::tsquery AS query, ln(1 + total.n::float / greatest(l.document_count, 1)) AS mass
        FROM unnest(%(numbers)s::int[], %(lexemes)s::text[], %(queries)s::text[]) AS w(number, lexeme, query)
        JOIN search_lexeme l ON l.lexeme = w.lexeme
        CROSS JOIN (SELECT document_count AS n FROM search_lexeme WHERE lexeme = '') total
        WHERE l.document_count <= greatest(%(few)s, %(common)s * total.n) ORDER BY mass DESC LIMIT %(words)s),
    titled AS MATERIALIZED (
        SELECT w.number, w.mass, f.* FROM word w CROSS JOIN LATERAL (
            SELECT {columns} FROM search_findable WHERE vector @@ w.query AND {seen} LIMIT %(candidates)s) f),
    pair AS (SELECT ARRAY[a.token, b.token] AS tokens FROM asked a
             JOIN asked b ON b.place > a.place
             WHERE a.place <= %(paired)s AND b.place <= %(paired)s),
    paired AS MATERIALIZED (
        SELECT f.* FROM pair CROSS JOIN LATERAL (
            SELECT {columns} FROM search_findable WHERE facets @> pair.tokens AND {seen} LIMIT %(candidates)s) f),
    single AS (
        SELECT f.* FROM asked a CROSS JOIN LATERAL (
            SELECT {columns} FROM search_findable WHERE facets @> ARRAY[a.token] AND {seen} LIMIT %(candidates)s) f
        WHERE a.place <= %(paired)s
            AND (a.share <= %(rare)s OR (SELECT count(DISTINCT id) FROM paired) <= %(limit)s)),
    candidate AS MATERIALIZED (
        SELECT DISTINCT ON (id) * FROM (
            SELECT * FROM paired UNION ALL SELECT * FROM single UNION ALL SELECT {columns} FROM titled) every_one
        WHERE id <> (SELECT id FROM own)),
    likeness AS (
        SELECT c.id, sum(a.mass) AS mass, bool_or(a.is_core) AS is_core, array_agg(a.token ORDER BY a.place) AS tokens
        FROM candidate c CROSS JOIN LATERAL unnest(c.facets) AS t(token) JOIN asked a USING (token) GROUP BY c.id),
    worded AS (SELECT id, sum(mass) AS mass, array_agg(number ORDER BY mass DESC, number) AS numbers
               FROM titled GROUP BY id)
    SELECT c.subject_id, coalesce(l.tokens, '{{}}'), coalesce(w.numbers, '{{}}'),
        coalesce(l.mass, 0) * {focus} + coalesce(w.mass, 0) AS mass
    FROM candidate c LEFT JOIN likeness l USING (id) LEFT JOIN worded w USING (id)
    WHERE l.is_core OR w.numbers IS NOT NULL
    ORDER BY mass DESC, c.kind = (SELECT kind FROM own) DESC, c.recognition_rank DESC, c.published_on DESC, c.id DESC
    LIMIT %(limit)s"""
_COLUMNS = "id, subject_id, kind, facets, recognition_rank, published_on"
_SEEN = "audience && %(tokens)s::text[] AND subject_type = %(type)s"
# Who has every facet shares one with everybody: at eight facets each counts in full, at forty little over half.
_FOCUS = "4 / sqrt(8 + cardinality(c.facets))"
_SQL = _STATEMENT.format(columns=_COLUMNS, seen=_SEEN, focus=_FOCUS)


@dataclass(frozen=True)
class Related:
    """Another subject of the same type, with what it shares: facet tokens and title words, what says most first.

    ``mass`` is how much that is: a shared facet of weight 1 that one in fifty has is about 4.
    """

    subject_id: int
    tokens: tuple[str, ...]
    words: tuple[str, ...]
    mass: float


def like(
    subject_type: str,
    subject_id: int,
    title: str,
    groups: Mapping[str, float],
    *,
    limit: int,
    audience: tuple[str, ...] = ("public",),
) -> list[Related]:
    """The subjects most like this one that the ``audience`` may see, the best first; one query.

    ``groups`` gives the weight of each facet group; to be like it at all, a subject shares a facet of a group that
    weighs 1 or more, or a word in the title that few have. A rare facet or word counts for more than a common one.
    """
    words = _words(title)
    values = {
        "type": subject_type,
        "id": subject_id,
        "groups": list(groups),
        "weights": list(groups.values()),
        "numbers": list(range(len(words))),
        "lexemes": [lexeme for lexeme, _ in words],
        "queries": [f"'{TITLE_MARK}{lexeme}'" for lexeme, _ in words],
        "tokens": list(audience),
        "limit": limit,
        "unknown": _UNKNOWN_SHARE,
        "common": _COMMON_WORD,
        "few": _FEW,
        "words": _WORDS,
        "candidates": _CANDIDATES,
        "paired": _PAIRED,
        "rare": _RARE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL, values)
        return [
            Related(number, tuple(tokens), tuple(words[place][1] for place in places), mass)
            for number, tokens, places, mass in cursor.fetchall()
        ]


def _words(title: str) -> list[tuple[str, str]]:
    """(lexeme, word as written) for each word of the title that counts, once."""
    found = {}
    for term in dutch.index_terms(title):
        own = next((lexeme.text for lexeme in term.lexemes if lexeme.reason == "woord"), None)
        if own and len(own) > 2 and own.isalpha():
            found.setdefault(own, term.surface)
    return list(found.items())
