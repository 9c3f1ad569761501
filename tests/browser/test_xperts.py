"""The whole path of tailored advice: from a question to a practice example in the catalogue, with every role."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from loket.accounts import demo, organisations
from loket.accounts.models import User
from loket.catalogue.models import Entry
from loket.core.working_days import local_date
from servicedesk.models import Question
from tests.browser.test_accessibility import violations
from tests.xperts.kernteam.factory import member
from tests.xperts.pool.factory import XpertFactory
from xperts.cases.enums import State
from xperts.cases.models import Case
from xperts.kernteam import appointing, rules
from xperts.kernteam.enums import SeatName
from xperts.pool.models import Ask
from xperts.trajectories.models import Contract, Trajectory

ASKED = "Drie dorpen hebben elk een eigen cursus valpreventie, en niemand meldt zich aan. Hoe krijgen wij dat samen?"
TITLE = "Valpreventie in drie dorpen samen aanpakken"
SAID = "Zo is het hier, en dat blijkt uit het gesprek."


@dataclass
class Windows:
    """Each role in a window of its own."""

    asker: Page
    desk: Page
    kernteam: Page
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
def windows(new_page, sign_in, committee) -> Windows:
    roles = ("professional", "servicedesk", "kernteam", "coordinator", "xpert", "redactie")
    return Windows(*(sign_in(new_page(), role) for role in roles))


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
    page.get_by_role("button", name="Beginnen", exact=True).click()
    page.wait_for_url(re.compile("pre-intake"))
    case = Case.objects.get()
    _tell(page, case)
    for layer in (1, 2):
        _tried(page, layer)
    judging = page.locator("form[action$='beoordeling/']")
    _complete(judging)
    judging.get_by_role("button").click()
    ending = page.locator("form[action$='afronden/']")
    ending.locator("[name=outcome][value=prepare]").check()
    ending.locator("textarea").fill("Uw vraag is complex, en u deed zelf al veel.")
    ending.get_by_role("button").click()
    page.wait_for_load_state()
    return case


def _tell(page: Page, case: Case) -> None:
    form = page.locator("form", has=page.locator("[name=own_efforts]"))
    _complete(form)
    themes = form.locator("[name=themes][value=valpreventie]")
    if not themes.is_visible():
        form.locator("summary").click()
    themes.check()
    form.get_by_role("button", name="Bewaren").click()
    page.wait_for_load_state()


def _tried(page: Page, layer: int) -> None:
    form = page.locator("form[action$='toegepast/']")
    if not form.is_visible():
        page.locator("details", has=form).locator("summary").click()
    form.locator(f"[name=layer][value='{layer}']").check()
    form.locator("[name=what]").fill(f"Iets uit laag {layer}")
    _complete(form)
    form.get_by_role("button").click()
    expect(page.get_by_text(f"Iets uit laag {layer}").first).to_be_visible()


def _diagnose(page: Page, case: Case) -> None:
    page.goto(reverse("case_diagnosis", args=[case.number]))
    form = page.locator("form", has=page.locator("[name=situation]"))
    _complete(form)
    form.get_by_role("button", name="Diagnose vastleggen").click()
    page.wait_for_load_state()


def _apply(page: Page, case: Case) -> None:
    page.goto(reverse("my_loket"))
    page.goto(reverse("case_apply", args=[case.number]))
    form = page.locator("form", has=page.locator("[name=help_asked]"))
    _complete(form)
    form.locator("[name^=hours-]").first.fill("20")
    form.locator("[name=euros]").fill("250")
    form.locator("[name=helps_report][value='1']").check()
    form.locator("[name=accepted]").check()
    form.get_by_role("button", name="Indienen").click()
    page.wait_for_load_state()
    case.refresh_from_db()
    assert case.state == State.WITH_KERNTEAM


def _judge(windows: Windows, case: Case) -> None:
    """One member at home; two on the phone with the coordinator."""
    address = reverse("kernteam_case", args=[case.number])
    page = windows.kernteam
    page.goto(address)
    page.get_by_label("Nee, ik heb geen belang").check()
    page.get_by_role("button", name="Antwoord geven").click()
    form = page.locator("#oordelen form")
    _complete(form)
    form.locator("[name=choice][value=toekennen]").check()
    form.get_by_role("button", name="Oordeel geven").click()
    page.wait_for_load_state()
    for seat in (SeatName.CGL, SeatName.PARTNER):
        _on_the_phone(windows.coordinator, case, seat)


def _on_the_phone(page: Page, case: Case, seat: str) -> None:
    page.goto(reverse("kernteam_on_behalf", args=[case.number, seat]))
    form = page.locator("main form")
    form.locator("[name=asked]").check()
    _complete(form)
    form.locator("[name=choice][value=toekennen]").check()
    form.get_by_role("button", name=re.compile("^Vastleggen")).click()
    page.wait_for_load_state()


def _decide(page: Page, case: Case) -> None:
    page.goto(reverse("kernteam_decide", args=[case.number]))
    page.locator("[name=outcome][value=toekennen]").check()
    page.locator("[name=form]").select_option("coaching")
    page.locator("[name=hours]").fill("20")
    page.locator("[name=euros]").fill("2500")
    page.get_by_role("button", name="Besluit vastleggen").click()
    page.goto(reverse("kernteam_letter", args=[case.number]))
    page.get_by_role("button", name="Brief versturen").click()
    expect(page.get_by_text("De brief is verstuurd").first).to_be_visible()


def _find_xpert(windows: Windows, case: Case) -> None:
    page = windows.desk
    page.goto(reverse("xpert_propose", args=[case.number]))
    page.get_by_role("button", name="Demo Xpert vragen").click()
    page.wait_for_load_state()
    page = windows.xpert
    page.goto(Ask.objects.get().get_absolute_url())
    page.get_by_role("button", name="Ja, ik neem dit aan").click()
    expect(page.get_by_text("U hebt ja gezegd").first).to_be_visible()


def _sign(windows: Windows, case: Case) -> None:
    """The asker sets the hours right, then all three sign; a mail link alone signs nothing."""
    address = reverse("contract", args=[case.number, 0])
    windows.asker.goto(reverse("my_loket"))
    windows.asker.get_by_role("link", name=TITLE).first.click()
    windows.asker.get_by_role("link", name="Tekst wijzigen").click()
    windows.asker.get_by_label("Gewenst resultaat").fill("Eén cursus die de dorpen samen dragen.")
    windows.asker.get_by_role("button", name="Bewaren").click()
    for page in (windows.asker, windows.xpert, windows.coordinator):
        page.goto(address)
        page.get_by_role("button", name="Akkoord, ik teken").click()
        page.wait_for_load_state()
    expect(windows.coordinator.get_by_role("heading", name="Door iedereen getekend")).to_be_visible()
    expect(windows.coordinator.get_by_text(Contract.objects.get().sha256)).to_be_visible()


def _work(page: Page, case: Case) -> None:
    page.goto(reverse("my_hours"))
    page.get_by_label("Tijd", exact=True).fill("1:30")
    page.get_by_label("Wat hebt u gedaan?").fill("Gesprek met de drie dorpen")
    page.get_by_role("button", name="Schrijven").click()
    expect(page.get_by_text("1 uur en 30 min gebruikt van 20 uur")).to_be_visible()
    page.goto(reverse("trajectory_finish", args=[case.number]))
    page.get_by_role("button", name="Ja, het is klaar").click()
    expect(page.get_by_text("Het traject is afgerond.").first).to_be_visible()


def _evaluate(windows: Windows, case: Case) -> None:
    for page in (windows.asker, windows.xpert, windows.coordinator):
        page.goto(reverse("evaluate_trajectory", args=[case.number]))
        form = page.locator("form", has=page.locator("[name=results]"))
        _complete(form)
        form.locator("[name=result_mark][value='4']").check()
        form.locator("[name=cooperation_mark][value='5']").check()
        form.get_by_role("button", name="Versturen").click()
        expect(page.get_by_text("Uw evaluatie is bewaard.")).to_be_visible()


def _write_example(windows: Windows, case: Case) -> None:
    """With a name in it first: consent cannot be given before that is gone."""
    address = reverse("practice_example", args=[case.number])
    page = windows.xpert
    page.goto(address)
    page.get_by_role("button", name="Eerste tekst maken").click()
    page.get_by_label("Wat was de aanpak?").fill(f"Met {Trajectory.objects.get().asker_name} gesproken.")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Er staan nog namen in de tekst")).to_be_visible()
    page.get_by_role("link", name="Tekst wijzigen").click()
    page.get_by_label("Wat was de aanpak?").fill("Met elk dorp apart gesproken, en daarna samen.")
    page.get_by_role("button", name="Bewaren").click()
    for window in (windows.asker, windows.xpert):
        window.goto(address)
        window.get_by_role("button", name="Ik geef toestemming").click()
        expect(window.get_by_text("U hebt toestemming gegeven", exact=False).first).to_be_visible()
    windows.coordinator.goto(address)
    windows.coordinator.get_by_role("button", name="Indienen bij de redactie").click()
    expect(windows.coordinator.get_by_text("Het praktijkvoorbeeld ligt bij de redactie.")).to_be_visible()


def _publish(page: Page) -> None:
    page.goto("/redactie/")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("button", name="Publiceren").first.click()
    page.wait_for_load_state()
    assert Entry.objects.published().filter(title=TITLE).exists()
