"""The demo has a question of every kind."""

import pytest
from django.utils import timezone

from loket.accounts import demo as accounts
from servicedesk.appeals import demo as appeals
from servicedesk.appeals.models import Appeal
from servicedesk.collective import demo as collective
from servicedesk.collective.enums import GroupState
from servicedesk.collective.models import Group
from servicedesk.consulting import demo as consulting
from servicedesk.consulting.models import Consultation
from servicedesk.demo import loading
from servicedesk.enums import Channel, Rearranging, State
from servicedesk.models import Bringer, PublicAnswer, Question, Rearrangement

pytestmark = pytest.mark.django_db


def test_demo_has_every_state_channel_and_kind():
    accounts.create_demo_accounts()
    at = timezone.now()

    loading.load(at=at)
    collective.load(at=at)
    appeals.load(at=at)
    consulting.load(at=at)
    before = Question.objects.count()
    loading.load(at=at)
    collective.load(at=at)
    appeals.load(at=at)
    consulting.load(at=at)

    assert Question.objects.count() == before >= 150
    assert set(Question.objects.values_list("state", flat=True)) == set(State)
    assert set(Question.objects.values_list("channel", flat=True)) == set(Channel)
    assert set(Rearrangement.objects.values_list("kind", flat=True)) == set(Rearranging)
    assert {GroupState.PROPOSED, GroupState.CONFIRMED, GroupState.SETTLED} <= set(
        Group.objects.values_list("state", flat=True)
    )
    assert PublicAnswer.objects.published().exists()
    assert (Appeal.objects.count(), Consultation.objects.count(), Bringer.objects.count()) == (3, 2, 2)
