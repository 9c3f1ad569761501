"""Mixes to test with."""

import uuid

import factory
from factory.django import DjangoModelFactory

from loket.catalogue.mixes.models import Mix, MixHistory, MixLink, MixMember, MixPriority, MixRow
from tests.factories import AT, EntryFactory, UserFactory


class MixFactory(DjangoModelFactory):
    """A plan for Tiel with two themes and the four pillars of RIVM; ``size`` gives it so many entries."""

    class Meta:
        model = Mix
        skip_postgeneration_save = True

    token = factory.LazyFunction(uuid.uuid4)
    owner = factory.SubFactory(UserFactory)
    title = factory.Sequence(lambda n: f"Gezond gewicht {n}")
    areas = ["gemeente-tiel"]
    first_year = 2027
    last_year = 2028
    themes = ["overgewicht", "bewegen"]
    target_groups = ["kinderen"]
    version = 1
    created_at = AT
    changed_at = AT

    @factory.post_generation
    def begun(self, create, *_args, **_options) -> None:
        MixHistory.objects.create(
            subject=self, number=1, act="created", at=AT, by=self.owner, after={"mix": self.told()}, note=self.title
        )

    @factory.post_generation
    def size(self, create, number, **options) -> None:
        for _ in range(number or 0):
            RowFactory(mix=self, of_entry=True)


class RowFactory(DjangoModelFactory):
    class Meta:
        model = MixRow

    class Params:
        of_entry = factory.Trait(entry=factory.SubFactory(EntryFactory, published=True, kind="interventie"))

    mix = factory.SubFactory(MixFactory)
    title = factory.Sequence(lambda n: f"Activiteit {n}")
    pillar = "voorlichting"
    themes = ["overgewicht"]
    position = factory.LazyAttribute(lambda row: row.mix.rows.count() + 1)


class PriorityFactory(DjangoModelFactory):
    class Meta:
        model = MixPriority

    mix = factory.SubFactory(MixFactory)
    title = "Overgewicht"
    urgency = 4
    potential = 3
    energy = 5


class LinkFactory(DjangoModelFactory):
    class Meta:
        model = MixLink

    mix = factory.SubFactory(MixFactory)
    right = "view"
    token = factory.Sequence(lambda n: f"geheim-{n}")
    created_at = AT


class MemberFactory(DjangoModelFactory):
    """Somebody who works along, by their account."""

    class Meta:
        model = MixMember

    mix = factory.SubFactory(MixFactory)
    user = factory.SubFactory(UserFactory)
    email = factory.LazyAttribute(lambda row: row.user.email.lower())
    right = "edit"
    added_at = AT
