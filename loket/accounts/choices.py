"""The words of the vocabulary as choices in forms."""

from django.db.models import Q

from loket.vocabulary.enums import AreaKind
from loket.vocabulary.models import Area, Term

Choices = list[tuple[str, str]]
REGION_KINDS = (AreaKind.NATIONAL, AreaKind.PROVINCE, AreaKind.GGD_REGION)


def terms(scheme: str) -> Choices:
    """Codes and labels of a scheme, in its own order."""
    return list(Term.objects.filter(scheme=scheme).values_list("code", "label"))


def optional_terms(scheme: str) -> Choices:
    return [("", "Maak een keuze"), *terms(scheme)]


def regions() -> list[tuple[str, Choices]]:
    """The whole country, the provinces and the GGD regions, each kind under its own heading."""
    rows = list(Area.objects.filter(kind__in=REGION_KINDS))
    return [(kind.label, [(row.code, row.name) for row in rows if row.kind == kind]) for kind in REGION_KINDS]


def municipalities_named(names: list[str]) -> tuple[list[str], list[str]]:
    """The codes of the municipalities that have or had these names, and the names that are of none."""
    codes, unknown = [], []
    for name in names:
        named = Q(name__iexact=name) | Q(names__name__iexact=name)
        found = Area.objects.of_kind(AreaKind.MUNICIPALITY).filter(named).values_list("code", flat=True).distinct()
        codes += [code for code in found if code not in codes]
        unknown += [] if found else [name]
    return codes, unknown


def municipality_names(codes: list[str]) -> list[str]:
    return list(Area.objects.of_kind(AreaKind.MUNICIPALITY).filter(code__in=codes).values_list("name", flat=True))


def labels(scheme: str, codes: list[str]) -> list[str]:
    return [label for code, label in terms(scheme) if code in codes]
