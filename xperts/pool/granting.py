"""What was granted beyond the case itself, told by the part that keeps the decision (``apps.py`` of that part)."""

from collections.abc import Callable

from xperts.cases.models import Case

_numbers: list[Callable[[Case], int]] = []


def register_number(function: Callable[[Case], int]) -> None:
    """``function(case)`` gives how many Xperts were granted; the same function counts once."""
    if function not in _numbers:
        _numbers.append(function)


def number_of_xperts(case: Case) -> int:
    """How many Xperts give the help; one where nothing else was granted."""
    return max([1, *(function(case) for function in _numbers)])


def minutes_each(case: Case) -> int:
    """The granted minutes of one Xpert, rounded up."""
    return -(-case.minutes // number_of_xperts(case))
