"""Charts made on the server as SVG: the same on the page, without JavaScript, and in a report.

The figures always stand beside the chart as a table; the picture itself carries a title and a description.
"""

import hashlib
import html
import json
import re
from functools import lru_cache

import vl_convert
from django.conf import settings
from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe

FONTS = settings.BASE_DIR / "node_modules/@expo-google-fonts/fira-sans"
CACHE_SECONDS = 30 * 24 * 3600
_INK, _INK_2, _LINE = "#16202e", "#46556a", "#dbe2ea"
BLUE = "#17467d"
_STYLE = {
    "font": "Fira Sans",
    "background": None,
    "padding": 0,
    "aria": False,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 14,
        "titleFontSize": 14,
        "titleFontWeight": 400,
        "labelColor": _INK_2,
        "titleColor": _INK_2,
        "gridColor": _LINE,
        "labelPadding": 6,
    },
    "text": {"fontSize": 14, "font": "Fira Sans"},
}


def bars(rows: list[tuple[str, int]], *, title: str, description: str, width: int = 480) -> SafeString:
    """Horizontal bars, one per (label, number), in this order; ``description`` says in words what is to be seen."""
    values = [{"label": label, "number": number} for label, number in rows]
    order = [label for label, _ in rows]
    y = {
        "field": "label",
        "type": "nominal",
        "sort": order,
        "title": None,
        "axis": {"ticks": False, "domain": False, "labelLimit": 240},
    }
    x = {"field": "number", "type": "quantitative", "axis": None}
    spec = {
        "data": {"values": values},
        "width": width,
        "height": {"step": 32},
        "encoding": {"y": y, "x": x},
        "layer": [
            {"mark": {"type": "bar", "color": BLUE, "size": 20, "cornerRadiusEnd": 3}},
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "color": _INK},
                "encoding": {"text": {"field": "number", "type": "quantitative", "format": ",d"}},
            },
        ],
    }
    return svg(spec, title=title, description=description)


def svg(spec: dict, *, title: str, description: str) -> SafeString:
    """The picture of a Vega-Lite specification; kept by the hash of its content, as the first takes half a second."""
    text = json.dumps(spec | {"config": _STYLE}, sort_keys=True)
    digest = hashlib.sha256(f"{text}{title}{description}".encode()).hexdigest()[:16]
    found = cache.get(f"chart:{digest}")
    if found is None:
        _register_fonts()
        raw = vl_convert.vegalite_to_svg(vl_spec=text, format_locale="nl-NL", time_format_locale="nl-NL")
        found = _cleaned(raw, f"chart-{digest}", title, description)
        cache.set(f"chart:{digest}", found, CACHE_SECONDS)
    return mark_safe(found)  # made here, its texts escaped


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    for weight in ("400Regular", "600SemiBold"):
        if (FONTS / weight).is_dir():
            vl_convert.register_font_directory(str(FONTS / weight))


def _cleaned(raw: str, name: str, title: str, description: str) -> str:
    """One picture to a screen reader: inner roles dropped, a Dutch title and description, ids unique on the page."""
    picture = re.sub(r' (?:aria-[a-z]+|role)="[^"]*"', "", raw).replace(' class="marks"', "", 1)
    picture = re.sub(r'(id="|url\(#)((?:clip|gradient)\w*)', rf"\g<1>{name}-\g<2>", picture)
    picture = re.sub(r'^<svg ([^>]*?)width="[\d.]+" height="[\d.]+"', r"<svg \1", picture, count=1)
    picture = picture.replace("<svg ", f'<svg class="chart" role="img" aria-labelledby="{name}-t {name}-d" ', 1)
    texts = f'<title id="{name}-t">{html.escape(title)}</title><desc id="{name}-d">{html.escape(description)}</desc>'
    return picture.replace(">", f">{texts}", 1)
