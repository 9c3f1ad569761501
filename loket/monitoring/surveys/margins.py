"""How sure a figure from a sample is: means and shares with half the width of their 95% interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

Z = 1.959964
"""Of a 95% interval of the normal distribution."""


@dataclass(frozen=True)
class Estimate:
    """``value`` ± ``margin``; ``margin`` is None when one answer says nothing about the rest."""

    value: float
    margin: float | None
    answered: int


def of_mean(values: Sequence[float], population: int) -> Estimate | None:
    """The mean with the correction for a finite population: who asks nearly everybody is nearly sure.

    ``population``: how many there are in the segment; never fewer than answered. None without values.
    """
    count = len(values)
    if not count:
        return None
    mean = sum(values) / count
    if count == 1:
        return Estimate(mean, 0.0 if population <= 1 else None, 1)
    variance = sum((value - mean) ** 2 for value in values) / (count - 1)
    return Estimate(mean, Z * sqrt(variance / count) * _correction(count, population), count)


def of_share(count: int, total: int, population: int) -> Estimate | None:
    """The share of ``count`` in ``total``, between 0 and 1.

    The margin is that of Agresti and Coull, which two more yes and two more no give: it is not zero when all agree.
    """
    if not total:
        return None
    eased = (count + 2) / (total + 4)
    margin = Z * sqrt(eased * (1 - eased) / (total + 4)) * _correction(total, population)
    return Estimate(count / total, margin, total)


def _correction(count: int, population: int) -> float:
    """The factor for a finite population: √((N − n) / (N − 1))."""
    if population <= count or population <= 1:
        return 0.0
    return sqrt((population - count) / (population - 1))
