"""Headers by which a mail program stops a mail, and links that nobody else can make."""

import pytest
from django.core import mail

from loket.core import outbox, telling
from tests.factories import AT


@pytest.mark.django_db
def test_headers_to_stop_a_mail_leave_with_it():
    row = outbox.queue_rendered(
        to="a@example.org", subject="Dag", text="Hallo", at=AT, headers=telling.stop_headers("https://loket.nl/x/")
    )

    outbox.send(row.pk)

    message = mail.outbox[0].message()
    assert message["List-Unsubscribe"] == "<https://loket.nl/x/>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"


def test_link_to_stop_one_mail_does_not_stop_another():
    token = telling.stop_link("stop_saved_search", "12").rstrip("/").rpartition("/")[2]

    assert telling.stopped_by("stop_saved_search", token) == "12"
    assert telling.stopped_by("stop_following_mail", token) is None
    assert telling.stopped_by("stop_saved_search", token.replace("12:", "13:")) is None
