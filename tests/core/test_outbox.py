from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from loket.core import outbox
from loket.core.enums import MailState
from loket.core.models import OutgoingMail

AT = datetime(2026, 1, 5, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


def write(**changes) -> OutgoingMail:
    return outbox.queue_rendered(to="a@example.org", subject="Dag", text="Hallo", at=AT, **changes)


@pytest.mark.django_db
def test_send_due_mail_marks_it_sent_once():
    row = write()

    outbox.send(row.pk)
    outbox.send(row.pk)

    row.refresh_from_db()
    assert row.state == MailState.SENT
    assert [message.to for message in mail.outbox] == [["a@example.org"]]


@pytest.mark.django_db
def test_queue_with_a_key_used_before_writes_nothing():
    write(dedupe_key="x")

    again = write(dedupe_key="x")

    assert again is None
    assert OutgoingMail.objects.count() == 1


@pytest.mark.django_db
def test_sweep_after_a_crash_shows_the_mail_as_unsure():
    row = write()
    outbox.claim(row.pk, at=AT)

    due = outbox.sweep(at=AT + timedelta(minutes=11))

    row.refresh_from_db()
    assert (row.state, due) == (MailState.UNSURE, [])


@pytest.mark.django_db
def test_mail_of_the_future_is_not_claimed():
    row = write()

    claimed = outbox.claim(row.pk, at=AT - timedelta(seconds=1))

    assert claimed is None


@pytest.mark.django_db
def test_mail_with_an_appointment_has_it_for_programs_and_as_a_file():
    row = write(calendar="BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n")

    outbox.send(row.pk)

    parts = [part for part in mail.outbox[0].message().walk() if not part.is_multipart()]
    kinds = [(part.get_content_type(), part.get_param("method")) for part in parts]
    assert kinds == [("text/plain", None), ("text/calendar", "REQUEST"), ("text/calendar", None)]
