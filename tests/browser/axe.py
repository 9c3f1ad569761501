"""Holding a page against axe, at the widths that the portal promises."""

from playwright.sync_api import Page

from loket.launcher.places import ROOT

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text()
WIDTHS = (320, 768, 1280)


def violations(page: Page, path: str) -> list[str]:
    """What axe finds at each width, as *path, width: rule (where)*; also a page that scrolls sideways."""
    found = []
    page.goto(path)
    page.evaluate(AXE)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [f"{path}, {width}: {row['id']} ({row['nodes'][0]['html'][:120]})" for row in result["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{path}, {width}: scrolls sideways")
    return found
