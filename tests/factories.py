"""People, organisations, entries and proposals to test with; traits carry the name of a state."""

from datetime import UTC, date, datetime

import factory
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from loket.accounts.models import FormerName, Organisation
from loket.catalogue import content as contents
from loket.catalogue import findable
from loket.catalogue.enums import EntryState, FileState, RevisionState
from loket.catalogue.models import Entry, EntryFile, FieldComment, Revision
from loket.search import index

AT = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)


def content(kind: str = "praktijkvoorbeeld", **changes) -> dict:
    """The content of an entry that has all that is asked for submission."""
    filled = {"title": "Samen wandelen in Tiel", "summary": "Ouderen lopen elke week een uur.", "themes": ["bewegen"]}
    required = {"interventie": {"hoofddoel": "Vaker bewegen"}, "praktijkvoorbeeld": {"aanpak": "Elke dinsdag lopen"}}
    return contents.empty(kind) | filled | {"fields": required.get(kind, {})} | changes


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"GGD Voorbeeld {n}")
    sort_key = factory.LazyAttribute(lambda row: row.name.lower())


class FormerNameFactory(DjangoModelFactory):
    class Meta:
        model = FormerName

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"GGD Vroeger {n}")


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()

    class Params:
        editor = factory.Trait(roles=["redactie"])
        partner = factory.Trait(roles=["partner"], organisation=factory.SubFactory(OrganisationFactory))
        inactive = factory.Trait(is_active=False)

    email = factory.Sequence(lambda n: f"persoon{n}@example.org")
    name = factory.Sequence(lambda n: f"Persoon {n}")
    password = "!"
    roles = factory.LazyFunction(list)


class EntryFactory(DjangoModelFactory):
    """``published`` and ``archived`` are findable as the portal would have them; give ``content`` for more."""

    class Meta:
        model = Entry
        skip_postgeneration_save = True

    class Params:
        published = factory.Trait(
            state=EntryState.PUBLISHED,
            version=1,
            published_at=AT,
            changed_at=AT,
            last_checked=date(2026, 1, 12),
            next_check=date(2028, 1, 12),
            content=factory.LazyAttribute(lambda row: content(row.kind, title=row.title)),
        )
        archived = factory.Trait(
            published=True, state=EntryState.ARCHIVED, archived_at=AT, archive_reason="Niet meer in gebruik"
        )
        recognised = factory.Trait(recognition_level="goed-onderbouwd", recognition_decided_on=date(2024, 5, 1))

    external_id = factory.Sequence(lambda n: f"proef-{n}")
    slug = factory.Sequence(lambda n: f"proef-{n}")
    kind = "praktijkvoorbeeld"
    title = factory.Sequence(lambda n: f"Samen wandelen {n}")
    owner = factory.SubFactory(UserFactory)
    created_at = AT

    @factory.post_generation
    def in_index(self, create, wanted, **options) -> None:
        if create and self.is_published:
            index.put(findable.document(self))


class RevisionFactory(DjangoModelFactory):
    """A draft unless a trait says otherwise."""

    class Meta:
        model = Revision

    class Params:
        submitted = factory.Trait(state=RevisionState.SUBMITTED, submitted_at=AT, due_on=date(2026, 1, 26))
        changes_asked = factory.Trait(submitted=True, state=RevisionState.CHANGES_ASKED)
        scheduled = factory.Trait(submitted=True, state=RevisionState.SCHEDULED, publish_at=AT)
        refused = factory.Trait(submitted=True, state=RevisionState.REFUSED, decided_at=AT)
        withdrawn = factory.Trait(state=RevisionState.WITHDRAWN)
        accepted = factory.Trait(submitted=True, state=RevisionState.ACCEPTED, decided_at=AT, version=1)

    author = factory.SubFactory(UserFactory)
    entry = factory.SubFactory(EntryFactory, owner=factory.SelfAttribute("..author"))
    content = factory.LazyAttribute(lambda row: content(row.entry.kind))
    base_version = factory.LazyAttribute(lambda row: row.entry.version)
    created_at = AT
    saved_at = AT


class EntryFileFactory(DjangoModelFactory):
    """A file of plain text; number it in the content of an entry to make it public."""

    class Meta:
        model = EntryFile
        skip_postgeneration_save = True

    class Params:
        ready = factory.Trait(state=FileState.READY, progress=100, passages=[["", "Een woord over valpreventie"]])

    entry = factory.SubFactory(EntryFactory)
    uploaded_by = factory.SelfAttribute("entry.owner")
    uploaded_at = AT
    name = factory.Sequence(lambda n: f"blad-{n}.txt")
    kind = "txt"
    mime = "text/plain"
    size = 5
    sha256 = "0" * 64
    stored = factory.LazyFunction(lambda: ContentFile(b"hallo", name="blad.txt"))


class FieldCommentFactory(DjangoModelFactory):
    class Meta:
        model = FieldComment

    revision = factory.SubFactory(RevisionFactory)
    author = factory.SubFactory(UserFactory, editor=True)
    field = "title"
    at = AT
    text = "Kan dit korter?"
