"""What a browser does when things go wrong: what was typed is still there, and a large file gets a sentence."""

import pathlib
import re

import pytest
from playwright.sync_api import Page, expect

from loket.accounts import demo
from loket.accounts.models import User
from loket.catalogue.models import Revision
from loket.core.files.kinds import MB
from tests.factories import RevisionFactory

TYPED = "Elke dinsdag lopen ouderen een uur door de wijk."


@pytest.fixture
def draft(site: str) -> Revision:
    return RevisionFactory(author=User.objects.get(email=demo.address("professional")))


def sign_in(page: Page) -> None:
    page.get_by_label("E-mailadres").fill(demo.address("professional"))
    page.get_by_label("Wachtwoord", exact=True).fill(demo.PASSWORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()


@pytest.fixture
def page(new_page, draft) -> Page:
    """The first step of the wizard, signed in."""
    page = new_page()
    page.goto(f"/bijdragen/{draft.pk}/basis/")
    sign_in(page)
    expect(page).to_have_url(re.compile("/basis/$"))
    return page


def test_session_that_ended_does_not_lose_what_was_typed(page, draft):
    page.get_by_label("Toelichting").fill(TYPED)
    page.context.clear_cookies(name="sessionid")

    page.get_by_role("button", name="Verder").click()
    sign_in(page)

    expect(page.get_by_label("Toelichting")).to_have_value(TYPED)
    expect(page.get_by_text("Bewaard om")).to_be_visible()
    assert Revision.objects.get(pk=draft.pk).content["body"] == TYPED


def test_form_that_expired_does_not_lose_what_was_typed(browser, site, draft):
    page = browser.new_context(base_url=site).new_page()  # of its own: the console calls a refusal an error
    page.goto(f"/bijdragen/{draft.pk}/basis/")
    sign_in(page)
    page.get_by_label("Toelichting").fill(TYPED)
    page.context.clear_cookies(name="csrftoken")

    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", name="Het formulier is verlopen")).to_be_visible()
    page.goto(f"/bijdragen/{draft.pk}/basis/")

    expect(page.get_by_label("Toelichting")).to_have_value(TYPED)
    page.context.close()


def test_step_that_was_kept_is_not_put_back_over_what_is_newer(page, draft):
    page.get_by_label("Toelichting").fill(TYPED)
    page.get_by_role("button", name="Verder").click()
    expect(page).to_have_url(re.compile("/inhoud/$"))
    Revision.objects.filter(pk=draft.pk).update(content=draft.content | {"body": "Nieuwer"})

    page.goto(f"/bijdragen/{draft.pk}/basis/")

    expect(page.get_by_label("Toelichting")).to_have_value("Nieuwer")


def test_file_that_is_far_too_large_gets_a_sentence_without_javascript(new_page, draft, tmp_path: pathlib.Path):
    path = tmp_path / "film.mp4"
    with path.open("wb") as film:
        film.truncate(260 * MB)
    page = new_page(java_script_enabled=False)
    page.goto(f"/bijdragen/{draft.pk}/bestanden/")
    sign_in(page)

    page.get_by_label("Voeg bestanden toe").set_input_files(path)
    page.get_by_role("button", name="Toevoegen").click(timeout=60_000)

    expect(page.get_by_text("film.mp4: Dit bestand is te groot.")).to_be_visible(timeout=60_000)
