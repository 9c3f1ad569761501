"""A professional tells what worked, an editor publishes it, a colleague finds it useful; points become a discount."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from loket.accounts.demo import address
from loket.accounts.models import User
from loket.catalogue.models import Entry
from loket.catalogue.points.models import DiscountCode
from tests.browser.test_accessibility import violations
from tests.catalogue.experiences.factory import UsedEntryFactory
from tests.catalogue.points.factory import code_for, give, training

_ROLES = ("professional", "partner")


_PAGES = (
    "/mijn/punten/",
    "/mijn/punten/ruilen/",
    "/punten/regels/",
    "/mijn/gebruik/",
    "/gebruik/",
    "/catalogus/wandelen/",
)


@pytest.fixture
def entry(site: str) -> Entry:
    return UsedEntryFactory(slug="wandelen", title="Samen wandelen")


def test_experience_from_first_words_to_useful(new_page, sign_in, entry) -> None:
    author, editor, colleague = (sign_in(new_page(), role) for role in ("professional", "redactie", "partner"))

    _tell(author)
    _publish(editor)
    _find_useful(colleague)

    assert [line for path in _PAGES for line in violations(author, path)] == []
    author.goto("/mijn/punten/")
    expect(author.get_by_text("+20")).to_be_visible()


def _tell(page: Page) -> None:
    """Half of it, away, and back again: what was typed is still there."""
    page.goto("/catalogus/wandelen/")
    page.get_by_role("button", name="Deel uw ervaring").click()
    page.get_by_label("Voor wie en waar hebt u het gebruikt?").fill("Voor ouderen in Tiel")
    expect(page.get_by_text(re.compile("^Bewaard om"))).to_be_visible()
    page.goto("/mijn/ervaringen/")
    page.get_by_role("link", name="Samen wandelen").click()
    page.get_by_role("link", name="Verder schrijven").click()
    assert violations(page, page.url) == []
    expect(page.get_by_label("Voor wie en waar hebt u het gebruikt?")).to_have_value("Voor ouderen in Tiel")
    page.get_by_role("button", name="Indienen").click()
    expect(page.get_by_text("Beantwoord deze vraag voordat u indient.").first).to_be_visible()
    page.get_by_label("Wat werkte goed?").fill("Samen koffie na afloop")
    page.get_by_label("Ja, zo weer").check()
    page.get_by_label("Gebied").fill("Tiel")
    expect(page.get_by_text(re.compile("^Bewaard om"))).to_be_visible()
    page.get_by_role("button", name="Indienen").click()
    expect(page.get_by_text("Bedankt. De redactie leest uw ervaring")).to_be_visible()


def _publish(page: Page) -> None:
    page.goto("/redactie/ervaringen/")
    page.get_by_role("link", name="Samen wandelen").click()
    assert violations(page, page.url) == []
    page.get_by_role("button", name="Publiceren").click()
    expect(page.get_by_text("Gepubliceerd. De schrijver heeft bericht gekregen.")).to_be_visible()


def _find_useful(page: Page) -> None:
    page.goto("/catalogus/wandelen/ervaringen/")
    expect(page.get_by_text("1 van 1")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Nuttig")).click()
    expect(page.get_by_role("button", name=re.compile(r"^Nuttig \(1\)"))).to_be_visible()
    assert violations(page, page.url) == []


def test_use_stands_on_the_map_and_is_confirmed_with_one_press(new_page, sign_in, entry) -> None:
    page = sign_in(new_page(), "professional")
    page.goto("/catalogus/wandelen/")
    page.get_by_role("link", name="Wij gebruiken dit").click()
    page.get_by_label("In welk gebied?").fill("Tiel")
    page.get_by_label("Sinds welk jaar?").fill("2024")
    page.get_by_label(re.compile("Hoeveel mensen")).fill("120")
    page.get_by_label(re.compile("De naam van onze organisatie")).check()
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_role("button", name="Ja, nog steeds").click()
    expect(page.get_by_text("telt weer een jaar mee")).to_be_visible()

    page.goto("/catalogus/wandelen/gebruik/")

    expect(page.get_by_role("img", name="Organisaties die dit gebruiken, per GGD-regio")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("GGD Voorbeeldregio.*Tiel.*2024.*120"))).to_be_visible()
    assert violations(page, page.url) == []


def test_discount_is_not_spent_in_a_second_tab(new_page, sign_in, site) -> None:
    people = {role: User.objects.select_related("organisation").get(email=address(role)) for role in _ROLES}
    course = training(title="Masterclass", slug="masterclass", organisation=people["partner"].organisation)
    code = code_for(give(people["professional"], 4, at=timezone.now()), at=timezone.now(), entry=course)
    tabs = [sign_in(new_page(), role) for role in ("partner", "redactie")]
    for tab in tabs:
        tab.goto("/punten/inwisselen/")
        tab.get_by_label("Kortingscode").fill(code.code)
        tab.get_by_role("button", name="Code opzoeken").click()
        expect(tab.get_by_role("button", name="Inwisselen")).to_be_visible()

    for tab in tabs:
        tab.get_by_role("button", name="Inwisselen").click()

    expect(tabs[0].get_by_text("Ingewisseld: € 25 korting op Masterclass.")).to_be_visible()
    expect(tabs[1].get_by_text("Deze code is al gebruikt.")).to_be_visible()
    assert DiscountCode.objects.get().redeemed_by == people["partner"]
