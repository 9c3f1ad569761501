"""A learning region: two people fill its canvas at once, then a self-scan, a session, the harvest and a coupling."""

import re
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from loket.accounts import demo
from loket.accounts.models import User
from network.learning import joining
from network.learning import workflow as networks
from network.learning.enums import Access, Kind
from network.learning.models import LearningNetwork
from network.regions.enums import ConsentKind, Element
from network.regions.models import Region
from network.regions.workflow import founding, scanning
from tests.browser.patience import expect
from tests.browser.test_accessibility import violations


def _person(role: str) -> User:
    return User.objects.get(email=demo.address(role))


def _network(name: str, by: User) -> LearningNetwork:
    """One that was approved and goes on until 2030, facilitated by who proposed it."""
    at = timezone.now()
    content = {"name": name, "purpose": "Samen leren.", "start_question": "Hoe?", "kind": Kind.REGION}
    content |= {"access": Access.OPEN, "starts_on": at.date(), "ends_on": date(at.year + 3, 1, 1)}
    content |= {"areas": ["gemeente-tiel"], "themes": ["bewegen"]}
    network = networks.propose(content, looked_at=[], why_new="Nog niets.", by=by, at=at)
    networks.approve(network, by=_person("servicedesk"), at=at)
    return network


@pytest.fixture
def valley(site: str) -> LearningNetwork:
    """The network that becomes a region, of *professional* with *partner* as a member; and a region that is ahead."""
    at, xpert = timezone.now(), _person("xpert")
    network = _network("Gezond Voorbeelddal", _person("professional"))
    joining.join(network, by=_person("partner"), at=at)
    ahead = founding.found(_network("Gezond Voorbeeldberg", xpert), by=xpert, at=at)
    for kind in ConsentKind:
        founding.give(ahead, kind, by=xpert, at=at)
    scan = scanning.open_scan(ahead, "Najaar", by=xpert, at=at)
    scanning.score(scan, {code: (4, "") for code in Element.values}, by=xpert, at=at)
    scanning.close(scan, by=xpert, at=at)
    return network


def test_region_goes_from_an_empty_canvas_to_a_coupling(new_page, sign_in, valley) -> None:
    leader, member = sign_in(new_page(), "professional"), sign_in(new_page(), "partner")
    plain = [sign_in(new_page(java_script_enabled=False), role) for role in ("professional", "partner")]

    address = _found(leader, valley)
    _write_at_the_same_time(leader, member, address)
    _change_the_same_line(*plain, address)
    _scan(leader, member, address)
    session = _plan_from_a_low_score(leader, address)
    member.set_viewport_size({"width": 390, "height": 800})
    _talk(leader, member, session)
    _harvest(leader, member, session)
    _couple(leader, sign_in(new_page(), "servicedesk"), sign_in(new_page(), "xpert"), address)


def _found(page: Page, network: LearningNetwork) -> str:
    page.goto(network.get_absolute_url())
    page.get_by_role("button", name="Leerregio inrichten").click()
    page.get_by_label("Aantal inwoners").fill("13000")
    page.get_by_label("Deelnemende partijen").fill("Gemeente Voorbeelddal\nGGD Voorbeeld")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("13.000")).to_be_visible()
    return page.url


def _open_canvas(page: Page, address: str):
    page.goto(f"{address}veranderverhaal/schrijven/")
    return page.get_by_label("Ambities")


def _write_at_the_same_time(leader: Page, member: Page, address: str) -> None:
    """Both type in the same empty box; each sees the words of both without doing anything for it."""
    first, second = _open_canvas(leader, address), _open_canvas(member, address)
    first.press_sequentially("Vitale inwoners")
    second.press_sequentially("Levendige buurten")
    for page, box in ((leader, first), (member, second)):
        expect(page.locator("[data-story-box=ambities] [data-story-status]")).to_contain_text("Bewaard om")
        expect(box).to_have_value("Vitale inwoners\nLevendige buurten")
    expect(leader.get_by_text("Demo Partner schrijft hier nu.")).to_be_visible()


def _change_the_same_line(leader: Page, member: Page, address: str) -> None:
    """Without a script: who saves second finds both texts, and settles it."""
    changed = ((leader, "Vitale inwoners in 2030"), (member, "Vitale jonge inwoners"))
    for page, text in changed:
        page.goto(f"{address}veranderverhaal/schrijven/")
        page.locator("#vak-ambities").fill(f"{text}\nLevendige buurten")
    for page, _ in changed:
        page.get_by_role("button", name="Bewaren").click()
        expect(page.get_by_text("Bewaard. Wat anderen intussen schreven")).to_be_visible()
    expect(member.get_by_role("heading", name="Ambities: twee mensen veranderden dezelfde regels")).to_be_visible()
    both = "Vitale inwoners in 2030\nVitale jonge inwoners\nLevendige buurten"
    expect(member.locator("#vak-ambities")).to_have_value(both)
    member.get_by_role("button", name="Het vak klopt nu").click()
    expect(member.get_by_text("Opgelost.")).to_be_visible()


