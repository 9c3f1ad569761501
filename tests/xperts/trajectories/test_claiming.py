import threading
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, connections, transaction
from django.db.models import Sum

from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from tests.factories import UserFactory
from tests.xperts.trajectories.factory import AT, RATE, coordinator, finished, logged, part, running
from xperts.trajectories import claiming, exporting, logging_hours, money
from xperts.trajectories.claiming import CLAIMS
from xperts.trajectories.enums import ClaimState, HourKind
from xperts.trajectories.models import Claim, HourEntry

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def on(month: int, day: int, hour: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=AMSTERDAM)


def submitted(trajectory, month: date = MARCH, *, at: datetime | None = None) -> Claim:
    engagement = part(trajectory)
    return claiming.submit(engagement, month, by=engagement.person, at=at or on(month.month + 1, 1))


def with_hours(*minutes: int, **options):
    """A running trajectory with these minutes in March, April, …"""
    trajectory = running(**options)
    for month, amount in enumerate(minutes, start=3):
        logged(trajectory, amount, date(2026, month, 20), at=on(month, 25))
    return trajectory


def test_month_is_claimed_after_it_ended():
    trajectory = with_hours(90)

    with pytest.raises(ValidationError, match="loopt nog"):
        submitted(trajectory, at=on(3, 31, 23))
    claim = submitted(trajectory, at=on(4, 1, 0))

    assert (claim.minutes, claim.rate_cents, claim.cents) == (90, RATE, None)


def test_last_month_is_claimed_at_once_when_the_work_is_done():
    trajectory = finished()
    logged(trajectory, 60)

    assert submitted(trajectory, at=AT).minutes == 60


def test_month_without_hours_gives_a_sentence():
    with pytest.raises(ValidationError, match="geen uren"):
        submitted(running())


def test_free_hours_are_not_claimed():
    trajectory = with_hours(30)
    logged(trajectory, 120, date(2026, 3, 21), at=on(3, 25), kind=HourKind.TRAVEL)

    assert submitted(trajectory).minutes == 30


def test_month_is_claimed_once():
    trajectory = with_hours(90)
    submitted(trajectory)

    with pytest.raises(ValidationError, match="geen uren"):
        submitted(trajectory)


def test_institute_writes_hours_and_claims_nothing():
    trajectory = with_hours(90, institute="GGD Elders (voorbeeld)")

    with pytest.raises(PermissionDenied):
        submitted(trajectory)


def test_claimed_hours_stand_still():
    trajectory = with_hours(90)
    submitted(trajectory)
    row = HourEntry.objects.select_related("engagement__trajectory__case").get()

    with pytest.raises(ValidationError, match="al gedeclareerd"):
        logging_hours.withdraw(row, why="Fout", by=row.engagement.person, at=on(4, 2))


def test_amounts_together_are_the_rounded_total_in_any_order_of_approval():
    trajectory = with_hours(7, 11, 13, rate=9_501)
    claims = [submitted(trajectory, month) for month in (MARCH, APRIL, MAY)]

    for claim in (claims[2], claims[0], claims[1]):
        claiming.approve(claim, by=coordinator(), at=on(6, 2))

    assert Claim.objects.aggregate(total=Sum("cents"))["total"] == money.cost(31, 9_501)


def test_two_claims_approved_at_once_lose_no_cent(transactional_db):
    trajectory = with_hours(7, 11, rate=9_501)
    claims = [submitted(trajectory, month) for month in (MARCH, APRIL)]
    gate, judge = threading.Barrier(2), coordinator()

    def press(claim: Claim) -> None:
        gate.wait()
        claiming.approve(claim, by=judge, at=on(6, 2))
        connections.close_all()

    threads = [threading.Thread(target=press, args=[claim]) for claim in claims]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Claim.objects.aggregate(total=Sum("cents"))["total"] == money.cost(18, 9_501)


@pytest.mark.parametrize("role", ["servicedesk", "kernteam", "redactie", "professional", "xpert"])
def test_only_a_coordinator_approves(role):
    claim = submitted(with_hours(90))

    with pytest.raises(PermissionDenied):
        claiming.approve(claim, by=UserFactory(roles=[role]), at=on(4, 2))


def test_coordinator_does_not_approve_own_hours():
    trajectory = with_hours(90)
    person = part(trajectory).person
    person.roles = ["xpert", "coordinator"]
    person.save()

    with pytest.raises(PermissionDenied):
        claiming.approve(submitted(trajectory), by=person, at=on(4, 2))


def test_approved_claim_is_fixed_in_the_database():
    claim = submitted(with_hours(90))
    claiming.approve(claim, by=coordinator(), at=on(4, 2))

    for change in ({"cents": 1}, {"minutes": 1}, {"state": "submitted", "cents": None}):
        with pytest.raises(InternalError), transaction.atomic():
            Claim.objects.filter(pk=claim.pk).update(**change)
    with pytest.raises(InternalError), transaction.atomic():
        HourEntry.objects.update(claim=None)


