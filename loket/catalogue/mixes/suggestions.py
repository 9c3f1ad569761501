"""What could fill a gap: entries of the catalogue by theme, target group and what usually stands in a pillar.

Recognised interventions come first, as source 002 asks for a mix *with recognised interventions*; each entry says why
it is here.
"""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.text import capfirst

from loket.catalogue import findable
from loket.catalogue.enums import Kind, RecognitionLevel
from loket.catalogue.mixes.enums import Axis
from loket.catalogue.mixes.matrix import Column
from loket.catalogue.mixes.pillars import Pillar
from loket.catalogue.mixes.plan import Plan, group_label, theme_label
from loket.catalogue.models import Entry
from loket.search.engine import Hit, search
from loket.search.enums import Sort
from loket.search.query import SearchRequest
from loket.vocabulary import lookup

SHOWN = 8
FOUND = 12
_LOOKED_AT = 40
_RECOGNISED, _WORD, _KIND, _GROUP, _THEME = 4.0, 2.0, 1.5, 1.5, 1.0
_NAMES = {"theme": ("thema", "thema's"), "target_group": ("doelgroep", "doelgroepen")}
_ONLY = ("slug", "kind", "title", "summary", "state", "recognition_level", "recognition_valid_until")


@dataclass(frozen=True)
class Offer:
    """An entry that can be put in, with why; ``row_id`` when it stands in the mix already."""

    entry: Entry
    reason: str
    row_id: str = ""
    has_lapsed: bool = False


@dataclass(frozen=True)
class Gap:
    """One place of the overview: a pillar (or None) and a column of an axis (or None)."""

    axis: str
    pillar: Pillar | None = None
    column: Column | None = None

    @property
    def field(self) -> str:
        """The list of a row that the column belongs to."""
        return "target_groups" if self.axis == Axis.GROUP else "themes"

    @property
    def label(self) -> str:
        return ", ".join(part.label for part in (self.pillar, self.column) if part)


def gap_in(plan: Plan, axis: str, pillar: str, column: str) -> Gap:
    """The place that an address names; what the mix does not have is left out."""
    axis = axis if axis in Axis.values else Axis.THEME.value
    codes, label = (plan.target_groups, group_label) if axis == Axis.GROUP else (plan.themes, theme_label)
    return Gap(
        axis,
        next((row for row in plan.pillars if row.code == pillar), None),
        Column(column, label(column)) if column and column in codes else None,
    )


def for_gap(plan: Plan, gap: Gap, today: date) -> list[Offer]:
    """At most eight published entries that are not in the mix yet, the best first."""
    themes, groups = _wanted(plan, gap)
    facets, text = _asked(gap, themes, groups)
    kinds = gap.pillar.kinds if gap.pillar else (Kind.INTERVENTION, Kind.PRACTICE)
    asked = SearchRequest(text, facets | {"kind": tuple(kinds)}, Sort.RECOGNITION, page_size=_LOOKED_AT)
    hits = search(asked, today=today).hits
    if gap.pillar and gap.pillar.words:
        speaking = replace(asked, text=" ".join((text, *gap.pillar.words[:3])).strip(), sort=Sort.RELEVANCE.value)
        hits += search(speaking, today=today).hits
    standing = {line.entry_id for line in plan.lines}
    fresh = {hit.subject_id: hit for hit in _of_entries(hits) if hit.subject_id not in standing}
    best = sorted(fresh.values(), key=lambda hit: (-_score(hit, gap, themes, groups), hit.title.lower()))[:SHOWN]
    entries = _entries(best)
    offered = [(hit, entries[hit.subject_id]) for hit in best if hit.subject_id in entries]
    return [
        Offer(entry, reason(hit, gap, themes, groups), has_lapsed=entry.recognition_has_lapsed(today))
        for hit, entry in offered
    ]


def _asked(gap: Gap, themes: list[str], groups: list[str]) -> tuple[dict, str]:
    """The facets to search with, and a text: a word of one's own is no facet, so its text is searched for."""
    if gap.column and gap.column.code not in (*themes, *groups):
        return {}, gap.column.label
    return ({"theme": tuple(themes)} if themes else {"target_group": tuple(groups)} if groups else {}), ""


def _wanted(plan: Plan, gap: Gap) -> tuple[list[str], list[str]]:
    """The themes and target groups to look for, as far as the vocabulary has them."""
    themes, groups = plan.themes, plan.target_groups
    if gap.column and gap.axis == Axis.THEME:
        themes = [gap.column.code]
    elif gap.column:
        themes, groups = [], [gap.column.code]
    return _known("theme", themes), _known("target-group", groups)


def _known(scheme: str, codes: list[str]) -> list[str]:
    return [code for code in codes if lookup.term(scheme, code)]


def _score(hit: Hit, gap: Gap, themes: list[str], groups: list[str]) -> float:
    """How well a hit fits; the weights are our own choice, recognition weighs most."""
    score = _RECOGNISED * _is_recognised(hit)
    score += _THEME * len(_shared(hit, "theme", themes)) + _GROUP * bool(_shared(hit, "target_group", groups))
    if gap.pillar:
        score += _WORD * bool(_words(hit, gap.pillar))
        score += _KIND * (1 - gap.pillar.kinds.index(hit.kind) / len(gap.pillar.kinds))
    return score


def reason(hit: Hit, gap: Gap, themes: list[str], groups: list[str]) -> str:
    """Why an entry is offered, such as *Erkend; thema: overgewicht; doelgroep: kinderen*."""
    told = ["erkend"] if _is_recognised(hit) else []
    for group, wanted, label in (("theme", themes, theme_label), ("target_group", groups, group_label)):
        shared = [label(code).lower() for code in _shared(hit, group, wanted)]
        told += [f"{_NAMES[group][len(shared) > 1]}: {', '.join(shared)}"] if shared else []
    if gap.pillar:
        words = _words(hit, gap.pillar)
        told += [f"gaat over {words[0]}, en dat past bij deze pijler"] if words else []
        told += [] if words else [f"{Kind(hit.kind).label.lower()}: staat vaak in deze pijler"]
    return capfirst("; ".join(told))


def _is_recognised(hit: Hit) -> bool:
    codes = hit.codes("recognition")
    return any(code in RecognitionLevel.values and code for code in codes)


def _shared(hit: Hit, group: str, wanted: list[str]) -> list[str]:
    own = set(hit.codes(group))
    return [code for code in wanted if code in own]


def _words(hit: Hit, pillar: Pillar) -> list[str]:
    text = f"{hit.title} {hit.summary}".lower()
    return [word for word in pillar.words if word in text]


def found(plan: Plan, text: str, tokens: tuple[str, ...], today: date) -> list[Offer]:
    """What a search in the mix finds; what stands in the mix says so."""
    hits = _of_entries(search(SearchRequest(text=text, page_size=FOUND), tokens, today=today).hits)
    entries, rows = _entries(hits), {line.entry_id: line.id for line in plan.lines if line.entry_id}
    known = [entries[hit.subject_id] for hit in hits if hit.subject_id in entries]
    return [Offer(entry, entry.summary, rows.get(entry.pk, ""), entry.recognition_has_lapsed(today)) for entry in known]


def _of_entries(hits: list[Hit]) -> list[Hit]:
    return [hit for hit in hits if hit.subject_type == findable.SUBJECT_TYPE]


def _entries(hits: list[Hit]) -> dict[int, Entry]:
    return Entry.objects.published().only(*_ONLY).in_bulk([hit.subject_id for hit in hits])
