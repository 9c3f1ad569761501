from math import sqrt

import pytest

from loket.monitoring.surveys import margins


def test_mean_has_the_margin_of_the_textbook():
    values = [2, 4, 4, 4, 5, 5, 7, 9]

    found = margins.of_mean(values, 1_000_000_000)

    assert found.value == 5
    assert found.margin == pytest.approx(1.959964 * sqrt(32 / 7) / sqrt(8), rel=1e-6)


def test_finite_population_makes_the_margin_smaller():
    values = [1, 5] * 50

    wide, narrow = margins.of_mean(values, 10_000_000), margins.of_mean(values, 200)

    assert narrow.margin / wide.margin == pytest.approx(sqrt(100 / 199), rel=1e-3)


@pytest.mark.parametrize(("values", "population", "margin"), [([3, 4], 2, 0), ([3], 1, 0), ([3], 10, None)])
def test_who_asked_everybody_is_sure(values, population, margin):
    assert margins.of_mean(values, population).margin == margin


def test_nothing_has_no_mean_and_no_share():
    assert (margins.of_mean([], 10), margins.of_share(0, 0, 10)) == (None, None)


def test_share_of_all_still_has_a_margin():
    found = margins.of_share(20, 20, 1000)

    assert (found.value, 0 < found.margin < 0.15) == (1, True)
