"""Hard cases 34–37: what calendars are told."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from loket.core.models import OutgoingMail
from network.events import calendars, registering, workflow
from network.events.models import Event
from tests.network.events.factory import AT, EventFactory, registered

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def parsed(text: str) -> tuple[icalendar.Calendar, icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(text)
    return calendar, calendar.walk("VEVENT")[0]


def sent_to(registration) -> list[str]:
    mails = OutgoingMail.objects.filter(to=registration.email).exclude(calendar="").order_by("pk")
    return list(mails.values_list("calendar", flat=True))


def test_invitation_says_where_and_when_on_the_clock_of_amsterdam():
    event = EventFactory()

    calendar, component = parsed(calendars.invitation(event, "a@example.org", at=AT))

    assert calendar["METHOD"] == "REQUEST"
    assert component["DTSTART"].params["TZID"] == "Europe/Amsterdam"
    assert component.decoded("DTSTART") == event.starts_at
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Amsterdam"]


def test_moving_an_event_sends_the_same_uid_with_a_higher_sequence():
    event = EventFactory()
    registration = registered(event)
    later = {"starts_at": event.starts_at + timedelta(days=1), "ends_at": event.ends_at + timedelta(days=1)}

    workflow.change(event, later, by=event.organiser, at=AT)

    first, second = (parsed(text)[1] for text in sent_to(registration))
    assert (first["UID"], first["SEQUENCE"], second["SEQUENCE"]) == (second["UID"], 0, 1)
    assert second.decoded("DTSTART") == later["starts_at"]


def test_calling_an_event_off_takes_it_out_of_calendars():
    event = EventFactory()
    registration = registered(event)

    workflow.cancel(event, by=event.organiser, at=AT, reason="Geen zaal")

    calendar, component = parsed(sent_to(registration)[-1])
    assert (calendar["METHOD"], component["STATUS"], component["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)


def test_who_leaves_and_comes_back_has_a_higher_sequence_each_time():
    event = EventFactory()
    registration = registered(event)
    registering.cancel(registration, by=registration.person, at=AT)

    registered(event, person=registration.person)

    assert [parsed(text)[1]["SEQUENCE"] for text in sent_to(registration)] == [0, 1, 1]


def test_who_waits_has_nothing_in_the_calendar():
    event = EventFactory(capacity=0)

    registration = registered(event)
    registering.cancel(registration, by=registration.person, at=AT)

    assert sent_to(registration) == []


def test_feed_tells_no_secret_link_and_nobodys_address():
    event = EventFactory(online_url="https://meedoen.example.org/geheim", venue="online", location="")
    registration = registered(event)

    text = calendars.feed([event], name="Agenda", at=AT)

    assert "geheim" not in text
    assert registration.email not in text
    assert event.organiser.email not in text


def test_feed_shows_a_cancelled_event_as_such():
    event = EventFactory(cancelled=True)

    assert parsed(calendars.feed([event], name="Agenda", at=AT))[1]["STATUS"] == "CANCELLED"


@pytest.mark.parametrize(("month", "day"), [(3, 29), (10, 25)])
def test_event_over_a_clock_change_keeps_its_times(month, day):
    starts = datetime(2026, month, day - 1, 23, 0, tzinfo=AMSTERDAM)
    ends = datetime(2026, month, day, 9, 0, tzinfo=AMSTERDAM)
    event = Event(pk=1, slug="nacht", title="Nacht", summary="", starts_at=starts, ends_at=ends, changed_at=AT)

    component = parsed(calendars.feed([event], name="Agenda", at=AT))[1]

    assert [component.decoded(name).astimezone(AMSTERDAM).hour for name in ("DTSTART", "DTEND")] == [23, 9]


@pytest.mark.parametrize(
    "told",
    [
        {"title": "Kort; met, tekens\\ en\\n"},
        {"title": "Één gesprek over ‘gezond’ 🍏 " * 5, "summary": "Regel een\r\nregel twee\n\n; slot, einde. " * 8},
        {"summary": "a" * 75 + "b" * 74 + "c" * 3, "location": "Tiel", "address": "Kerkstraat 1, 4001 AB"},
        {"location": "", "venue": "online", "sequence": 3},
        {"location": "", "cancelled": True},
    ],
)
def test_feed_writes_what_the_library_would(told):
    event = EventFactory(**told)
    by_library = calendars._component(event, at=AT, is_cancelled=event.state == "cancelled")

    text = calendars.feed([event], name="Agenda", at=AT)

    parts = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert [part.to_ical() for part in parts] == [by_library.to_ical()]
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
