"""Short words beside a result that follow from the day and not from the index, such as *Gesloten*.

An area registers its share in ``apps.py``.
"""

from collections import defaultdict
from collections.abc import Callable

from loket.search.engine import Hit

_registered: list[Callable[[list[Hit]], dict[int, str]]] = []


def register(function: Callable[[list[Hit]], dict[int, str]]) -> None:
    """``function(hits)`` gives words by ``Hit.id``, in at most one query; the same function counts once."""
    if function not in _registered:
        _registered.append(function)


def of(hits: list[Hit]) -> dict[int, list[str]]:
    """The words for each of these results that has any."""
    found = defaultdict(list)
    for function in _registered:
        for number, words in function(hits).items():
            found[number].append(words)
    return dict(found)
