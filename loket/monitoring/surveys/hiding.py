"""Which numbers stay hidden, so that no page says what one person answered."""

from collections.abc import Mapping

FEWEST = 5
"""Fewer people than this are not shown apart."""


def hidden(counts: Mapping[str, int], fewest: int = FEWEST) -> frozenset[str]:
    """The keys whose number stays hidden when the total of all is shown.

    Small numbers, and as many of the smallest others that what is hidden is never one number alone, nor fewer than
    ``fewest`` together: else it would follow from the total (complementary suppression).
    """
    closed = {key for key, number in counts.items() if number < fewest}
    open_ = sorted(counts.keys() - closed, key=lambda key: (counts[key], key))
    while closed and open_ and (len(closed) == 1 or sum(counts[key] for key in closed) < fewest):
        closed.add(open_.pop(0))
    return frozenset(closed)
