from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied

from tests.xperts.trajectories.factory import AT, RATE, again, coordinator, evaluated, finished, logged, part
from xperts.kernteam.models import Decision, Layer3Budget
from xperts.trajectories import claiming, money, settling

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 1)
GRANTED = 500_000


def on(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def budget(db) -> Layer3Budget:
    return Layer3Budget.objects.create(year=2026, cents=GRANTED * 2, reserved_cents=GRANTED, changed_at=AT)


def decided(trajectory, budget: Layer3Budget) -> None:
    Decision.objects.create(
        case=trajectory.case,
        outcome="toekennen",
        proposed="toekennen",
        basis="majority",
        form="audit",
        minutes=1_200,
        xperts=1,
        cents=GRANTED,
        budget=budget,
        submission="00000000-0000-4000-8000-000000000001",
        at=AT,
    )


def worked(minutes: int):
    """Evaluated on the day of the signing, with a claim that waits."""
    trajectory = finished()
    logged(trajectory, minutes)
    claim = claiming.submit(part(trajectory), MARCH, by=part(trajectory).person, at=AT)
    return evaluated(trajectory=trajectory), claim


def test_what_was_not_spent_goes_back_when_nothing_more_can_come(budget):
    trajectory, claim = worked(90)
    decided(trajectory, budget)
    claiming.approve(claim, by=coordinator(), at=on(4, 2))

    counts = [settling.settle_due(at=at) for at in (on(4, 10), on(4, 11), on(4, 12))]

    budget.refresh_from_db()
    assert counts == [0, 1, 0]
    assert budget.reserved_cents == money.cost(90, RATE)


def test_claim_that_waits_holds_the_budget(budget):
    trajectory, _ = worked(90)
    decided(trajectory, budget)

    assert settling.settle_due(at=on(6, 1)) == 0


def test_settled_trajectory_takes_no_more_hours(budget):
    trajectory, claim = worked(90)
    decided(trajectory, budget)
    claiming.approve(claim, by=coordinator(), at=on(4, 2))
    settling.settle_due(at=on(4, 20))

    with pytest.raises(PermissionDenied):
        logged(again(trajectory), 10, date(2026, 4, 20), at=on(4, 20))
