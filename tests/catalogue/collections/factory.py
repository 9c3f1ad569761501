"""Lists to test with."""

import factory
from factory.django import DjangoModelFactory

from loket.catalogue.collections.models import Collection, Item
from tests.factories import AT, EntryFactory, UserFactory


class CollectionFactory(DjangoModelFactory):
    """A list of one's own; ``shared`` has both links, ``size`` so many entries."""

    class Meta:
        model = Collection
        skip_postgeneration_save = True

    class Params:
        shared = factory.Trait(
            view_token=factory.Sequence(lambda n: f"kijken-{n}"),
            edit_token=factory.Sequence(lambda n: f"schrijven-{n}"),
        )

    owner = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"Lijst {n}")
    created_at = AT
    changed_at = AT

    @factory.post_generation
    def size(self, create, number, **options) -> None:
        for _ in range(number or 0):
            ItemFactory(collection=self)


class ItemFactory(DjangoModelFactory):
    class Meta:
        model = Item

    collection = factory.SubFactory(CollectionFactory)
    entry = factory.SubFactory(EntryFactory, published=True)
    position = factory.LazyAttribute(lambda row: row.collection.items.count() + 1)
    added_by = factory.SelfAttribute("collection.owner")
    added_at = AT


def titles(collection: Collection) -> list[str]:
    """What stands on it, in order."""
    return [item.entry.title for item in collection.items.with_entries()]
