"""Putting into the index, one at a time and many at once, and taking out."""

import pytest
from django.db import connection

from loket.search import index, rows
from loket.search.models import Findable, FindableText, Lexeme, Passage, Word
from tests.search.documents import document, found, titles

pytestmark = pytest.mark.django_db


def _stored() -> list:
    """Everything that is stored, without row numbers."""
    findables = Findable.objects.order_by("subject_id").values_list(
        "subject_id",
        "title",
        "title_key",
        "title_words",
        "vector",
        "facets",
        "audience",
        "text__lexemes",
        "text__words",
    )
    passages = Passage.objects.order_by("findable__subject_id", "position").values_list("place", "text", "vector")
    counts = [
        set(model.objects.filter(document_count__gt=0).values_list(name, "document_count"))
        for model, name in ((Lexeme, "lexeme"), (Word, "word"))
    ]
    return [list(findables), list(passages), *counts]


def _several() -> list:
    return [
        document(
            f"Valpreventie {n}",
            subject_id=n,
            summary="Vallen voorkomen",
            body="Ouderen oefenen samen. " * n,
            passages=[("plan.pdf, pagina 1", "Evenwicht")],
            facets={"theme": ["valpreventie"]},
            year=2020,
        )
        for n in range(1, 8)
    ]


def test_put_many_stores_what_single_puts_store() -> None:
    for one in _several():
        index.put(one)
    singly = _stored()
    for one in _several():
        index.remove("entry", one.subject_id)

    index.put_many(_several())

    assert _stored() == singly


def test_put_many_in_two_processes_stores_the_same() -> None:
    many = [document(f"Roken {n}", subject_id=n) for n in range(index.ANALYSED_AT_ONCE + 5)]
    index.put_many(many)
    alone = _stored()

    index.put_many(many, processes=2)

    assert _stored() == alone


def test_put_again_replaces() -> None:
    index.put(document("Roken", subject_id=1))

    index.put(document("Bewegen", subject_id=1))

    assert (titles("roken"), titles("bewegen")) == ([], ["Bewegen"])


def test_put_again_keeps_the_use() -> None:
    index.put(document("Roken", subject_id=1))
    Findable.objects.update(use_count=7)

    index.put(document("Roken", subject_id=1))

    assert Findable.objects.get().use_count == 7


def test_removed_leaves_nothing() -> None:
    index.put(document("Roken", body="Een tekst over tabak."))

    index.remove("entry", Findable.objects.get().subject_id)

    left = [model.objects.count() for model in (Findable, FindableText, Passage)]
    assert [*left, *_stored()[2:]] == [0, 0, 0, set(), set()]


def test_remove_of_what_is_not_there_says_so() -> None:
    assert not index.remove("entry", 404)


def test_recount_puts_counts_right() -> None:
    index.put_many(_several())
    right = _stored()
    Lexeme.objects.update(document_count=99)
    Word.objects.all().delete()

    index.recount()

    assert _stored() == right


def test_words_of_private_documents_are_not_kept_for_suggestions() -> None:
    index.put(document("Geheimzinnig plan", audience=["org:1"]))

    assert not Word.objects.exists()


def test_put_of_a_very_long_text_fits() -> None:
    long = " ".join(f"woord{n}en" for n in range(40_000))

    index.put(document("Lang", body=long))

    assert titles("woord123en") == ["Lang"]


@pytest.mark.parametrize("title", ["O'Reilly \\ & | ! : * ( )", "\x00nul", "<script>alert(1)</script> school", "🎈"])
def test_put_takes_any_title(title: str) -> None:
    index.put(document(title))

    assert Findable.objects.count() == 1


def test_facet_tokens_have_own_fields() -> None:
    one = document("A", facets={"theme": ["roken"]}, year=2019, owner_id=3)

    assert rows.facet_tokens(one) == ["kind:interventie", "language:nl", "theme:roken", "year:2019"]


def test_search_is_one_statement_when_words_are_known(django_assert_num_queries, steady_vocabulary) -> None:
    index.put(document("Roken op school", facets={"theme": ["roken"], "setting": ["school-po"]}))
    found("roken")

    with django_assert_num_queries(1):
        found("roken school", facets={"theme": ("roken",), "setting": ("school-po",)})


def test_search_with_a_typing_error_is_three_statements(django_assert_max_num_queries) -> None:
    index.put(document("Overgewicht bij jongeren"))
    found("overgewicht")

    with django_assert_max_num_queries(3):
        assert found("overgewigt").repaired == "overgewicht"


def test_vectors_stay_in_the_row() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attstorage FROM pg_attribute WHERE attrelid = 'search_findable'::regclass AND attname = 'vector'"
        )
        assert cursor.fetchone() == ("m",)


def test_words_gathered_are_found_and_leave_no_list() -> None:
    with index.words_gathered():
        index.put_many(_several())
        during = titles("valpreventie")

    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions, gin_clean_pending_list(oid) FROM pg_class WHERE relname = 'findable_words'")
        assert cursor.fetchone() == (["fastupdate=off"], 0)
    assert len(titles("valpreventie")) == len(during) == 7


def test_keywords_beside_each_other_are_no_compound() -> None:
    row = rows.analyse(document("Titel", keywords=["val", "preventie"]))

    assert "&val.preventie" not in row.vector


def test_passages_keep_no_pairs_of_words() -> None:
    row = rows.analyse(document("Titel", body="Preventie van vallen."))

    assert "&val.preventie" in row.vector
    assert "&" not in row.passages[0].vector


def test_what_an_entry_is_about_is_counted_with_its_words() -> None:
    index.put(document("Titel", facets={"theme": ["roken"], "area": ["gm0363"]}))

    counted = Lexeme.objects.filter(lexeme__contains=":").values_list("lexeme", "document_count")

    assert set(counted) == {("kind:interventie", 1), ("theme:roken", 1)}
