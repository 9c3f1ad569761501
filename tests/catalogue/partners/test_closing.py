"""Programmes close by themselves on their last day, and followers hear of it in time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from loket.catalogue import publishing
from loket.catalogue import workflow as entries
from loket.catalogue.following import workflow as following
from loket.catalogue.following.models import Happening
from loket.catalogue.partners import closing, closing_news, tasks
from loket.catalogue.partners.models import ClosingNotice
from loket.core.telling import Rhythm
from tests.catalogue.due import morning
from tests.catalogue.partners.factory import programme
from tests.factories import EntryFactory, RevisionFactory, UserFactory

pytestmark = pytest.mark.django_db
LAST = date(2026, 6, 15)


def told() -> list[str]:
    return list(Happening.objects.filter(what="told").order_by("pk").values_list("text", flat=True))


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 6, 3), "Nog 12 dagen"),
        (date(2026, 6, 14), "Sluit morgen"),
        (LAST, "Sluit vandaag"),
        (date(2026, 6, 16), "Gesloten"),
    ],
)
def test_days_left_in_words(today, words):
    assert closing.Closing(LAST, today).words == words


@pytest.mark.parametrize("day", ["", None, "binnenkort", "2027-02-29", 12])
def test_what_is_no_day_is_not_known(day):
    entry = programme(None)
    entry.content["fields"]["sluit_op"] = day

    assert closing.day_of(entry) is None


def test_leap_day_is_a_day():
    assert closing.of(programme("2028-02-29"), date(2028, 2, 28)).words == "Sluit morgen"


@pytest.mark.parametrize(("days", "is_open"), [(0, True), (1, False)])
def test_programme_closes_after_its_last_day(days, is_open, visitor, time_machine):
    entry = programme(LAST)
    time_machine.move_to(morning(LAST + timedelta(days=days)), tick=False)

    open_ones = visitor.get(reverse("programmes")).context["programmes"]
    closed_ones = visitor.get(reverse("programmes"), {"stand": "gesloten"}).context["programmes"]
    page = visitor.get(entry.get_absolute_url()).content.decode()
    results = visitor.get(reverse("search"), {"q": entry.title}).content.decode()

    assert (len(open_ones), len(closed_ones)) == (int(is_open), int(not is_open))
    assert ("Dit is gesloten" in page, ">Gesloten<" in results) == (not is_open, not is_open)


def test_open_ones_stand_by_closing_day_and_what_has_none_at_the_end(visitor, time_machine):
    time_machine.move_to(morning(LAST), tick=False)
    for day in (None, "2026-09-01", "", "2026-07-01", "2020-01-01"):
        programme(day, title=f"Subsidie {day!r}")

    shown = visitor.get(reverse("programmes")).context["programmes"]

    assert [str(found.on) if found else "" for _, found in shown] == ["2026-07-01", "2026-09-01", "", ""]


@pytest.mark.parametrize("query", [{"theme": "bewegen"}, {"area": "ggd-drenthe"}, {"q": "buurtpot"}])
def test_programmes_are_filtered(query, visitor):
    wanted = programme("2099-01-01", title="Buurtpot", told={"areas": ["gemeente-assen"]})
    programme("2099-01-01", title="Iets anders", told={"themes": ["roken"], "areas": ["gemeente-tiel"]})

    shown = visitor.get(reverse("programmes"), query).context["programmes"]

    assert [entry.pk for entry, _ in shown] == [wanted.pk]


@pytest.mark.parametrize("days", [30, 7])
def test_followers_are_warned_once_on_the_day(days):
    programme(LAST)
    day = LAST - timedelta(days=days)

    counts = [closing_news.warn(at=morning(each)) for each in (day - timedelta(days=1), day, day)]

    assert counts == ([0, 1, 0] if days == 30 else [0, 1, 0])
    assert told() == [f"Sluit binnenkort. U kunt aanvragen tot en met 15 juni 2026. Nog {days} dagen."]


def test_scheduler_that_was_away_for_a_week_forgets_nobody():
    programme(LAST)

    assert closing_news.warn(at=morning(LAST - timedelta(days=23))) == 1
    assert told() == ["Sluit binnenkort. U kunt aanvragen tot en met 15 juni 2026. Nog 23 dagen."]


@pytest.mark.parametrize("closes_on", [LAST - timedelta(days=1), LAST - timedelta(days=400)])
def test_day_in_the_past_is_closed_at_once_and_warns_nobody(closes_on, at):
    entry = programme(closes_on)

    assert closing_news.warn(at=morning(LAST)) == 0
    assert closing.of(entry, LAST).is_closed


def test_archived_programme_warns_nobody(at):
    entry = programme(LAST)
    publishing.archive(entry, by=None, at=at, reason="Weg", successor=None)

    assert closing_news.warn(at=morning(LAST - timedelta(days=7))) == 0


def test_follower_gets_the_warning(at, time_machine):
    entry, follower = programme(LAST), UserFactory()
    following.follow(following.of_entry(entry), rhythm=Rhythm.AT_ONCE, by=follower, at=morning(date(2026, 5, 1)))
    time_machine.move_to(morning(LAST - timedelta(days=7)), tick=False)

    tasks.warn_followers_of_what_closes()

    assert Happening.objects.get(what="told").entry == entry


def put_off(entry, day: str | None, *, at: datetime) -> None:
    revision = RevisionFactory(entry=entry, author=entry.owner, content=entry.content | {"fields": {"sluit_op": day}})
    entries.submit(revision, by=entry.owner, at=at)
    entries.accept(revision, by=UserFactory(editor=True), at=at)


def test_another_day_is_news_and_gives_warnings_of_its_own(at):
    entry = programme("2026-04-01")
    closing_news.warn(at=morning(date(2026, 3, 2)))

    put_off(entry, "2026-06-15", at=at)
    closing_news.warn(at=morning(date(2026, 5, 16)))

    assert told()[1:] == [
        "De laatste dag om aan te vragen is veranderd. U kunt aanvragen tot en met 15 juni 2026. Nog 105 dagen.",
        "Sluit binnenkort. U kunt aanvragen tot en met 15 juni 2026. Nog 30 dagen.",
    ]
    assert ClosingNotice.objects.count() == 2


def test_day_that_is_taken_away_is_news_with_what_it_was(at):
    entry = programme("2026-04-01")
    put_off(entry, "2026-05-01", at=at)
    entry.refresh_from_db()

    put_off(entry, None, at=at)

    assert told()[-1] == "De laatste dag om aan te vragen is niet meer bekend. Eerst was dat 1 mei 2026."


def test_other_change_is_no_news_of_a_day(at):
    entry = programme("2026-04-01")

    publishing.publish(entry, entry.content | {"summary": "Anders"}, by=None, at=at)

    assert told() == []


def test_other_kind_has_no_closing_day(visitor):
    entry = EntryFactory(published=True)

    assert "Alle programma's en subsidies" not in visitor.get(entry.get_absolute_url()).content.decode()


def test_what_closes_is_read_by_its_index():
    programme(LAST)
    query = closing.closing_between(LAST, LAST).values("pk")
    sql, params = query.query.sql_with_params()

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}", params)
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert "partners_programme_closing" in plan
    assert "Index Cond" in plan


@pytest.mark.parametrize("number", [1, 4])
def test_overview_asks_the_same_number_of_queries(number, visitor, django_assert_max_num_queries):
    for _ in range(number):
        programme("2099-01-01")
    visitor.get(reverse("programmes"))

    with django_assert_max_num_queries(6):
        visitor.get(reverse("programmes"))


def test_summer_time_does_not_shorten_the_last_day(visitor, time_machine):
    programme("2026-03-29")

    time_machine.move_to(datetime(2026, 3, 29, 21, 59, tzinfo=UTC), tick=False)
    before = visitor.get(reverse("programmes")).context["programmes"]
    time_machine.move_to(datetime(2026, 3, 29, 22, 1, tzinfo=UTC), tick=False)
    after = visitor.get(reverse("programmes")).context["programmes"]

    assert (len(before), len(after)) == (1, 0)
