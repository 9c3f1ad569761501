"""The whole path of tailored advice: from a question to a practice example in the catalogue, with every role."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page

from loket.accounts import demo, organisations
from loket.accounts.models import User
from loket.catalogue.models import Entry
from loket.core.working_days import local_date
from servicedesk.models import Question
from tests.browser.patience import expect
from tests.browser.test_accessibility import violations
from tests.xperts.kernteam.factory import member
from tests.xperts.pool.factory import XpertFactory
from xperts.cases.enums import State
from xperts.cases.models import Case
from xperts.kernteam import appointing, rules
from xperts.kernteam.enums import SeatName
from xperts.kernteam.models import BallotVersion, SeatHolder
from xperts.pool.models import Ask
from xperts.trajectories.models import Contract, Trajectory

ASKED = "Drie dorpen hebben elk een eigen cursus valpreventie, en niemand meldt zich aan. Hoe krijgen wij dat samen?"
TITLE = "Valpreventie in drie dorpen samen aanpakken"
SAID = "Zo is het hier, en dat blijkt uit het gesprek."
PHONE = {"viewport": {"width": 390, "height": 844}}


@dataclass
class Windows:
    """Each role in a window of its own; ``judges`` by seat, each on a telephone."""

    judges: dict[str, Page]
    asker: Page
    desk: Page
    coordinator: Page
    xpert: Page
    editor: Page


def _person(role: str) -> User:
    return User.objects.get(email=demo.address(role))


@pytest.fixture
def apart(site: str) -> None:
    """Asker, kernteam and Xpert work at different places, so that nobody has an interest."""
    for role in ("professional", "kernteam", "xpert"):
        employer = organisations.create(f"Organisatie van {role} (voorbeeld)")
        User.objects.filter(email=demo.address(role)).update(organisation=employer, areas=[])


@pytest.fixture
def committee(apart) -> None:
    """Four seats, the demo's member among them; a budget; and the demo's Xpert in the pool."""
    at, lead = timezone.now(), _person("coordinator")
    since = {"starts_on": local_date(at) - timedelta(days=30), "ends_on": None}
    for seat in SeatName:
        is_demo = seat == SeatName.PRACTICE
        who = (
            appointing.add_member(_person("kernteam"), by=lead, at=at)
            if is_demo
            else member(seat.label, by=lead, at=at)
        )
        appointing.seat(who, seat, **since, by=lead, at=at)
    rules.set_budget(local_date(at).year, 5_000_000, by=lead, at=at)
    XpertFactory(person=_person("xpert"), schooled_until=local_date(at) + timedelta(days=300))


@pytest.fixture
def windows(new_page, client_for, committee) -> Windows:
    """Everybody is signed in already: how that goes is walked elsewhere."""

    def window_of(person: User, **options) -> Page:
        page = new_page(**options)
        key = client_for(person).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": key, "domain": "localhost", "path": "/"}])
        return page

    seated = SeatHolder.objects.exclude(seat=SeatName.CGL).select_related("member__person")
    judges = {row.seat: window_of(row.member.person, **PHONE) for row in seated}
    roles = ("professional", "servicedesk", "coordinator", "xpert", "redactie")
    return Windows(judges, *(window_of(_person(role)) for role in roles))


def test_question_becomes_a_practice_example(windows) -> None:
    case = _pre_intake(windows, _ask(windows.asker))
    _diagnose(windows.desk, case)
    _apply(windows.asker, case)
    _judge(windows, case)
    _decide(windows.coordinator, case)
    _find_xpert(windows, case)
    _sign(windows, case)
    _work(windows.xpert, case)
    _evaluate(windows, case)
    _write_example(windows, case)
    _publish(windows.editor)

    case.refresh_from_db()
    assert case.state == State.PUBLISHED
    assert violations(windows.asker, reverse("trajectory", args=[case.number])) == []
    windows.asker.goto(f"/catalogus/?q={TITLE.split(maxsplit=1)[0]}")
    expect(windows.asker.get_by_role("link", name=TITLE).first).to_be_visible()


def _complete(form: Locator) -> None:
    """What is asked of each criterion, and a sentence in each text that is still empty."""
    for button in form.locator("input[type=radio][value=yes]").all():
        button.check()
    for box in form.locator("textarea, input[name^=evidence]").all():
        if not box.input_value():
            box.fill(SAID)


def _ask(page: Page) -> Question:
    page.goto("/vraag/")
    page.get_by_label("Wat is uw vraag?").fill(ASKED)
    page.get_by_role("button", name="Vraag versturen").click()
    expect(page.get_by_text("Uw vraag is verstuurd")).to_be_visible()
    return Question.objects.get()


def _pre_intake(windows: Windows, question: Question) -> Case:
    page = windows.desk
    page.goto(question.get_absolute_url())
    page.get_by_text("Doorvragen", exact=True).click()
    page.get_by_label("De vraag achter de vraag").fill("Niemand voelt zich eigenaar.")
    page.locator("form[action$='doorvragen/'] button").click()
    page.get_by_role("link", name="Pre-intake voor advies op maat").click()
    page.locator("[name=title]").fill(TITLE)
    _press(page, page.get_by_role("button", name="Beginnen", exact=True), "De pre-intake is begonnen")
    _tell(page)
    for layer in (1, 2):
        _tried(page, layer)
    judging = page.locator("form[action$='beoordeling/']")
    _complete(judging)
    _press(page, judging.get_by_role("button"), "De beoordeling is bewaard.")
    ending = page.locator("form[action$='afronden/']")
    ending.locator("[name=outcome][value=prepare]").check()
    ending.locator("textarea").fill("Uw vraag is complex, en u deed zelf al veel.")
    _press(page, ending.get_by_role("button"), "De pre-intake is afgerond")
    return Case.objects.get()


def _press(page: Page, button: Locator, told: str) -> None:
    """Press and wait for the sentence that says that it was done."""
    button.click()
    expect(page.get_by_text(told).first).to_be_visible()


def _tell(page: Page) -> None:
    form = page.locator("form", has=page.locator("[name=own_efforts]"))
    _complete(form)
    themes = form.locator("[name=themes][value=valpreventie]")
    if not themes.is_visible():
        form.locator("summary").click()
    themes.check()
    _press(page, form.get_by_role("button", name="Bewaren"), "De pre-intake is bewaard.")


def _tried(page: Page, layer: int) -> None:
    form = page.locator("form[action$='toegepast/']")
    if not form.is_visible():
        page.locator("details", has=form).locator("summary").click()
    form.locator(f"[name=layer][value='{layer}']").check()
    form.locator("[name=what]").fill(f"Iets uit laag {layer}")
    _complete(form)
    _press(page, form.get_by_role("button"), f"Iets uit laag {layer}")


def _diagnose(page: Page, case: Case) -> None:
    page.goto(reverse("case_diagnosis", args=[case.number]))
    form = page.locator("form", has=page.locator("[name=situation]"))
    _complete(form)
    _press(page, form.get_by_role("button", name="Diagnose vastleggen"), "De diagnose is vastgelegd.")


def _apply(page: Page, case: Case) -> None:
    page.goto(reverse("my_loket"))
    page.get_by_role("link", name=TITLE).first.click()
    form = page.locator("form", has=page.locator("[name=help_asked]"))
    _complete(form)
    form.locator("[name^=hours-]").first.fill("20")
    form.locator("[name=euros]").fill("250")
    form.locator("[name=helps_report][value='1']").check()
    form.locator("[name=accepted]").check()
    _press(page, form.get_by_role("button", name="Indienen"), "Uw aanvraag is ingediend.")
    case.refresh_from_db()
    assert case.state == State.WITH_KERNTEAM


def _judge(windows: Windows, case: Case) -> None:
    """Three members at home on their telephones, blind for each other; the fourth tells it the coordinator."""
    for page in windows.judges.values():
        page.goto(reverse("kernteam_case", args=[case.number]))
        page.get_by_label("Nee, ik heb geen belang").check()
        page.get_by_role("button", name="Antwoord geven").click()
        form = page.locator("#oordelen form")
        expect(page.get_by_role("heading", name="De oordelen", exact=True)).to_have_count(0)
        _complete(form)
        form.locator("[name=choice][value=toekennen]").check()
        _press(page, form.get_by_role("button", name="Oordeel geven"), "Uw oordeel is ontvangen.")
        expect(page.get_by_role("heading", name="De oordelen", exact=True)).to_be_visible()
    _on_the_phone(windows.coordinator, case, SeatName.CGL)
    assert BallotVersion.objects.count() == len(SeatName)


def _on_the_phone(page: Page, case: Case, seat: str) -> None:
    page.goto(reverse("kernteam_on_behalf", args=[case.number, seat]))
    form = page.locator("main form")
    form.locator("[name=asked]").check()
    _complete(form)
    form.locator("[name=choice][value=toekennen]").check()
    _press(page, form.get_by_role("button", name=re.compile("^Vastleggen")), "Het oordeel is vastgelegd.")


def _decide(page: Page, case: Case) -> None:
    page.goto(reverse("kernteam_decide", args=[case.number]))
    page.locator("[name=outcome][value=toekennen]").check()
    page.locator("[name=form]").select_option("coaching")
    page.locator("[name=hours]").fill("20")
    page.locator("[name=euros]").fill("2500")
    _press(page, page.get_by_role("button", name="Besluit vastleggen"), "Het besluit staat vast.")
    page.goto(reverse("kernteam_letter", args=[case.number]))
    _press(page, page.get_by_role("button", name="Brief versturen"), "De brief is verstuurd")


def _find_xpert(windows: Windows, case: Case) -> None:
    page = windows.desk
    page.goto(reverse("xpert_propose", args=[case.number]))
    _press(page, page.get_by_role("button", name="Demo Xpert vragen"), "is gevraagd en krijgt nu een mail.")
    page = windows.xpert
    page.goto(Ask.objects.get().get_absolute_url())
    _press(page, page.get_by_role("button", name="Ja, ik neem dit aan"), "U hebt ja gezegd")


def _sign(windows: Windows, case: Case) -> None:
    """The asker sets the hours right, then all three sign; a mail link alone signs nothing."""
    address = reverse("contract", args=[case.number, 0])
    windows.asker.goto(reverse("my_loket"))
    windows.asker.get_by_role("link", name=TITLE).first.click()
    windows.asker.get_by_role("link", name="Tekst wijzigen").click()
    windows.asker.get_by_label("Gewenst resultaat").fill("Eén cursus die de dorpen samen dragen.")
    _press(windows.asker, windows.asker.get_by_role("button", name="Bewaren"), "De tekst is bewaard.")
    for page in (windows.asker, windows.xpert, windows.coordinator):
        page.goto(address)
        page.get_by_role("button", name="Akkoord, ik teken").click()
        expect(page.get_by_role("button", name="Akkoord, ik teken")).to_have_count(0)
    expect(windows.coordinator.get_by_role("heading", name="Door iedereen getekend")).to_be_visible()
    expect(windows.coordinator.get_by_text(Contract.objects.get().sha256)).to_be_visible()


def _work(page: Page, case: Case) -> None:
    page.goto(reverse("my_hours"))
    page.get_by_label("Tijd", exact=True).fill("1:30")
    page.get_by_label("Wat hebt u gedaan?").fill("Gesprek met de drie dorpen")
    _press(page, page.get_by_role("button", name="Schrijven"), "1 uur en 30 min gebruikt van 20 uur")
    page.goto(reverse("trajectory_finish", args=[case.number]))
    _press(page, page.get_by_role("button", name="Ja, het is klaar"), "Het traject is afgerond.")


def _evaluate(windows: Windows, case: Case) -> None:
    for page in (windows.asker, windows.xpert, windows.coordinator):
        page.goto(reverse("evaluate_trajectory", args=[case.number]))
        form = page.locator("form", has=page.locator("[name=results]"))
        _complete(form)
        form.locator("[name=result_mark][value='4']").check()
        form.locator("[name=cooperation_mark][value='5']").check()
        _press(page, form.get_by_role("button", name="Versturen"), "Uw evaluatie is bewaard.")


def _write_example(windows: Windows, case: Case) -> None:
    """With a name in it first: consent cannot be given before that is gone."""
    address = reverse("practice_example", args=[case.number])
    page = windows.xpert
    page.goto(address)
    page.get_by_role("button", name="Eerste tekst maken").click()
    page.get_by_label("Wat was de aanpak?").fill(f"Met {Trajectory.objects.get().asker_name} gesproken.")
    _press(page, page.get_by_role("button", name="Bewaren"), "Er staan nog namen in de tekst")
    page.get_by_role("link", name="Tekst wijzigen").click()
    page.get_by_label("Wat was de aanpak?").fill("Met elk dorp apart gesproken, en daarna samen.")
    _press(page, page.get_by_role("button", name="Bewaren"), "De tekst is bewaard.")
    for window in (windows.asker, windows.xpert):
        window.goto(address)
        _press(window, window.get_by_role("button", name="Ik geef toestemming"), "U hebt toestemming gegeven")
    page = windows.coordinator
    page.goto(address)
    handed_in = "Het praktijkvoorbeeld ligt bij de redactie."
    _press(page, page.get_by_role("button", name="Indienen bij de redactie"), handed_in)


def _publish(page: Page) -> None:
    page.goto("/redactie/")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("button", name="Publiceren").first.click()
    expect(page.get_by_role("button", name="Publiceren")).to_have_count(0)
    assert Entry.objects.published().filter(title=TITLE).exists()
