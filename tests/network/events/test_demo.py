"""The demo's events: at least sixty over two years, a series, one for a team, one with a discount; then invitations."""

from datetime import timedelta

import pytest
from django.utils import timezone

from loket.accounts.demo import create_demo_accounts
from network.events.demo import loading
from network.events.models import Event, Series
from network.invitations.demo import loading as invitations
from network.invitations.models import Invitation, ReminderRound, Round
from tests.network.invitations.factory import somebody

pytestmark = pytest.mark.django_db


def test_demo_fills_two_years_once_and_invites() -> None:
    create_demo_accounts()
    at, said = timezone.now(), []
    for number in range(12):
        somebody(name=f"Persoon {number} (voorbeeld)", level="3", sector="ggd")

    for _ in range(2):
        loading.load(at=at, say=said.append)
        invitations.load(at=at)

    starts = list(Event.objects.order_by("starts_at").values_list("starts_at", flat=True))
    assert len(said) == 1
    assert len(starts) >= 60
    assert starts[-1] - starts[0] > timedelta(days=700)
    assert Series.objects.get().events.count() == 6
    assert Event.objects.filter(is_in_company=True).count() == 1
    assert Event.objects.filter(takes_points=True).count() == 1
    assert Round.objects.count() >= 1
    assert {"ja", "nee", "misschien", ""} <= set(Invitation.objects.values_list("answer", flat=True))
    assert ReminderRound.objects.exists()
