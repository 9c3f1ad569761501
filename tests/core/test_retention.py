from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.sessions.models import Session

from loket.core import outbox, retention
from loket.core.enums import MailState
from loket.core.models import OutgoingMail

AT = datetime(2026, 6, 1, 3, 20, tzinfo=ZoneInfo("Europe/Amsterdam"))


def write(state: str, age: timedelta) -> OutgoingMail:
    row = outbox.queue_rendered(to="a@example.org", subject="Dag", text="Hallo", at=AT - age)
    OutgoingMail.objects.filter(pk=row.pk).update(state=state, sent_at=AT - age)
    return row


@pytest.mark.django_db
def test_run_removes_sent_mail_after_ninety_days():
    write(MailState.SENT, timedelta(days=91))
    kept = [write(MailState.SENT, timedelta(days=89)), write(MailState.UNSURE, timedelta(days=400))]

    removed = retention.run(at=AT)

    assert removed["verstuurde mail"] == 1
    assert list(OutgoingMail.objects.order_by("pk")) == kept


@pytest.mark.django_db
def test_run_removes_sessions_that_have_ended():
    Session.objects.create(session_key="oud", session_data="", expire_date=AT - timedelta(seconds=1))
    Session.objects.create(session_key="nieuw", session_data="", expire_date=AT + timedelta(seconds=1))

    retention.run(at=AT)

    assert list(Session.objects.values_list("session_key", flat=True)) == ["nieuw"]


@pytest.mark.django_db
def test_second_run_finds_nothing():
    write(MailState.SENT, timedelta(days=91))
    retention.run(at=AT)

    removed = retention.run(at=AT)

    assert set(removed.values()) == {0}
