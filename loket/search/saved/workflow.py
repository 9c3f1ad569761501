"""Keeping a search, and how often one hears of it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.core.telling import Rhythm, due
from loket.search.enums import Sort
from loket.search.query import PAGE_SIZE, SearchRequest
from loket.search.saved import matching, news, permissions
from loket.search.saved.models import MAX_PARAMS, SavedSearch, StandingQuery

MOST_PER_PERSON = 200


def canonical(request: SearchRequest) -> str:
    """The one query string of a search: what is looked for, without page, order or what is unfolded."""
    plain = request.to_params(page=1, page_size=PAGE_SIZE, sort=Sort.RELEVANCE, unfolded="")
    return plain.urlencode()


def save(request: SearchRequest, *, name: str, rhythm: str, by, at: datetime) -> tuple[SavedSearch, bool]:
    """Keep a search; returns it and whether it is new: who has it already keeps the one there is.

    Raises ``ValidationError`` when it is too long or this person has too many.
    """
    if not permissions.can_save(by):
        raise PermissionDenied("Log in om een zoekvraag te bewaren.")
    params = canonical(request)
    if len(params) > MAX_PARAMS:
        raise ValidationError("Deze zoekvraag is te lang om te bewaren. Kies minder filters of gebruik minder woorden.")
    with transaction.atomic():
        query = _standing(params)
        matching.catch_up(query, at=at)
        existing = SavedSearch.objects.visible_to(by).filter(query=query).first()
        if existing:
            return existing, False
        if SavedSearch.objects.visible_to(by).count() >= MOST_PER_PERSON:
            raise ValidationError(f"U kunt hooguit {MOST_PER_PERSON} zoekvragen bewaren. Haal er eerst een weg.")
        told = {"created_at": at, "told_until": news.last_match(query.pk)}
        return SavedSearch.objects.create(user=by, query=query, name=name, rhythm=rhythm, **told), True


def _standing(params: str) -> StandingQuery:
    """The row of this query, held: two people who save it at once wait for each other."""
    if not StandingQuery.objects.filter(params=params).exists():
        stamp, request = matching.synonyms_stamp(), matching.read(params)
        needs = {"words": matching.needed_words(request), "facets": matching.needed_facets(request)}
        StandingQuery.objects.bulk_create([StandingQuery(params=params, stamp=stamp, **needs)], ignore_conflicts=True)
    return StandingQuery.objects.select_for_update().get(params=params)


def change(search: SavedSearch, *, name: str, rhythm: str, by, at: datetime) -> None:
    """Another name or rhythm. News that waits moves along; who heard nothing before starts from now."""
    _require_mine(by, search)
    _set_rhythm(search, rhythm, at=at, name=name)


def stop(search: SavedSearch, *, at: datetime) -> None:
    """No mail any more, by the signed link of a mail; the search stays."""
    _set_rhythm(search, Rhythm.NEVER, at=at)


def _set_rhythm(search: SavedSearch, rhythm: str, *, at: datetime, **changes) -> None:
    with transaction.atomic():
        held = SavedSearch.objects.select_for_update().get(pk=search.pk)
        changes |= {"rhythm": rhythm, "due_at": due(rhythm, at) if held.due_at else None}
        if held.rhythm == Rhythm.NEVER:
            changes["told_until"] = news.last_match(held.query_id)
        for field, value in changes.items():
            setattr(search, field, value)
        search.save(update_fields=list(changes))


def remove(search: SavedSearch, *, by, at: datetime) -> None:
    """Take it away; it can be put back for a while."""
    _require_mine(by, search)
    SavedSearch.objects.filter(pk=search.pk, removed_at=None).update(removed_at=at, due_at=None)


def put_back(search: SavedSearch, *, by) -> None:
    """Undo taking away; what was found meanwhile is not news. Raises ``ValidationError`` when it was saved again."""
    _require_mine(by, search)
    told = {"removed_at": None, "told_until": news.last_match(search.query_id)}
    try:
        with transaction.atomic():
            SavedSearch.objects.filter(pk=search.pk).exclude(removed_at=None).update(**told)
    except IntegrityError as error:  # the constraint saved_search_once
        raise ValidationError("Deze zoekvraag hebt u intussen opnieuw bewaard.") from error


def _require_mine(by, search: SavedSearch) -> None:
    if not permissions.is_mine(by, search):
        raise PermissionDenied("Deze zoekvraag is niet van u.")


def forget_removed(at: datetime) -> int:
    """Throw away for good what was taken away a month ago, and searches that nobody keeps any more."""
    gone = SavedSearch.objects.past_putting_back(at)
    queries = list(gone.values_list("query", flat=True))
    removed = gone.delete()[0]
    _forget_queries(queries)
    return removed


def forget_person(user) -> None:
    """Erase all that somebody saved, with the words that nobody else saved."""
    queries = list(SavedSearch.objects.filter(user=user).values_list("query", flat=True))
    SavedSearch.objects.filter(user=user).delete()
    _forget_queries(queries)


def _forget_queries(numbers: list[int]) -> None:
    StandingQuery.objects.filter(pk__in=numbers, searches=None).delete()
