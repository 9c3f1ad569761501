"""The door: codes, also from a phone without a connection, and what comes first (hard case 38)."""

import io
import uuid
from datetime import timedelta

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from loket.core.models import OutgoingMail
from network.events import codes, door, registering, workflow
from network.events.enums import Answer
from network.events.models import CheckIn, Event, Registration
from tests.factories import UserFactory
from tests.network.events.factory import AT, START, EventFactory, registered

pytestmark = pytest.mark.django_db
SOON = START - timedelta(minutes=10)


def _check(event, code, *, key=None, at=SOON, **more) -> CheckIn:
    return door.check_in(event, code, key=key or uuid.uuid4(), by=event.organiser, at=at, **more)


def _cancelled(event) -> Registration:
    row = registered(event)
    registering.cancel(row, by=row.person, at=AT)
    return row


def test_code_lets_in_once_and_then_says_so() -> None:
    event = EventFactory()
    row = registered(event)

    answers = [_check(event, row.door_code).answer, _check(event, row.door_code.lower()).answer]

    row.refresh_from_db()
    assert answers == [Answer.WELCOME, Answer.ALREADY]
    assert row.attended_at == SOON


def test_same_key_again_is_the_same_answer() -> None:
    event, key = EventFactory(), uuid.uuid4()
    row = registered(event)

    answers = [_check(event, row.door_code, key=key).answer for _ in range(2)]

    assert answers == [Answer.WELCOME, Answer.WELCOME]
    assert CheckIn.objects.count() == 1


def test_address_that_a_camera_reads_is_a_code_too() -> None:
    event = EventFactory()
    row = registered(event)

    assert _check(event, f"https://loket.example.org/deur/?code={row.door_code}").answer == Answer.WELCOME


@pytest.mark.parametrize("code", ["", "1", "1-AAAAAA", "abc", "9" * 400, "²-AAAAAA", "1-AAAAAA\x00"])
def test_made_up_code_is_unknown(code) -> None:
    assert _check(EventFactory(), code).answer == Answer.UNKNOWN


def test_code_of_another_event_is_unknown() -> None:
    row = registered(EventFactory())

    assert _check(EventFactory(), row.door_code).answer == Answer.UNKNOWN


def test_who_cancelled_is_told_before_being_in() -> None:
    event = EventFactory()
    row = _cancelled(event)
    Registration.objects.filter(pk=row.pk).update(attended_at=AT)

    assert _check(event, row.door_code).answer == Answer.CANCELLED


def test_who_cancelled_can_be_let_in_all_the_same() -> None:
    event = EventFactory()
    row = _cancelled(event)

    answer = _check(event, row.door_code, anyway=True).answer

    row.refresh_from_db()
    assert (answer, row.attended_at, row.state) == (Answer.LET_IN, SOON, "cancelled")


def test_phone_that_was_offline_tells_when_it_was() -> None:
    event = EventFactory()
    row = registered(event)

    seen = _check(event, row.door_code, at=START + timedelta(hours=2), scanned_at=SOON)

    row.refresh_from_db()
    assert (row.attended_at, seen.received_at) == (SOON, START + timedelta(hours=2))


def test_clock_of_a_phone_that_is_wrong_is_not_believed() -> None:
    event = EventFactory()
    row = registered(event)

    _check(event, row.door_code, scanned_at=START - timedelta(days=400))

    row.refresh_from_db()
    assert row.attended_at == SOON


def test_stranger_lets_nobody_in() -> None:
    event = EventFactory()

    with pytest.raises(PermissionDenied):
        door.check_in(event, "1-AAAAAA", key=uuid.uuid4(), by=UserFactory(), at=SOON)


def test_code_says_nothing_about_the_next_number() -> None:
    found = {codes.code_of(number).partition("-")[2] for number in range(200)}

    assert len(found) == 200


def test_page_lets_in_and_answers_the_script(client_for) -> None:
    event = EventFactory()
    first, second = registered(event), registered(event)
    client = client_for(event.organiser)
    address = f"{event.get_absolute_url()}deur/"

    page = client.post(address, {"code": first.door_code}).content.decode()
    answer = client.post(f"{address}code/", {"code": second.door_code, "key": str(uuid.uuid4())})

    assert f"<strong>Welkom</strong>: {first.name}" in page
    assert answer.json() == {"answer": "welcome", "title": "Welkom", "name": second.name}


def test_participant_shows_the_code_and_others_have_none(visitor) -> None:
    start = timezone.now() + timedelta(days=3)
    event = EventFactory(capacity=1, starts_at=start, ends_at=start + timedelta(hours=1), closes_at=start)
    row, waiting = (registered(event, at=timezone.now()) for _ in range(2))

    page = visitor.get(row.get_absolute_url()).content.decode()
    picture = visitor.get(f"{row.get_absolute_url()}code.svg")

    assert row.door_code in page
    assert picture["Content-Type"] == "image/svg+xml"
    assert visitor.get(f"{waiting.get_absolute_url()}code.svg").status_code == 404
    assert waiting.door_code not in visitor.get(waiting.get_absolute_url()).content.decode()


def _coming(**changes) -> Event:
    start = timezone.now() + timedelta(days=3)
    return EventFactory(starts_at=start, ends_at=start + timedelta(hours=1), closes_at=start, **changes)


def test_ticket_says_who_where_and_which_code(visitor) -> None:
    row = registered(_coming(), at=timezone.now(), places=2)
    address = reverse("registration_ticket", args=[row.token])

    paper = pypdfium2.PdfDocument(io.BytesIO(visitor.get(address).content))

    text = paper[0].get_textpage().get_text_bounded()
    assert len(paper) == 1
    assert [told for told in (row.name, row.event.title, row.door_code, "Tiel") if told not in text] == []
    assert address in visitor.get(row.get_absolute_url()).content.decode()


def test_mail_leads_to_the_ticket() -> None:
    row = registered(_coming(), at=timezone.now())

    mail = OutgoingMail.objects.get(to=row.email)
    address = reverse("registration_ticket", args=[row.token])
    assert (address in mail.text, address in mail.html) == (True, True)


@pytest.mark.parametrize(
    "changes", [{"capacity": 0}, {"venue": "online"}, {"cancelled": True}, {"needs_approval": True}]
)
def test_who_shows_nothing_at_a_door_has_no_ticket(visitor, changes) -> None:
    cancelled = changes.pop("cancelled", False)
    row = registered(_coming(**changes), at=timezone.now())
    if cancelled:
        workflow.cancel(row.event, by=row.event.organiser, at=timezone.now(), reason="Geen zaal")

    assert visitor.get(reverse("registration_ticket", args=[row.token])).status_code == 404
    assert visitor.get(reverse("registration_code", args=[row.token])).status_code == 404
