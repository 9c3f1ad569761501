"""Daily totals: counted by day, mended at night, and a gap where nothing was counted."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django_redis import get_redis_connection

from loket.usage import counting, reports, rollup, tallying
from loket.usage.enums import Act, Dimension
from loket.usage.models import DayCount, SelfCheck, UseCount
from tests.checking import BROWSER
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)
YESTERDAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def _no_areas() -> None:
    """Only what a test registers is counted."""
    kept = dict(rollup._sources)
    rollup._sources.clear()
    yield
    rollup._sources.clear()
    rollup._sources.update(kept)


def used(day: date, count: int, act: str = Act.VIEW, number: int = 1) -> None:
    UseCount.objects.create(day=day, subject_type="entry", subject_id=number, act=act, count=count)


def kept() -> dict[tuple, int]:
    rows = DayCount.objects.exclude(count=0).values_list("act", "dimension", "code", "count")
    return {(act, dimension, code): count for act, dimension, code, count in rows}


def test_day_is_counted_by_act_and_kind():
    used(YESTERDAY, 5)
    used(YESTERDAY, 2, number=2)
    used(YESTERDAY, 1, Act.DOWNLOAD)

    rollup.roll_up(YESTERDAY)

    totals = {("view", "", ""): 7, ("download", "", ""): 1}
    assert kept() == totals | {("view", "kind", "entry"): 7, ("download", "kind", "entry"): 1}


def test_day_counted_twice_gives_the_same():
    used(YESTERDAY, 5)
    rollup.roll_up(YESTERDAY)
    first = kept()

    rollup.roll_up(YESTERDAY)

    assert kept() == first


def test_registered_rows_are_counted_with_their_parts():
    rollup.register(rollup.Source("vraag", "Vragen", lambda day: tallying.tally([{Dimension.THEME: ["a", "b"]}])))

    rollup.roll_up(YESTERDAY)

    assert kept() == {("vraag", "", ""): 1, ("vraag", "theme", "a"): 1, ("vraag", "theme", "b"): 1}


def test_day_on_which_nothing_was_counted_is_a_gap_and_not_a_zero():
    used(date(2026, 1, 5), 3)
    rollup.roll_up(date(2026, 1, 5))
    rollup.roll_up(date(2026, 2, 5))

    months = reports.per_month(["view"], [date(2026, 1, 1), date(2026, 2, 1)])["view"]

    assert [month.count for month in months] == [3, None]


def test_days_that_were_missed_are_counted_afterwards():
    for back in range(1, 5):
        used(TODAY - timedelta(days=back), back)

    assert [rollup.catch_up(TODAY), rollup.catch_up(TODAY)] == [4, 0]
    assert reports.total("view", date(2026, 2, 1), YESTERDAY) == 10


def test_check_finds_a_difference_says_so_and_mends_it(at):
    used(YESTERDAY, 5)
    rollup.roll_up(YESTERDAY)
    UseCount.objects.update(count=8)

    rollup.check(TODAY, at=at)

    assert [(row.act, row.counted, row.found) for row in reports.standing().differing] == [("view", 5, 8)]
    assert kept()["view", "", ""] == 8
    rollup.check(TODAY, at=at + timedelta(days=1))
    assert reports.standing().differing == ()


def test_check_of_a_quiet_week_agrees(at):
    used(YESTERDAY, 5)
    rollup.roll_up(YESTERDAY)

    rollup.check(TODAY, at=at)

    assert SelfCheck.objects.filter(day=YESTERDAY).count() == len(Act)
    assert reports.standing().counted_to == YESTERDAY


def test_sector_level_and_region_of_who_is_signed_in_are_counted_apart():
    get_redis_connection("default").delete(counting.PENDING, counting.TAKEN)
    for user in (UserFactory(sector="ggd", level="2", areas=[]), AnonymousUser()):
        request = RequestFactory(headers={"user-agent": BROWSER}).get("/")
        request.user = user
        counting.count(request, "view", "entry", 1, owner_id=None)

    counting.flush()

    assert kept() == {("view", "sector", "ggd"): 1, ("view", "level", "2"): 1}
    assert UseCount.objects.get().count == 2


def test_counting_anew_keeps_what_is_known_of_people():
    DayCount.objects.create(day=YESTERDAY, act="view", dimension="sector", code="ggd", count=6)

    rollup.roll_up(YESTERDAY)

    assert kept() == {("view", "sector", "ggd"): 6}


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([9, 7, 6], [9, 7, 6]),
        ([9, 7, 4], [9, None, None]),
        ([9, 4, 3], [9, None, None]),
        ([4], [None]),
        ([], []),
    ],
)
def test_small_cells_are_hidden_and_cannot_be_worked_out(counts, shown):
    cells = [reports.Cell(str(place), count) for place, count in enumerate(counts)]

    assert [cell.count for cell in reports.suppressed(cells)] == shown


def test_parts_of_people_are_suppressed_and_kinds_are_not():
    for dimension in ("sector", "kind"):
        DayCount.objects.create(day=YESTERDAY, act="view", dimension=dimension, code="x", count=2)

    shown = [reports.by("view", dimension, YESTERDAY, YESTERDAY)[0].count for dimension in ("sector", "kind")]

    assert shown == [None, 2]


def test_tally_counts_a_row_once_for_each_of_its_codes():
    rows = [{Dimension.THEME: ["a", "a", "b"], Dimension.CHANNEL: "web"}, {Dimension.THEME: [], Dimension.CHANNEL: ""}]

    assert tallying.tally(rows) == Counter({("", ""): 2, ("theme", "a"): 1, ("theme", "b"): 1, ("channel", "web"): 1})
