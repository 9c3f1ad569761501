from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from loket.core.workflow import StaleState
from network.learning.enums import Role
from network.regions.enums import Element
from network.regions.models import Score
from network.regions.workflow import scanning
from tests.network.regions import factory


def fill(scan, by, value: int, evidence: str = "") -> None:
    scores = {code: (value, evidence) for code in Element.values}
    scanning.score(scan, scores, by=by, at=factory.AT)


def opened(region):
    return scanning.open_scan(region, "Voorjaar", by=region.leader, at=factory.AT)


def test_closing_gives_the_median_with_its_spread(db):
    region = factory.region()
    scan = opened(region)
    for value in (1, 2, 4, 5):
        fill(scan, factory.member(region), value)

    scanning.close(scan, by=region.leader, at=factory.AT)

    row = scan.results.get(element=Element.MONEY)
    assert (row.median, row.lowest, row.highest, row.count) == (Decimal("3.0"), 1, 5, 4)


def test_filling_in_again_changes_ones_own_scores(db):
    region = factory.region()
    scan = opened(region)

    fill(scan, region.leader, 2)
    fill(scan, region.leader, 4, "Er is nu geld.")

    assert set(scan.scores.values_list("value", "evidence")) == {(4, "Er is nu geld.")}


def test_second_open_scan_is_refused(db):
    region = factory.region()
    opened(region)

    with pytest.raises(ValidationError, match="Er staat al een zelfscan open"):
        opened(region)


def test_scan_that_nobody_filled_in_stays_open(db):
    region = factory.region()
    scan = opened(region)

    with pytest.raises(ValidationError, match="Nog niemand"):
        scanning.close(scan, by=region.leader, at=factory.AT)

    scan.refresh_from_db()
    assert scan.state == "open"


@pytest.mark.parametrize("value", [0, 6, -1])
def test_score_outside_one_to_five_is_refused_and_nothing_is_kept(db, value):
    region = factory.region()
    scan = opened(region)

    with pytest.raises(ValidationError):
        fill(scan, region.leader, value)

    assert not Score.objects.exists()


def test_score_after_closing_is_too_late(db):
    region = factory.region()
    scan = opened(region)
    fill(scan, region.leader, 3)
    scanning.close(scan, by=region.leader, at=factory.AT)

    with pytest.raises(StaleState):
        fill(scan, region.leader, 5)


def test_follower_gives_no_scores(db):
    region = factory.region()

    with pytest.raises(PermissionDenied):
        fill(opened(region), factory.member(region, role=Role.FOLLOWER), 3)


def test_reopening_takes_the_outcome_away_and_closing_works_it_out_anew(db):
    region = factory.region()
    scan = opened(region)
    fill(scan, region.leader, 2)
    scanning.close(scan, by=region.leader, at=factory.AT)

    scanning.reopen(scan, by=region.leader, at=factory.AT)
    fill(scan, region.leader, 4)
    scanning.close(scan, by=region.leader, at=factory.AT)

    assert set(scan.results.values_list("median", flat=True)) == {Decimal("4.0")}


@pytest.mark.django_db(transaction=True)
def test_score_and_close_at_the_same_moment_agree():
    region = factory.region()
    scan, late = opened(region), factory.member(region)
    fill(scan, region.leader, 2)
    start, told = Barrier(2), []

    def both(step) -> None:
        start.wait()
        try:
            step()
        except StaleState:
            told.append("te laat")
        finally:
            connection.close()

    steps = (lambda: fill(scan, late, 4), lambda: scanning.close(scan, by=region.leader, at=factory.AT))
    threads = [Thread(target=both, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    counted = scan.results.get(element=Element.MONEY).count
    assert counted == scan.scores.filter(element=Element.MONEY).count() == (1 if told else 2)
