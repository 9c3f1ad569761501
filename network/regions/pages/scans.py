"""The self-scan: the chart with its table, over time and beside other regions, and the form that members fill in."""

from django.urls import reverse

from loket.core import charts
from loket.core.templatetags.formats import long_date, number
from network.regions import elements, standings
from network.regions.enums import ELEMENT_SHORT, ConsentKind, Element
from network.regions.models import Region, Result, Scan, Score
from network.regions.models.scan import HIGHEST, LOW, LOWEST
from network.regions.pages.region import results_by_element, with_region

MOST_MOMENTS = 4
MOST_BESIDE = 2
# Form says which series a mark is of as much as colour does.
_SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
_COLOURS = ("#17467d", "#863d15", "#145c39", "#6a3d8a", "#5c6b7e", "#a01d23")

Series = tuple[str, dict[str, Result]]


def overview(region: Region, user, chosen: list[int]) -> dict:
    """All moments, the chart of the last four with at most two other regions, and who those can be."""
    scans = with_region(region, region.scans.prefetch_related("results"))
    closed = [scan for scan in scans if scan.closed_at][-MOST_MOMENTS:]
    series = [(scan.name, results_by_element(scan)) for scan in closed]
    others = comparable(region)
    beside = [other for other in others if other.pk in chosen][:MOST_BESIDE] if series else []
    series += _of_others(beside)
    return {
        "scans": scans[::-1],
        "open_scan": next((scan for scan in scans if not scan.closed_at), None),
        "others": others,
        "chosen": [other.pk for other in beside],
        "chart": chart(series, region) if series else "",
        **(table(series) if series else {}),
        "elements": [_row(region, code, closed[-1] if closed else None) for code in Element.values],
    }


def comparable(region: Region) -> list[Region]:
    """Other regions that agreed to show their scores and have a closed scan."""
    rows = Region.objects.agreeing(ConsentKind.SCANS).exclude(pk=region.pk)
    return list(rows.filter(scans__state="closed").distinct().select_related("network").order_by("pk"))


def _of_others(regions: list[Region]) -> list[Series]:
    newest = standings.newest_results(regions) if regions else {}
    return [(str(region), newest[region.pk]) for region in regions]


def _row(region: Region, code: str, scan: Scan | None) -> dict:
    result = results_by_element(scan).get(code) if scan else None
    return {
        "label": Element(code).label,
        "meaning": elements.GUIDES[Element(code)].meaning,
        "median": shown(result) if result else "",
        "is_low": bool(result and result.is_low),
        "url": reverse("region_element", args=[region.slug, code]),
    }


def chart(series: list[Series], region: Region) -> str:
    """A mark for each element and series on a line from 1 to 5; the same figures stand in the table."""
    values = [
        {"element": ELEMENT_SHORT[Element(code)], "score": float(row.median), "series": name}
        for name, results in series
        for code, row in results.items()
    ]
    low = {
        "data": {"values": [{"from": LOWEST - 0.5, "to": LOW + 0.25}]},
        "mark": {"type": "rect", "color": "#ffeee1"},
        "encoding": {"x": {"field": "from", "type": "quantitative"}, "x2": {"field": "to"}},
    }
    marks = {
        "data": {"values": values},
        "mark": {"type": "point", "filled": True, "size": 130, "opacity": 1},
        "encoding": _axes() | _by_series([name for name, _ in series]),
    }
    spec = {"width": 330, "height": {"step": 16}, "layer": [low, marks]}
    return charts.svg(spec, title=f"Zelfscan van {region}", description=_described(series))


def _axes() -> dict:
    sort, scale = list(ELEMENT_SHORT.values()), {"domain": [0.5, 5.5]}
    return {
        "x": {"field": "score", "type": "quantitative", "title": None, "scale": scale, "axis": _score_axis()},
        "y": {"field": "element", "type": "nominal", "sort": sort, "title": None, "axis": _element_axis()},
    }


def _by_series(order: list[str]) -> dict:
    """Each series has a line, a form and a colour of its own."""
    scale = {"domain": order, "range": list(_SHAPES[: len(order)])}
    colours = {"domain": order, "range": list(_COLOURS[: len(order)])}
    legend = {"title": None, "orient": "bottom", "labelFontSize": 14, "symbolSize": 140, "columns": 2}
    legend |= {"labelLimit": 260}
    return {
        "yOffset": {"field": "series", "type": "nominal", "sort": order},
        "shape": {"field": "series", "type": "nominal", "scale": scale, "legend": legend},
        "color": {"field": "series", "type": "nominal", "scale": colours, "legend": legend},
    }


def _element_axis() -> dict:
    return {"ticks": False, "domain": False, "labelLimit": 190, "grid": True}


def _score_axis() -> dict:
    return {"values": [1, 2, 3, 4, 5], "format": "d", "domain": False, "ticks": False}


def _described(series: list[Series]) -> str:
    name, results = series[-1]
    told = [f"{Element(code).label} {number(row.median, 1)}" for code, row in results.items()]
    return (
        f"Mediaan per werkzaam element, van 1 tot 5. {name}: {', '.join(told)}. De tabel hieronder geeft alle cijfers."
    )


def table(series: list[Series]) -> dict:
    """Columns and rows for ``components/table.html``: the median with how many people and how far apart."""
    columns = [{"label": "Werkzaam element"}, *({"label": name, "is_number": True} for name, _ in series)]
    rows = [[Element(code).label, *(_cell(results.get(code)) for _, results in series)] for code in Element.values]
    return {"columns": columns, "table": rows}


def _cell(row: Result | None) -> str:
    if row is None:
        return "–"
    people = f"{row.count} {'mens' if row.count == 1 else 'mensen'}"
    spread = f", {row.lowest}\N{NO-BREAK SPACE}tot\N{NO-BREAK SPACE}{row.highest}" if row.lowest != row.highest else ""
    return f"{shown(row)} ({people}{spread})"


def shown(row: Result) -> str:
    """A median as people write it: *3* or *3,5*."""
    return number(row.median, 0 if row.median == int(row.median) else 1)


def scan_page(scan: Scan, user) -> dict:
    """One moment: for members their own scores, once it is closed what all members saw."""
    own = {row.element: row for row in scan.scores.filter(person=user)}
    people = scan.scores.values("person").distinct().count()
    return {
        "scan": scan,
        "own": own,
        "people": people,
        "guides": list(elements.GUIDES.values()),
        "outcome": [_outcome(scan, row) for row in _ordered(results_by_element(scan))] if scan.closed_at else [],
        "range": range(LOWEST, HIGHEST + 1),
        "closed": long_date(scan.closed_at),
    }


def _ordered(results: dict[str, Result]) -> list[Result]:
    return [results[code] for code in Element.values if code in results]


def _outcome(scan: Scan, row: Result) -> dict:
    return {
        "label": row.get_element_display(),
        "median": shown(row),
        "people": row.count,
        "spread": "" if row.lowest == row.highest else f"van {row.lowest} tot {row.highest}",
        "is_low": row.is_low,
        "url": reverse("region_element", args=[scan.region.slug, row.element]),
    }


def evidence(scan: Scan | None, element: str) -> list[Score]:
    """What members wrote with their score, without names, the lowest first."""
    if scan is None:
        return []
    return list(scan.scores.filter(element=element).exclude(evidence="").order_by("value", "pk"))
