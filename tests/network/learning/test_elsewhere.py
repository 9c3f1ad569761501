"""Networks on the pages of entries, partners and events."""

import pytest
from django.contrib.auth.models import AnonymousUser

from network.events.models import Event
from network.learning import elsewhere, sessions
from network.learning.models import LearningNetwork
from tests.factories import EntryFactory, OrganisationFactory, UserFactory
from tests.network.events.factory import EventFactory
from tests.network.learning.factory import AT, member, network

pytestmark = pytest.mark.django_db


def test_entry_shows_running_public_networks_over_its_themes(visitor):
    entry = EntryFactory(published=True)
    shown = network(themes=["bewegen"])
    hidden = [
        network("private", themes=["bewegen"]),
        network("archived", themes=["bewegen"]),
        network(themes=["slaap"]),
    ]

    text = visitor.get(entry.get_absolute_url()).content.decode()

    assert shown.get_absolute_url() in text
    assert [row for row in hidden if row.get_absolute_url() in text] == []


def test_page_of_a_partner_shows_its_public_networks():
    partner = OrganisationFactory(is_partner=True)
    shown, hidden = network(), network("private")
    for row in (shown, hidden):
        row.organisations.add(partner)

    section = elsewhere.of_organisation(partner, AnonymousUser())

    assert [card["network"] for card in section.context["cards"]] == [shown]


def _held_by(held_by: LearningNetwork) -> Event:
    event = EventFactory(starts_at="2030-04-09T13:00Z", ends_at="2030-04-09T16:00Z", closes_at="2030-04-09T13:00Z")
    sessions.link(held_by, event, by=member(held_by), at=AT)
    return event


def test_event_leads_to_the_network_that_holds_it(visitor):
    shown = network()
    event = _held_by(shown)

    assert shown.get_absolute_url() in visitor.get(event.get_absolute_url()).content.decode()


def test_event_of_a_private_network_tells_so_to_its_members_only(visitor, client_for):
    hidden = network("private")
    event = _held_by(hidden)
    own = member(hidden)
    address = event.get_absolute_url()

    seen = [hidden.name in client.get(address).content.decode() for client in (client_for(own), visitor)]

    assert seen == [True, False]
    assert hidden.name not in client_for(UserFactory()).get(address).content.decode()


def test_event_of_no_network_has_no_such_piece(client_for):
    assert elsewhere.with_event(EventFactory(), UserFactory()) is None
