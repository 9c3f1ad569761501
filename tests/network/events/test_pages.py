"""Pages about events: what a visitor, a participant and an organiser see and do."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from loket.core.working_days import AMSTERDAM
from network.events import pages, registering
from network.events.enums import RegistrationState
from network.events.models import Event, Registration
from tests.factories import UserFactory
from tests.network.events.factory import AT, EventFactory, guest, registered

pytestmark = pytest.mark.django_db
COMING = {"starts_at": "2030-04-09T13:00Z", "ends_at": "2030-04-09T16:00Z", "closes_at": "2030-04-09T13:00Z"}
PROPOSAL = {
    "title": "Leersessie slaap",
    "kind": "leersessie",
    "summary": "Wat weten wij van slaap?",
    "venue": "op-locatie",
    "location": "Tiel",
    "day": "2030-05-07",
    "starts": "13:00",
    "ends": "16:00",
    "overbooking": "0",
    "why_new": "Hier is nog niets over.",
}


def coming(**changes) -> Event:
    return EventFactory(**COMING | changes)


def page(client, name: str, *args, status: int = 200) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == status
    return response.content.decode()


def test_list_shows_what_comes_and_not_what_is_prepared(visitor):
    shown = coming()
    hidden = [coming(proposed=True), coming(approved=True)]

    text = page(visitor, "events")

    assert shown.title in text
    assert [event.title for event in hidden if event.title in text] == []


@pytest.mark.parametrize("trait", ["proposed", "approved"])
def test_event_that_is_not_public_is_not_found_by_others(client_for, visitor, trait):
    event = coming(**{trait: True})

    page(visitor, "event", event.slug, status=404)
    page(client_for(UserFactory()), "event", event.slug, status=404)
    assert event.title in page(client_for(event.organiser), "event", event.slug)


def test_link_to_take_part_is_for_who_has_a_place(client_for, visitor):
    event = coming(online_url="https://meedoen.example.org/geheim", venue="online")
    registration = registered(event)

    assert "geheim" not in page(visitor, "event", event.slug)
    assert "geheim" in page(client_for(registration.person), "event", event.slug)


def test_registering_takes_one_step_for_who_is_signed_in(client_for):
    event, person = coming(), UserFactory()

    response = client_for(person).post(reverse("event_register", args=[event.slug]), {"places": "1"})

    registration = Registration.objects.get()
    assert response.url == registration.get_absolute_url()
    assert (registration.person, registration.state) == (person, RegistrationState.CONFIRMED)


def test_guest_registers_by_a_button_behind_a_mail(visitor):
    event = coming()
    typed = {"name": "Gast", "email": "gast@example.org", "places": "1"}

    visitor.post(reverse("event_register", args=[event.slug]), typed)
    registration = Registration.objects.get()
    assert registration.token in page(visitor, "registration", registration.token)
    assert Registration.objects.get().state == RegistrationState.UNCONFIRMED
    visitor.post(reverse("registration_act", args=[registration.token, "bevestigen"]))

    assert Registration.objects.get().state == RegistrationState.CONFIRMED


def test_guest_learns_nothing_about_who_is_registered(visitor):
    event = coming()
    registering.register(event, guest("bekend@example.org"), at=AT)
    address = reverse("event_register", args=[event.slug])

    known, new = (
        visitor.post(address, {"name": "Gast", "email": email, "places": "1"})
        for email in ("bekend@example.org", "nieuw@example.org")
    )

    assert (known.status_code, known.url) == (new.status_code, new.url)


def test_registering_with_errors_keeps_what_was_typed(visitor):
    event = coming()

    response = visitor.post(reverse("event_register", args=[event.slug]), {"name": "Gast", "email": "geen adres"})

    assert response.status_code == 422
    assert 'value="geen adres"' in response.content.decode()


def test_registering_for_an_event_that_is_over_gives_a_sentence(client_for):
    event = EventFactory()

    response = client_for(UserFactory()).post(reverse("event_register", args=[event.slug]), {"places": "1"})

    assert response.status_code == 422
    assert "al begonnen of geweest" in response.content.decode()


def test_link_of_a_registration_does_nothing_by_itself(visitor):
    event = coming(capacity=1)
    first, second = registered(event), registered(event)
    registering.cancel(first, by=first.person, at=AT)

    page(visitor, "registration", second.token)

    assert Registration.objects.get(pk=second.pk).state == RegistrationState.OFFERED


def test_old_link_explains_and_changes_nothing(visitor):
    registration = registered(coming())
    registering.cancel(registration, by=registration.person, at=AT)

    response = visitor.post(reverse("registration_act", args=[registration.token, "aannemen"]), follow=True)

    assert "verlopen" in response.content.decode()
    assert Registration.objects.get().state == RegistrationState.CANCELLED


def test_made_up_link_is_not_found(visitor):
    page(visitor, "registration", "verzonnen", status=404)


def test_participants_are_for_the_organisers(client_for, client_as, visitor):
    event = coming()
    registration = registered(event)

    assert visitor.get(reverse("event_participants", args=[event.slug])).status_code == 302
    page(client_for(registration.person), "event_participants", event.slug, status=403)
    assert registration.email in page(client_for(event.organiser), "event_participants", event.slug)
    assert registration.email in page(client_as("servicedesk"), "event_participants", event.slug)


def test_participants_say_why_nobody_moves_up(client_for):
    event = coming(capacity=1)
    registered(event)
    registered(event)

    text = page(client_for(event.organiser), "event_participants", event.slug)

    assert "Alle plaatsen zijn vergeven of aangeboden." in text


def test_participants_cost_the_same_for_one_and_for_many(client_for, django_assert_max_num_queries):
    event = coming()
    client = client_for(event.organiser)
    for _ in range(12):
        registered(event, diet="Zonder noten")

    with django_assert_max_num_queries(8):
        page(client, "event_participants", event.slug)


def test_list_costs_the_same_for_one_and_for_many(visitor, django_assert_max_num_queries):
    for _ in range(12):
        coming()

    with django_assert_max_num_queries(4):
        page(visitor, "events")


@pytest.mark.parametrize(
    ("query", "found"), [("theme=roken", 1), ("place=Tiel", 1), ("q=wandelen", 2), ("kind=congres", 0)]
)
def test_filters_make_the_list_smaller(visitor, query, found):
    coming(themes=["roken"], areas=["gemeente-tiel"])
    coming(areas=["gemeente-groningen"])

    text = visitor.get(f"{reverse('events')}?{query}").content.decode()

    assert text.count('class="event-card"') == found


def test_proposing_first_shows_what_there_is_to_join(client_for):
    event = coming(themes=["roken"])

    response = client_for(UserFactory()).get(
        reverse("event_propose"), {"title": "Rookvrij", "themes": "roken", "day": "2030-05-01", "areas": ""}
    )

    text = response.content.decode()
    assert event.title in text
    assert "ook over Roken" in text


def test_proposal_records_what_was_looked_at(client_for):
    other, person = coming(themes=["roken"]), UserFactory()
    address = f"{reverse('event_propose')}?title=Slaap&themes=roken&areas="

    client_for(person).post(address, PROPOSAL | {f"why_not_{other.pk}": "Andere doelgroep"})

    event = Event.objects.get(title="Leersessie slaap")
    assert (event.state, event.organiser) == ("proposed", person)
    why = {"title": other.title, "url": other.get_absolute_url(), "kind": "Regiobijeenkomst"}
    assert event.looked_at == [why | {"why_not": "Andere doelgroep"}]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"ends": "12:00"}, "Het einde moet na het begin liggen."),
        ({"why_new": ""}, "verplicht"),
        ({"location": ""}, "Schrijf waar het is."),
        ({"day": "2030-03-31", "starts": "02:30", "ends": "05:00"}, "Dit tijdstip bestaat niet"),
        ({"areas": "Nergenshuizen"}, "Dit gebied kennen wij niet"),
        ({"price": "-1"}, "0"),
    ],
)
def test_proposal_that_cannot_be_is_refused_with_a_sentence(client_for, change, sentence):
    response = client_for(UserFactory()).post(f"{reverse('event_propose')}?title=Slaap", PROPOSAL | change)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Event.objects.exists()


def test_desk_approves_and_organiser_opens(client_for, client_as):
    event = coming(proposed=True)
    desk = client_as("servicedesk")

    desk.post(reverse("event_step", args=[event.slug, "goedkeuren"]))
    client_for(event.organiser).post(reverse("event_step", args=[event.slug, "openen"]))

    event.refresh_from_db()
    assert event.is_public


def test_proposer_does_not_approve(client_for):
    event = coming(proposed=True)

    response = client_for(event.organiser).post(reverse("event_step", args=[event.slug, "goedkeuren"]))

    assert response.status_code == 403


def test_calling_off_asks_for_a_reason(client_for):
    event = coming()

    response = client_for(event.organiser).post(reverse("event_step", args=[event.slug, "afgelasten"]), {"note": ""})

    assert response.status_code == 422
    assert Event.objects.get().state == "open"


def test_partner_shows_what_it_has_coming():
    organiser = UserFactory(partner=True)
    event = coming(organiser=organiser, organisation=organiser.organisation)
    coming(proposed=True, organisation=organiser.organisation)

    section = pages.of_organisation(organiser.organisation, organiser)

    assert [card["event"] for card in section.context["cards"]] == [event]


def test_no_migration_is_missing():
    call_command("makemigrations", "events", check=True, dry_run=True, verbosity=0)


def _typed(event, **changes) -> dict:
    """The form of an event as it stands, with changes."""
    event.refresh_from_db()
    start, end = event.starts_at.astimezone(AMSTERDAM), event.ends_at.astimezone(AMSTERDAM)
    plain = {name: getattr(event, name) for name in ("title", "kind", "summary", "venue", "location", "overbooking")}
    return plain | {"day": f"{start:%Y-%m-%d}", "starts": f"{start:%H:%M}", "ends": f"{end:%H:%M}"} | changes


def test_organiser_changes_an_event_by_its_form(client_for):
    event = coming()

    answer = client_for(event.organiser).post(
        f"{event.get_absolute_url()}wijzigen/", _typed(event, location="Ede", ends="17:30")
    )

    event.refresh_from_db()
    assert answer.url == event.get_absolute_url()
    assert (event.location, event.ends_at.astimezone(AMSTERDAM).strftime("%H:%M")) == ("Ede", "17:30")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"starts": "15:00", "ends": "13:00"}, "Het einde moet na het begin liggen."),
        ({"day": "2031-03-30", "starts": "02:30", "ends": "05:00"}, "Dit tijdstip bestaat niet"),
        ({"is_in_company": "on"}, "hoort niet bij een organisatie"),
        ({"location": ""}, "Schrijf waar het is."),
        ({"last_day": "2041-01-01"}, "hooguit een maand"),
    ],
)
def test_form_that_cannot_be_says_why_and_changes_nothing(client_for, changes, sentence):
    event = coming()

    answer = client_for(event.organiser).post(f"{event.get_absolute_url()}wijzigen/", _typed(event, **changes))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Event.objects.get(pk=event.pk).changed_at == event.changed_at


def test_event_in_the_night_of_the_change_of_the_clock_lasts_as_long_as_it_does(client_for):
    """From one to four in the night in which the clock goes an hour forward is two hours."""
    event = coming()
    night = {"day": "2031-03-30", "starts": "01:00", "ends": "04:00"}

    client_for(event.organiser).post(f"{event.get_absolute_url()}wijzigen/", _typed(event, **night))

    event.refresh_from_db()
    assert event.ends_at - event.starts_at == timedelta(hours=2)
    assert "01.00 tot 04.00 uur" in pages.when(event)


def test_own_events_begin_with_what_comes_next(client_for):
    person = UserFactory()
    times = [(f"20{year}-04-09T13:00Z", f"20{year}-04-09T16:00Z") for year in (19, 20, 31, 30)]
    events = [EventFactory(organiser=person, starts_at=s, ends_at=e, closes_at=s) for s, e in times]
    registered(coming(), person=person, at=AT)

    page = client_for(person).get(reverse("my_events"))

    shown = [[card["event"] for card in page.context[part]] for part in ("coming", "past")]
    assert shown == [[events[3], events[2]], [events[1], events[0]]]
    assert len(page.context["going"]) == 1
