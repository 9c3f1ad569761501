# ruff: noqa: S608 - the pieces of SQL come from loket.search.statement; every value is a parameter
"""What saved searches find anew: only what changed in the index is looked at, by the searches that could match it.

Searches are turned round: each keeps what a findable needs to have for a chance to be news, in an index of its own. So
a new entry costs what may match it, whatever the number of saved searches, and each distinct search is asked once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Q
from django.http import QueryDict

from loket.core.telling import Rhythm, due
from loket.core.working_days import local_date
from loket.search import question, repair
from loket.search.models import Findable, SynonymGroup, SynonymVersion
from loket.search.query import SearchRequest
from loket.search.saved import covering
from loket.search.saved.models import Change, Match, SavedSearch, StandingQuery
from loket.search.statement import Statement
from loket.search.synonyms import book

ANYTHING = "*"
CHANGES_AT_ONCE = 1_000
RENEWED_AT_ONCE = 500

_CLAIM = """
    UPDATE saved_searches_change SET is_claimed = true WHERE id IN (
        SELECT id FROM saved_searches_change WHERE NOT is_claimed ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED)"""
_POSSIBLE = """
    WITH token AS MATERIALIZED (
        SELECT array_agg(DISTINCT had.token) AS tokens FROM search_findable f
        CROSS JOIN LATERAL unnest(tsvector_to_array(f.vector) || f.facets || ARRAY['*']) AS had(token)
        WHERE f.id = ANY(ARRAY(SELECT findable_id FROM saved_searches_change WHERE id = ANY(%s))))
    SELECT q.id, q.params FROM saved_searches_standingquery q
    WHERE q.words && (SELECT tokens FROM token) AND q.facets && (SELECT tokens FROM token)
        AND EXISTS (SELECT 1 FROM saved_searches_savedsearch s
                    WHERE s.query_id = q.id AND s.removed_at IS NULL AND s.rhythm <> %s)
    ORDER BY q.id"""


@dataclass(frozen=True)
class Batch:
    """Changes that are looked at together, with the audiences of what changed."""

    changes: tuple[int, ...]
    audiences: tuple[str, ...]

    @classmethod
    def of(cls, changes: Iterable[int]) -> "Batch":
        changes = tuple(changes)
        changed = Findable.objects.filter(pk__in=Change.objects.filter(pk__in=changes).values("findable_id"))
        # Whom each findable is for is looked at when it is told: see loket.search.saved.news.
        tokens = {token for audience in changed.values_list("audience", flat=True).distinct() for token in audience}
        return cls(changes, tuple(sorted(tokens)))


@dataclass
class NewMatches(Statement):
    """The search, asked of what changed: which findables match now and did not before."""

    changes: tuple[int, ...] = ()

    def text(self) -> str:
        """One row: the numbers of words found in the whole index, and the ids of the findables."""
        has_words = bool(self.question.words)
        known = f"WITH {self._known_words()}" if has_words else ""
        found = "(SELECT json_object_agg(term, found) FROM asked)" if has_words else "NULL"
        match, changes = f"{self._match()}{self._filter()}", self.bind(list(self.changes))
        return f"""{known}
            SELECT {found}, ARRAY(
                SELECT f.id FROM search_findable f
                WHERE f.id = ANY(ARRAY(SELECT findable_id FROM saved_searches_change WHERE id = ANY({changes})))
                    AND {match}
                EXCEPT SELECT f.findable_id FROM (
                    SELECT DISTINCT ON (findable_id) * FROM saved_searches_change
                    WHERE id = ANY({changes}) ORDER BY findable_id, id) f
                WHERE NOT f.is_new AND {match})"""

    def _covers(self) -> list[str]:
        """News has nearly all of the words."""
        words = covering.telling_words(self.question)
        if not words:
            return []
        met = [f"(f.vector @@ {self.bind(covering.tsquery(word))}::tsquery)::int" for word in words]
        return [f"{' + '.join(met)} >= {covering.needed(words)}"]


def find(*, at: datetime) -> int:
    """Look at all that changed; returns how many new matches were written. Safe to break off and to run again."""
    renew_words()
    found = 0
    while changes := _claim():
        batch = Batch.of(changes)
        for pk, params in _possible(changes):
            found += look(pk, params, batch, at=at)
        Change.objects.filter(pk__in=changes).delete()
    return found


def look(query_id: int, params: str, batch: Batch, *, at: datetime) -> int:
    """Write what of these changes is a new match of a search, and whom that is news for. Returns how many."""
    ids = new_matches(read(params), batch, today=local_date(at))
    if not ids:
        return 0
    with transaction.atomic():
        # Held, so that the numbers of a query's matches come into sight in their own order: see SavedSearch.told_until.
        query = StandingQuery.objects.select_for_update().filter(pk=query_id).first()
        if query is None:  # the last who had it left meanwhile
            return 0
        subjects = set(Findable.objects.filter(pk__in=ids).values_list("subject_type", "subject_id"))
        known = query.matches.filter(subject_id__in=[number for _, number in subjects])
        new = sorted(subjects - set(known.values_list("subject_type", "subject_id")))
        Match.objects.bulk_create(
            Match(query=query, subject_type=kind, subject_id=number, found_at=at) for kind, number in new
        )
        if new:
            _set_due(query, at)
    return len(new)


def _set_due(query: StandingQuery, at: datetime) -> None:
    waiting = SavedSearch.objects.filter(query=query, removed_at=None, due_at=None)
    for rhythm in (Rhythm.AT_ONCE, Rhythm.WEEKLY):
        waiting.filter(rhythm=rhythm).update(due_at=due(rhythm, at))


def catch_up(query: StandingQuery, *, at: datetime) -> None:
    """Look at what waits for this search alone: who saves it now has seen all of that already."""
    waiting = list(Change.objects.order_by("pk").values_list("pk", flat=True))
    if waiting:
        look(query.pk, query.params, Batch.of(waiting), at=at)


def new_matches(request: SearchRequest, batch: Batch, *, today: date) -> list[int]:
    """The ids of the findables that match now and did not before, with a typing error mended as the page would."""
    asked = question.read(request.text)
    statement = NewMatches(request, asked, batch.audiences, today, changes=batch.changes)
    found, ids = _answer(statement)
    if better := repair.mended(asked, found):
        mended = question.read(repair.replaced(asked.text, better))
        ids = _answer(replace(statement, question=mended, parameters={}))[1] or ids
    return ids


def _answer(statement: NewMatches) -> tuple[dict[int, int], list[int]]:
    """In how many findables each asked word occurs, and the ids."""
    widened = replace(statement, question=book.widen(statement.question))
    with connection.cursor() as cursor:
        cursor.execute(widened.text(), widened.parameters)
        found, ids = cursor.fetchone()
    return {int(number): count for number, count in (found or {}).items()}, ids


def _claim() -> list[int]:
    """One batch of changes: what an earlier run left behind, else what waits longest."""
    claimed = Change.objects.filter(is_claimed=True).order_by("pk").values_list("pk", flat=True)[:CHANGES_AT_ONCE]
    if left := list(claimed):
        return left
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [CHANGES_AT_ONCE])
    return list(claimed.all())


def _possible(changes: list[int]) -> list[tuple[int, str]]:
    """The searches that could match some of it, each once, as far as somebody is mailed about them."""
    with connection.cursor() as cursor:
        cursor.execute(_POSSIBLE, [changes, Rhythm.NEVER.value])
        return cursor.fetchall()


def read(params: str) -> SearchRequest:
    """The search of a query string."""
    return SearchRequest.from_params(QueryDict(params))


def needed_words(request: SearchRequest) -> list[str]:
    """The lexemes of which news has one, with the synonyms of now; a star when any will do."""
    asked = question.read(request.text)
    if covering.waits_for_a_word(asked):
        return [ANYTHING]
    better = repair.mended(asked, {})  # as if no word were known: one may be, later
    mended = question.read(repair.replaced(asked.text, better)) if better else asked
    lexemes = covering.keys(book.widen(asked)) | covering.keys(book.widen(mended))
    return sorted(lexemes) or [ANYTHING]


def needed_facets(request: SearchRequest) -> list[str]:
    """The tokens of which a findable needs one: those of the group with the fewest choices."""
    groups = [
        [f"{group}:{code}" for code in codes]
        for group, codes in request.facets.items()
        if codes and group != "actueel"  # a day passes, and a findable is out of date without a change
    ]
    return min(groups, key=len, default=[ANYTHING])


def synonyms_stamp() -> str:
    """The version of the synonyms of now, which are read anew when this process has others."""
    stamp = SynonymVersion.objects.values_list("stamp", flat=True).first() or ""
    if stamp != book.stamp:
        book.renew(stamp, list(SynonymGroup.objects.values("terms", "direction")))
    return stamp


def renew_words() -> None:
    """Work the words of all searches out again after editors changed the synonyms."""
    stamp = synonyms_stamp()
    # Not *unequal*, which no index answers.
    old = StandingQuery.objects.filter(Q(stamp__lt=stamp) | Q(stamp__gt=stamp)).order_by("pk")
    while batch := list(old[:RENEWED_AT_ONCE]):
        for query in batch:
            query.words, query.stamp = needed_words(read(query.params)), stamp
        StandingQuery.objects.bulk_update(batch, ["words", "stamp"])
