"""Networks outside the portal for tests; traits carry the name of a state."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from network.outside.enums import Kind, ListingState
from network.outside.models import OutsideNetwork
from tests.factories import AT


class OutsideFactory(DjangoModelFactory):
    """In the register, unless a trait says otherwise."""

    class Meta:
        model = OutsideNetwork

    class Params:
        proposed = factory.Trait(state=ListingState.PROPOSED, checked_on=None, next_check=None)

    slug = factory.Sequence(lambda n: f"platform-{n}")
    name = factory.Sequence(lambda n: f"Platform {n}")
    kind = Kind.PLATFORM
    summary = "Collega's delen wat zij doen."
    state = ListingState.LISTED
    created_at = AT
    changed_at = AT
    checked_on = date(2026, 1, 12)
    next_check = date(2027, 1, 12)
