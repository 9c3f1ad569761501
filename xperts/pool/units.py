"""Minutes as people read them."""

from loket.core.templatetags import formats


def hours(minutes: float | None) -> str:
    """Minutes as hours in words: *2,5 uur*; empty for None."""
    if minutes is None:
        return ""
    return f"{formats.number(minutes / 60, 2).removesuffix('0').removesuffix(',0')} uur"
