"""Like cases decided otherwise: the same theme and sector, another outcome. Shown so that a difference is explained."""

from dataclasses import dataclass

from loket.vocabulary import lookup
from xperts.cases import similar
from xperts.cases.models import Case, CaseQuerySet
from xperts.kernteam.models import Decision

MOST_SHOWN, LOOKED_AT, NEWEST = 5, 120, 500


@dataclass(frozen=True)
class Alike:
    """A decision about a case that is like another, and in what."""

    decision: Decision
    themes: str
    sectors: str

    @property
    def why(self) -> str:
        return f"Zelfde thema ({self.themes.lower()}) en sector ({self.sectors})."


@dataclass(frozen=True)
class Pair:
    """Two decisions about like cases with another outcome."""

    one: Decision
    other: Decision
    why: str


def alike(case: Case, readable: CaseQuerySet, *, limit: int = MOST_SHOWN) -> list[Alike]:
    """Decisions about cases that share a theme and a sector, newest first, among what somebody may read."""
    if not case.themes or not case.sectors:
        return []
    rows = _decisions(readable).filter(case__themes__overlap=case.themes, case__sectors__overlap=case.sectors)
    return [_like(row, case) for row in rows.exclude(case=case)[:limit]]


def unlike_pairs(readable: CaseQuerySet, *, limit: int = MOST_SHOWN) -> list[Pair]:
    """Among the last decisions, like cases that were decided otherwise."""
    return unlike(list(newest(readable)[:LOOKED_AT]), limit=limit)


def unlike(rows: list[Decision], *, limit: int = MOST_SHOWN) -> list[Pair]:
    """The same among decisions that were fetched already, newest first."""
    pairs = []
    for number, one in enumerate(rows):
        for other in rows[number + 1 :]:
            if one.outcome == other.outcome or not _shares(one.case, other.case):
                continue
            pairs.append(Pair(one, other, _like(other, one.case).why))
            if len(pairs) == limit:
                return pairs
    return pairs


def newest(readable: CaseQuerySet):
    """The last decisions among what somebody may read. Older ones are not looked at, however many there are."""
    last = Decision.objects.order_by("-at", "-pk").values("pk")[:NEWEST]
    return _decisions(readable).filter(pk__in=last)


def _decisions(readable: CaseQuerySet):
    rows = Decision.objects.filter(case__in=readable.values("pk")).select_related("case")
    return rows.defer("case__lexemes").order_by("-at", "-pk")


def _shares(one: Case, other: Case) -> bool:
    return bool(set(one.themes) & set(other.themes)) and bool(set(one.sectors) & set(other.sectors))


def _like(decision: Decision, case: Case) -> Alike:
    themes = [code for code in case.themes if code in decision.case.themes]
    sectors = [code for code in case.sectors if code in decision.case.sectors]
    return Alike(
        decision,
        ", ".join(similar.theme_label(code) for code in themes),
        ", ".join(lookup.label("sector", code) for code in sectors),
    )
