import pytest

from loket.accounts import demo as accounts
from loket.monitoring.steering.demo import loading
from loket.monitoring.steering.enums import OVER_STATES, Phase
from loket.monitoring.steering.models import ActionPoint, Advice, Body, Deal, Measure, Member, Pilot, Risk

pytestmark = pytest.mark.django_db


def counted() -> list[int]:
    return [model.objects.count() for model in (ActionPoint, Pilot, Risk, Deal, Body, Advice, Member, Measure)]


def test_demo_fills_an_empty_steering_once(at):
    accounts.create_demo_accounts()

    loading.load(at=at, say=print)
    first = counted()
    loading.load(at=at, say=print)

    assert (first[:5], counted()) == ([28, 3, 8, 4, 3], first)
    assert set(ActionPoint.objects.values_list("phase", flat=True)) == set(Phase.values)


def test_demo_has_no_history_in_the_future(at):
    accounts.create_demo_accounts()
    loading.load(at=at, say=print)

    for model in (ActionPoint, Pilot, Risk, Deal):
        assert all(row.history.first().at <= at for row in model.objects.all())
        assert all(row.closed_on <= at.date() for row in model.objects.filter(state__in=OVER_STATES))
