"""The whole path of a question in a browser, and three questions that become one event."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from loket.accounts import demo
from loket.accounts.models import User
from loket.core.models import OutgoingMail
from loket.post import receiving
from network.events import workflow as events
from network.events.models import Event
from servicedesk.collective import finding, reports
from servicedesk.collective.models import Group
from servicedesk.enums import Outcome, State
from servicedesk.models import Message, Question
from tests.browser.test_accessibility import violations
from tests.factories import EntryFactory
from tests.servicedesk.collective.factory import three

ASKED = "Hoe bereik ik ouderen in een dorp voor valpreventie? Wij hebben al flyers gedeeld."
SOON = timedelta(minutes=1)


@pytest.fixture
def entry(site: str):
    return EntryFactory(published=True, title="Valpreventie in het dorp")


def test_question_goes_from_asking_to_a_public_answer(new_page, sign_in, entry) -> None:
    visitor, desk, editor = new_page(), sign_in(new_page(), "servicedesk"), sign_in(new_page(), "redactie")

    follow = _ask(visitor, entry)
    question = Question.objects.get()
    _probe_and_refer(desk, question, entry)
    _answer(desk, question, "Kijk eerst bij de huisarts.")
    _answer_by_mail(question)
    _answer(desk, question, "Beste Vera,\n\nBegin klein, bij de kapper.\n\nGroet,\nde servicedesk")
    _close(desk, question)
    _rate(visitor, follow)
    title = _make_public(desk, question)
    _publish(editor, title)
    _find(new_page(), title)


def _ask(page: Page, entry) -> str:
    page.goto("/vraag/")
    page.get_by_label("Wat is uw vraag?").fill(ASKED)
    page.get_by_label("Uw naam").fill("Vera Voorbeeld")
    page.get_by_label("Uw e-mailadres").fill("vera@example.com")
    expect(page.get_by_role("link", name=re.compile(entry.title))).to_be_visible()
    page.get_by_role("button", name="Vraag versturen").click()
    expect(page.get_by_text("Uw vraag is verstuurd")).to_be_visible()
    return page.url


def _probe_and_refer(page: Page, question: Question, entry) -> None:
    page.goto("/servicedesk/")
    page.get_by_role("link", name=question.subject).click()
    page.get_by_text("Doorvragen", exact=True).click()
    page.get_by_label("De vraag achter de vraag").fill("Er is in het dorp geen plek om samen te komen.")
    page.locator("form[action$='doorvragen/'] button").click()
    expect(page.get_by_text("Bewaard.")).to_be_visible()
    page.get_by_role("button", name=re.compile(f"Verwijzen naar {entry.title}")).click()
    expect(page.get_by_text("De verwijzing gaat mee met uw antwoord.")).to_be_visible()


def _answer(page: Page, question: Question, text: str) -> None:
    page.goto(question.get_absolute_url())
    page.get_by_label("Tekst", exact=True).fill(text)
    page.get_by_role("button", name="Versturen of bewaren").click()
    expect(page.get_by_text("Uw antwoord vertrekt over een halve minuut")).to_be_visible()


def _answer_by_mail(question: Question) -> None:
    """What the pipe of the mail server hands over: an answer to our mail."""
    mail = OutgoingMail.objects.filter(to="vera@example.com", subject__startswith="Antwoord").latest("pk")
    lines = [
        "From: Vera Voorbeeld <vera@example.com>",
        f"To: {mail.headers['Reply-To']}",
        f"Subject: Re: {mail.subject}",
        "Message-ID: <vera-1@example.com>",
        f"In-Reply-To: {mail.headers['Message-ID']}",
        "Content-Type: text/plain; charset=utf-8",
        "",
        "Dank. Maar hoe begin ik dan?",
    ]
    receipt = receiving.receive("\r\n".join(lines).encode(), source="pipe", at=timezone.now() + SOON)
    assert (receipt.outcome, receipt.number) == ("reply", question.number)


def _close(page: Page, question: Question) -> None:
    page.goto(question.get_absolute_url())
    expect(page.get_by_text("Maar hoe begin ik dan?")).to_be_visible()
    page.get_by_text("Sluiten", exact=True).first.click()
    page.get_by_label("Hoe is het afgelopen?").select_option("referred")
    page.locator("form[action$='sluiten/'] button").click()
    expect(page.get_by_text("De vraag is gesloten.")).to_be_visible()


def _rate(page: Page, follow: str) -> None:
    page.goto(follow)
    page.get_by_role("group", name="Hoe goed bent u geholpen?").get_by_label("5: heel goed").check()
    page.get_by_role("group", name="Hoe prettig was het contact?").get_by_label("4", exact=True).check()
    page.get_by_role("button", name="Oordeel versturen").click()
    expect(page.get_by_text("Dank u wel voor uw oordeel.")).to_be_visible()


def _make_public(page: Page, question: Question) -> str:
    title = "Ouderen bereiken in een dorp zonder buurthuis"
    page.goto(question.get_absolute_url())
    page.get_by_role("link", name="Openbaar antwoord maken").click()
    page.get_by_label("Titel").fill(title)
    page.get_by_label("Samenvatting").fill("Begin bij de kapper, niet met een bijeenkomst.")
    page.get_by_label("Thema", exact=True).select_option("valpreventie")
    page.get_by_label("Het antwoord").fill("Begin klein, bij de kapper. Vraag het Vera.")
    page.get_by_role("button", name="Naar de redactie").click()
    expect(page.get_by_text("Dit moet weg.")).to_be_visible()
    page.get_by_label("Het antwoord").fill("Begin klein, bij de kapper.")
    page.get_by_role("button", name="Naar de redactie").click()
    expect(page.get_by_text("Het voorstel ligt bij de redactie")).to_be_visible()
    return title


def _publish(page: Page, title: str) -> None:
    page.goto("/redactie/")
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("button", name="Publiceren").first.click()
    page.wait_for_load_state()


def _find(page: Page, title: str) -> None:
    page.goto("/vraag/")
    page.get_by_label("Wat is uw vraag?").fill("Hoe bereik ik ouderen in ons dorp?")
    expect(page.get_by_role("link", name=re.compile(title))).to_be_visible()
    page.goto("/catalogus/?q=ouderen+dorp+buurthuis")
    page.get_by_role("link", name=title).first.click()
    expect(page.get_by_text("Begin klein, bij de kapper.")).to_be_visible()
    expect(page.get_by_text("Vera")).to_have_count(0)


def test_three_questions_become_one_event(new_page, sign_in, site) -> None:
    asker = User.objects.get(email=demo.address("professional"))
    at = timezone.now()
    questions = three(at=at)
    Question.objects.filter(pk=questions[0].pk).update(asker=asker, asker_email=asker.email)
    finding.look(at=at)
    desk, person = sign_in(new_page(), "servicedesk"), sign_in(new_page(), "professional")

    group = _confirm(desk)
    event = _propose(desk, group)
    events.approve(event, by=User.objects.get(email=demo.address("servicedesk")), at=timezone.now())
    _open(desk, event)
    _invite(desk, group)
    _register(person, questions[0])

    _same_count_everywhere(desk, group, event)
    assert violations(desk, group.get_absolute_url()) == []


def _confirm(page: Page) -> Group:
    page.goto("/servicedesk/")
    page.get_by_role("link", name="Collectieve vragen").click()
    page.get_by_role("link", name=re.compile("vapen", re.IGNORECASE)).first.click()
    page.get_by_role("button", name="Deze horen bij elkaar").click()
    expect(page.get_by_text("Bevestigd.")).to_be_visible()
    return Group.objects.get()


def _propose(page: Page, group: Group) -> Event:
    page.get_by_role("link", name="Bijeenkomst voorstellen").click()
    page.get_by_label("Waarom is dit nieuw nodig?").fill("Hier is nog niets over.")
    page.get_by_label("Soort").select_option("leersessie")
    page.get_by_label("Plaats", exact=False).first.fill("Tiel")
    page.get_by_label("Dag", exact=True).fill("2031-06-05")
    page.get_by_label("Begint om").fill("13:00")
    page.get_by_label("Eindigt om").fill("15:00")
    page.get_by_role("button", name="Voorstel versturen").click()
    expect(page.get_by_text("Het voorstel is gemaakt.")).to_be_visible()
    return Event.objects.get()


def _open(page: Page, event: Event) -> None:
    page.goto(event.get_absolute_url())
    for question in Question.objects.all():
        expect(page.get_by_text(question.reference)).to_be_visible()
    page.get_by_role("link", name="Inschrijving openen").click()
    page.get_by_role("button", name="Inschrijving openen").click()
    expect(page.get_by_text("Gedaan.")).to_be_visible()


def _invite(page: Page, group: Group) -> None:
    page.goto(group.get_absolute_url())
    page.get_by_role("link", name="Vragers uitnodigen").click()
    page.get_by_role("button", name="Aan ieder versturen").click()
    expect(page.get_by_text("3 vragers krijgen over een halve minuut bericht.")).to_be_visible()
    expect(page.get_by_role("button", name="Alles terughalen")).to_be_visible()


def _register(page: Page, question: Question) -> None:
    """The link stands in the conversation of the own question once the mail can leave."""
    Message.objects.filter(question=question).update(leaves_at=timezone.now() - SOON)
    page.goto(question.get_follow_url())
    page.get_by_role("link", name=Event.objects.get().title).first.click()
    page.get_by_role("link", name="Aanmelden").click()
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_role("heading", name="Uw aanmelding")).to_be_visible()


def _same_count_everywhere(page: Page, group: Group, event: Event) -> None:
    closed = Question.objects.filter(state=State.CLOSED, outcome=Outcome.COLLECTIVE)
    counted = reports.counts(timezone.now() - timedelta(days=1), timezone.now() + timedelta(days=1))
    assert (closed.count(), counted.questions, counted.by_way["event"], counted.registered) == (3, 3, (1, 3), 1)
    assert OutgoingMail.objects.filter(subject__startswith="Antwoord", text__contains=event.slug).count() == 3
    page.goto(event.get_absolute_url())
    expect(page.get_by_text("3 vragen aan de servicedesk")).to_be_visible()
    page.goto("/servicedesk/collectief/?stand=afgerond")
    expect(page.get_by_text("3 vragen", exact=True)).to_be_visible()
    page.goto(group.get_absolute_url())
    expect(page.get_by_text("1 van de vragers heeft zich aangemeld.")).to_be_visible()
