import threading
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, InternalError, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loket.core.workflow import StaleState
from tests.factories import UserFactory
from tests.xperts.trajectories.factory import AT, begun, logged, part, running, signed, with_more_hours
from xperts.trajectories import logging_hours
from xperts.trajectories.enums import FREE_KINDS, HourKind
from xperts.trajectories.models import Engagement, HourEntry

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def on(month: int, day: int, hour: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=AMSTERDAM)


def used(trajectory) -> int:
    return part(trajectory).used_minutes


def test_hours_are_counted_by_the_database():
    trajectory = running()

    logged(trajectory, 90)
    logged(trajectory, 31)

    assert (used(trajectory), part(trajectory).left_minutes) == (121, 1_079)


def test_hours_above_the_grant_need_an_addition():
    trajectory = running(minutes=100)
    logged(trajectory, 100)

    with pytest.raises(ValidationError, match="aanvulling"):
        logged(trajectory, 1)

    assert used(trajectory) == 100


def test_hours_after_an_addition_go_on():
    trajectory = running(minutes=100, institute="GGD Elders (voorbeeld)")
    logged(trajectory, 100)
    with_more_hours(trajectory, 30)
    signed(trajectory, 1)

    logged(trajectory, 30)

    assert part(trajectory).left_minutes == 0


@pytest.mark.parametrize("kind", FREE_KINDS)
def test_free_hours_are_never_refused_for_lack_of_budget(kind):
    trajectory = running(minutes=60)
    logged(trajectory, 60)

    logged(trajectory, 24 * 60, kind=kind)

    assert used(trajectory) == 60


def test_database_refuses_what_a_form_forgot():
    engagement = part(running(minutes=60))
    told = {"engagement": engagement, "day": DAY, "kind": HourKind.ADVICE, "what": "X", "at": AT}

    for minutes in (61, 0, -1, 24 * 60 + 1):
        with pytest.raises(IntegrityError), transaction.atomic():
            HourEntry.objects.create(minutes=minutes, **told)


@pytest.mark.parametrize(
    ("day", "at", "sentence"),
    [
        (date(2026, 3, 3), AT, "nog niet geweest"),
        (date(2026, 3, 1), AT, "nog niet getekend"),
        (date(2026, 3, 31), on(4, 11), "gesloten"),
    ],
)
def test_day_that_cannot_be_written_says_why(day, at, sentence):
    with pytest.raises(ValidationError, match=sentence):
        logged(running(), 60, day, at=at)


def test_hours_of_last_month_are_written_in_the_days_of_grace():
    trajectory = running()

    logged(trajectory, 60, date(2026, 3, 31), at=on(4, 10, 23))

    assert used(trajectory) == 60


def test_hours_before_the_signing_are_not_possible():
    trajectory = begun()

    with pytest.raises(PermissionDenied):
        logged(trajectory, 60)


def test_somebody_else_cannot_write_hours():
    engagement = part(running())

    with pytest.raises(PermissionDenied):
        logging_hours.write(engagement, day=DAY, minutes=1, kind="advice", what="X", by=UserFactory(), at=AT)


def test_change_leaves_what_stood_there():
    trajectory = running()
    row = logged(trajectory, 60)
    told = {"day": DAY, "minutes": 45, "kind": HourKind.ADVICE, "what": "Korter gesprek"}

    changed = logging_hours.change(row, **told, by=part(trajectory).person, at=AT)

    row.refresh_from_db()
    assert (row.minutes, row.withdrawn_at, changed.replaces) == (60, AT, row)
    assert used(trajectory) == 45


def test_change_that_does_not_fit_keeps_the_old_hours():
    trajectory = running(minutes=60)
    row = logged(trajectory, 60)

    with pytest.raises(ValidationError, match="niet genoeg uren"):
        logging_hours.change(row, day=DAY, minutes=61, kind="advice", what="X", by=part(trajectory).person, at=AT)

    row.refresh_from_db()
    assert (row.withdrawn_at, used(trajectory)) == (None, 60)


