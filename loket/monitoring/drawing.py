"""The charts of monitoring, made on the server by ``core.charts``: the same on a page and in a report."""

from collections.abc import Mapping, Sequence

from django.utils.formats import date_format

from loket.core import charts
from loket.core.templatetags.formats import number
from loket.monitoring.blocks import Chart
from loket.monitoring.enums import Layer
from loket.usage.reports import Month
from loket.vocabulary import lookup

# Told apart in grey print and by who sees no colours: by darkness and by dashes.
_COLOURS = ["#17467d", "#b4512a", "#2f7d4f", "#6d4a94", "#46556a"]
_DASHES = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [3, 5]]
_TILE = ["#e8eef5", "#bcd3ea", "#82abd6", "#3f76b4", "#17467d"]
_DARK_TILE = 3
_BARS = 190
FEW = "minder dan 5"
"""What stands in a table for a number that is too small to show."""


def lines(title: str, series: Mapping[str, Sequence[Month]], **block) -> Chart:
    """A line per series over months; a month that was not counted is a gap in its line and a dash in the table."""
    months = next(iter(series.values()))
    names = [date_format(month.first, "M Y") for month in months]
    values = [
        {"month": name, "what": label, "number": month.count}
        for label, row in series.items()
        for name, month in zip(names, row, strict=True)
    ]
    rows = [
        [date_format(month.first, "F Y"), *(row[place].count for row in series.values())]
        for place, month in enumerate(months)
    ]
    text = _told(series)
    return Chart(
        title=title,
        headings=["Maand", *series],
        rows=rows,
        numeric=list(range(1, len(series) + 1)),
        svg=charts.svg(_line_spec(values, names, list(series)), title=title, description=text),
        text=text,
        **block,
    )


def _told(series: Mapping[str, Sequence[Month]]) -> str:
    told = []
    for label, row in series.items():
        known = [month for month in row if month.count is not None]
        if not known:
            told.append(f"{label}: niet gemeten.")
            continue
        most = max(known, key=lambda month: month.count)
        told.append(f"{label}: het meest in {date_format(most.first, 'F Y')} ({number(most.count)}).")
    return " ".join(told)


def _line_spec(values: list[dict], names: list[str], series: list[str]) -> dict:
    what = {"field": "what", "type": "nominal", "title": None, "sort": series}
    legend = {"orient": "top", "symbolType": "stroke", "labelFontSize": 13, "symbolSize": 300, "columns": 2}
    return {
        "data": {"values": values},
        "width": 330,
        "height": 118,
        "mark": {"type": "line", "point": {"size": 40, "filled": True}, "strokeWidth": 2.5, "invalid": None},
        "transform": [{"filter": "datum.number !== null"}] if _has_no_gap(values) else [],
        "encoding": {
            "x": {"field": "month", "type": "ordinal", "sort": names, "title": None, "axis": _month_axis(names)},
            "y": {"field": "number", "type": "quantitative", "title": None, "axis": {"format": ",d", "tickCount": 4}},
            "color": what | {"scale": {"domain": series, "range": _COLOURS[: len(series)]}, "legend": legend},
            "strokeDash": what | {"scale": {"domain": series, "range": _DASHES[: len(series)]}},
        },
    }


def _has_no_gap(values: list[dict]) -> bool:
    return all(value["number"] is not None for value in values)


