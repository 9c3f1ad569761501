"""Experiences and registrations of use to test with; traits carry the name of a state."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from loket.catalogue.experiences import questions
from loket.catalogue.experiences.enums import ExperienceState
from loket.catalogue.experiences.models import Experience, Use
from tests.factories import AT, EntryFactory, OrganisationFactory, UserFactory


def answers(**changes) -> dict:
    """The answers of an experience that has all that is asked for submission."""
    filled = {"used_for": "Voor ouderen in Tiel", "worked": "Samen koffie na afloop", "again": "zeker"}
    return questions.empty() | filled | changes


class UsedEntryFactory(EntryFactory):
    """A published intervention."""

    published = True
    kind = "interventie"


class ExperienceFactory(DjangoModelFactory):
    """A draft unless a trait says otherwise."""

    class Meta:
        model = Experience

    class Params:
        submitted = factory.Trait(state=ExperienceState.SUBMITTED, submitted_at=AT, due_on=date(2026, 1, 26))
        changes_asked = factory.Trait(submitted=True, state=ExperienceState.CHANGES_ASKED)
        refused = factory.Trait(submitted=True, state=ExperienceState.REFUSED)
        withdrawn = factory.Trait(state=ExperienceState.WITHDRAWN)
        public = factory.Trait(
            submitted_at=AT,
            shown_at=AT,
            shown=factory.SelfAttribute("answers"),
            again=factory.LazyAttribute(lambda row: row.answers["again"]),
        )
        published = factory.Trait(public=True, state=ExperienceState.PUBLISHED)

    entry = factory.SubFactory(UsedEntryFactory)
    author = factory.SubFactory(UserFactory)
    answers = factory.LazyFunction(answers)
    created_at = AT
    saved_at = AT


class UseFactory(DjangoModelFactory):
    """In use and confirmed on the day of the fixture ``at``."""

    class Meta:
        model = Use

    entry = factory.SubFactory(UsedEntryFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    area = "gemeente-tiel"
    since = 2024
    reach = 100
    registered_by = factory.LazyAttribute(lambda row: UserFactory(organisation=row.organisation))
    registered_at = AT
    changed_at = AT
    confirmed_on = date(2026, 3, 2)
