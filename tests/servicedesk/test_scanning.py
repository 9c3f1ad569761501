"""Files go past a scanner over its own protocol: held back until it answered, told when it found something."""

import io
import socket
import uuid
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from loket.core.models import OutgoingMail
from loket.post import receiving
from servicedesk import answering, clamd, filing, quarantine, scanning
from servicedesk.enums import MessageKind, Verdict
from servicedesk.models import Message, Question, QuestionFile, Scan
from tests.servicedesk import scanner as scanners
from tests.servicedesk.factory import AT, asked, staff
from tests.servicedesk.test_receiving import mail

pytestmark = pytest.mark.django_db
BAD, GOOD = b"Naam;Aantal\nEICAR;1\n", b"Naam;Aantal\nWater;2\n"


@pytest.fixture
def scanner(settings):
    with scanners.running() as server:
        settings.CLAMAV_URL = server.url
        yield server


def with_file(content: bytes, name: str = "lijst.csv") -> Question:
    form = uuid.uuid4()
    filing.keep(ContentFile(content, name=name), form, at=AT)
    return asked(submission=form, at=timezone.now())


def judged() -> list[str]:
    for sha256 in Scan.objects.filter(verdict=Verdict.WAITING).values_list("sha256", flat=True):
        quarantine.judge(sha256, at=timezone.now())
    return list(Scan.objects.values_list("verdict", flat=True))


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (b"", clamd.Answer()),
        (b"x" * 200_000, clamd.Answer()),
        (b"x" * 100_000 + b"EICAR", clamd.Answer(finding="Eicar-Test-Signature")),
        (b"x" * 3_000_000, clamd.Answer(is_too_large=True)),
    ],
)
def test_scanner_is_spoken_to_in_its_own_protocol(scanner, content, answer):
    assert clamd.scan(clamd.place(scanner.url), io.BytesIO(content)) == answer


@pytest.mark.parametrize("mood", ["silent", "rude", "confused"])
def test_scanner_that_gives_no_answer_is_unreachable(scanner, mood):
    scanner.mood = mood

    with pytest.raises(clamd.Unreachable):
        clamd.scan(clamd.place(scanner.url), io.BytesIO(GOOD))


def test_scanner_that_is_away_is_unreachable():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    with pytest.raises(clamd.Unreachable):
        clamd.scan(clamd.Place("127.0.0.1", port, 0.5), io.BytesIO(GOOD))


@pytest.mark.parametrize("url", ["http://clamav:3310", "clamav", "tcp://", ""])
def test_address_of_something_else_is_refused(url):
    with pytest.raises(ValueError, match="CLAMAV_URL"):
        clamd.place(url)


def test_without_a_scanner_files_say_so_and_are_handed_out(client_for):
    question = with_file(GOOD)
    client = client_for(staff())

    page = client.get(question.get_absolute_url()).content.decode()

    assert "niet gescand" in page
    assert client.get(QuestionFile.objects.get().get_absolute_url()).body == GOOD
    assert not Scan.objects.exists()


def test_file_is_held_back_until_it_is_scanned(scanner, client_for):
    question = with_file(GOOD)
    client, file = client_for(staff()), QuestionFile.objects.get()

    before = client.get(file.get_absolute_url())
    verdicts = judged()
    after = client.get(file.get_absolute_url())

    assert (before.status_code, verdicts, after.body) == (409, [Verdict.CLEAN], GOOD)
    assert "gescand, geen virus gevonden" in client.get(question.get_absolute_url()).content.decode()
    assert scanner.received == [GOOD]


def test_infected_file_is_blocked_and_told_to_desk_and_asker(scanner, client_for, visitor):
    question = with_file(BAD)
    OutgoingMail.objects.all().delete()

    judged()
    judged()

    file = QuestionFile.objects.get()
    note = Message.objects.get(kind=MessageKind.NOTE)
    assert "lijst.csv: Eicar-Test-Signature" in note.text
    assert OutgoingMail.objects.get().to == question.asker_email
    assert client_for(staff()).get(file.get_absolute_url()).status_code == 409
    assert visitor.get(reverse("question_own_file", args=[question.token, file.pk])).status_code == 409


def test_same_bytes_are_scanned_once_and_blocked_at_once_the_second_time(scanner):
    with_file(BAD)
    judged()
    OutgoingMail.objects.all().delete()

    second = with_file(BAD, name="ander.csv")

    assert (len(scanner.received), Scan.objects.count()) == (1, 1)
    assert second.messages.get(kind=MessageKind.NOTE).text.endswith("ander.csv: Eicar-Test-Signature")


def test_file_that_came_by_mail_is_scanned_too(scanner, client_for):
    raw = mail().replace(b"Content-Type: text/plain; charset=utf-8", b'Content-Type: multipart/mixed; boundary="x"')
    part = b'--x\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename="a.csv"\r\n\r\n' + BAD
    receiving.receive(raw + part + b"\r\n--x--\r\n", source="pipe", at=AT)
    OutgoingMail.objects.all().delete()

    judged()

    question = Question.objects.get()
    attachment = question.messages.first().post.attachments.get()
    url = reverse("question_attachment", args=[question.number, attachment.pk])
    assert client_for(staff()).get(url).status_code == 409
    assert OutgoingMail.objects.get().to == "vera@example.com"


def test_scanner_that_is_down_keeps_the_file_and_is_asked_again(scanner):
    with_file(GOOD)
    scanner.mood = "rude"
    assert judged() == [Verdict.WAITING]
    scanner.mood = "well"
    now = timezone.now()

    early, later = scanning.waiting(now), scanning.waiting(now + timedelta(minutes=6))

    assert (early, later) == ([], [Scan.objects.get().sha256])
    assert judged() == [Verdict.CLEAN]


def test_file_too_large_for_the_scanner_is_let_through_and_says_so(scanner, client_for):
    scanner.limit = 5
    question = with_file(GOOD)

    assert judged() == [Verdict.TOO_LARGE]
    assert "te groot om te scannen" in client_for(staff()).get(question.get_absolute_url()).content.decode()


def test_file_with_an_answer_is_scanned_too(scanner):
    question, form = asked(), uuid.uuid4()
    filing.keep(ContentFile(BAD, name="lijst.csv"), form, at=AT)
    judged()

    answering.hear(question, "Zie de bijlage.", at=AT, submission=form)

    assert question.messages.filter(kind=MessageKind.NOTE, author_name="Virusscanner").count() == 1
