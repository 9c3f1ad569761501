"""Points and codes under real threads: nothing is spent, earned or handed in twice."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Sum

from loket.catalogue.experiences import workflow as experiences
from loket.catalogue.points import ledger, workflow
from loket.catalogue.points.models import DiscountCode, PointRow
from loket.core.workflow import StaleState
from tests.catalogue.experiences.factory import ExperienceFactory
from tests.catalogue.points.factory import code_for, partner_of, rich, training
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 6


def at_once(act) -> list:
    """What each of so many threads got, or the error it met."""

    def once(number: int):
        try:
            return act(number)
        except (StaleState, ValidationError, ledger.NotEnough) as error:
            return type(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        return list(pool.map(once, range(TIMES)))


def test_code_handed_in_at_once_is_spent_once(at):
    code = code_for(rich(at=at), at=at)
    people = [partner_of(code.entry), *UserFactory.create_batch(TIMES - 1, editor=True)]

    def hand_in(number: int):
        own = DiscountCode.objects.select_related("entry", "person").get(pk=code.pk)
        return workflow.redeem(own, by=people[number], at=at)

    found = at_once(hand_in)

    assert sorted(found, key=str) == sorted([None, *[StaleState] * (TIMES - 1)], key=str)
    assert code.history.count() == 1


def test_exchanges_at_once_never_spend_more_than_there_is(at):
    person, entry = rich(at=at, times=5), training()

    found = at_once(lambda number: workflow.exchange(entry, 100, by=person, at=at, token=uuid.uuid4()).points)

    assert (found.count(100), found.count(ledger.NotEnough)) == (2, TIMES - 2)
    assert (ledger.balance_of(person), DiscountCode.objects.count()) == (50, 2)
    assert PointRow.objects.aggregate(sum=Sum("amount"))["sum"] == 50


def test_one_form_sent_at_once_gives_one_code(at):
    person, entry, token = rich(at=at, times=6), training(), uuid.uuid4()

    numbers = at_once(lambda number: workflow.exchange(entry, 100, by=person, at=at, token=token).pk)

    assert (len(set(numbers)), ledger.balance_of(person)) == (1, 200)


def test_votes_at_once_earn_once(at):
    experience, voters = ExperienceFactory(published=True), UserFactory.create_batch(TIMES)

    at_once(lambda number: experiences.vote(experience, by=voters[number], at=at))

    assert (experience.votes.count(), ledger.balance_of(experience.author)) == (TIMES, 10)


def test_first_points_at_once_are_all_counted(at):
    person, editor = UserFactory(), UserFactory(editor=True)
    told = ExperienceFactory.create_batch(TIMES, submitted=True, author=person)

    at_once(lambda number: experiences.publish(told[number], by=editor, at=at))

    assert ledger.balance_of(person) == 20 * TIMES
