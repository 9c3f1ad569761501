"""A real browser against a live server, with a real worker in the background.

Chromium comes from the machine. In CI it must be there; elsewhere these tests skip with one sentence.
"""

import os
import shutil
from collections.abc import Iterator

import pytest
from celery.contrib.testing.worker import start_worker
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

from loket.accounts import demo
from loket.celery import app
from loket.vocabulary import lookup

# Playwright keeps an event loop in this thread; the ORM is still only used between its calls.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MISSING = "/bestaat-niet/"


def pytest_collection_modifyitems(items) -> None:
    for item in items:
        if "/tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium ontbreekt: in CI horen de browsertests te draaien.")
        pytest.skip("GEEN BROWSERTESTS: installeer Chromium (Debian: apt-get install chromium).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def site(transactional_db, live_server, monkeypatch) -> Iterator[str]:
    """The address of a running portal with the vocabulary and the demo accounts, and a worker behind it."""
    lookup.forget()
    demo.create_demo_accounts()
    monkeypatch.setattr(settings, "SITE_URL", live_server.url)
    with start_worker(app, perform_ping_check=False, pool="solo", shutdown_timeout=30):
        yield live_server.url


@pytest.fixture
def new_page(browser: Browser, site: str) -> Iterator:
    """Opens a window of its own for each visitor, and fails on anything that the console complains about."""
    contexts, complaints = [], []

    def open_page(**options) -> Page:
        context = browser.new_context(base_url=site, locale="nl-NL", timezone_id="Europe/Amsterdam", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda line: complaints.append(line.text) if _is_complaint(line) else None)
        page.on("request", lambda request: complaints.append(request.url) if not _is_ours(request.url, site) else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _is_complaint(line) -> bool:
    # A refused form is answered with 422, which the console calls an error; the page explains it.
    is_expected = "422" in line.text or line.location["url"].endswith(MISSING)
    return line.type in ("error", "warning") and not is_expected


def _is_ours(url: str, site: str) -> bool:
    return url.startswith((site, "data:", "blob:", "about:"))


def enter(page: Page, role: str) -> Page:
    """Sign a demo account in as a person would, with its second factor where it has one."""
    page.goto("/account/login/")
    page.get_by_label("E-mailadres").fill(demo.address(role))
    page.get_by_label("Wachtwoord", exact=True).fill(demo.PASSWORD)
    page.locator("main").get_by_role("button", name="Inloggen", exact=True).click()
    page.wait_for_load_state()
    if "authenticate" in page.url:
        account = next(row for row in demo.accounts() if row.email == demo.address(role))
        page.locator("input[name=code]").first.fill(account.code)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_load_state()
    return page


@pytest.fixture
def sign_in():
    return enter
