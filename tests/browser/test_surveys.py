"""A survey from the draft to the results: sent, answered on a phone, closed and read; and its pages by axe."""

import re

from django.utils import timezone
from playwright.sync_api import Page, expect

from loket.core.models import OutgoingMail
from loket.monitoring.steering.demo import loading as steering
from loket.monitoring.steering.models import Pilot, Risk
from loket.monitoring.surveys import sending
from loket.monitoring.surveys.demo import loading as surveys
from loket.monitoring.surveys.models import Answers, FocusGroup, Questionnaire, Survey
from tests.browser.axe import violations
from tests.monitoring.surveys import factory

PHONE = {"viewport": {"width": 390, "height": 844}}


def test_survey_goes_from_a_draft_to_its_results(new_page, sign_in) -> None:
    lead, phone = sign_in(new_page(), "coordinator"), new_page(**PHONE)
    factory.people(5)

    _make_and_send(lead)
    sending.mail(at=timezone.now())
    mails = OutgoingMail.objects.filter(dedupe_key__startswith="surveys/invitation/").order_by("pk")
    for number, text in enumerate(list(mails.values_list("text", flat=True))):
        _answer(phone, re.search(r"/vragenlijst/\S+", text)[0], half_way=number == 0)
    _close(lead)

    assert Answers.objects.count() == Survey.objects.get().invitations.count()


def _make_and_send(page: Page) -> None:
    page.goto("/metingen/vragenlijsten/")
    page.get_by_role("button", name="Begin met deze vragenlijst").click()
    page.goto("/metingen/nieuw/")
    page.get_by_label("Titel").fill("Voorjaarsmeting")
    page.get_by_label("Vragenlijst").select_option(index=1)
    page.get_by_label("Laatste dag").fill("2041-05-01")
    page.get_by_role("button", name="Bewaren en bekijken").click()
    expect(page.get_by_text("Krijgen een mail")).to_be_visible()
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_text("mensen krijgen een mail")).to_be_visible()


def _answer(page: Page, link: str, *, half_way: bool) -> None:
    """With the keyboard; one of them stops half way and comes back."""
    page.goto(link)
    first = page.get_by_role("group", name="Kent u het loket?").get_by_label("Ja")
    first.focus()
    page.keyboard.press("Space")
    if half_way:
        page.get_by_role("button", name="Bewaren en later verder").click()
        expect(page.get_by_text("gaat u later verder")).to_be_visible()
        expect(first).to_be_checked()
    statement = page.get_by_role("group", name="Ik weet welke ondersteuning er voor mijn vak is.")
    statement.get_by_label("4. Eens").check()
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_text("Uw antwoorden zijn binnen")).to_be_visible()


def _close(page: Page) -> None:
    page.goto(Survey.objects.get().get_absolute_url())
    page.get_by_text("Nu sluiten").click()
    page.get_by_role("button", name="Ja, sluit de meting").click()
    expect(page.get_by_role("img", name="Weten: verdeling van de antwoorden")).to_be_visible()


def test_pages_of_surveys_and_steering_have_no_violations(new_page, sign_in) -> None:
    lead, visitor, at = sign_in(new_page(), "coordinator"), new_page(), timezone.now()
    steering.load(at=at, say=print)
    surveys.load(at=at, say=print)
    rows = [*Survey.objects.all(), *FocusGroup.objects.all(), *Questionnaire.objects.all()]
    rows += [Risk.objects.first(), *Pilot.objects.all()]
    token = Survey.objects.get(state="open").invitations.filter(is_answered=False).first().token

    pages = [row.get_absolute_url() for row in rows]
    pages += [f"/sturing/{name}" for name in ("", "actiepunten/", "risicos/nieuw/", "adviesgroepen/cgl-adviesraad/")]
    pages += ["/metingen/", "/metingen/nieuw/", "/metingen/focusgroepen/"]
    found = [line for path in pages for line in violations(lead, path)]
    public = ("/adviesgroepen/", "/adviesgroepen/cgl-adviesraad/", f"/vragenlijst/{token}/", "/vragenlijst/bedankt/")
    found += [line for path in public for line in violations(visitor, path)]

    assert found == []
