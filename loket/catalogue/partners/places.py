"""Which areas count when somebody chooses one to filter on."""

from collections.abc import Iterable

from loket.vocabulary import lookup
from loket.vocabulary.enums import AreaKind

NATIONAL = "nl"


def choices() -> list[tuple[str, str]]:
    """The areas of a filter: provinces and GGD regions. Narrower ones count within them."""
    return lookup.area_choices(AreaKind.PROVINCE, AreaKind.GGD_REGION)


def serving(area: str) -> list[str]:
    """The codes of what is meant for people in this area: the area itself, what lies in it, and the whole country."""
    inside = (code for code, _ in lookup.area_choices() if area in lookup.area_with_ancestors(code))
    return sorted({NATIONAL, *lookup.area_with_ancestors(area), *inside})


def named(codes: Iterable[str]) -> str:
    return ", ".join(lookup.area_label(code) for code in codes)
