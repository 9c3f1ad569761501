"""Cases 72–77: mailboxes, by a real IMAP server."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from loket.core.models import OutgoingMail
from loket.post import fetching
from loket.post.enums import Note, Outcome
from loket.post.imap import NotThisMessage, Session
from loket.post.models import Fetched, Mailbox, Message, RawMessage
from tests.post import stored

pytestmark = pytest.mark.django_db


def mail(number: int) -> bytes:
    raw = stored.raw("64-good-mail-a").replace(b"64-good", b"%d-good" % number)
    return raw.replace(b"Eerste", b"Nummer %d" % number)


@pytest.fixture
def refuses(monkeypatch) -> set[int]:
    """Numbers of messages that the server cannot hand over."""
    numbers: set[int] = set()
    hand_over = Session.raw

    def raw(session: Session, uid: int, most: int) -> bytes | None:
        if uid in numbers:
            raise NotThisMessage("NO [SERVERBUG] Internal error")
        return hand_over(session, uid, most)

    monkeypatch.setattr(Session, "raw", raw)
    return numbers


def test_case_72_mail_that_somebody_read_is_fetched_all_the_same(imap_server, folder, fetch):
    imap_server.fill(folder, mail(1))
    imap_server.mark_read(folder)

    assert (fetch(), fetch(), Message.objects.count()) == (1, 0, 1)


def test_case_72_fetching_leaves_the_mailbox_as_it_was(imap_server, folder, fetch):
    imap_server.fill(folder, mail(1))

    fetch()

    assert not any(rb"\Seen" in flags for flags in imap_server.flags(folder))


def test_case_73_failed_message_does_not_drop_newer_ones(imap_server, folder, fetch, refuses):
    imap_server.fill(folder, mail(1), mail(2), mail(3))
    refuses.add(102)

    first = fetch()
    refuses.clear()

    assert (first, fetch(), Message.objects.count()) == (2, 1, 3)


def test_case_73_message_that_keeps_failing_is_shown_and_not_tried_forever(imap_server, folder, fetch, refuses):
    imap_server.fill(folder, mail(1))
    refuses.add(101)

    for _ in range(fetching.MOST_ATTEMPTS + 3):
        fetch()

    row = Fetched.objects.get()
    assert (row.attempts, row.error) == (fetching.MOST_ATTEMPTS, "NO [SERVERBUG] Internal error")


def test_case_74_message_is_in_the_ledger_with_its_bytes(imap_server, folder, fetch):
    imap_server.fill(folder, mail(1))

    fetch()

    row = Fetched.objects.get()
    assert (bytes(row.raw.content), row.uid) == (mail(1).replace(b"\n", b"\r\n"), 101)


def test_case_74_ledger_that_was_lost_gives_no_doubles(imap_server, folder, fetch, desk):
    imap_server.fill(folder, mail(1))
    fetch()
    Fetched.objects.all().delete()
    Mailbox.objects.update(highest_uid=0)

    fetch()

    assert (len(desk.questions), RawMessage.objects.count(), OutgoingMail.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    ("name", "header"),
    [("no-date", ""), ("future-date", "Sat, 02 Mar 2080 09:30:00 +0100"), ("nonsense-date", "gisteren")],
)
def test_case_75_without_a_good_date_it_is_the_moment_of_receipt(read, at, name, header):
    message = read(f"75-{name}")

    assert (message.date, message.date_header, Note.NO_DATE in message.notes) == (at, header, True)


def test_case_76_failed_mail_is_shown_to_staff(arrive, client_as):
    arrive("64-bad-mail")

    page = client_as("servicedesk").get(reverse("held_mail")).content.decode()

    assert "Dit bericht heeft te veel delen in elkaar." in page


def test_case_77_years_old_mail_gets_no_acknowledgement(imap_server, folder, fetch, desk):
    imap_server.fill(folder, stored.raw("77-years-old"), arrived=datetime(2020, 3, 4, tzinfo=UTC))

    fetch()

    message = Message.objects.get()
    assert (len(desk.questions), OutgoingMail.objects.count(), Note.OLD in message.notes) == (1, 0, True)
    assert len(imap_server.flags(folder)) == 1


def test_case_77_mail_of_today_does(imap_server, folder, fetch, at):
    imap_server.fill(folder, mail(1), arrived=at - timedelta(hours=1))

    fetch()

    assert (OutgoingMail.objects.count(), RawMessage.objects.get().outcome) == (1, Outcome.NEW)