def _scan(leader: Page, member: Page, address: str) -> None:
    leader.goto(f"{address}zelfscan/")
    leader.get_by_label("Naam van het moment").fill("Voorjaar")
    leader.get_by_role("button", name="Zelfscan openen").click()
    here = leader.url
    for page in (leader, member):
        page.goto(here)
        for element in Element:
            score = "2" if element == Element.MONEY else "4"
            page.locator(f"[name='score-{element}'][value='{score}']").check()
        page.get_by_role("button", name="Scores bewaren").click()
        expect(page.get_by_text("Uw scores zijn bewaard.")).to_be_visible()
    leader.goto(here)
    leader.get_by_role("button", name="Scan sluiten").click()
    leader.goto(f"{address}zelfscan/")
    expect(leader.get_by_role("img", name="Zelfscan van Gezond Voorbeelddal")).to_be_visible()
    expect(leader.get_by_role("row", name="Financiële middelen")).to_contain_text("2 (2 mensen)")


def _plan_from_a_low_score(page: Page, address: str) -> str:
    page.goto(address)
    page.get_by_role("link", name="Financiële middelen").click()
    expect(page.get_by_text("Maak een overzicht van subsidies.")).to_be_visible()
    expect(page.get_by_role("link", name="Gezond Voorbeeldberg")).to_be_visible()
    page.get_by_role("link", name="Leersessie plannen").click()
    page.get_by_label("Dag").fill("2031-06-05")
    page.get_by_label("Begint om").fill("13:00")
    page.get_by_label("Eindigt om").fill("15:00")
    page.get_by_role("button", name="Leersessie plannen").click()
    expect(page.get_by_text("De leersessie staat.")).to_be_visible()
    return page.url


def _talk(leader: Page, member: Page, session: str) -> None:
    """One brings a case on a large screen, the other asks and gives tips on a phone."""
    leader.goto(session)
    leader.get_by_role("link", name="Casus inbrengen").click()
    leader.get_by_label("Casus").fill("Het geld stopt")
    leader.get_by_label("Wat speelt er").fill("Over een half jaar is de subsidie op.")
    leader.get_by_label("Mijn vraag aan u").fill("Hoe gaan wij verder?")
    leader.get_by_role("button", name="Casus inbrengen").click()
    for onward, label, text, says in (
        ("Naar de vragen", "Uw vraag", "Wie betaalt nu?", member),
        ("Naar de tips", "Uw tip", "Vraag het de gemeente", member),
        ("Naar wat ik meeneem", "Wat neem ik mee?", "Ik bel de wethouder", leader),
    ):
        leader.get_by_role("button", name=onward).click()
        says.goto(leader.url.partition("#")[0])
        says.get_by_label(label).fill(text)
        says.get_by_role("button", name="Toevoegen").click()
        expect(leader.get_by_text(text)).to_be_visible()
    leader.get_by_role("button", name="Casus afronden").click()
    expect(leader.get_by_text("Uw casus is klaar.")).to_be_visible()


def _harvest(leader: Page, member: Page, session: str) -> None:
    member.goto(session)
    member.get_by_label("Vanuit welke rol?").select_option("professional")
    member.get_by_label("Eerste verandering").fill("Ik ken de weg naar de gemeente")
    member.get_by_role("button", name="Opschrijven wat ik merk").click()
    expect(member.get_by_text("Ik ken de weg naar de gemeente")).to_be_visible()
    leader.goto(session)
    leader.get_by_role("link", name="Oogsten").click()
    leader.get_by_label("Wat leverde de leersessie op?").fill("Een eerste stap naar vast geld.")
    leader.get_by_role("button", name="Oogsten").click()
    expect(leader.get_by_text("Een eerste stap naar vast geld.")).to_be_visible()


def _couple(leader: Page, desk: Page, helper: Page, address: str) -> None:
    leader.goto(f"{address}toestemming/")
    leader.get_by_role("button", name=re.compile("^Toestaan.*Wij willen leren")).click()
    desk.goto("/koppelingen/")
    desk.get_by_role("button", name="Koppelingen voorstellen").click()
    expect(desk.get_by_text("Gezond Voorbeeldberg is 2 stappen verder")).to_be_visible()
    desk.get_by_role("button", name="Goedkeuren").click()
    for page in (leader, helper):
        page.goto("/mijn/")
        page.get_by_role("link", name="Gezond Voorbeelddal leert van Gezond Voorbeeldberg").first.click()
        page.get_by_role("button", name="Ja, wij doen mee").click()
        expect(page.get_by_text("Dank u wel.")).to_be_visible()
    helper.get_by_role("link", name="Eerste gesprek afspreken").click()
    helper.get_by_label("Dag").fill("2031-05-08")
    helper.get_by_label("Begint om").fill("10:00")
    helper.get_by_label("Eindigt om").fill("11:00")
    helper.get_by_role("button", name="Gesprek afspreken").click()
    expect(helper.get_by_text("donderdag 8 mei 2031, 10.00 tot 11.00 uur")).to_be_visible()


def test_pages_of_a_region_have_no_violations(new_page, sign_in, valley) -> None:
    page, desk = sign_in(new_page(), "xpert"), sign_in(new_page(), "servicedesk")
    region = Region.objects.get()
    here = region.get_absolute_url()
    parts = (
        "",
        "veranderverhaal/",
        "veranderverhaal/schrijven/",
        "veranderverhaal/versies/",
        "veranderverhaal/printen/",
    )
    parts += ("veranderverhaal/vergelijken/", "zelfscan/", "elementen/financiele-middelen/", "leervragen/", "profiel/")
    parts += ("leervragen/nieuw/", "leersessies/", "leersessies/nieuw/", "koppelingen/", "toestemming/")
    paths = ("/leerregios/", "/gebieden/", "/gebieden/gemeente-tiel/", *(f"{here}{part}" for part in parts))

    found = [line for path in paths for line in violations(page, path)]

    assert found == []
    assert violations(desk, "/koppelingen/") == []