def test_approving_twice_is_stale():
    claim = submitted(with_hours(90))
    claiming.approve(claim, by=coordinator(), at=on(4, 2))

    with pytest.raises(StaleState):
        claiming.approve(claim, by=coordinator(), at=on(4, 2))


def test_returned_month_is_mended_and_claimed_again():
    trajectory = with_hours(90)
    claim = submitted(trajectory)
    claiming.send_back(claim, reason="Zonder het reizen.", by=coordinator(), at=on(4, 20))
    row = HourEntry.objects.live().select_related("engagement__trajectory__case").get()
    told = {"day": row.day, "minutes": 60, "kind": row.kind, "what": row.what}
    logging_hours.change(row, **told, by=row.engagement.person, at=on(4, 30))

    again = submitted(trajectory, at=on(4, 30))

    assert (again.pk, again.minutes, again.state) == (claim.pk, 60, ClaimState.SUBMITTED)


def test_days_for_mending_end():
    trajectory = with_hours(90)
    claiming.send_back(submitted(trajectory), reason="Te veel.", by=coordinator(), at=on(4, 20))

    with pytest.raises(ValidationError, match="gesloten"):
        logged(trajectory, 5, date(2026, 3, 30), at=on(4, 30, 13))


def test_returning_needs_a_reason_and_tells_the_xpert():
    claim = submitted(with_hours(90))
    OutgoingMail.objects.all().delete()

    with pytest.raises(ValidationError, match="Schrijf waarom"):
        claiming.send_back(claim, reason=" ", by=coordinator(), at=on(4, 2))
    claiming.send_back(claim, reason="Zonder reizen.", by=coordinator(), at=on(4, 2))

    assert [(mail.to, "Zonder reizen." in mail.text) for mail in OutgoingMail.objects.all()] == [
        (claim.engagement.person.email, True)
    ]


def test_other_months_leave_a_returned_month_alone():
    trajectory = with_hours(90, 30)
    claiming.send_back(submitted(trajectory), reason="Te veel.", by=coordinator(), at=on(4, 20))

    april = submitted(trajectory, APRIL)

    assert (april.minutes, submitted(trajectory, at=on(5, 2)).minutes) == (30, 90)


def test_correction_goes_along_with_the_next_claim():
    trajectory = with_hours(90)
    claiming.approve(submitted(trajectory), by=coordinator(), at=on(4, 2))
    logged(trajectory, -30, date(2026, 4, 3), at=on(4, 3), kind=HourKind.CORRECTION)
    logged(trajectory, 60, date(2026, 5, 4), at=on(5, 5))

    with pytest.raises(ValidationError, match="geen uren"):
        submitted(trajectory, APRIL)

    assert submitted(trajectory, MAY).minutes == 30


def test_month_that_closes_is_claimed_by_itself_once():
    trajectory = with_hours(90)

    counts = [claiming.close_months(at=at) for at in (on(4, 10, 23), on(4, 11), on(4, 12), on(9, 1))]

    claim = part(trajectory).claims.get()
    assert counts == [0, 1, 0, 0]
    assert (claim.is_automatic, claim.minutes) == (True, 90)


def test_closing_after_days_of_downtime_forgets_nothing():
    with_hours(90, 30)

    assert claiming.close_months(at=on(7, 1)) == 2


def test_warning_comes_once_in_the_last_three_days():
    with_hours(90)
    OutgoingMail.objects.all().delete()

    for day in (6, 7, 8, 9, 10, 11):
        claiming.warn_of_closing(at=on(4, day))

    assert [mail.created_at for mail in OutgoingMail.objects.all()] == [on(4, 7)]


def test_warning_costs_the_same_for_many(django_assert_max_num_queries):
    for _ in range(3):
        with_hours(90)

    with django_assert_max_num_queries(3):
        assert len(list(claiming.unclaimed(on(4, 8)))) == 3


def test_csv_for_finance_has_exact_amounts():
    claim = submitted(with_hours(7, rate=9_501))
    claiming.approve(claim, by=coordinator(name="=Kees"), at=on(4, 2))

    header, line = exporting.claims_csv(Claim.objects.all()).splitlines()

    assert header.startswith("\ufeffAanvraag;Xpert;Maand")
    assert line.split(";")[2:8] == ["2026-03", "7", "0:07", "95,01", "11,08", "Goedgekeurd"]
    assert line.endswith(";'=Kees")


PAIRS = [(name, state) for name, row in CLAIMS.transitions.items() for state in ClaimState if state not in row.sources]


@pytest.mark.parametrize(("name", "state"), PAIRS)
def test_step_from_another_state_is_stale(name, state):
    claim = submitted(with_hours(90))
    claim.state = state
    by = claim.engagement.person if name == "submit_again" else coordinator()

    with pytest.raises(StaleState):
        CLAIMS.apply(claim, name, by=by, at=AT + timedelta(days=40))
