from datetime import timedelta

import pytest

from loket.accounts.models import User
from loket.monitoring import surveyed
from loket.monitoring.enums import Measure
from loket.monitoring.surveys import reports, results, workflow
from loket.monitoring.surveys.models import Survey
from tests.monitoring.surveys import factory
from tests.monitoring.surveys.factory import OPEN, SCALE, SEVERAL

pytestmark = pytest.mark.django_db


def question(found, code: str):
    return next(row for row in found.questions if row.question.code == code)


def test_distribution_mean_and_margin_of_a_statement(at):
    survey = factory.closed(at, [5, 4, 4, 3, 5, 2])

    found = question(results.results(survey), SCALE)

    assert [choice.count for choice in found.choices] == [0, 1, 1, 2, 2]
    assert (round(found.mean.value, 2), found.mean.margin, found.answered) == (3.83, 0, 6)


def test_fewer_than_five_answers_show_nothing(at):
    survey = factory.closed(at, [5, 4, 4, 3])

    found = results.results(survey)

    assert (found.answered, found.questions) == (4, ())


def test_question_that_few_answered_is_hidden(at):
    factory.people(6)
    survey = factory.sent(at)
    for place, invitation in enumerate(survey.invitations.all()):
        factory.answered(
            invitation, **{SCALE: 3} | ({OPEN: "Ja"} if place else {}) | ({SEVERAL: [1]} if not place else {})
        )
    workflow.close(survey, by=None, at=at)

    found = results.results(survey)

    assert question(found, SEVERAL).is_hidden
    assert question(found, OPEN).texts == ("Ja",) * 5


def test_response_per_region_is_kept_from_five_people_on(at):
    for area, number in (("ggd-twente", 6), ("ggd-zeeland", 4)):
        people = [person.pk for person in factory.people(number)]
        User.objects.filter(pk__in=people).update(areas=[area])

    survey = factory.sent(at)

    _, _, segments = results.response(survey)
    assert [(row.code, row.invited) for row in segments["region"]] == [("ggd-twente", 6), ("", 4)]


def test_response_per_level_hides_what_would_say_who_answered(at):
    factory.people(6, level="1")
    factory.people(8, level="2")
    factory.people(20, level="3")
    survey = factory.sent(at)
    for level, number in (("1", 2), ("2", 6), ("3", 12)):
        for invitation in survey.invitations.filter(level=level)[:number]:
            factory.answered(invitation)

    _, answered, segments = results.response(survey)

    assert answered == 20
    assert [(row.invited, row.answered) for row in segments["level"]] == [(6, None), (8, None), (20, 12)]


def test_mean_of_a_hidden_level_does_not_follow_from_the_others(at):
    factory.people(5, level="1")
    factory.people(6, level="2")
    factory.people(9, level="3")
    survey = factory.sent(at)
    for invitation in survey.invitations.exclude(level="1"):
        factory.answered(invitation)
    for invitation in survey.invitations.filter(level="1")[:4]:
        factory.answered(invitation, **{SCALE: 1})

    means = dict(question(results.results(survey), SCALE).groups["level"])

    assert {code: mean is None for code, mean in means.items()} == {"1": True, "2": True, "3": False}


def test_two_rounds_are_compared_by_code(at):
    version = factory.version(at)
    then = factory.closed(at - timedelta(days=400), [1, 2, 1, 2, 1, 2], of=version)
    now = factory.closed(at, [5, 5, 4, 5, 4, 5], of=version)

    (row,) = results.compare(results.results(now), results.results(then))

    assert (row.question.code, row.difference > 2, row.is_sure) == (SCALE, True, True)
    assert list(results.earlier(now)) == [then]


def test_awareness_says_who_knows_and_who_uses(at):
    survey = factory.closed(at, [5, 5, 5, 2, 2, 2])

    told = reports.awareness(at)

    assert (told.survey, told.invited, told.answered) == (survey, 6, 6)
    assert (told.known.value, told.used.value) == (1, 0.5)
    assert [level.known is not None for level in told.levels] == [False, True, False, False]


@pytest.mark.parametrize(("days", "is_measured"), [(0, True), (364, True), (366, False), (-1, False)])
def test_awareness_is_of_the_last_twelve_months(at, days, is_measured):
    factory.closed(at, [5, 5, 5, 2, 2, 2])

    assert (reports.awareness(at + timedelta(days=days)) is not None) is is_measured


def test_too_few_answers_are_not_measured(at):
    factory.closed(at, [5, 5, 5, 2])

    assert reports.awareness(at) is None


def test_targets_hear_of_the_survey(at):
    survey = factory.closed(at, [5, 5, 5, 2, 2, 2])

    told = surveyed.of(Measure.KNOWS_AND_USES, at + timedelta(days=1))

    assert (told.name, told.total.share, told.total.answered, set(told.by_level)) == (survey.title, 0.5, 6, {"2"})
    assert surveyed.of(Measure.WISHES_SUPPORT, at + timedelta(days=1)) is None


def test_results_take_few_queries(at, steady_vocabulary, django_assert_num_queries):
    factory.closed(at, [5, 4, 4, 3, 5, 2])
    survey = Survey.objects.select_related("version").get()

    with django_assert_num_queries(3):
        results.results(survey)
