"""Targets: what is divided by what, and what is never divided."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.monitoring import surveyed, targets
from loket.monitoring.enums import Levels, Measure
from loket.monitoring.models import Estimate
from tests.factories import UserFactory
from tests.monitoring import factory
from tests.network.learning.factory import MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_surveys")]


def first(at) -> targets.Standing:
    return targets.standings(at)[0]


def test_target_without_survey_is_not_measured_however_much_is_used(at):
    factory.estimate(at)
    factory.used(date(2026, 3, 1), 5000)

    standing = first(at)

    assert (standing.share, standing.value) == (None, "niet gemeten")
    assert dict(standing.counted)["Keer bekeken"] == 5000


def test_target_takes_the_newest_survey_with_its_margin_and_response(at):
    surveyed.register("oud", factory.survey(Measure.KNOWS_AND_USES, date(2025, 6, 1), share=0.4))
    surveyed.register("nieuw", factory.survey(Measure.KNOWS_AND_USES, date(2026, 1, 31)))

    standing = first(at)

    assert standing.value == "62% ± 3,8"
    assert "31 januari 2026: 400 van de 1.000 mensen antwoordden (40%)" in standing.note


@pytest.mark.parametrize(("ended_on", "value"), [(date(2025, 3, 3), "62% ± 3,8"), (date(2025, 3, 2), "niet gemeten")])
def test_survey_counts_for_twelve_months(at, ended_on, value):
    surveyed.register("meting", factory.survey(Measure.KNOWS_AND_USES, ended_on))

    assert first(at).value == value


def test_levels_two_and_three_are_unknown_until_filled_in(at):
    factory.estimate(at)

    assert [standing.group.told for standing in targets.standings(at)[1:]] == ["onbekend", "onbekend"]
    assert [standing.value for standing in targets.standings(at)[1:]] == ["onbekend", "niet gemeten"]


def test_levels_two_and_three_add_up_when_both_are_known(at):
    factory.estimate(at, level="2", people=500)
    factory.estimate(at, level="23", people=999)

    assert targets.group(Levels.TWO_AND_THREE, on=at.date(), at=at).people == 999

    factory.estimate(at, level="3", people=300)

    assert targets.group(Levels.TWO_AND_THREE, on=at.date(), at=at).people == 800


def test_who_takes_part_twice_counts_once(at):
    factory.estimate(at, level="23", people=10)
    person = UserFactory(level="2")
    for _ in range(2):
        MembershipFactory(person=person, joined_at=factory.later(at, days=-30))
    MembershipFactory(person=UserFactory(level="1"), joined_at=factory.later(at, days=-30))

    standing = targets.standings(at)[1]

    assert (standing.share, standing.value, standing.counted[0][1]) == (0.1, "10%", 1)


def test_estimate_of_then_still_holds_for_then(at):
    factory.estimate(at)
    later = factory.later(at, days=40)
    factory.estimate(later, people=2100, counted_on=later.date())

    assert targets.group(Levels.ALL, on=at.date(), at=at).people == 1700
    assert targets.group(Levels.ALL, on=later.date(), at=later).people == 2100
    assert Estimate.objects.count() == 2


def test_estimate_of_nobody_is_refused_with_a_sentence(at):
    with pytest.raises(ValidationError, match="Een doelgroep van 0 mensen kan niet"):
        factory.estimate(at, people=0)

    with pytest.raises(IntegrityError, match="estimate_of_some_people"), transaction.atomic():
        Estimate.objects.create(people=0, counted_on=at.date(), source="x", at=at)


def test_estimate_of_a_day_to_come_is_refused(at):
    with pytest.raises(ValidationError, match="Deze dag moet nog komen"):
        factory.estimate(at, counted_on=date(2026, 3, 3))


def test_estimate_is_for_the_coordinator(at):
    with pytest.raises(PermissionDenied):
        targets.estimate({"people": 5}, by=UserFactory(editor=True), at=at)


def test_share_just_below_a_target_is_not_shown_as_reaching_it(at):
    surveyed.register("meting", factory.survey(Measure.KNOWS_AND_USES, date(2026, 1, 1), share=0.7499))

    assert (first(at).value.partition(" ")[0], first(at).tone) == ("74%", "")