def _month_axis(names: list[str]) -> dict:
    """Some months are written when there are many."""
    return {"labelAngle": 0, "grid": False, "values": names if len(names) <= 6 else names[:: len(names) // 4 + 1]}


def bars(title: str, rows: Sequence[tuple[str, int]], *, what: tuple[str, str], **block) -> Chart:
    """Horizontal bars in this order; ``what``: the headings of the label and of the number."""
    text = "Nog niets geteld."
    if any(count for _, count in rows):
        most, count = max(rows, key=lambda row: row[1])
        text = f"Liggende staven. Het meest: {most} ({number(count)})."
    svg = charts.bars(list(rows), title=title, description=text, width=_BARS) if rows else ""
    return Chart(title=title, headings=what, rows=[list(row) for row in rows], numeric=[1], svg=svg, text=text, **block)


def tiles(title: str, numbers: Mapping[str, int | None], *, what: str, urls: Mapping[str, str], note: str) -> Chart:
    """The 25 GGD regions as tiles; a number that is too small to show (None) is written as *< 5*."""
    most_of_all = max((count or 0 for count in numbers.values()), default=0)
    placed = [
        {
            "x": column,
            "y": row,
            "name": _short(label),
            "step": _step(numbers.get(code, 0), most_of_all),
            "told": _tile_text(numbers.get(code, 0)),
        }
        for code, label, column, row in lookup.tile_map()
    ]
    table = sorted(
        ((label, numbers.get(code, 0), urls.get(code, "")) for code, label, _, _ in lookup.tile_map()),
        key=lambda line: (-(line[1] or 0), line[0]),
    )
    known = [line for line in table if line[1]]
    most = ", ".join(f"{label} ({number(count)})" for label, count, _ in known[:3])
    text = f"Een tegel per GGD-regio; hoe donkerder, hoe meer. Het meest: {most}." if known else "Nog nergens geteld."
    return Chart(
        title=title,
        note=note,
        headings=("GGD-regio", what),
        rows=[[label, FEW if count is None else count] for label, count, _ in table],
        links=[url for _, _, url in table],
        numeric=[1],
        svg=charts.svg(_tile_spec(placed), title=title, description=text),
        text=text,
    )


def _short(label: str) -> str:
    name = label.removeprefix("GGD ").removeprefix("regio ")
    return name if len(name) <= 14 else f"{name[:13].rstrip()}…"


def _tile_text(count: int | None) -> str:
    return "< 5" if count is None else number(count)


def _step(count: int | None, most: int) -> int:
    """How dark, from 0 (none) to 4, in quarters of the largest number."""
    if count is None:
        return 1
    return -(-(len(_TILE) - 1) * count // most) if most else 0


def _tile_spec(placed: list[dict]) -> dict:
    side = {"type": "ordinal", "axis": None, "scale": {"paddingInner": 0.06}}
    ink = {"condition": {"test": f"datum.step >= {_DARK_TILE}", "value": "#ffffff"}, "value": "#16202e"}
    fill = {"field": "step", "type": "ordinal", "legend": None}
    fill |= {"scale": {"domain": list(range(len(_TILE))), "range": _TILE}}
    return {
        "data": {"values": placed},
        "width": {"step": 92},
        "height": {"step": 39},
        "encoding": {"x": {"field": "x"} | side, "y": {"field": "y"} | side},
        "layer": [
            {"mark": {"type": "rect", "cornerRadius": 6}, "encoding": {"color": fill}},
            {
                "mark": {"type": "text", "dy": -6, "fontSize": 15, "fontWeight": 600},
                "encoding": {"text": {"field": "told"}, "color": ink},
            },
            {
                "mark": {"type": "text", "dy": 10, "fontSize": 12},
                "encoding": {"text": {"field": "name"}, "color": ink},
            },
        ],
    }


def money(title: str, rows: Sequence[tuple[Layer, int, int, int]], **block) -> str:
    """Per layer what is spent and reserved, beside a mark for what was planned; amounts in eurocents."""
    values = []
    for layer, _, spent, reserved in rows:
        values.append({"layer": layer.label, "what": "Uitgegeven", "euros": spent / 100})
        values.append({"layer": layer.label, "what": "Gereserveerd", "euros": reserved / 100})
    marks = [{"layer": layer.label, "planned": planned / 100} for layer, planned, _, _ in rows]
    order = [layer.label for layer, *_ in rows]
    y = {"field": "layer", "type": "nominal", "sort": order, "title": None}
    y |= {"axis": {"ticks": False, "domain": False, "labelLimit": 200}}
    x = {"field": "euros", "type": "quantitative", "title": "euro", "axis": {"format": ",d", "tickCount": 3}}
    colour = {"field": "what", "type": "nominal", "title": None, "legend": {"orient": "top", "labelFontSize": 14}}
    colour |= {"scale": {"domain": ["Uitgegeven", "Gereserveerd"], "range": ["#17467d", "#9dbbe0"]}}
    spec = {
        "width": 190,
        "height": {"step": 34},
        "encoding": {"y": y},
        "layer": [
            {
                "data": {"values": values},
                "mark": {"type": "bar", "size": 22},
                "encoding": {"x": x, "color": colour, "order": {"field": "what", "sort": "descending"}},
            },
            {
                "data": {"values": marks},
                "mark": {"type": "tick", "thickness": 3, "size": 34, "color": "#b4512a"},
                "encoding": {"x": {"field": "planned", "type": "quantitative"}},
            },
        ],
    }
    return charts.svg(spec, title=title, description=block.get("text", ""))
