"""What the pairing may know of the regions: only of those that agreed, and only what they agreed to."""

from collections import defaultdict

from loket.vocabulary import lookup
from network.regions.enums import UNANSWERED, ConsentKind, CouplingState, NeedState
from network.regions.models import Coupling, Need, Preference, Region, Result
from network.regions.models.coupling import element_subject, need_subject
from network.regions.pairing import Standing

ASKED_LEVEL, ANSWERED_LEVEL = 1, 2
"""Who answered a kind of need is one step further than who still asks it."""


def current() -> list[Standing]:
    """All regions that would help or learn; five queries, however many regions."""
    regions = [
        region
        for region in Region.objects.select_related("network").order_by("pk")
        if {ConsentKind.HELP, ConsentKind.LEARN} & set(region.agrees_to) and region.network.is_live
    ]
    results, needs = newest_results(regions), _needs(regions)
    wishes, (helping, learning) = _wishes(regions), _running()
    return [
        Standing(
            region=region.pk,
            name=region.network.name,
            helps=region.agrees(ConsentKind.HELP),
            learns=region.agrees(ConsentKind.LEARN),
            themes=frozenset(region.network.themes),
            places=frozenset(code for area in region.network.areas for code in lookup.area_with_ancestors(area)),
            prefers=tuple(wishes[region.pk]),
            running=helping[region.pk],
            **_subjects(results[region.pk], needs[region.pk], learning[region.pk]),
        )
        for region in regions
    ]


def newest_results(regions: list[Region]) -> dict[int, dict[str, Result]]:
    """Per region the results by element of the last scan that was closed; one query."""
    rows = Result.objects.filter(scan__region__in=regions, scan__closed_at__isnull=False).select_related("scan")
    found: dict[int, dict[str, Result]] = defaultdict(dict)
    newest: dict[int, int] = {}
    for row in rows.order_by("-scan__closed_at", "-scan_id"):
        if newest.setdefault(row.scan.region_id, row.scan_id) == row.scan_id:
            found[row.scan.region_id][row.element] = row
    return found


def _needs(regions: list[Region]) -> dict[int, dict[str, set[str]]]:
    """Per region and kind the states of its needs."""
    found: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for region, kind, state in Need.objects.filter(region__in=regions).values_list("region", "kind", "state"):
        found[region][kind].add(state)
    return found


def _wishes(regions: list[Region]) -> dict[int, list[int]]:
    found = defaultdict(list)
    for region, other in Preference.objects.filter(region__in=regions).order_by("place").values_list("region", "other"):
        found[region].append(other)
    return found


def _running() -> tuple[dict[int, int], dict[int, set[str]]]:
    """How many regions each helps now, and on which subjects each is being helped."""
    helping: dict[int, int] = defaultdict(int)
    learning: dict[int, set[str]] = defaultdict(set)
    rows = Coupling.objects.running().exclude(state=CouplingState.PROPOSED)
    for subject, helper, learner in rows.values_list("subject", "helper", "learner"):
        helping[helper] += 1
        learning[learner].add(subject)
    return helping, learning


def _subjects(results: dict[str, Result], needs: dict[str, set[str]], helped: set[str]) -> dict:
    """How far it is on each subject, and on which it wants to learn and nobody helps it yet."""
    levels = {element_subject(element): float(row.median) for element, row in results.items()}
    wants = {element_subject(element) for element, row in results.items() if row.is_low}
    for kind, states in needs.items():
        subject = need_subject(kind)
        if states & {*UNANSWERED}:
            levels[subject] = ASKED_LEVEL
            wants.add(subject)
        elif NeedState.ANSWERED in states:
            levels[subject] = ANSWERED_LEVEL
    return {"levels": levels, "wants": frozenset(wants - helped)}


def barred() -> frozenset[tuple[str, int, int]]:
    """What is not proposed (again): pairs that run, and those to which somebody said no."""
    rows = Coupling.objects.exclude(state=CouplingState.PROPOSED).values_list("subject", "helper", "learner", "state")
    over = (CouplingState.MET, CouplingState.CLOSED)
    return frozenset((subject, helper, learner) for subject, helper, learner, state in rows if state not in over)
