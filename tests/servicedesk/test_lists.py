"""Pages of a list: what was filtered is not counted, and no page takes more queries than a desk can wait for."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from servicedesk import answering, filing, lists, merging, referring, words
from servicedesk.models import Question
from servicedesk.views import desk
from tests.factories import EntryFactory
from tests.servicedesk.factory import AT, asked, replied, staff, writing

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
FILTERS = (
    {"lijst": "gesloten"},
    {"lijst": "open", "q": "ouderen"},
    {"lijst": "open", "theme": "bewegen", "channel": "web"},
    {"lijst": "open", "organisation": "ggd", "tag": "haast", "area": "Utrecht"},
)


@pytest.fixture
def pages_of_two(monkeypatch) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 2)
    for number in range(5):
        asked(at=AT + timedelta(minutes=number))


def found() -> object:
    return Question.objects.order_by("pk")


@pytest.mark.parametrize(
    ("wanted", "number", "rows", "pages"),
    [("", 1, 2, 2), ("2", 2, 2, 3), ("3", 3, 1, 3), ("9", 1, 2, 2), ("nul", 1, 2, 2), ("0", 1, 2, 2)],
)
def test_filtered_page_knows_whether_another_follows(pages_of_two, wanted, number, rows, pages):
    page = lists.page(found(), wanted)

    assert (page.number, len(page.rows), page.pages) == (number, rows, pages)


def test_last_page_that_is_shown_says_that_more_follows(pages_of_two):
    shown, cut = lists.page(found(), "1", most=2), lists.page(found(), "8", most=2)

    assert (shown.is_cut, cut.number, cut.pages, cut.is_cut) == (False, 2, 2, True)


@pytest.mark.parametrize(("wanted", "number"), [("", 1), ("3", 3), ("70", 3), ("0", 1), ("²", 1)])
def test_whole_list_has_all_its_pages(pages_of_two, wanted, number):
    page = lists.counted_page(found(), wanted, 5)

    assert (page.number, page.pages, page.is_cut) == (number, 3, False)


def test_list_leads_to_the_next_page_of_what_was_searched(client_for, monkeypatch):
    monkeypatch.setattr(desk.lists, "PAGE_SIZE", 2)
    for _ in range(3):
        asked(at=timezone.now())

    page = client_for(staff()).get(reverse("desk"), {"lijst": "open", "q": "ouderen"}).content.decode()

    assert page.count('class="desk-row"') == 2
    assert 'rel="next" href="?lijst=open&amp;q=ouderen&amp;pagina=2"' in page


@pytest.mark.parametrize("query", FILTERS)
def test_filtered_list_takes_few_queries(client_for, django_assert_max_num_queries, steady_vocabulary, query):
    client = client_for(staff())
    for _ in range(3):
        asked(at=timezone.now())
    client.get(reverse("desk"), query)

    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(reverse("desk"), query)


@pytest.mark.parametrize("known", [[], sum(words.asked("ouderen"), [])])
@pytest.mark.parametrize("order", ["asked_at", "-number"])
def test_common_and_rare_words_find_the_same_in_the_same_order(known, order):
    cache.set(words.COMMON_KEY, frozenset(known))
    rows = [asked(at=AT - timedelta(days=number)) for number in (2, 5, 1)]
    asked(text="Iets over slapen", at=AT)

    found = words.search(Question.objects.order_by(order), words.asked("ouderen"))

    assert list(found) == sorted(rows, key=lambda row: row.asked_at if order == "asked_at" else -row.number)


def test_common_words_are_those_of_the_statistics():
    for _ in range(3):
        asked()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE servicedesk_question")

    assert set(Question.objects.first().lexemes) <= words.common()


def with_everything(by, at) -> Question:
    """A question with all that its page can show: earlier ones, one merged into it, files, an answer, a draft."""
    asked(at=at - timedelta(days=9))
    question, other = asked(at=at), asked(at=at, email="noor@example.org")
    merging.merge(other, question, by=by, at=at)
    question.refresh_from_db()
    told = writing(question)
    filing.keep(ContentFile(b"Een bijlage", name="bijlage.txt"), told.submission, at=at)
    answering.reply(question, told, by=by, at=at)
    question.refresh_from_db()
    entry = EntryFactory(published=True)
    referring.refer(question, "entry", entry.pk, reason="Past.", by=by, at=at)
    answering.save_draft(question, "Nog niet af", "reply", by=by, at=at)
    return question


def test_page_of_a_question_with_everything_takes_few_queries(
    client_for, django_assert_max_num_queries, steady_vocabulary
):
    by, at = staff(), timezone.now()
    question = with_everything(by, at)
    client = client_for(by)
    client.get(question.get_absolute_url())

    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(question.get_absolute_url()).content.decode()

    for shown in ("bijlage.txt", "niet gescand", "Nog niet af", "Vroeg eerder", "Ongedaan maken"):
        assert shown in page


def test_people_of_the_desk_are_counted_in_the_same_queries(client_for, django_assert_num_queries, steady_vocabulary):
    client, at = client_for(staff()), timezone.now()
    client.get(reverse("desk"))
    for _ in range(9):
        replied(asked(at=at), staff(), at=at)

    with django_assert_num_queries(9):
        client.get(reverse("desk"))
