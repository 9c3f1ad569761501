from email import message_from_string

import pytest
from django.core import mail as sent_mail

from loket.core import outbox
from loket.core.models import OutgoingMail
from loket.post import outgoing
from loket.post.models import SentMessage
from tests.post import stored

pytestmark = pytest.mark.django_db


def headers_for(thread, at, **changes) -> dict:
    return outgoing.headers_for(thread, **{"to": stored.ASKER, "address": "loket@example.org", "at": at} | changes)


def test_headers_lead_an_answer_back(thread, at):
    told = headers_for(thread, at)

    assert told["Reply-To"] == f"loket+{stored.TOKEN}@example.org"
    assert SentMessage.objects.filter(message_id=told["Message-ID"].strip("<>"), recipient=stored.ASKER).exists()


def test_headers_name_what_this_person_has_seen(question, thread, arrive, at):
    arrive("09-third-party")

    told = headers_for(thread, at)

    assert {f"<{stored.SENT}>", "<09-third-party@ggd.example>"} <= set(told["References"].split())
    assert stored.INTERNAL not in told["References"]


def test_mail_of_a_person_is_not_marked_as_automatic(thread, at):
    told = headers_for(thread, at, by_person=True)

    assert (told["Auto-Submitted"], told["X-Auto-Response-Suppress"]) == ("no", "None")


TEXTS = {"subject.txt": "Uw vraag", "message.txt": "Dag\n\n{{ mark }}", "message.html": "<p>Dag</p>"}


@pytest.fixture
def templates(settings) -> str:
    """Templates of a mail as an area has them."""
    loader = ("django.template.loaders.locmem.Loader", {f"emails/proef/antwoord_{name}": TEXTS[name] for name in TEXTS})
    engine = settings.TEMPLATES[0]
    options = {name: told for name, told in engine["OPTIONS"].items() if name != "string_if_invalid"}
    settings.TEMPLATES = [engine | {"APP_DIRS": False, "OPTIONS": options | {"loaders": [loader]}}]
    return "proef/antwoord"


def write(thread, templates, at, **changes) -> OutgoingMail | None:
    told = {"to": stored.ASKER, "address": "loket@example.org", "template": templates, "context": {}, "at": at}
    return outgoing.write(thread, **told | changes)


def test_written_mail_leaves_with_its_headers_and_mark(thread, templates, at):
    mail = write(thread, templates, at)

    outbox.send(mail.pk)

    message = message_from_string(sent_mail.outbox[0].message().as_string())
    sent = SentMessage.objects.get(mail=mail)
    assert (message["Message-ID"], message["Reply-To"]) == (f"<{sent.message_id}>", f"loket+{stored.TOKEN}@example.org")
    assert f"Kenmerk: {stored.TOKEN}" in mail.text


def test_mail_that_was_written_before_registers_nothing(thread, templates, at):
    write(thread, templates, at, dedupe_key="x")
    before = SentMessage.objects.count()

    again = write(thread, templates, at, dedupe_key="x")

    assert (again, SentMessage.objects.count()) == (None, before)


def test_answer_on_a_written_mail_comes_home(question, thread, templates, arrive, at):
    mail = write(thread, templates, at)
    written = mail.headers["Message-ID"].strip("<>").encode()

    receipt = arrive("05-answer-to-first-mail-of-ours", changes={stored.SENT.encode(): written})

    assert receipt.number == 12


def test_bounce_of_a_written_mail_shows_in_the_outbox(question, thread, templates, arrive, at):
    mail = write(thread, templates, at)
    written = mail.headers["Message-ID"].strip("<>").encode()

    arrive("38-not-delivered", changes={stored.SENT.encode(): written})

    mail.refresh_from_db()
    assert mail.error.startswith("Niet aangekomen: Dit adres bestaat niet.")
