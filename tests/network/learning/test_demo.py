"""The demo's networks, played through the real functions."""

import pytest
from django.utils import timezone

from loket.accounts.demo import create_demo_accounts
from network.learning.demo import loading
from network.learning.enums import MembershipState, NetworkState, Role
from network.learning.models import Harvest, LearningNetwork, Membership

pytestmark = pytest.mark.django_db


def test_demo_plays_the_six_projects_once():
    create_demo_accounts()
    said = []

    for _ in range(2):
        loading.load(at=timezone.now(), say=said.append)

    drenthe = LearningNetwork.objects.get(name__contains="Drentse")
    assert said == ["9 netwerken, met 9 gesprekken."]
    assert len(drenthe.municipalities) == 12
    assert LearningNetwork.objects.filter(parent__name__startswith="Aan de slag met preventie in uw").count() == 6
    assert Harvest.objects.get(network__state=NetworkState.ARCHIVED).answer
    assert Membership.objects.filter(role=Role.RESIDENT, person__level="", person__sector="").exists()
    assert Membership.objects.filter(state=MembershipState.ASKED).count() == 1
