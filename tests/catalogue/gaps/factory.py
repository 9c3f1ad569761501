"""Searches that found nothing, and what became of them."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from loket.catalogue.gaps.models import Gap, Wanted
from loket.search import keeping
from tests.factories import UserFactory

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def asked(*texts: str, at: datetime = AT) -> list[Gap]:
    """Search for these in turn without finding anything; gives the questions, the most asked first."""
    for text in texts:
        keeping.count_empty(text, at)
    return list(Gap.objects.all())


class WantedFactory(DjangoModelFactory):
    class Meta:
        model = Wanted

    title = factory.Sequence(lambda n: f"Aanpak van snus {n}")
    why = "Wij krijgen er vragen over."
    kind = "praktijkvoorbeeld"
    lists = factory.LazyFunction(lambda: {"themes": ["roken"], "settings": ["school-mbo"]})
    created_by = factory.SubFactory(UserFactory, editor=True)
    created_at = AT
