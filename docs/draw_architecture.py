"""Draws docs/architecture.svg from the code: the layers of pyproject.toml, and who imports whom.

``python -m docs.draw_architecture``; a test says when the picture no longer fits the code.
"""

import pathlib
import re
import tomllib
from html import escape

import grimp

ROOT = pathlib.Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "architecture.svg"
LEFT, TOP, ROW, BOX, CELL = 24, 132, 52, 390, 52
INK, PAPER, LINE, FILL, DOT = "#1b2a3a", "#ffffff", "#c3cedb", "#e8f1f8", "#01689b"


def layers() -> list[list[str]]:
    """The layers that exist, from what knows most to what knows least; areas of one layer beside each other."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contract = next(each for each in settings["tool"]["importlinter"]["contracts"] if each["type"] == "layers")
    rows = [re.findall(r"[\w.]+", layer) for layer in contract["layers"]]
    there = [[name for name in row if (ROOT / name.replace(".", "/")).is_dir()] for row in rows]
    return [row for row in there if row]


def imports(areas: list[str]) -> set[tuple[str, str]]:
    """Pairs of areas of which the first imports the second."""
    graph = grimp.build_graph(*sorted({area.partition(".")[0] for area in areas}), cache_dir=None)
    pairs = set()
    for module in graph.modules:
        for other in graph.find_modules_directly_imported_by(module):
            pairs.add((_area_of(module, areas), _area_of(other, areas)))
    return {(one, other) for one, other in pairs if one and other and one != other}


def _area_of(module: str, areas: list[str]) -> str | None:
    return next((area for area in areas if module == area or module.startswith(f"{area}.")), None)


def dutch_name(area: str) -> str:
    """What the portal calls the area; empty where it is no part of the portal."""
    apps = ROOT / area.replace(".", "/") / "apps.py"
    found = re.search(r'verbose_name = "([^"]+)"', apps.read_text()) if apps.exists() else None
    return found[1] if found else ""


def _text(x: int, y: int, content: str, **attributes: str) -> str:
    rest = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f'<text x="{x}" y="{y}"{rest}>{escape(content)}</text>'


def _row(number: int, area: str, areas: list[str], pairs: set[tuple[str, str]]) -> list[str]:
    y, x = TOP + number * ROW, LEFT + BOX + 28
    parts = [
        f'<rect x="{LEFT}" y="{y}" width="{BOX}" height="{ROW - 8}" rx="6" fill="{FILL}" stroke="{LINE}"/>',
        _text(LEFT + 16, y + 28, area, font_weight="600"),
        _text(LEFT + BOX - 16, y + 28, dutch_name(area), text_anchor="end", font_size="14"),
    ]
    for column, other in enumerate(areas):
        middle = (x + column * CELL + CELL // 2, y + (ROW - 8) // 2)
        if column > number:
            parts.append(f'<circle cx="{middle[0]}" cy="{middle[1]}" r="3" fill="{LINE}"/>')
        if (area, other) in pairs:
            parts.append(f'<circle cx="{middle[0]}" cy="{middle[1]}" r="11" fill="{DOT}"/>')
    return parts


def draw() -> str:
    """The picture as SVG."""
    areas = [area for layer in layers() for area in layer]
    pairs = imports(areas)
    width, height = LEFT + BOX + 28 + len(areas) * CELL + 40, TOP + len(areas) * ROW + 20
    told = "; ".join(
        f"{area} imports {', '.join(other for other in areas if (area, other) in pairs) or 'nothing'}" for area in areas
    )
    root = 'role="img" aria-labelledby="title told" font-family="Fira Sans, system-ui, sans-serif" font-size="17"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {root}>',
        f'<title id="title">The layers of the portal</title><desc id="told">{escape(told)}</desc>',
        f'<rect width="{width}" height="{height}" fill="{PAPER}"/><g fill="{INK}">',
        _text(LEFT, 44, "What stands higher may import what stands lower,", font_size="16"),
        _text(LEFT, 68, "never the other way. A dot: it does.", font_size="16"),
    ]
    for column, area in enumerate(areas):
        x = LEFT + BOX + 28 + column * CELL + CELL // 2
        label = area.rpartition(".")[2]
        lines.append(_text(x, TOP - 14, label, font_size="14", transform=f"rotate(-50 {x} {TOP - 14})"))
    for number, area in enumerate(areas):
        lines += _row(number, area, areas, pairs)
    return "\n".join([*lines, "</g></svg>\n"])


if __name__ == "__main__":
    PICTURE.write_text(draw())
    print(f"Geschreven: {PICTURE.relative_to(ROOT)}")
