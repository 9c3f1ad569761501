"""Networks on the pages of entries and partners."""

import pytest
from django.contrib.auth.models import AnonymousUser

from network.learning import elsewhere
from tests.factories import EntryFactory, OrganisationFactory
from tests.network.learning.factory import network

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
