"""Groups: every state with every act, who is in and out, and that a question is in one group at a time."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from loket.core.workflow import StaleState
from servicedesk import workflow as questions
from servicedesk.collective import workflow
from servicedesk.collective.enums import GroupState, Standing
from servicedesk.collective.models import Group, Member
from tests.factories import UserFactory
from tests.servicedesk.collective.factory import confirmed, proposed, three
from tests.servicedesk.factory import AT, asked, staff

pytestmark = pytest.mark.django_db
PAIRS = [(state, name) for state in GroupState for name in workflow.GROUPS.transitions]


@pytest.mark.parametrize(("state", "name"), PAIRS)
def test_act_is_possible_only_from_its_sources(state, name):
    group = Group.objects.create(name="x", created_at=AT, changed_at=AT, state=state, way="answer", settled_at=AT)
    row = workflow.GROUPS.transitions[name]

    if state in row.sources:
        workflow.GROUPS.apply(group, name, by=staff(), at=AT)
        assert Group.objects.get().state == row.target
    else:
        with pytest.raises(StaleState):
            workflow.GROUPS.apply(group, name, by=staff(), at=AT)


@pytest.mark.parametrize("role", ["professional", "coordinator", "redactie"])
def test_confirming_is_for_the_desk(role):
    found = three()

    with pytest.raises(PermissionDenied):
        workflow.confirm(proposed(found), {row.pk for row in found}, by=UserFactory(roles=[role]), at=AT)


def test_confirming_some_puts_the_others_out():
    found, by = three(), staff()

    workflow.confirm(proposed(found), {row.pk for row in found[:2]}, by=by, at=AT)

    standings = dict(Member.objects.values_list("question", "standing"))
    assert [standings[row.pk] for row in found] == [Standing.IN, Standing.IN, Standing.OUT]


@pytest.mark.parametrize("count", [0, 1])
def test_confirming_fewer_than_two_is_refused(count):
    found = three()

    with pytest.raises(ValidationError, match="minstens twee"):
        workflow.confirm(proposed(found), {row.pk for row in found[:count]}, by=staff(), at=AT)


def test_question_is_in_one_group_at_a_time():
    found, by = three(), staff()
    confirmed(found, by)

    with pytest.raises(ValidationError, match="hoort al bij de groep"):
        confirmed(found, by)

    assert Group.objects.filter(state=GroupState.CONFIRMED).count() == 1


def test_closed_question_does_not_join():
    found, by = three(), staff()
    group = confirmed(found, by)
    done = asked()
    questions.close(done, "answered", by=by, at=AT)

    with pytest.raises(ValidationError, match="gesloten"):
        workflow.put_in(group, done, by=by, at=AT)


def test_splitting_off_and_putting_in_again():
    found, by = three(), staff()
    group = confirmed(found, by)

    workflow.split_off(group, found[0], by=by, at=AT)
    assert group.members.inside().count() == 2
    workflow.put_in(group, found[0], by=by, at=AT)

    assert group.members.inside().count() == 3
    assert [row.act for row in group.history.all()][:2] == ["put_in", "split_off"]


def test_dismissed_group_frees_its_questions():
    found, by = three(), staff()
    workflow.dismiss(confirmed(found, by), by=by, at=AT)

    assert confirmed(found, by).members.inside().count() == 3


def test_renaming_is_in_the_trail():
    by = staff()
    group = confirmed(three(), by)

    workflow.rename(group, "Vapen op het mbo", by=by, at=AT)

    assert group.history.first().note.endswith("→ Vapen op het mbo")
