"""From the link in the mail to the letter: a ballot that survives a lost connection, and the decision."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from loket.accounts import demo
from loket.accounts.models import User
from tests.browser.patience import expect
from tests.browser.test_accessibility import violations
from tests.factories import OrganisationFactory
from tests.xperts.kernteam import factory
from xperts.cases.models import Case
from xperts.kernteam import appointing, voting
from xperts.kernteam.enums import Choice, SeatName
from xperts.kernteam.models import BallotVersion, Decision, SeatHolder

PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def crew(site: str) -> factory.Kernteam:
    """The demo's own member on the CGL seat, and its coordinator without one."""
    at = timezone.now()
    made = factory.kernteam(at=at)
    member = User.objects.get(email=demo.address("kernteam"))
    lead = User.objects.get(email=demo.address("coordinator"))
    SeatHolder.objects.filter(seat=SeatName.CGL).delete()
    made.lead, made.holders[SeatName.CGL] = lead, appointing.add_member(member, by=lead, at=at)
    term = {"starts_on": factory.FROM, "ends_on": None}
    appointing.seat(made.holders[SeatName.CGL], SeatName.CGL, **term, by=lead, at=at)
    factory.budget(made, year=at.year, at=at)
    return made


@pytest.fixture
def case(crew) -> Case:
    asker = User.objects.get(email=demo.address("professional"))
    asker.organisation = OrganisationFactory()
    asker.save()
    return factory.case(at=timezone.now() - timedelta(hours=1), person=asker)


def test_ballot_survives_a_lost_connection_and_leads_to_a_letter(new_page, sign_in, crew, case) -> None:
    at = timezone.now()
    factory.cast(case, crew.holders[SeatName.PARTNER], at=at)
    factory.cast(case, crew.holders[SeatName.PRACTICE], at=at)
    phone = sign_in(new_page(**PHONE), "kernteam")

    _open_and_fill(phone, case)
    _be_signed_out_meanwhile(phone)
    sign_in(phone, "kernteam").goto(f"/kernteam/aanvraag/{case.number}/")
    _lose_the_connection_and_send(phone)
    _decide(sign_in(new_page(), "coordinator"), case)

    assert BallotVersion.objects.filter(member=crew.holders[SeatName.CGL]).count() == 1
    assert Decision.objects.get(case=case).outcome == Choice.GRANT
    _read_the_letter(sign_in(new_page(), "professional"), case)


def _open_and_fill(page: Page, case: Case) -> None:
    page.goto(f"/kernteam/aanvraag/{case.number}/")
    page.get_by_label("Nee, ik heb geen belang").check()
    page.get_by_role("button", name="Antwoord geven").click()
    for group in page.locator(".kernteam-criterion").all():
        group.get_by_label("Ja", exact=True).check()
    page.get_by_label("Toekennen").check()
    page.get_by_label("Waarom vindt u dit?").fill("Zij deden zelf al veel.")
    expect(page.get_by_text("Bewaard op dit apparaat")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Waarom vindt u dit?")).to_have_value("Zij deden zelf al veel.")


def _be_signed_out_meanwhile(page: Page) -> None:
    """What was judged waits on the telephone until its owner is back."""
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Oordeel geven").click()
    expect(page.get_by_label("Wachtwoord", exact=True)).to_be_visible()


def _lose_the_connection_and_send(page: Page) -> None:
    expect(page.get_by_label("Waarom vindt u dit?")).to_have_value("Zij deden zelf al veel.")
    page.evaluate(
        "() => { window.found = window.fetch; window.fetch = () => Promise.reject(new TypeError('offline')); }"
    )
    page.get_by_role("button", name="Oordeel geven").click()
    expect(page.get_by_text("Geen verbinding.")).to_be_visible()
    page.evaluate("() => { window.fetch = window.found; }")
    expect(page.get_by_text("Uw oordeel is ontvangen.")).to_be_visible()


def _decide(page: Page, case: Case) -> None:
    page.goto(f"/kernteam/aanvraag/{case.number}/")
    page.get_by_role("link", name="Besluit nemen").click()
    page.get_by_label("Vorm van hulp").select_option("coaching")
    page.get_by_label("Hoeveel uur samen?").fill("12,5")
    page.get_by_label("Kosten die wij dragen, in euro's").fill("1500")
    page.get_by_role("button", name="Besluit vastleggen").click()
    expect(page.get_by_text("Het besluit staat vast.")).to_be_visible()
    page.goto(f"/kernteam/aanvraag/{case.number}/brief/")
    page.get_by_role("button", name="Brief versturen").click()
    expect(page.get_by_text("De brief is verstuurd.")).to_be_visible()


def _read_the_letter(page: Page, case: Case) -> None:
    page.goto(f"/mijn/advies/{case.number}/besluit/")
    expect(page.get_by_text("Zij deden zelf al veel.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Brief als pdf").click()
    assert download.value.suggested_filename == f"besluit-{case.reference.lower()}.pdf"


def test_pages_of_the_kernteam_have_no_violations(new_page, sign_in, crew, case) -> None:
    member, lead = sign_in(new_page(), "kernteam"), sign_in(new_page(), "coordinator")
    here = f"/kernteam/aanvraag/{case.number}/"

    found = violations(member, here)
    voting.declare(
        case,
        crew.holders[SeatName.CGL],
        has_conflict=False,
        note="",
        by=crew.holders[SeatName.CGL].person,
        at=timezone.now(),
    )
    factory.cast_all(case, crew, Choice.GRANT, Choice.GRANT, Choice.GRANT, at=timezone.now())
    found += [line for path in ("/kernteam/", here, "/kernteam/mijn-zetel/") for line in violations(member, path)]
    for path in (
        "/kernteam/",
        here,
        f"{here}besluit/",
        f"{here}namens/onafhankelijk/",
        f"{here}vervanger/",
        "/kernteam/zetels/",
        "/kernteam/werkwijze/",
        "/kernteam/budget/",
    ):
        found += violations(lead, path)

    assert found == []
