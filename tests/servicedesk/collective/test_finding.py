"""The nightly search: three that ask the same become a group, each question is compared once."""

from datetime import timedelta

import pytest

from servicedesk import workflow as questions
from servicedesk.collective import finding, workflow
from servicedesk.collective.enums import Standing
from servicedesk.collective.models import Group, Look, Member
from tests.servicedesk.collective.factory import TEXTS, confirmed, proposed, three
from tests.servicedesk.factory import AT, asked, staff

pytestmark = pytest.mark.django_db
NIGHT = AT + timedelta(hours=17)


def test_three_that_ask_the_same_are_a_group_with_reasons():
    found = three()
    asked(text="Hoe meten wij of onze beweegtuin werkt?")

    assert finding.look(at=NIGHT) == 1

    group = Group.objects.get()
    assert {row.question for row in group.members.all()} == set(found)
    assert "vapen" in group.name
    assert ["theme", "roken"] in group.facets
    assert "zelfde woorden" in group.members.latest("pk").reason.lower()


def test_two_are_not_suggested():
    three()[0].delete()

    assert finding.look(at=NIGHT) == 0


def test_each_question_is_compared_once(django_assert_max_num_queries):
    three()
    finding.look(at=NIGHT)

    with django_assert_max_num_queries(1):
        assert finding.look(at=NIGHT) == 0
    assert Look.objects.count() == 3


def test_new_question_joins_the_group_that_is_there():
    group = proposed(three())
    finding.look(at=NIGHT)
    late = asked(text="Welke les over vapen past op het mbo?", themes=["roken"])

    finding.look(at=NIGHT)

    assert Member.objects.get(question=late).group == group
    assert Group.objects.count() == 1


def test_what_was_put_apart_is_not_suggested_again():
    found = three()
    workflow.dismiss(proposed(found), by=staff(), at=AT)

    assert finding.look(at=NIGHT) == 0


def test_what_was_put_out_stays_out():
    found, by = three(), staff()
    group = proposed(found)
    workflow.confirm(group, {row.pk for row in found[:2]}, by=by, at=AT)

    finding.look(at=NIGHT)

    assert Member.objects.get(question=found[2]).standing == Standing.OUT
    assert Group.objects.count() == 1


@pytest.mark.parametrize("act", ["close", "answer"])
def test_what_is_done_is_not_compared(act):
    by = staff()
    for question in three():
        questions.close(question, "answered", by=by, at=AT) if act == "close" else questions.act(
            question, act, by=by, at=AT
        )

    assert finding.look(at=NIGHT) == 0


def test_confirmed_group_takes_new_questions_as_suggestions():
    by = staff()
    group = confirmed(three(), by)
    late = asked(text=TEXTS[1], themes=["roken"])

    finding.look(at=NIGHT)

    assert group.members.get(question=late).standing == Standing.SUGGESTED
