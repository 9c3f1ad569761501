"""The words for the facets that come from the vocabulary."""

from collections.abc import Iterable
from functools import partial

from loket.search import facets
from loket.vocabulary import lookup
from loket.vocabulary.enums import Scheme

_GROUPS = {
    "theme": Scheme.THEME,
    "process_theme": Scheme.PROCESS_THEME,
    "competence": Scheme.COMPETENCE,
    "setting": Scheme.SETTING,
    "target_group": Scheme.TARGET_GROUP,
    "sector": Scheme.SECTOR,
}


def register() -> None:
    for group, scheme in _GROUPS.items():
        facets.register(group, facets.GROUPS[group], partial(_labels, scheme))
    facets.register("level", facets.GROUPS["level"], partial(_labels, Scheme.LEVEL), order=_levels)
    facets.register("area", facets.GROUPS["area"], _area_labels)


def _labels(scheme: Scheme, codes: Iterable[str]) -> dict[str, str]:
    return {code: lookup.label(scheme, code) for code in codes}


def _levels() -> list[str]:
    return [code for code, _ in lookup.choices(Scheme.LEVEL)]


def _area_labels(codes: Iterable[str]) -> dict[str, str]:
    return {code: lookup.area_label(code) for code in codes}
