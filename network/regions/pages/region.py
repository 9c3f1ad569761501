"""The frame of a region's pages, its overview, and the list of all regions."""

from django.urls import reverse

from loket.core.templatetags.formats import number
from loket.vocabulary import lookup
from network.regions import elements, permissions, standings
from network.regions.enums import ConsentKind, Phase
from network.regions.models import Coupling, LearnSession, Need, Region, Result
from network.regions.workflow.founding import PHASES

SHOWN = 5
# (URL name, label, for members alone)
_TABS = (
    ("region", "Regio", False),
    ("region_story", "Veranderverhaal", False),
    ("region_scans", "Zelfscan", True),
    ("region_needs", "Leervragen", True),
    ("region_sessions", "Leersessies", True),
    ("region_couplings", "Koppelingen", True),
)
CONSENT_MEANING = {
    ConsentKind.STORY: "Ook bezoekers zonder account vinden uw regio. Het verhaal staat dan ook in de zoekmachine.",
    ConsentKind.SCANS: "Zij zien per element alleen de mediaan van de laatste gesloten zelfscans, nooit wie wat vond.",
    ConsentKind.HELP: "Uw scores en beantwoorde leervragen tellen dan mee bij het voorstellen van koppelingen.",
    ConsentKind.LEARN: "Uw lage scores en open leervragen tellen dan mee bij het voorstellen van koppelingen.",
}


def frame(region: Region, user, tab: str) -> dict:
    """What every page of a region shows; ``tab`` is the URL name of the part."""
    member = permissions.is_member(user, region)
    reads = permissions.can_read_story(user, region)
    tabs = [
        {"label": label, "url": reverse(name, args=[region.slug]), "is_current": name == tab}
        for name, label, for_members in _TABS
        if member or (reads and not for_members)
    ]
    return {
        "region": region,
        "network": region.network,
        "tabs": tabs,
        "is_member": member,
        "can_write": permissions.can_write(user, region),
        "can_lead": permissions.can_lead(user, region),
    }


def overview(region: Region, user) -> dict:
    """Profile and phase for all; for members what is going on."""
    shown = {"facts": facts(region), "partners": _lines(region.partners), "phases": _phases(region)}
    shown["yields"] = list(region.sessions.filter(is_shared=True, state="harvested")[:SHOWN])
    if not permissions.is_member(user, region):
        return shown
    results = standings.newest_results([region])[region.pk]
    low = [results[code] for code in elements.GUIDES if code in results and results[code].is_low]
    return shown | {
        "steps": PHASES.available(region, user),
        "low": [{"result": row, "url": reverse("region_element", args=[region.slug, row.element])} for row in low],
        "has_scan": bool(results),
        "open_needs": with_region(region, Need.objects.unanswered().filter(region=region)[:SHOWN]),
        "sessions": list(
            LearnSession.objects.of(region).filter(state="planned").select_related("region__network")[:SHOWN]
        ),
        "open_scan": next(iter(with_region(region, region.scans.open()[:1])), None),
        "couplings": list(Coupling.objects.running().of(region).visible_to(user).whole()[:SHOWN]),
        "history": list(region.history.select_related("by")[:SHOWN]),
        "areas": [(lookup.area_label(code), reverse("area", args=[code])) for code in region.network.areas],
    }


def with_region(region: Region, rows) -> list:
    """The rows with the region filled in, so that their addresses need no query."""
    found = list(rows)
    for row in found:
        row.region = region
    return found


def facts(region: Region) -> list[tuple[str, str]]:
    network = region.network
    return [
        ("Gebied", ", ".join(lookup.area_label(code) for code in network.areas)),
        ("Inwoners", number(region.inhabitants)),
        ("Opdrachtgever", region.commissioner),
        ("Looptijd", _term(region)),
        ("Leiding", region.management),
        ("Inwoners doen mee via", region.involvement),
        ("Thema's", ", ".join(lookup.label("theme", code) for code in network.themes)),
        ("Bron", region.source),
    ]


def _term(region: Region) -> str:
    if region.first_year and region.last_year:
        return f"{region.first_year} tot en met {region.last_year}"
    return f"vanaf {region.first_year}" if region.first_year else ""


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _phases(region: Region) -> list[dict]:
    """The three phases in order with where the region is."""
    order = list(Phase)
    now = order.index(Phase(region.state))
    return [{"label": phase.label, "is_done": place < now, "is_now": place == now} for place, phase in enumerate(order)]


def consents(region: Region) -> list[dict]:
    """Each kind with what it means and whether the region agrees now."""
    return [
        {"kind": kind.value, "label": kind.label, "meaning": CONSENT_MEANING[kind], "is_given": region.agrees(kind)}
        for kind in ConsentKind
    ]


def listed(user) -> dict:
    """All regions that this person may find, as cards."""
    return {"cards": [_card(region) for region in Region.objects.visible_to(user).with_network()]}


def _card(region: Region) -> dict:
    network = region.network
    told = [("Fase", region.get_state_display(), "milestone")]
    if network.areas:
        told.append(("Gebied", ", ".join(lookup.area_label(code) for code in network.areas[:2]), "map-pin"))
    if region.inhabitants:
        told.append(("Inwoners", number(region.inhabitants), "users"))
    return {
        "url": region.get_absolute_url(),
        "title": network.name,
        "text": network.purpose,
        "facts": [{"label": label, "value": value, "icon": icon} for label, value, icon in told],
    }


def results_by_element(scan) -> dict[str, Result]:
    return {row.element: row for row in scan.results.all()}
