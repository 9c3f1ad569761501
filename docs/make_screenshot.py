"""Makes docs/screenshot.png of a running demo: ``python -m docs.make_screenshot [http://localhost:8000]``."""

import pathlib
import shutil
import sys

from playwright.sync_api import sync_playwright

PICTURE = pathlib.Path(__file__).resolve().parent / "screenshot.png"
PAGE = "/"
SIZE = {"width": 1280, "height": 1090}


def make(site: str) -> None:
    """Write the picture of the front page. Raises ``SystemExit`` with a sentence without Chromium or a demo."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Chromium ontbreekt. Installeer het pakket chromium.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, locale="nl-NL", color_scheme="light")
        answer = page.goto(f"{site}{PAGE}", wait_until="networkidle")
        if answer is None or not answer.ok:
            sys.exit(f"{site}{PAGE} geeft geen pagina. Draait de demo?")
        page.evaluate("document.fonts.ready")
        page.screenshot(path=PICTURE)
        browser.close()
    print(f"Geschreven: {PICTURE.name}")


if __name__ == "__main__":
    make(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000")
