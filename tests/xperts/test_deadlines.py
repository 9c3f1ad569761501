"""The clock over ten years of Dutch days: every pair of moments, clock changes, leap days, holidays."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loket.core.working_days import AMSTERDAM, add_working_days, is_working_day
from tests.xperts.factory import moment
from xperts import deadlines

FIRST, LAST = datetime(2024, 1, 1), datetime(2034, 12, 31)
# The first example loads the Dutch holidays; on a busy machine that takes its time.
PATIENT = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MOMENTS = st.datetimes(FIRST, LAST, timezones=st.sampled_from([AMSTERDAM, UTC]))
DUES = st.dates(FIRST.date(), LAST.date()).map(deadlines.end_of)
TERMS = [
    ((2026, 3, 8), (2026, 3, 10), (2026, 3, 24)),
    ((2026, 3, 20), (2026, 3, 20), (2026, 4, 3)),
    ((2026, 10, 20), (2026, 10, 12), (2026, 11, 3)),
    ((2028, 2, 15), (2028, 2, 1), (2028, 2, 29)),
    ((2028, 2, 16), (2028, 2, 1), (2028, 3, 1)),
    ((2027, 2, 15), (2027, 2, 15), (2027, 3, 1)),
    ((2026, 12, 20), (2026, 12, 20), (2027, 1, 3)),
]


@pytest.mark.parametrize(("diagnosis", "application", "due"), TERMS)
def test_decision_is_due_at_the_end_of_the_fourteenth_day(diagnosis, application, due):
    found = deadlines.decision_due(*(datetime(*day, 10, tzinfo=AMSTERDAM) for day in (diagnosis, application)))

    assert found == datetime(*due, 23, 59, 59, tzinfo=AMSTERDAM)


@PATIENT
@given(MOMENTS, MOMENTS)
def test_due_is_fourteen_days_after_the_later_and_the_last_second_of_a_dutch_day(diagnosed_at, applied_at):
    due = deadlines.decision_due(diagnosed_at, applied_at)

    begins = max(diagnosed_at.astimezone(AMSTERDAM), applied_at.astimezone(AMSTERDAM), key=lambda row: row.timestamp())
    local = due.astimezone(AMSTERDAM)
    assert (local.date() - begins.date()).days == 14
    assert local.time() == time(23, 59, 59)
    assert due == deadlines.decision_due(applied_at, diagnosed_at)


@PATIENT
@given(MOMENTS, MOMENTS, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_later_application_never_gives_an_earlier_due_date(diagnosed_at, applied_at, later):
    due = deadlines.decision_due(diagnosed_at, applied_at)

    assert deadlines.decision_due(diagnosed_at, applied_at + later) >= due


def test_day_that_begins_in_utc_is_the_dutch_day():
    late = datetime(2026, 3, 9, 23, 30, tzinfo=UTC)

    assert deadlines.decision_due(late, late).astimezone(AMSTERDAM).date().day == 24


@pytest.mark.parametrize("place", [0, 1])
def test_moment_without_zone_is_refused(place):
    moments = [moment(8), moment(9)]
    moments[place] = moments[place].replace(tzinfo=None)

    with pytest.raises(ValueError, match="time zone"):
        deadlines.decision_due(*moments)


def test_explanation_names_both_days_and_the_end():
    told = deadlines.explained(moment(8, year=2027), moment(10, year=2027))

    assert told == "Diagnose 8 maart, aanvraag 10 maart: besluit uiterlijk woensdag 24 maart 2027 om 23.59 uur."


def test_explanation_over_the_turn_of_the_year_names_years():
    told = deadlines.explained(moment(20, month=12), moment(22, month=12))

    assert told.startswith("Diagnose 20 december 2026, aanvraag 22 december 2026: besluit uiterlijk dinsdag 5 januari")


@PATIENT
@given(DUES)
def test_reminders_fall_on_working_days_at_nine_and_in_order(due):
    planned = deadlines.reminders(due)

    local = [row.at.astimezone(AMSTERDAM) for row in planned]
    assert [row.day for row in planned] == [5, 9, 11, 13, 14]
    assert all(is_working_day(at.date()) and at.time() == time(9) for at in local)
    assert local == sorted(local)
    assert local[-1] > due > local[-2]


@PATIENT
@given(DUES)
def test_reminder_moves_to_the_last_working_day_before_and_no_further(due):
    begins = due.astimezone(AMSTERDAM).date() - timedelta(days=14)

    for row in deadlines.reminders(due)[:-1]:
        planned, day = begins + timedelta(days=row.day), row.at.astimezone(AMSTERDAM).date()
        assert day <= planned
        assert not any(is_working_day(planned - timedelta(days=n)) for n in range((planned - day).days))


def test_reminders_round_easter_move_to_thursday():
    due = deadlines.decision_due(moment(25), moment(25))

    days = [row.at.day for row in deadlines.reminders(due)[:4]]

    assert days == [30, 2, 2, 7]


@PATIENT
@given(MOMENTS, st.integers(1, 30))
def test_working_term_has_as_many_working_days_as_asked(begun_at, days):
    due = deadlines.working_term(begun_at, days)

    assert due.astimezone(AMSTERDAM).date() == add_working_days(begun_at.astimezone(AMSTERDAM).date(), days)
    assert deadlines.working_days_in(begun_at, due) == days
    assert deadlines.warning(due) < due < deadlines.late_notice(due)


@pytest.mark.parametrize(("day", "left"), [(10, 14), (23, 1), (24, 0), (25, -1)])
def test_days_left_counts_whole_days(day, left):
    assert deadlines.days_left(deadlines.decision_due(moment(8), moment(10)), moment(day, 0, 30)) == left
