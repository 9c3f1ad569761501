"""Money of hours, exactly: minutes × cents an hour are sixtieths of a cent, and the rest of a division is carried.

Pure functions on whole numbers; there is no float here.
"""

MINUTES = 60


def cents_of(sixtieths: int) -> int:
    """Sixtieths of a cent as whole cents, a half rounded up."""
    return (2 * sixtieths + MINUTES) // (2 * MINUTES)


def cents_of_next(sixtieths: int, *, done_sixtieths: int, done_cents: int) -> int:
    """What comes on top of ``done_cents``, so that all amounts together are the rounded total of all sixtieths."""
    return cents_of(done_sixtieths + sixtieths) - done_cents


def cost(minutes: int, rate_cents: int) -> int:
    """What this time costs at a rate in cents an hour, in whole cents."""
    return cents_of(minutes * rate_cents)


def parts(total: int, number: int) -> list[int]:
    """A whole number in ``number`` parts that differ by one at most, the larger first; together they are the total."""
    whole, rest = divmod(total, number)
    return [whole + (place < rest) for place in range(number)]
