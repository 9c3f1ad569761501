"""Invitations for tests."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from network.events.registering import address_key
from network.invitations import sending, workflow
from network.invitations.audience import Choice
from network.invitations.models import Invitation, Round
from tests.factories import UserFactory
from tests.network.events.factory import AT, EventFactory

TWO = Choice(levels=["2"])
WEEK = timedelta(days=8)


class InvitationFactory(DjangoModelFactory):
    """Of a person of level 2, not answered yet."""

    class Meta:
        model = Invitation

    event = factory.SubFactory(EventFactory)
    person = factory.SubFactory(UserFactory, level="2", sector="ggd")
    round = factory.LazyAttribute(
        lambda row: Round.objects.create(event=row.event, chosen=TWO.as_json(), expected=1, created_at=AT)
    )
    name = factory.LazyAttribute(lambda row: row.person.name if row.person else "Gast Voorbeeld")
    email = factory.LazyAttribute(lambda row: row.person.email if row.person else "gast@example.org")
    address_key = factory.LazyAttribute(lambda row: address_key(row.email))
    sector = factory.LazyAttribute(lambda row: row.person.sector if row.person else "")
    level = factory.LazyAttribute(lambda row: row.person.level if row.person else "")
    invited_at = AT


def somebody(**fields):
    """A person of level 2 who joined long ago."""
    return UserFactory(**{"level": "2", "date_joined": AT - timedelta(days=400)} | fields)


def invited(event, choice: Choice = TWO, *, at=AT, **changes) -> Round:
    """A round that was sent in full."""
    told = {"words": "", "is_open": False, "by": event.organiser} | changes
    made = workflow.invite(event, choice, **told, at=at)
    sending.send_due(at=at)
    sending.send_due(at=at)
    return made
