"""Counting use: whose views count, once each, without following anybody and without Redis."""

from datetime import date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.test import RequestFactory
from django.urls import reverse
from django_redis import get_redis_connection
from redis.exceptions import RedisError

from loket.core.working_days import AMSTERDAM
from loket.search.models import Findable
from loket.usage import counting, tasks
from loket.usage.models import UseCount
from tests.checking import BROWSER
from tests.factories import EntryFactory, EntryFileFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_counters_left_over():
    get_redis_connection("default").delete(counting.PENDING, counting.TAKEN)


@pytest.fixture
def without_redis(settings):
    """The address of a Redis that does not answer."""
    known = settings.CACHES["default"]["LOCATION"]
    settings.CACHES["default"]["LOCATION"] = "unix:///nergens/redis.sock?db=0"
    del caches["default"]
    yield
    settings.CACHES["default"]["LOCATION"] = known
    del caches["default"]


def request_of(user=None, agent: str = BROWSER, **headers):
    request = RequestFactory(headers={"user-agent": agent, **headers}).get("/")
    request.user = user or AnonymousUser()
    return request


def pending() -> int:
    return sum(int(value) for value in get_redis_connection("default").hvals(counting.PENDING))


def rows() -> list[tuple]:
    return sorted(UseCount.objects.values_list("subject_id", "act", "count"))


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Googlebot/2.1",
        "curl/8.5",
        "python-requests/2.32",
        "Mozilla/5.0 (compatible; bingbot/2.0)",
        "UptimeMonitor",
        "Mozilla/5.0 HeadlessChrome/140.0",
        "facebookexternalhit crawler",
        "Java/21",
    ],
)
def test_machine_is_not_counted(agent):
    counting.count(request_of(agent=agent), "view", "entry", 1, owner_id=None)

    assert pending() == 0


def test_page_fetched_beforehand_is_not_counted():
    counting.count(request_of(**{"Sec-Purpose": "prefetch;prerender"}), "view", "entry", 1, owner_id=None)

    assert pending() == 0


@pytest.mark.parametrize(
    ("roles", "counted"),
    [
        ([], 1),
        (["professional"], 1),
        (["partner"], 1),
        (["xpert"], 1),
        (["redactie"], 0),
        (["servicedesk"], 0),
        (["kernteam"], 0),
        (["coordinator"], 0),
        (["partner", "redactie"], 0),
    ],
)
def test_staff_is_not_counted(roles, counted):
    counting.count(request_of(UserFactory(roles=roles)), "view", "entry", 1, owner_id=None)

    assert pending() == counted


def test_owner_is_not_counted():
    owner = UserFactory()

    counting.count(request_of(owner), "view", "entry", 1, owner_id=owner.pk)

    assert pending() == 0


def test_visitor_is_counted_without_a_trace_of_who():
    counting.count(request_of(), "view", "entry", 1, owner_id=None)

    keys = get_redis_connection("default").hkeys(counting.PENDING)
    assert [key.decode().split("|")[1:] for key in keys] == [["entry", "1", "view"]]


def test_unknown_act_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="lezen"):
        counting.count(request_of(), "lezen", "entry", 1, owner_id=None)


def test_flush_adds_up_and_again_adds_nothing():
    for _visit in range(3):
        counting.count(request_of(), "view", "entry", 1, owner_id=None)
    counting.count(request_of(), "download", "entry", 1, owner_id=None)

    written = [counting.flush(), counting.flush()]

    assert (written, rows()) == ([2, 0], [(1, "download", 1), (1, "view", 3)])


def test_flush_adds_to_the_rows_of_the_day_and_the_index():
    entry = EntryFactory(published=True)
    for _round in range(2):
        counting.count(request_of(), "view", "entry", entry.pk, owner_id=None)
        counting.flush()

    assert rows() == [(entry.pk, "view", 2)]
    assert Findable.objects.values_list("use_count", flat=True).get() == 2


def test_flush_after_a_crash_takes_up_what_was_taken():
    redis = get_redis_connection("default")
    redis.hset(counting.TAKEN, "2026-03-02|entry|1|view", 5)
    counting.count(request_of(), "view", "entry", 2, owner_id=None)

    tasks.write_use_counts()
    tasks.write_use_counts()

    assert rows() == [(1, "view", 5), (2, "view", 1)]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 1, 23, 59, tzinfo=AMSTERDAM), date(2026, 3, 1)),
        (datetime(2026, 3, 2, 0, 1, tzinfo=AMSTERDAM), date(2026, 3, 2)),
        (datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=AMSTERDAM), date(2026, 10, 25)),
    ],
)
def test_use_belongs_to_the_dutch_day(moment, day, time_machine):
    time_machine.move_to(moment, tick=False)

    counting.count(request_of(), "view", "entry", 1, owner_id=None)
    counting.flush()

    assert UseCount.objects.get().day == day


def test_without_redis_the_page_does_not_notice(without_redis, visitor):
    entry = EntryFactory(published=True)

    assert visitor.get(entry.get_absolute_url()).status_code == 200


def test_without_redis_flush_says_so(without_redis):
    with pytest.raises(RedisError):
        counting.flush()


def test_pages_of_the_catalogue_count_views_and_downloads(visitor, client_for):
    entry = EntryFactory(published=True)
    file = EntryFileFactory(entry=entry)
    entry.content["files"] = [file.pk]
    entry.save()

    for client in (visitor, client_for(entry.owner)):
        for url in (entry.get_absolute_url(), file.get_absolute_url(), reverse("download_all", args=[entry.slug])):
            client.get(url)
    counting.flush()

    assert rows() == [(entry.pk, "download", 2), (entry.pk, "view", 1)]
