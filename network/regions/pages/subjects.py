"""An element or a learning need on its own page: ways, entries, who is ahead, and a session that takes it up."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from loket.search import audience
from loket.search.engine import search
from loket.search.query import SearchRequest
from network.regions import elements, standings
from network.regions.enums import ConsentKind, Element, NeedKind, NeedState
from network.regions.models import Coupling, LearnSession, Need, Region
from network.regions.models.coupling import element_subject, need_subject
from network.regions.pages import scans
from network.regions.pages.region import with_region
from network.regions.workflow.needs import NEEDS

SHOWN = 4


@dataclass(frozen=True)
class Ahead:
    """Another region that is further, as far as it agreed to show."""

    region: Region
    told: str
    is_helping: bool

    @property
    def url(self) -> str:
        """Where its story is read; empty when it does not share that."""
        return self.region.get_absolute_url() if self.region.agrees(ConsentKind.STORY) else ""


def element_page(region: Region, element: Element, user) -> dict:
    """Where the region stands on an element, and all that helps it on."""
    guide = elements.GUIDES[element]
    closed = list(region.scans.closed().prefetch_related("results"))
    found = [(scan.name, scan, row) for scan in closed for row in scan.results.all() if row.element == element]
    newest = found[-1] if found else None
    level = float(newest[2].median) if newest else 0
    return {
        "guide": guide,
        "label": element.label,
        "over_time": [(name, scans.shown(row), row.count) for name, _, row in found],
        "newest": newest[2] if newest else None,
        "median": scans.shown(newest[2]) if newest else "",
        "evidence": scans.evidence(newest[1] if newest else None, element),
        "ways": [(guide.element.label, guide.ways)],
        "source": elements.SOURCE,
        "entries": entries({"working_element": (guide.facet,)}, user, guide.name),
        "entries_url": f"{reverse('search')}?{urlencode({'working_element': guide.facet})}",
        "ahead": _ahead_on(element, region, level),
        "needs": _needs_of(region, guide.kinds),
        "sessions": _sessions(region, elements__contains=[element]),
        "plan_url": f"{reverse('region_session_new', args=[region.slug])}?{urlencode({'element': element.value})}",
        "couplings": _couplings(region, element_subject(element), user),
    }


def need_page(need: Need, user) -> dict:
    """A learning need with its questions and answers, and all that helps it on."""
    region, kind = need.region, NeedKind(need.kind)
    guides = elements.elements_for(kind)
    themes = tuple(dict.fromkeys(code for guide in guides for code in guide.process_themes))
    searched = {"working_element": tuple(guide.facet for guide in guides)}
    plan = f"{reverse('region_session_new', args=[region.slug])}?{urlencode({'leervraag': need.pk})}"
    return {
        "need": need,
        "steps": [step.name for step in NEEDS.available(need, user)],
        "answers": list(need.answers.select_related("by", "session__region__network")),
        "history": list(need.history.select_related("by")),
        "ways": [(guide.element.label, guide.ways) for guide in guides],
        "is_own_choice": kind in elements.OWN_CHOICE,
        "source": elements.SOURCE,
        "entries": entries(searched, user, need.title) or entries({"process_theme": themes}, user),
        "entries_url": f"{reverse('search')}?{urlencode({'q': need.title})}",
        "ahead": _answered(kind, region),
        "sessions": [need.session] if need.session else [],
        "plan_url": plan if need.state == NeedState.OPEN else "",
        "couplings": _couplings(region, need_subject(kind), user),
    }


def entries(facets: dict[str, tuple[str, ...]], user, text: str = "") -> list:
    """What the portal has on it: by the words of the question within these facets, else by the facets alone."""
    tokens = audience.tokens_of(user)
    wanted = {group: codes for group, codes in facets.items() if codes}
    if not wanted:
        return []
    found = search(SearchRequest(text=text, facets=wanted, page_size=SHOWN), tokens).hits if text else []
    return found or search(SearchRequest(facets=wanted, page_size=SHOWN), tokens).hits


def _ahead_on(element: Element, region: Region, level: float) -> list[Ahead]:
    """Regions with a higher median that agreed to show it, those that want to help first."""
    others = scans.comparable(region)
    newest = standings.newest_results(others) if others else {}
    found = [(other, newest[other.pk].get(element)) for other in others]
    ahead = [(other, row) for other, row in found if row and level and float(row.median) > level]
    ahead.sort(key=lambda pair: (not pair[0].agrees(ConsentKind.HELP), -pair[1].median, pair[0].pk))
    return [
        Ahead(other, f"staat op {scans.shown(row)}", other.agrees(ConsentKind.HELP)) for other, row in ahead[:SHOWN]
    ]


def _answered(kind: NeedKind, region: Region) -> list[Ahead]:
    """Regions that answered a need of this kind and want to help."""
    helping = Region.objects.agreeing(ConsentKind.HELP).exclude(pk=region.pk)
    found = helping.filter(needs__kind=kind, needs__state=NeedState.ANSWERED).distinct()
    rows = found.select_related("network").order_by("pk")[:SHOWN]
    return [Ahead(other, "heeft zo'n leervraag beantwoord", True) for other in rows]


def _needs_of(region: Region, kinds: tuple[NeedKind, ...]) -> list[Need]:
    return with_region(region, region.needs.unanswered().filter(kind__in=kinds)[:SHOWN])


def _sessions(region: Region, **asked) -> list[LearnSession]:
    rows = LearnSession.objects.of(region).filter(**asked).exclude(state="cancelled")
    return list(rows.select_related("region__network")[:SHOWN])


def _couplings(region: Region, subject: str, user) -> list[Coupling]:
    return list(Coupling.objects.of(region).filter(subject=subject).visible_to(user).whole()[:SHOWN])


def needs_page(region: Region, user, kind: str, state: str) -> dict:
    """All needs by kind, each kind with the questions of table 3.2; what no session has answered comes first."""
    rows = with_region(region, region.needs.select_related("session"))
    counts = {code: sum(row.state == code for row in rows) for code in NeedState.values}
    kept = [row for row in rows if (not kind or row.kind == kind) and (not state or row.state == state)]
    order = list(NeedState.values)
    kept.sort(key=lambda row: (order.index(row.state), -row.created_at.timestamp()))
    return {
        "groups": [_group(code, label, kept) for code, label in NeedKind.choices if not kind or code == kind],
        "counts": counts,
        "total": len(rows),
        "kind": kind,
        "state": state,
        "kinds": NeedKind.choices,
        "states": NeedState.choices,
        "source": elements.SOURCE_NEEDS,
    }


def _group(code: str, label: str, rows: list[Need]) -> dict:
    own = [row for row in rows if row.kind == code]
    return {"code": code, "label": label, "needs": own, "questions": elements.QUESTIONS[NeedKind(code)]}
