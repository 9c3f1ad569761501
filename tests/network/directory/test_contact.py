import threading
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from loket.accounts import privacy
from loket.accounts.models import User
from loket.core import retention
from loket.core.models import OutgoingMail
from network.directory import contacting
from network.directory.contacting import Letter
from network.directory.models import Barring, DirectMessage, Listing, Report
from tests.factories import UserFactory
from tests.network.directory.factory import card_of, listed

pytestmark = pytest.mark.django_db
LETTER = Letter("Een vraag", "Hoe pakte u dit aan?")
FILLED = {"subject": "Een vraag", "text": "Hoe pakte u dit aan?", "answer_to": "portal"}


@pytest.fixture
def sender():
    person = UserFactory(name="Sjoerd Schrijver")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


@pytest.fixture
def message(sender, at) -> DirectMessage:
    return contacting.send(LETTER, to=listed(), by=sender, at=at)


def test_message_arrives_without_the_sender_seeing_an_address(client_for, sender):
    person, client = listed(), client_for(sender)

    response = client.post(f"{card_of(person)}bericht/", FILLED, follow=True)

    mail = OutgoingMail.objects.get(to=person.email)
    assert person.email not in response.content.decode()
    assert (mail.headers.get("Reply-To"), sender.email in mail.text) == (None, False)
    assert "Hoe pakte u dit aan?" in mail.text


def test_chosen_address_is_where_the_answer_goes(client_for, sender):
    person = listed()

    client_for(sender).post(f"{card_of(person)}bericht/", FILLED | {"answer_to": sender.email})

    assert OutgoingMail.objects.get(to=person.email).headers["Reply-To"] == sender.email


def test_an_address_of_somebody_else_cannot_be_chosen(client_for, sender):
    person = listed()

    response = client_for(sender).post(f"{card_of(person)}bericht/", FILLED | {"answer_to": "ander@example.org"})

    assert response.status_code == 422
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("missing", ["subject", "text"])
def test_message_without_words_keeps_what_was_typed(client_for, sender, missing):
    response = client_for(sender).post(f"{card_of(listed())}bericht/", FILLED | {missing: " "})

    kept = next(value for name, value in FILLED.items() if name not in (missing, "answer_to"))
    assert (response.status_code, kept in response.content.decode()) == (422, True)


def test_who_takes_no_messages_has_no_page_for_it(client_for, sender):
    person = listed(takes_messages=False)

    assert client_for(sender).get(f"{card_of(person)}bericht/").status_code == 404


def test_a_subject_of_two_lines_makes_no_header(client_for, sender):
    person = listed()

    client_for(sender).post(f"{card_of(person)}bericht/", FILLED | {"subject": "Vraag\r\nBcc: x@example.org"})

    assert "\n" not in OutgoingMail.objects.get(to=person.email).subject


def test_one_person_writes_ten_a_day(sender, at):
    for number in range(contacting.MOST_SENT_A_DAY):
        contacting.send(LETTER, to=listed(f"Collega {number}"), by=sender, at=at)

    with pytest.raises(ValidationError, match="al 10 berichten"):
        contacting.send(LETTER, to=listed("Nog een"), by=sender, at=at + timedelta(hours=23))
    assert contacting.send(LETTER, to=listed("Morgen"), by=sender, at=at + timedelta(days=1, minutes=1))


def test_one_person_gets_ten_a_day(at):
    person = listed()
    for _ in range(contacting.MOST_RECEIVED_A_DAY):
        contacting.send(LETTER, to=person, by=UserFactory(), at=at)

    with pytest.raises(ValidationError, match="al veel berichten"):
        contacting.send(LETTER, to=person, by=UserFactory(), at=at)


def test_refusal_for_the_limit_keeps_what_was_typed(client_for, sender):
    person = listed()
    for _ in range(contacting.MOST_TO_ONE_A_DAY):
        contacting.send(LETTER, to=person, by=sender, at=timezone.now())

    response = client_for(sender).post(f"{card_of(person)}bericht/", FILLED)

    assert response.status_code == 422
    assert "vandaag al geschreven" in response.content.decode()


def test_recipient_answers_by_the_portal(client_for, message, sender):
    client = client_for(message.recipient)

    client.post(f"{message.get_absolute_url()}antwoorden/", FILLED)

    answer = DirectMessage.objects.get(recipient=sender)
    assert (answer.replies_to, message.recipient.email in OutgoingMail.objects.get(to=sender.email).text) == (
        message,
        False,
    )