def test_withdrawn_hours_come_free_once():
    trajectory = running()
    row = logged(trajectory, 60)
    person = part(trajectory).person
    logging_hours.withdraw(row, why="Dubbel", by=person, at=AT)

    with pytest.raises(StaleState):
        logging_hours.withdraw(row, why="Dubbel", by=person, at=AT)

    assert used(trajectory) == 0


def test_hours_cannot_be_rewritten_or_removed():
    row = logged(running(), 60)

    for change in ({"minutes": 1}, {"day": date(2026, 3, 1)}, {"kind": "travel"}):
        with pytest.raises(InternalError), transaction.atomic():
            HourEntry.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(InternalError), transaction.atomic():
        row.delete()


def test_correction_takes_off_and_never_below_nothing():
    trajectory = running()
    logged(trajectory, 60)

    logged(trajectory, -60, kind=HourKind.CORRECTION)
    with pytest.raises(ValidationError, match="niet groter"):
        logged(trajectory, -1, kind=HourKind.CORRECTION)

    assert used(trajectory) == 0


ACTS = st.tuples(st.sampled_from(["write", "free", "withdraw", "change"]), st.integers(1, 200))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    acts=st.lists(st.tuples(st.sampled_from(["write", "free", "withdraw", "change"]), st.integers(1, 200)), max_size=8)
)
def test_ledger_is_the_sum_of_what_stands_whatever_is_done(acts):
    with transaction.atomic():
        trajectory = running(minutes=300)
        for name, minutes in acts:
            _do(trajectory, name, minutes)

        stands = sum(row.minutes for row in HourEntry.objects.filter(engagement=part(trajectory)).on_budget())
        assert used(trajectory) == stands <= 300
        transaction.set_rollback(True)


def _do(trajectory, name: str, minutes: int) -> None:
    person, last = part(trajectory).person, HourEntry.objects.live().order_by("pk").last()
    told = {"day": DAY, "minutes": minutes, "kind": HourKind.ADVICE, "what": "X"}
    try:
        if name in ("write", "free"):
            logged(trajectory, minutes, kind=HourKind.TRAVEL if name == "free" else HourKind.ADVICE)
        elif last and name == "withdraw":
            logging_hours.withdraw(last, why="Fout", by=person, at=AT)
        elif last:
            logging_hours.change(last, **told, by=person, at=AT)
    except ValidationError:
        pass  # above the grant: refused, and nothing changed


@pytest.mark.django_db(transaction=True)
def test_the_last_hours_are_written_once_by_many_windows():
    trajectory = running(minutes=100)
    gate, refused = threading.Barrier(8), []

    def press() -> None:
        gate.wait()
        try:
            logged(trajectory, 30)
        except ValidationError as error:
            refused.append(error)
        connections.close_all()

    threads = [threading.Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (used(trajectory), len(refused)) == (90, 5)
    assert Engagement.objects.get().left_minutes == 10


def test_day_of_a_clock_change_has_its_own_hours():
    trajectory = running(minutes=1_380)

    logged(trajectory, 24 * 60 - 60, date(2026, 3, 29), at=on(3, 29, 23))

    assert used(trajectory) == 1_380


def test_hours_of_29_february_close_in_march():
    at = datetime(2028, 2, 28, 10, tzinfo=AMSTERDAM)
    trajectory = running(at=at)

    logged(trajectory, 60, date(2028, 2, 29), at=datetime(2028, 3, 10, 23, 59, tzinfo=AMSTERDAM))
    with pytest.raises(ValidationError, match="gesloten"):
        logged(trajectory, 60, date(2028, 2, 29), at=datetime(2028, 3, 11, tzinfo=AMSTERDAM) + timedelta(seconds=1))

    assert used(trajectory) == 60
