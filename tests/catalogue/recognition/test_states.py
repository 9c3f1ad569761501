"""Who may move which application where: every state with every act and every kind of actor, as one table.

The table here is written out by hand, so that a change of the code shows as a difference.
"""

import contextlib

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from loket.accounts.models import User
from loket.catalogue.recognition.enums import OPEN_STATES, ProcedureState
from loket.catalogue.recognition.models import Procedure
from loket.catalogue.recognition.workflow import PROCEDURES, step
from loket.core.workflow import StaleState
from tests.catalogue.recognition.factory import AssessorFactory, ProcedureFactory, SeatFactory
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

OWNER_SIDE, DESK, ITSELF = {"owner", "deputy", "colleague"}, {"editor", "coordinator"}, {"itself"}
ACTORS = ("owner", "deputy", "colleague", "editor", "coordinator", "editor who owns", "assessor", "outsider", "itself")

# act: from which states, to which state, and who may (an editor who owns the entry is on the owner's side)
TABLE = {
    "pass_scan": ({"applied"}, "sheet", DESK),
    "send_back": ({"applied"}, "returned", DESK),
    "apply_again": ({"returned"}, "applied", OWNER_SIDE),
    "submit_sheet": ({"sheet"}, "feedback_1", OWNER_SIDE),
    "send_feedback": ({"feedback_1"}, "revision_1", DESK),
    "submit_revision": ({"revision_1"}, "feedback_2", OWNER_SIDE),
    "send_last_feedback": ({"feedback_2"}, "revision_2", DESK),
    "submit_final": ({"revision_2"}, "ready", OWNER_SIDE),
    "ask_advice": ({"ready"}, "advice", DESK),
    "open_judging": ({"ready", "advice"}, "judging", DESK),
    "next_round": ({"judging"}, "judging", ITSELF),
    "reach_majority": ({"judging"}, "to_decide", ITSELF),
    "stay_divided": ({"judging"}, "undecided", ITSELF),
    "judge_again": ({"undecided", "objected"}, "ready", DESK),
    "decide": ({"to_decide", "undecided"}, "decided", DESK),
    "object": ({"decided"}, "objected", OWNER_SIDE),
    "recognise": ({"decided"}, "recognised", OWNER_SIDE | ITSELF),
    "refuse": ({"decided"}, "refused", OWNER_SIDE | ITSELF),
    "withdraw": (set(OPEN_STATES), "withdrawn", OWNER_SIDE),
}
DECISION = {"outcome": "recognised", "granted_level": "goed-onderbouwd", "motivation": "Helder."}


class World:
    """An application for a higher level in this state, and everybody who could press a button."""

    def __init__(self, state: str) -> None:
        deputy = UserFactory()
        self.procedure = ProcedureFactory(state=state, level="goed-onderbouwd", entry__deputy=deputy)
        seat = SeatFactory(procedure=self.procedure, assessor=AssessorFactory(committee=True))
        self.people = {
            "owner": self.procedure.entry.owner,
            "deputy": deputy,
            "colleague": UserFactory(roles=["partner"], organisation=self.procedure.entry.organisation),
            "editor": UserFactory(editor=True),
            "coordinator": UserFactory(roles=["coordinator"]),
            "editor who owns": UserFactory(editor=True),
            "assessor": seat.assessor.person,
            "outsider": UserFactory(),
            "itself": None,
        }

    def seen_by(self, actor: str, act: str) -> Procedure:
        """As read for this actor; a decision says no where the act is about that."""
        if act == "refuse" and self.procedure.state == "decided":
            Procedure.objects.update(outcome="refused", granted_level="")
        procedure = Procedure.objects.with_people().get(pk=self.procedure.pk)
        if actor == "editor who owns":
            procedure.entry.deputy = self.people[actor]
        return procedure


def may(actor: str, act: str) -> bool:
    side = "owner" if actor == "editor who owns" else actor
    return side in TABLE[act][2]


def tried(world: World, act: str, *, at) -> tuple[str, int]:
    """The state and the number of steps after somebody who may tried the act; then undone."""
    actor = next(name for name in ACTORS if may(name, act))
    changes = DECISION | {"decided_at": at} if act == "decide" else {}
    with transaction.atomic():
        procedure = world.seen_by(actor, act)
        with contextlib.suppress(StaleState, PermissionDenied):
            step(procedure, act, by=world.people[actor], at=at, **changes)
        after = Procedure.objects.get(pk=procedure.pk)
        found = after.state, after.history.count()
        transaction.set_rollback(True)
    return found


def test_table_of_the_code_has_exactly_these_acts():
    found = {row.name: (set(row.sources), str(row.target)) for row in PROCEDURES.transitions.values()}

    assert found == {name: (sources, target) for name, (sources, target, _) in TABLE.items()}


@pytest.mark.parametrize("state", ProcedureState.values)
def test_acts_are_allowed_to_exactly_these_people_in(state):
    world, allowed = World(state), {}

    for act in sorted(TABLE, key=lambda name: name == "refuse"):
        for actor in ACTORS:
            allowed[act, actor] = PROCEDURES.can(world.seen_by(actor, act), act, world.people[actor])

    assert allowed == {(act, actor): state in TABLE[act][0] and may(actor, act) for act, actor in allowed}


@pytest.mark.parametrize("state", ProcedureState.values)
def test_acts_lead_where_the_table_says_from(state, at):
    world = World(state)

    found = {act: tried(world, act, at=at) for act in TABLE}

    assert found == {
        act: (target, 1) if state in sources else (state, 0) for act, (sources, target, _) in TABLE.items()
    }


@pytest.mark.parametrize("act", TABLE)
def test_act_by_who_has_no_part_in_it_is_refused(act, at):
    world = World(min(TABLE[act][0]))

    for actor in ("outsider", "assessor"):
        with pytest.raises(PermissionDenied, match="^Deze stap is niet aan u"):
            step(world.seen_by(actor, act), act, by=world.people[actor], at=at)

    assert world.procedure.history.count() == 0


def test_sub_committee_has_no_part_in_goed_beschreven(at):
    procedure = ProcedureFactory(state="ready")

    assert not PROCEDURES.can(procedure, "ask_advice", UserFactory(editor=True))


def test_tie_is_broken_by_who_does_not_work_with_the_owner():
    procedure = ProcedureFactory(state="undecided")
    colleague = UserFactory(editor=True, organisation=procedure.entry.organisation)

    assert [PROCEDURES.can(procedure, "decide", user) for user in (colleague, UserFactory(editor=True))] == [
        False,
        True,
    ]


def test_rights_follow_the_entry_to_its_new_owner():
    procedure, newcomer = ProcedureFactory(state="sheet"), UserFactory()
    former: User = procedure.entry.owner
    procedure.entry.owner, former.roles = newcomer, []

    names = [[row.name for row in PROCEDURES.available(procedure, user)] for user in (former, newcomer)]

    assert names == [[], ["submit_sheet", "withdraw"]]
