# ruff: noqa: S608 - the pieces of SQL stand in this package; every value is a parameter
"""The one statement of a search: what is known of the words, the candidates, their order, one page and the facets.

A word in a third of a hundred thousand findables would cost a tenth of a second if every match were ranked, so
at most ``CAP`` candidates are: matches in the title first, then others. Counts are exact up to the cap.
"""

from dataclasses import dataclass, field
from datetime import date

from loket.search import facets, feedback, repair, scoring
from loket.search.enums import Sort
from loket.search.query import CAP, SearchRequest
from loket.search.question import Question
from loket.search.rows import TITLE_MARK

MAX_MASKED = 6
STAR = "*"
_PROVEN_FIRST = "f.recognition_rank DESC, f.is_priority DESC, f.published_on DESC, f.id DESC"
_ORDERS = {
    Sort.NEWEST: "f.published_on DESC, f.is_priority DESC, f.id DESC",
    Sort.RECOGNITION: _PROVEN_FIRST,
    # Without words nothing is more relevant than what is proven; else the newest would fill the first page.
    Sort.RELEVANCE: _PROVEN_FIRST,
    Sort.USE: "f.use_count DESC, f.is_priority DESC, f.published_on DESC, f.id DESC",
}
_SYNONYMS = """
    version AS MATERIALIZED (SELECT coalesce(max(stamp), '') AS stamp FROM search_synonymversion),
    synonyms AS (SELECT json_agg(json_build_object('terms', terms, 'direction', direction)) AS groups
                 FROM search_synonymgroup WHERE (SELECT stamp FROM version) <> {known})"""
_WORDS = """
    asked AS MATERIALIZED (
        SELECT a.term, coalesce(max(a.found) FILTER (WHERE a.weight >= {strong}), 0) AS found, max(a.found) AS met,
            max(a.found) FILTER (WHERE a.weight > {own}) AS own FROM (
            SELECT u.term, u.weight, min(coalesce(l.document_count, 0)) AS found
            FROM unnest({terms}::int[], {options}::int[], {weights}::float[], {lexemes}::text[])
                AS u(term, option, weight, lexeme)
            LEFT JOIN search_lexeme l ON l.lexeme = u.lexeme GROUP BY u.term, u.option, u.weight) a
        GROUP BY a.term),
    idf AS MATERIALIZED (
        SELECT term, mass * importance AS mass, {weighed} AS weighed FROM (
            SELECT term, ({importances}::float[])[term + 1] AS importance, CASE WHEN met > 0 THEN ln(1 + (
                SELECT document_count FROM search_lexeme WHERE lexeme = '')::float
                / coalesce(nullif(own, 0), nullif(found, 0), met)) ELSE 0 END AS mass FROM asked) known)"""
# Every smallest set of words that together cover the floor; a findable must have one of these sets.
_PLAN = """
    weighed AS (SELECT i.mass, q.query, row_number() OVER (ORDER BY i.mass DESC, q.term) AS place
                FROM idf i JOIN unnest({numbers}::int[], {queries}::text[]) AS q(term, query) USING (term)
                WHERE i.mass > 0),
    sets AS (SELECT sum(w.mass) AS mass, min(w.mass) AS least, string_agg(w.query, ' & ') AS query
             FROM generate_series(1, {masks}) AS m(mask)
             JOIN weighed w ON w.place <= {masked} AND (m.mask & (1 << (w.place::int - 1))) <> 0
             GROUP BY m.mask HAVING count(*) = bit_count(m.mask::bit(8))),
    needed AS (SELECT {floor} * sum(mass) AS mass FROM weighed WHERE place <= {masked}),
    plan AS MATERIALIZED (
        SELECT string_agg('(' || s.query || ')', ' | ')::tsquery AS query FROM sets s, needed n
        WHERE s.mass >= n.mass AND s.mass - s.least < n.mass)"""
_CANDIDATE_COLUMNS = """f.id, f.is_priority, f.published_on, f.recognition_rank, f.title_key, f.title_words, f.facets,
        f.check_due"""
# The vector is unpacked once a row, not once a test: ts_delete without anything to delete hands on what it unpacked,
# where || would build it anew. OFFSET 0 keeps the planner from undoing that.
_UNPACKED = "CROSS JOIN LATERAL (SELECT ts_delete(f.vector, '') AS v OFFSET 0) unpacked"
_HITS = """
    hits AS (
        SELECT json_agg(json_build_object(
            'id', f.id, 'subject_type', f.subject_type, 'subject_id', f.subject_id, 'kind', f.kind,
            'external_id', f.external_id, 'title', f.title, 'summary', f.summary, 'url', f.url, 'facets', f.facets,
            'published_on', f.published_on, 'changed_on', f.changed_on, 'check_due', f.check_due, 'year', f.year,
            'score', top.score, 'place', p.place, 'passage', p.text) ORDER BY top.place) AS hits
        FROM top JOIN search_findable f ON f.id = top.id
        LEFT JOIN LATERAL ({passage}) p ON true)"""


