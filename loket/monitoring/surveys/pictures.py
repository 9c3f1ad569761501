"""The distribution of statements as a picture: one bar a statement, one part a score."""

from collections.abc import Iterable

from django.utils.safestring import SafeString

from loket.core import charts
from loket.core.templatetags.formats import number as written
from loket.monitoring.surveys.enums import SCALE_LABELS
from loket.monitoring.surveys.results import QuestionResult

# From disagreement to agreement; the number stands in each part, so that the colour is not the only sign.
_COLOURS = ("#a3563b", "#e3b59e", "#d5dce4", "#8fb3d6", "#17467d")
_INK = ("#ffffff", "#16202e", "#16202e", "#16202e", "#ffffff")
_NARROWEST = 7


def distribution(heading: str, rows: Iterable[QuestionResult]) -> SafeString | str:
    """All statements under one heading; empty when there is none to show."""
    rows = [row for row in rows if row.mean]
    if not rows:
        return ""
    values = [part for number, row in enumerate(rows, 1) for part in _parts(number, row)]
    spec = {
        "data": {"values": values},
        "width": 560,
        "height": {"step": 38},
        "encoding": {
            "y": {
                "field": "label",
                "type": "nominal",
                "sort": None,
                "title": None,
                "axis": {"ticks": False, "domain": False},
            }
        },
        "layer": [_bars(), _numbers()],
    }
    described = ". ".join(
        f"Stelling {number}: gemiddeld {written(row.mean.value, 1)}" for number, row in enumerate(rows, 1)
    )
    title = f"{heading}: verdeling van de antwoorden"
    return charts.svg(spec, title=title, description=f"{described}.")


def _parts(number: int, row: QuestionResult) -> list[dict]:
    """With where each part begins and ends, so that rounding never leaves a gap."""
    made, begin = [], 0.0
    for place, choice in enumerate(row.choices):
        end = begin + 100 * choice.count / row.answered
        text = f"{choice.percent}%" if end - begin >= _NARROWEST else ""
        part = {"label": f"Stelling {number}", "score": _legend(place), "x": begin, "x2": end, "ink": _INK[place]}
        made.append(part | {"middle": (begin + end) / 2, "text": text})
        begin = end
    return made


def _legend(place: int) -> str:
    score, text = SCALE_LABELS[place]
    return f"{score}. {text}"


def _bars() -> dict:
    legend = {"title": None, "orient": "top", "columns": 3, "labelFontSize": 13, "symbolType": "square"}
    scale = {"domain": [_legend(place) for place in range(len(SCALE_LABELS))], "range": list(_COLOURS)}
    return {
        "mark": {"type": "bar", "size": 26},
        "encoding": {
            "x": {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [0, 100]}},
            "x2": {"field": "x2"},
            "color": {"field": "score", "type": "nominal", "scale": scale, "legend": legend},
        },
    }


def _numbers() -> dict:
    return {
        "mark": {"type": "text", "fontSize": 12},
        "encoding": {
            "x": {"field": "middle", "type": "quantitative", "axis": None},
            "text": {"field": "text"},
            "color": {"field": "ink", "type": "nominal", "scale": None},
        },
    }
