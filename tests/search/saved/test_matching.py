"""What saved searches find anew: the same as the page, once, and at the cost of what changed."""

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from loket.catalogue import findable
from loket.catalogue.models import Entry
from loket.search import engine, index, keeping
from loket.search.models import SynonymGroup
from loket.search.saved import matching, workflow
from loket.search.saved.models import Change, Match, SavedSearch, StandingQuery
from tests.factories import EntryFactory, UserFactory
from tests.search.saved.factory import asked, run, saved

pytestmark = pytest.mark.django_db


def rewritten(entry: Entry, **changes) -> None:
    """The entry with another text, as the index has it after that."""
    entry.content = entry.content | changes
    entry.title = entry.content["title"]
    entry.save()
    index.put(findable.document(entry))


@pytest.mark.parametrize(
    "params",
    [
        "q=valpreventie",
        "q=val+preventie+ouderen",
        "theme=bewegen&kind=praktijkvoorbeeld",
        "q=wandelen&theme=bewegen",
        'q="samen+wandelen"',
        "q=wandelen+-fietsen",
        "q=wandelne",
        "",
        "actueel=ja",
        "theme=roken",
        "q=niersteen",
    ],
)
def test_new_matches_are_those_of_the_page(params, at):
    for title in ("Samen wandelen", "Valpreventie bij ouderen", "Fietsen of wandelen", "Koken"):
        EntryFactory(published=True, title=title)
    batch = matching.Batch.of(Change.objects.values_list("pk", flat=True))

    found = matching.new_matches(asked(params), batch, today=at.date())

    assert set(found) == {hit.id for hit in engine.search(asked(params), today=at.date()).hits}


@pytest.mark.parametrize("params", ["q=valpreventie", "theme=bewegen", "", "q=valprevnetie", "q=wandel+theme"])
def test_search_that_matches_is_among_those_that_could(params, at):
    search = saved(params, UserFactory(), at)
    EntryFactory(published=True, title="Valpreventie door wandelen")

    changed = matching._claim()

    possible = [pk for pk, _ in matching._possible(changed)]
    assert bool(engine.search(asked(params)).hits) <= (possible == [search.query_id])


@pytest.mark.parametrize(
    ("text", "is_news"),
    [
        ("wandelen ouderen", True),
        ("wandelen zwemmen", False),
        ("aanpak wandelen", True),
        ("wandelen ouderen wijk zwemmen", True),
        ("wandelen ouderen zwemmen schaatsen", False),
    ],
)
def test_news_has_nearly_all_words_that_tell_something(text, is_news, at):
    saved(f"q={text}", UserFactory(), at)

    EntryFactory(published=True, title="Wandelen met ouderen in de wijk")

    assert matching.find(at=at) == is_news


def test_each_distinct_search_is_asked_once_whoever_saved_it(at):
    for person in UserFactory.create_batch(3):
        saved("theme=bewegen&q=wandelen", person, at)
        saved("q=+wandelen&theme=bewegen&sort=nieuwste&pagina=2", person, at)

    assert StandingQuery.objects.values_list("params", flat=True).get() == "q=wandelen&theme=bewegen"
    assert SavedSearch.objects.count() == 3


def test_cost_of_a_run_follows_what_changed_and_not_what_is_saved(at):
    person = UserFactory()
    saved("q=valpreventie", person, at)
    EntryFactory(published=True, title="Valpreventie")
    with CaptureQueriesContext(connection) as few:
        matching.find(at=at)
    queries = [
        StandingQuery(params=f"q=woord{n}", words=[f"woord{n}"], facets=["*"], stamp=matching.synonyms_stamp())
        for n in range(2_000)
    ]
    made = StandingQuery.objects.bulk_create(queries)
    SavedSearch.objects.bulk_create(SavedSearch(user=person, query=row, name="x", created_at=at) for row in made)

    EntryFactory(published=True, title="Valpreventie")
    with CaptureQueriesContext(connection) as many:
        matching.find(at=at)

    assert len(many) == len(few)


def test_run_with_nothing_new_asks_no_search(at):
    saved("q=valpreventie", UserFactory(), at)
    matching.find(at=at)

    with CaptureQueriesContext(connection) as queries:
        matching.find(at=at)

    assert len(queries) <= 6


def test_entry_that_changes_into_a_match_is_found_once(at):
    search, entry = saved("q=valpreventie", UserFactory(), at), EntryFactory(published=True, title="Koken")
    matching.find(at=at)

    for title in ("Valpreventie", "Valpreventie thuis"):
        rewritten(entry, title=title)
        matching.find(at=at)

    assert list(Match.objects.values_list("query", "subject_id")) == [(search.query_id, entry.pk)]


def test_entry_that_matched_before_it_changed_is_no_news(at):
    entry = EntryFactory(published=True, title="Valpreventie")
    saved("q=valpreventie", UserFactory(), at)

    rewritten(entry, title="Valpreventie thuis")

    assert (matching.find(at=at), Match.objects.count()) == (0, 0)


def test_entry_made_and_changed_before_the_run_is_found(at):
    saved("q=valpreventie", UserFactory(), at)
    entry = EntryFactory(published=True, title="Valpreventie")

    rewritten(entry, title="Valpreventie thuis")

    assert matching.find(at=at) == 1


def test_entry_that_left_before_the_run_is_not_found(at):
    saved("q=valpreventie", UserFactory(), at)
    entry = EntryFactory(published=True, title="Valpreventie")

    index.remove(findable.SUBJECT_TYPE, entry.pk)

    assert (matching.find(at=at), Change.objects.count()) == (0, 0)


def test_what_was_seen_while_saving_is_no_news_but_is_for_who_had_the_search(at):
    early, late = UserFactory.create_batch(2)
    saved("q=valpreventie", early, at)
    EntryFactory(published=True, title="Valpreventie")

    workflow.save(asked("q=valpreventie"), name="Ook ik", rhythm="meteen", by=late, at=at)

    assert run(at) == 1
    assert SavedSearch.objects.get(user=late).due_at is None


def test_use_of_an_entry_is_no_change(at):
    EntryFactory(published=True)
    matching.find(at=at)

    with connection.cursor() as cursor:
        cursor.execute("UPDATE search_findable SET use_count = use_count + 1")

    assert Change.objects.count() == 0


def test_synonym_added_later_widens_saved_searches(at):
    saved("q=valpreventie", UserFactory(), at)
    keeping.save_group(SynonymGroup(terms=["valpreventie", "struikelgids"], direction="both"), at)

    EntryFactory(published=True, title="Struikelgids")

    assert matching.find(at=at) == 1


def test_run_broken_off_half_way_finds_the_rest_and_nothing_twice(at):
    saved("q=valpreventie", UserFactory(), at)
    last = saved("theme=bewegen", UserFactory(), at)
    EntryFactory(published=True, title="Valpreventie")
    with connection.cursor() as cursor:  # a match that the database refuses stands for any crash half-way
        cursor.execute(
            "ALTER TABLE saved_searches_match ADD CONSTRAINT refused CHECK (query_id <> %s)", [last.query_id]
        )
    with pytest.raises(IntegrityError):
        matching.find(at=at)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE saved_searches_match DROP CONSTRAINT refused")

    again = matching.find(at=at)

    assert (again, Match.objects.count(), Change.objects.count()) == (1, 2, 0)
