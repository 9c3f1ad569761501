"""The table of a workflow by itself, tried on the proposals of the catalogue: the one that every install has."""

import pytest
from django.core.exceptions import PermissionDenied

from loket.catalogue.models import Revision, RevisionHistory
from loket.core.workflow import StaleState, Transition, Workflow
from tests.factories import RevisionFactory, UserFactory

pytestmark = pytest.mark.django_db

TABLE = Workflow(
    [
        Transition("withdraw", frozenset({"draft"}), "withdrawn", lambda user, obj: user is not None, "Intrekken"),
        Transition("reopen", frozenset({"withdrawn"}), "draft", lambda user, obj: False, "Toch verdergaan"),
    ],
    history=lambda: RevisionHistory,
)


def test_apply_writes_state_changes_and_history(at):
    revision, person = RevisionFactory(), UserFactory()

    step = TABLE.apply(revision, "withdraw", by=person, at=at, note="Toch niet", remark="Later")

    assert (revision.state, revision.remark) == ("withdrawn", "Later")
    assert Revision.objects.values_list("state", "remark").get() == ("withdrawn", "Later")
    assert (step.at, step.by, step.act, step.from_state, step.to_state, step.note) == (
        at,
        person,
        "withdraw",
        "draft",
        "withdrawn",
        "Toch niet",
    )


def test_apply_that_is_not_allowed_changes_nothing(at):
    revision = RevisionFactory(withdrawn=True)

    with pytest.raises(PermissionDenied):
        TABLE.apply(revision, "reopen", by=UserFactory(), at=at)

    assert (Revision.objects.get().state, RevisionHistory.objects.count()) == ("withdrawn", 0)


def test_apply_after_somebody_else_leaves_the_object_as_it_was(at):
    revision = RevisionFactory()
    Revision.objects.update(state="withdrawn")

    with pytest.raises(StaleState):
        TABLE.apply(revision, "withdraw", by=UserFactory(), at=at, remark="Te laat")

    assert (revision.state, revision.remark, RevisionHistory.objects.count()) == ("draft", "", 0)


def test_apply_twice_is_stale(at):
    revision = RevisionFactory()
    TABLE.apply(revision, "withdraw", by=UserFactory(), at=at)

    with pytest.raises(StaleState):
        TABLE.apply(revision, "withdraw", by=UserFactory(), at=at)

    assert RevisionHistory.objects.count() == 1


@pytest.mark.parametrize(("trait", "names"), [({}, ["withdraw"]), ({"withdrawn": True}, [])])
def test_available_and_can_say_the_same(trait, names):
    revision, person = RevisionFactory(**trait), UserFactory()

    available = [row.name for row in TABLE.available(revision, person)]

    assert available == [name for name in TABLE.transitions if TABLE.can(revision, name, person)] == names