@pytest.mark.parametrize("page", ["", "antwoorden/", "melden/"])
def test_message_of_somebody_else_is_not_there(client_for, message, sender, page):
    assert client_for(sender).get(f"{message.get_absolute_url()}{page}").status_code == 404
    assert client_for(UserFactory()).get(f"{message.get_absolute_url()}{page}").status_code == 404


def test_blocked_sender_cannot_write_until_allowed_again(client_for, message, sender, at):
    client = client_for(message.recipient)
    client.post(f"{message.get_absolute_url()}blokkeren/")

    with pytest.raises(ValidationError, match="ontvangt nu geen berichten"):
        contacting.send(LETTER, to=message.recipient, by=sender, at=at)
    client.post(f"{message.get_absolute_url()}toelaten/")

    assert contacting.send(LETTER, to=message.recipient, by=sender, at=at)


def test_report_reaches_the_editors_with_what_was_written(client_for, message):
    editor = UserFactory(editor=True)

    client_for(message.recipient).post(f"{message.get_absolute_url()}melden/", {"note": "Dit is reclame"})
    text = client_for(editor).get("/redactie/meldingen/").content.decode()

    assert "Hoe pakte u dit aan?" in text
    assert "Dit is reclame" in text
    assert OutgoingMail.objects.filter(to=editor.email).count() == 1


def test_reporting_twice_is_one_report(message, at):
    for _ in range(2):
        contacting.report_message(message, "Reclame", by=message.recipient, at=at)

    assert Report.objects.count() == 1


def test_editor_handles_opens_again_and_bars(client_for, message, sender, at):
    report = contacting.report_message(message, "Reclame", by=message.recipient, at=at)
    client, page = client_for(UserFactory(editor=True)), f"/redactie/meldingen/{report.pk}"

    for act in ("handle", "reopen", "uitsluiten"):
        client.post(f"{page}/{act}/")

    assert Report.objects.get().state == "open"
    with pytest.raises(ValidationError, match="stopgezet"):
        contacting.send(LETTER, to=listed("Ander"), by=sender, at=at)
    client.post(f"{page}/toelaten/")
    assert not Barring.objects.exists()


@pytest.mark.parametrize("role", ["professional", "partner", "servicedesk", "xpert", "kernteam"])
def test_reports_are_for_editors_and_coordinator(client_as, message, at, role):
    report = contacting.report_message(message, "Reclame", by=message.recipient, at=at)

    assert client_as(role).get("/redactie/meldingen/").status_code == 403
    assert client_as(role).post(f"/redactie/meldingen/{report.pk}/handle/").status_code == 404


def test_everything_of_a_person_is_exported_and_erased(message, sender, at):
    exported = privacy.export_of(sender)["vind een collega"]
    privacy.erase(sender, at=at)

    assert exported["verstuurde_berichten"][0]["tekst"] == LETTER.text
    assert not DirectMessage.objects.exists()


def test_erased_person_is_gone_from_the_directory_and_from_reports(at):
    person = listed()
    about = contacting.Reported("listing", person.name, "Wat er stond", person)
    contacting.report(about, "", by=UserFactory(), at=at)

    privacy.erase(person, at=at)

    assert not Listing.objects.exists()
    assert (Report.objects.get().about, Report.objects.get().excerpt) == ("Gewist", "")


def test_messages_are_kept_half_a_year(message, at):
    assert retention.run(at=at + timedelta(days=179))["berichten aan collega's"] == 0
    assert retention.run(at=at + timedelta(days=181))["berichten aan collega's"] == 1


@pytest.mark.django_db(transaction=True)
def test_limit_is_not_passed_by_writing_at_once(at):
    sender = UserFactory()
    people = [listed(f"Collega {number}") for number in range(contacting.MOST_SENT_A_DAY + 4)]

    def write(person: User) -> None:
        try:
            contacting.send(LETTER, to=person, by=sender, at=at)
        except ValidationError:
            refused.append(person)
        finally:
            connection.close()

    refused: list[User] = []
    threads = [threading.Thread(target=write, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (DirectMessage.objects.count(), len(refused)) == (contacting.MOST_SENT_A_DAY, 4)
