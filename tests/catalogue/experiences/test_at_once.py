"""The same thing by several threads at the very same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from loket.catalogue.experiences import contacting, using, workflow
from loket.catalogue.experiences.models import ContactMessage, Experience, Use, UsefulVote
from loket.core.workflow import StaleState
from tests.catalogue.experiences.factory import ExperienceFactory, UsedEntryFactory
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 6


def at_once(act) -> list:
    """What each of so many threads got, or the error it met."""

    def once(number: int):
        try:
            return act(number)
        except (ValidationError, StaleState) as error:
            return type(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        return list(pool.map(once, range(TIMES)))


def test_starting_at_once_gives_one_draft(at):
    person, entry = UserFactory(), UsedEntryFactory()

    numbers = at_once(lambda number: workflow.start(entry, by=person, at=at).pk)

    assert (len(set(numbers)), Experience.objects.count()) == (1, 1)


def test_one_of_many_editors_publishes(at):
    experience, editors = ExperienceFactory(submitted=True), UserFactory.create_batch(TIMES, editor=True)

    def judge(number: int):
        return workflow.publish(Experience.objects.get(pk=experience.pk), by=editors[number], at=at)

    found = at_once(judge)

    assert found.count(None) == 1
    assert experience.history.count() == 1


def test_voting_at_once_counts_once(at):
    experience, voter = ExperienceFactory(published=True), UserFactory()

    at_once(lambda number: workflow.vote(experience, by=voter, at=at))

    assert UsefulVote.objects.count() == 1


def test_colleagues_who_register_the_same_at_once_give_one_row(at):
    organisation, entry = OrganisationFactory(), UsedEntryFactory()
    people = UserFactory.create_batch(TIMES, organisation=organisation)
    told = {"area": "nl", "since": 2024, "until": None, "reach": 5, "target_groups": []}
    told |= {"is_named": False, "takes_contact": False}

    found = at_once(lambda number: using.register(entry, told, by=people[number], at=at).pk)

    assert (found.count(ValidationError), Use.objects.count()) == (TIMES - 1, 1)


def test_messages_at_once_stay_within_the_limit(at):
    sender = UserFactory()
    subjects = ExperienceFactory.create_batch(TIMES, published=True, takes_contact=True)

    found = at_once(lambda number: contacting.send(subjects[number], text="Hallo", by=sender, at=at))

    assert found.count(ValidationError) == TIMES - contacting.MOST_PER_DAY
    assert ContactMessage.objects.count() == contacting.MOST_PER_DAY
