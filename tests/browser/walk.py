"""Every kind of page of a running demo, as each role, held against axe: ``make walk PORT=8000``.

It follows links from the front page and from *mijn loket*, a few pages of each address pattern, and presses nothing.
What it finds it prints; nothing found is exit code 0. It takes about ten minutes, so it is no part of ``make check``.
"""

import argparse
import collections
import os
import re
import sys
from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

import django
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loket.settings")
django.setup()

from django.urls import Resolver404, resolve  # noqa: E402 - after the settings

from loket.accounts import demo  # noqa: E402
from tests.browser import axe  # noqa: E402
from tests.browser.conftest import CHROMIUM, enter  # noqa: E402

VISITOR = "bezoeker"
ROLES = (VISITOR, *(str(role) for role in demo.NAMES))
MOST_OF_A_KIND, MOST_PAGES = 2, 500
LEFT_OUT = re.compile(r"^/(account/logout|media|static)/|\.\w{2,6}$")


def _kind(url: str) -> str:
    """The address pattern that a page follows; the address itself when it follows none."""
    path = urlsplit(url).path
    try:
        return resolve(path).view_name or path
    except Resolver404:
        return path


def _links(page: Page, base: str) -> Iterator[str]:
    for href in page.evaluate("() => [...document.querySelectorAll('a[href]')].map(link => link.href)"):
        address = urldefrag(href)[0]
        if address.startswith(base) and not LEFT_OUT.search(urlsplit(address).path):
            yield address


def _open(page: Page, address: str) -> int | None:
    """The status of a page; None for what is no page but a file to keep."""
    try:
        return page.goto(address).status
    except PlaywrightError as error:
        if "Download is starting" in error.message:
            return None
        raise


def walk(page: Page, base: str) -> Iterator[str]:
    """What is wrong on the pages that this visitor can reach, one line each."""
    todo = collections.deque([f"{base}/", f"{base}/mijn/"])
    seen, counts = set(todo), collections.Counter()
    while todo and counts.total() < MOST_PAGES:
        address = todo.popleft()
        kind = _kind(address)
        if counts[kind] == MOST_OF_A_KIND:
            continue
        counts[kind] += 1
        status = _open(page, address)
        if status is None:
            continue
        if status >= 400:
            yield f"{address}: {status}"
        elif counts[kind] == 1:
            yield from axe.violations(page, address)
        fresh = [link for link in _links(page, base) if link not in seen]
        seen.update(fresh)
        todo.extend(fresh)
    print(f"{counts.total()} pages of {len(counts)} kinds", flush=True)


def _walk_as(browser: Browser, base: str, role: str) -> int:
    """Print what is wrong for a role; the number of lines."""
    with browser.new_context(base_url=base, bypass_csp=True, locale="nl-NL") as context:
        page = context.new_page()
        page.set_default_timeout(60_000)
        if role != VISITOR:
            enter(page, role)
        print(f"-- {role}", flush=True)
        found = 0
        for line in walk(page, base):
            print(line, flush=True)
            found += 1
        return found


def main() -> int:
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--port", type=int, default=8000)
    told.add_argument("roles", nargs="*", default=ROLES)
    asked = told.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        return int(any([_walk_as(browser, f"http://localhost:{asked.port}", role) for role in asked.roles]))


if __name__ == "__main__":
    sys.exit(main())
