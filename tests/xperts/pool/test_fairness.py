"""The yearly check: exact against trying everything, and honest about what it cannot know."""

import io
import itertools
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.xperts.pool.factory import AT, XpertFactory, accepted, granted
from xperts.pool import fairness
from xperts.pool.fairness import Job
from xperts.pool.models import Ask

FIRST = date(2026, 1, 1)


@st.composite
def years(draw) -> tuple[list[Job], dict[int, int]]:
    """A few jobs for three Xperts, each chosen so that no maximum is passed."""
    caps = {number: draw(st.integers(1, 2)) for number in (1, 2, 3)}
    jobs: list[Job] = []
    for key in range(draw(st.integers(1, 5))):
        begins = FIRST + timedelta(days=draw(st.integers(0, 20)))
        scores = {number: draw(st.integers(0, 100)) / 100 for number in caps}
        job = Job(key, 1, scores, begins, begins + timedelta(days=draw(st.integers(0, 20))))
        free = [number for number in caps if fits([*jobs, Job(key, number, scores, job.begins, job.ends)], caps)]
        if free:
            jobs.append(Job(key, draw(st.sampled_from(free)), scores, job.begins, job.ends))
    return jobs, caps


def fits(jobs: list[Job], caps: dict[int, int], given: dict[int, int] | None = None) -> bool:
    given = given or {job.key: job.chosen for job in jobs}
    return all(
        sum(given[other.key] == number and other.begins <= job.begins <= other.ends for other in jobs) <= cap
        for number, cap in caps.items()
        for job in jobs
    )


@settings(deadline=None, max_examples=40)
@given(years())
def test_best_division_is_that_of_trying_everything(year):
    jobs, caps = year
    if not jobs:
        return

    found = fairness.solve(jobs, caps)

    every = (
        dict(zip([job.key for job in jobs], row, strict=True)) for row in itertools.product(caps, repeat=len(jobs))
    )
    best = max(sum(job.scores[one[job.key]] for job in jobs) for one in every if fits(jobs, caps, one))
    assert fits(jobs, caps, found.given)
    assert (found.total, found.is_exact) == (pytest.approx(best), True)


def test_maximum_that_was_passed_in_fact_is_said_and_widened():
    jobs = [Job(key, 1, {1: 0.9, 2: 0.1}, FIRST, FIRST) for key in range(3)]

    found = fairness.solve(jobs, {1: 2, 2: 2})

    assert found.unmet == ("1",)
    assert set(found.given.values()) == {1}


@pytest.mark.django_db
def test_year_without_choices_says_nothing():
    assert fairness.of_year(2026, at=AT).share is None


@pytest.mark.django_db
def test_choice_that_the_best_division_makes_otherwise_is_named():
    case, first, other = granted(), XpertFactory(), XpertFactory(themes=["slaap"])
    accepted(other, case=case)

    check = fairness.of_year(2026, at=AT)

    assert (check.number, check.others[0].best_name, check.sentences[0].why_other) == (1, first.name, "Kent de streek.")
    assert 0 < check.share < 100
    assert check.loads == ((other.name, 1, 0), (first.name, 0, 1))


@pytest.mark.django_db
def test_first_choices_reach_all_there_is():
    accepted(XpertFactory())

    assert fairness.of_year(2026, at=AT).share == pytest.approx(100)


@pytest.mark.django_db
def test_year_is_that_of_the_netherlands():
    ask = accepted()
    Ask.objects.filter(pk=ask.pk).update(asked_at=AT.replace(month=1, day=1, hour=0, minute=30))

    assert (fairness.of_year(2025, at=AT).number, fairness.of_year(2026, at=AT).number) == (0, 1)


@pytest.mark.django_db
def test_command_says_it_in_a_sentence():
    accepted()
    told = io.StringIO()

    call_command("check_fairness", "2026", stdout=told)

    assert told.getvalue() == "1 keuzes in 2026: 100,0% van de beste verdeling.\n"


@pytest.mark.django_db
@pytest.mark.parametrize("year", ["1999", "2999"])
def test_command_refuses_a_year_that_is_not_over(year):
    with pytest.raises(CommandError, match="Kies een jaar"):
        call_command("check_fairness", year)
