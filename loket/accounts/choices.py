"""The words of the vocabulary as choices in forms."""

from loket.vocabulary import lookup
from loket.vocabulary.enums import AreaKind, Scheme

Choices = list[tuple[str, str]]


def optional(scheme: str) -> Choices:
    return [("", "Maak een keuze"), *lookup.choices(scheme)]


def levels() -> Choices:
    """The levels of professionals, each with what somebody of that level does."""
    return [(term.code, f"{term.label}: {term.description}") for term in lookup.terms(Scheme.LEVEL)]


def areas(*kinds: str) -> Choices:
    """The areas of these kinds, kind after kind."""
    return [choice for kind in kinds for choice in lookup.area_choices(kind)]


def municipalities_named(names: list[str]) -> tuple[list[str], list[str]]:
    """The codes of the municipalities that have or had these names, and the names that are of none."""
    codes, unknown = [], []
    for name in names:
        found = [code for code in lookup.resolve_area(name) if lookup.area_kind(code) == AreaKind.MUNICIPALITY]
        codes += [code for code in found if code not in codes]
        unknown += [] if found else [name]
    return codes, unknown


def municipality_names(codes: list[str]) -> list[str]:
    """The names of those codes that are municipalities."""
    return [lookup.area_label(code) for code in codes if lookup.area_kind(code) == AreaKind.MUNICIPALITY]