# Words like the doubtful ones but much more common, looked up only when there are few results.
_NEAR = """
    near AS (
        SELECT json_agg(json_build_array(asked.word, other.word) ORDER BY other.likeness DESC) AS pairs
        FROM unnest({words}::text[]) AS asked(word) CROSS JOIN LATERAL (
            SELECT w.word, similarity(w.word, asked.word) AS likeness FROM search_word w
            WHERE w.word %% asked.word AND w.document_count >= {common}
                AND length(w.word) BETWEEN length(asked.word) - 1 AND length(asked.word) + 1) other
        WHERE (SELECT count(*) FROM first) < {few})"""


@dataclass
class Statement:
    """SQL in the making, with its parameters."""

    request: SearchRequest
    question: Question
    tokens: tuple[str, ...]
    today: date
    prefer: tuple[str, ...] = ()
    known_stamp: str = ""
    parameters: dict[str, object] = field(default_factory=dict)

    def bind(self, value: object) -> str:
        """A placeholder for a value."""
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f"%({name})s"

    def text(self) -> str:
        """The whole statement: one row (stamp, synonym groups, words found, count, facet line, own lines, hits,
        pairs of near words)."""
        has_words = bool(self.question.words)
        parts = [_SYNONYMS.format(known=self.bind(self.known_stamp))]
        if has_words:
            parts.append(self._words())
        match = self._match()
        parts += [self._candidates(match), self._ranked() if self._is_ranked else self._ordered()]
        parts.append(_HITS.format(passage=self._passage()))
        if doubtful := repair.doubtful(self.question):
            parts.append(_NEAR.format(words=self.bind(doubtful), common=repair.COMMON, few=repair.FEW))
        own = [f"({self._own_line(match, group)})" for group in self.request.facets]
        return f"""WITH {", ".join(parts)}
            SELECT (SELECT stamp FROM version), (SELECT groups FROM synonyms),
                {"(SELECT json_object_agg(term, found) FROM asked)" if has_words else "NULL"},
                (SELECT count(*) FROM first), ({self._line()}),
                ARRAY[{", ".join(own)}]::text[], (SELECT hits FROM hits),
                {"(SELECT pairs FROM near)" if doubtful else "NULL"}"""

    @property
    def _is_ranked(self) -> bool:
        return self.request.sort == Sort.RELEVANCE and bool(self.question.words)

    def _words(self) -> str:
        known = self._known_words()
        return f"{known}, {self._plan()}" if len(self.question.words) > 1 else known

    def _known_words(self) -> str:
        """What the index has of each word: ``asked`` and ``idf``."""
        flat = [
            (term, number, option.weight, lexeme)
            for term, word in enumerate(self.question.words)
            for number, option in enumerate(word.options)
            for lexeme, *_ in option.groups
        ]
        terms, options, weights, lexemes = (self.bind(list(column)) for column in zip(*flat, strict=True))
        return _WORDS.format(
            terms=terms,
            options=options,
            weights=weights,
            lexemes=lexemes,
            strong=scoring.STRONG,
            own=scoring.OWN,
            weighed=scoring.weighed(),
            importances=self.bind([word.importance for word in self.question.words]),
        )

    def _plan(self) -> str:
        queries = [word.tsquery() for word in self.question.words]
        masked = min(len(queries), MAX_MASKED)
        return _PLAN.format(
            numbers=self.bind(list(range(len(queries)))),
            queries=self.bind(queries),
            masks=2**masked - 1,
            masked=masked,
            floor=scoring.FLOOR,
        )

    def _match(self) -> str:
        """The condition that makes a findable a match, facets apart."""
        tests = [f"f.audience && {self.bind(list(self.tokens))}::text[]", *self._covers()]
        tests += [f"f.vector @@ {self.bind(phrase)}::tsquery" for phrase in self.question.phrases]
        tests += [f"NOT f.vector @@ {self.bind(phrase)}::tsquery" for phrase in self.question.excluded]
        return " AND ".join(tests)

    def _covers(self) -> list[str]:
        """The condition, if there are words, that a findable has enough of them."""
        words = self.question.words
        if len(words) == 1:
            query = f"{self.bind(words[0].tsquery())}::tsquery"
            # A query hidden from the planner is met in the index. For a common word it would rather read the table.
            return [f"f.vector @@ {f'(SELECT {query})' if self._is_ranked else query}"]
        return ["f.vector @@ (SELECT query FROM plan)"] if words else []

    def _filter(self, without: str = "") -> str:
        tests = [self._test(group, codes) for group, codes in self.request.facets.items() if codes and group != without]
        return "".join(f" AND {test}" for test in tests if test)

    def _test(self, group: str, codes: tuple[str, ...]) -> str:
        if group != "actueel":
            return f"f.facets && {self.bind([f'{group}:{code}' for code in codes])}::text[]"
        wanted = {facets.CURRENT: self._is_current(), facets.OUTDATED: f"NOT {self._is_current()}"}
        tests = [wanted.get(code, "false") for code in codes]
        return f"({' OR '.join(tests)})"

    def _is_current(self) -> str:
        return f"coalesce(f.check_due >= {self.bind(self.today)}::date, true)"

    def _candidates(self, match: str) -> str:
        where = f"WHERE {match}{self._filter()}"
        if not self._is_ranked:
            # Numbered outside, in the order they come: a window inside would have all matches sorted before the limit.
            return f"""first AS MATERIALIZED (SELECT ordered.*, row_number() OVER () AS place FROM (
                SELECT {_CANDIDATE_COLUMNS} FROM search_findable f {where}
                ORDER BY {self._order()} LIMIT {CAP + 1}) ordered)"""
        options = (option for word in self.question.words for option in word.options)
        titles = [option.tsquery(TITLE_MARK) for option in options if option.weight >= scoring.STRONG]
        columns = f"{_CANDIDATE_COLUMNS}, {scoring.values(self.question, self.bind)}"
        valued = f"SELECT {columns} FROM search_findable f {_UNPACKED}"
        return f"""first AS MATERIALIZED ({valued} {where} LIMIT {CAP + 1}),
            titled AS MATERIALIZED ({valued} {where} AND (SELECT count(*) FROM first) > {CAP}
                AND f.vector @@ {self.bind(" | ".join(titles))}::tsquery AND f.id NOT IN (SELECT id FROM first)
                LIMIT {CAP}),
            candidate AS (SELECT * FROM first UNION ALL SELECT * FROM titled)"""

    def _order(self) -> str:
        order = _ORDERS[Sort(self.request.sort)]
        if self.request.sort == Sort.RELEVANCE and self.prefer:
            return f"(f.facets && {self.bind(list(self.prefer))}::text[]) DESC, {order}"
        return order

    def _ordered(self) -> str:
        return f"""top AS (SELECT id, 0.0 AS score, place FROM first WHERE place > {self._offset}
                   ORDER BY place LIMIT {self.request.page_size})"""

    def _ranked(self) -> str:
        boost = f" * CASE WHEN c.facets && {self.bind(list(self.prefer))}::text[] THEN {scoring.PREFERRED} ELSE 1 END"
        score = scoring.score(self.question, self.bind) + (boost if self.prefer else "")
        return f"""masses AS (SELECT array_agg(weighed ORDER BY term) AS of_word, sum(weighed) AS total FROM idf),
            scored AS (SELECT id, facets, is_priority, recognition_rank, published_on,
                       round(({score}) * 1000) / 1000 AS score FROM candidate c CROSS JOIN masses m),
            ranked AS MATERIALIZED (
                SELECT id, facets, score, row_number() OVER (ORDER BY score DESC, is_priority DESC,
                    recognition_rank DESC, published_on DESC, id DESC) AS place
                FROM scored ORDER BY place LIMIT {max(feedback.HEAD, self._offset + self.request.page_size)}),
            {feedback.reordered(self._offset, self.request.page_size)}"""

    @property
    def _offset(self) -> int:
        return (self.request.page - 1) * self.request.page_size

    def _passage(self) -> str:
        if not self.question.words:
            return "SELECT NULL::text AS place, NULL::text AS text"
        queries = [word.tsquery() for word in self.question.words]
        fit = " + ".join(
            f"(vector @@ {self.bind(query)}::tsquery)::int * (SELECT greatest(mass, 0.5) FROM idf WHERE term = {n})"
            for n, query in enumerate(queries)
        )
        return f"""SELECT place, text FROM search_passage WHERE findable_id = f.id
            AND vector @@ {self.bind(" | ".join(queries))}::tsquery ORDER BY {fit} DESC, position LIMIT 1"""

    def _own_line(self, match: str, group: str) -> str:
        """The tokens of one group in what would be found without its choice, with a star for each findable."""
        found = f"""(SELECT facets, check_due FROM search_findable f
            WHERE {match}{self._filter(without=group)} LIMIT {CAP}) f"""
        if group == "actueel":
            return f"SELECT string_agg({self._state()} || ' {STAR}', ' ') FROM {found}"
        return f"""SELECT string_agg(t, ' ') FROM {found} CROSS JOIN LATERAL unnest(f.facets || '{STAR}'::text) AS t
            WHERE t = '{STAR}' OR starts_with(t, {self.bind(f"{group}:")})"""

    def _line(self) -> str:
        """The tokens of the first results, those of all groups."""
        return f"""SELECT string_agg(array_to_string(f.facets, ' ') || ' ' || {self._state()}, ' ')
            FROM (SELECT * FROM first LIMIT {CAP}) f"""

    def _state(self) -> str:
        states = facets.CURRENT, facets.OUTDATED
        return f"CASE WHEN {self._is_current()} THEN 'actueel:{states[0]}' ELSE 'actueel:{states[1]}' END"
