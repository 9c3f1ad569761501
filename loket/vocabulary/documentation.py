"""The published code lists, as Markdown, from the shipped files alone."""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.utils import formats

from loket.vocabulary import names, shipped
from loket.vocabulary.enums import AreaKind, Scheme

_INTRODUCTION = """# Woordenlijsten en gebieden

<!-- Written by `manage.py write_vocabulary_docs` from the files in `loket/vocabulary/data/`. -->

These are the codes that the portal stores, imports and exports. Wherever a term is asked for, its code, its
label or one of its other names will do; case, accents, spaces and hyphens make no difference. The rest of
this page is in Dutch, as the words themselves are.

Een naam hoort bij één code in een lijst. Bij gebieden geldt: een naam zonder soort is de gemeente als die
ook een provincie kan zijn (*Utrecht*, *Groningen*); met de soort erbij (*provincie Utrecht*, *GGD Utrecht*)
is er geen twijfel. Een vroegere naam geeft de opvolger, of alle opvolgers als het gebied is verdeeld.
*Bergen* zonder meer geeft beide gemeenten van die naam.
"""


def markdown() -> str:
    """The whole page, ending in a newline."""
    sections = [_INTRODUCTION, *(_term_section(scheme) for scheme in Scheme), *_area_sections()]
    return "\n".join(sections)


def _term_section(scheme: Scheme) -> str:
    rows = [
        (f"`{term.code}`", term.label, _joined(term.alternatives), term.description, _remark(term))
        for term in shipped.terms()
        if term.scheme == scheme
    ]
    title = f"{scheme.label} (`{scheme.value}`)"
    return _section(title, ("Code", "Naam", "Andere namen", "Uitleg", "Bijzonder"), rows)


def _remark(term: shipped.ShippedTerm) -> str:
    if term.is_priority:
        return "heeft voorrang"
    return f"valt onder `{term.parent}`" if term.parent else ""


def _area_sections() -> list[str]:
    by_kind = defaultdict(list)
    for area in sorted(shipped.areas(), key=lambda area: names.sort_key(area.name)):
        by_kind[area.kind].append(area)
    former = defaultdict(list)
    for name in shipped.former_names():
        for code in name.successors:
            former[code].append(name.name)
    return [
        _area_section("Landelijk en provincies", [*by_kind[AreaKind.NATIONAL], *by_kind[AreaKind.PROVINCE]], former),
        _area_section("GGD-regio's", by_kind[AreaKind.GGD_REGION], former),
        _area_section("Gemeenten op 1 januari 2026", by_kind[AreaKind.MUNICIPALITY], former),
        _area_section("Wijken", by_kind[AreaKind.DISTRICT], former),
        _former_section(),
    ]


def _area_section(title: str, areas: list[shipped.ShippedArea], former: dict[str, list[str]]) -> str:
    rows = [
        (f"`{area.code}`", area.name, _within(area), _joined(area.alternatives), _joined(former[area.code]))
        for area in areas
    ]
    return _section(f"{title} ({len(rows)})", ("Code", "Naam", "Ligt in", "Andere namen", "Vroegere namen"), rows)


def _within(area: shipped.ShippedArea) -> str:
    return _joined(f"`{code}`" for code in (area.municipality, area.ggd_region, area.province) if code)


def _former_section() -> str:
    rows = [
        (former.name, _day(former.until), _joined(f"`{code}`" for code in former.successors))
        for former in sorted(shipped.former_names(), key=lambda former: names.sort_key(former.name))
    ]
    return _section(f"Vroegere namen sinds 2000 ({len(rows)})", ("Naam", "Gold tot", "Nu"), rows)


def _day(day: datetime.date | None) -> str:
    return formats.date_format(day, "j F Y") if day else ""


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def _section(title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    return f"## {title}\n\n{table}\n"
