"""Series: repeating an event, and changes for this one or for all that follow (hard cases 27 and 28)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from loket.search.models import Findable
from network.events import findable, serial, workflow
from network.events.enums import EventState
from network.events.models import Event, Series
from tests.factories import UserFactory
from tests.network.events.factory import AT, START, EventFactory, registered

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def _series(count: int = 3, **fields) -> list[Event]:
    """Open events of one series, two weeks apart."""
    series = Series.objects.create(slug="leerkring", title="Leerkring", summary="Samen leren.", created_at=AT)
    organiser = UserFactory()
    return [
        EventFactory(
            series=series,
            organiser=organiser,
            starts_at=START + timedelta(weeks=2 * number),
            ends_at=START + timedelta(weeks=2 * number, hours=2),
            closes_at=START + timedelta(weeks=2 * number),
            **fields,
        )
        for number in range(count)
    ]


def test_repeated_event_keeps_the_time_of_the_clock_past_its_change() -> None:
    winter = datetime(2026, 3, 19, 13, 0, tzinfo=AMSTERDAM)
    event = EventFactory(starts_at=winter, ends_at=winter + timedelta(hours=2), closes_at=winter)

    serial.begin(event, "Leerkring", "Samen.", [date(2026, 4, 2)], by=event.organiser, at=AT)

    later = Event.objects.get(series__title="Leerkring", state=EventState.PROPOSED)
    assert later.starts_at.astimezone(AMSTERDAM) == datetime(2026, 4, 2, 13, 0, tzinfo=AMSTERDAM)
    assert later.title == event.title


@pytest.mark.parametrize("days", [[date(2026, 5, 7)] * 2, [START.date()], [AT.date()], [date(2025, 1, 1)]])
def test_day_twice_or_past_is_refused_and_nothing_is_written(days) -> None:
    event = EventFactory()

    with pytest.raises(ValidationError):
        serial.begin(event, "Leerkring", "Samen.", days, by=event.organiser, at=AT)

    assert not Series.objects.exists()
    assert Event.objects.count() == 1


def test_stranger_makes_no_series() -> None:
    with pytest.raises(PermissionDenied):
        serial.begin(EventFactory(), "Leerkring", "Samen.", [], by=UserFactory(), at=AT)


def test_change_is_for_this_one_only() -> None:
    first, second, third = _series()

    workflow.change(second, {"location": "Ede"}, by=second.organiser, at=AT)

    assert [Event.objects.get(pk=row.pk).location for row in (first, second, third)] == ["Tiel", "Ede", "Tiel"]


def test_change_for_following_leaves_what_was_before() -> None:
    first, second, third = _series()

    changed = serial.change_following(second, {"location": "Ede"}, by=second.organiser, at=AT)

    assert changed == 2
    assert [Event.objects.get(pk=row.pk).location for row in (first, second, third)] == ["Tiel", "Ede", "Ede"]


def test_other_time_moves_all_that_follow_on_their_own_day() -> None:
    first, second, _ = _series()
    earlier = {"starts_at": first.starts_at - timedelta(hours=3), "closes_at": first.closes_at - timedelta(hours=3)}

    serial.change_following(first, earlier, by=first.organiser, at=AT)

    second.refresh_from_db()
    assert second.starts_at == START + timedelta(weeks=2, hours=-3)


def test_change_of_following_is_all_or_nothing() -> None:
    first, second, third = _series()
    Event.objects.filter(pk=third.pk).update(ends_at=third.starts_at + timedelta(minutes=1))

    with pytest.raises(ValidationError):
        serial.change_following(first, {"title": ""}, by=first.organiser, at=AT)

    assert Event.objects.get(pk=second.pk).title == second.title


def test_page_changes_this_one_unless_somebody_says_otherwise(client_for) -> None:
    first, second, _ = _series()
    client = client_for(first.organiser)
    page = client.get(f"{first.get_absolute_url()}wijzigen/").content.decode()

    client.post(f"{first.get_absolute_url()}stap/sluiten/")

    assert "Deze en alle volgende van de reeks" in page
    assert [Event.objects.get(pk=row.pk).state for row in (first, second)] == [EventState.CLOSED, EventState.OPEN]


def test_step_for_all_that_follow(client_for) -> None:
    first, second, third = _series()

    client_for(first.organiser).post(f"{second.get_absolute_url()}stap/sluiten/", {"scope": "volgende"})

    assert [Event.objects.get(pk=row.pk).state for row in (first, second, third)] == [
        EventState.OPEN,
        EventState.CLOSED,
        EventState.CLOSED,
    ]


def test_registering_for_all_skips_what_is_full(client_for) -> None:
    start = timezone.now() + timedelta(days=30)
    times = {"starts_at": start, "ends_at": start + timedelta(hours=1), "closes_at": start}
    first, second = _series(2)
    Event.objects.filter(series__isnull=False).update(**times)
    Event.objects.filter(pk=second.pk).update(capacity=0)
    client = client_for(UserFactory())

    client.post(f"{first.series.get_absolute_url()}aanmelden/")

    states = [event.registrations.get(person=client.user).state for event in (first, second)]
    assert states == ["confirmed", "waiting"]


def test_series_that_was_not_opened_is_not_there_for_others(visitor, client_for) -> None:
    event = EventFactory(approved=True)
    series = serial.begin(event, "Leerkring", "Samen.", [date(2026, 5, 7)], by=event.organiser, at=AT)

    assert visitor.get(series.get_absolute_url()).status_code == 404
    assert client_for(event.organiser).get(series.get_absolute_url()).status_code == 200


def test_moving_an_event_moves_its_programme() -> None:
    event = EventFactory()
    part = event.sessions.create(
        starts_at=event.starts_at + timedelta(hours=1), ends_at=event.starts_at + timedelta(hours=2), title="Groepen"
    )
    registered(event)
    moved = {name: getattr(event, name) + timedelta(days=7) for name in ("starts_at", "ends_at", "closes_at")}

    workflow.change(event, moved, by=event.organiser, at=AT)

    part.refresh_from_db()
    assert part.starts_at == START + timedelta(days=7, hours=1)


def _found() -> list[str]:
    return list(Findable.objects.filter(subject_type=findable.SERIES_TYPE).values_list("title", flat=True))


def test_series_is_found_once_one_of_its_events_is_open(visitor) -> None:
    event = EventFactory(approved=True, themes=["roken"], closes_at=START)
    made = serial.begin(event, "Leerkring slaap", "Samen leren.", [date(2026, 5, 7)], by=event.organiser, at=AT)

    before = _found()
    workflow.open_registration(event, by=event.organiser, at=AT)

    assert (before, _found()) == ([], ["Leerkring slaap"])
    page = visitor.get(reverse("search"), {"q": "leerkring slaap", "kind": "reeks"})
    assert made.get_absolute_url() in page.content.decode()


def test_series_of_an_open_event_is_found_at_once() -> None:
    event = EventFactory()

    serial.begin(event, "Leerkring slaap", "Samen leren.", [date(2026, 5, 7)], by=event.organiser, at=AT)

    assert _found() == ["Leerkring slaap"]


def test_series_has_the_themes_and_areas_of_its_events() -> None:
    first, second = _series(2, themes=["roken"], areas=["gemeente-tiel"])
    workflow.change(second, {"themes": ["bewegen"]}, by=second.organiser, at=AT)

    facets = Findable.objects.get(subject_type=findable.SERIES_TYPE).facets

    assert {"theme:roken", "theme:bewegen", "area:ggd-gelderland-zuid"} <= set(facets)


def test_series_of_which_nothing_goes_on_is_not_found_any_more() -> None:
    events = _series(2)
    workflow.change(events[0], {"summary": "Anders."}, by=events[0].organiser, at=AT)

    left = []
    for event in events:
        workflow.cancel(event, by=event.organiser, at=AT, reason="Geen zaal")
        left.append(_found())

    assert left == [["Leerkring"], []]


def test_event_is_found_by_its_organisation_and_by_no_number_of_a_person() -> None:
    organiser = UserFactory(partner=True)
    own, other = (EventFactory(organiser=organiser, organisation=which) for which in (organiser.organisation, None))

    owners = [findable.document(event).facets["owner"] for event in (own, other)]

    assert owners == [[f"org-{organiser.organisation_id}"], []]
    assert findable.document(other).owner_id is None
