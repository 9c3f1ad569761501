"""Who may open and do what: every address of the trajectories for everybody, as one table.

404: not there for this person; 403: there, but not theirs; 302 for visitors: sign in first.
"""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from tests.factories import UserFactory
from tests.xperts.trajectories.factory import AT, begun, evaluated, example_of, finished, later, logged, part, running
from xperts.trajectories import claiming, evaluating, months, urls
from xperts.trajectories.models import Trajectory

pytestmark = pytest.mark.django_db

PEOPLE = ("visitor", "outsider", "asker", "xpert", "other xpert", "desk", "coordinator", "kernteam")
ALL = (302, 200, 200, 200, 200, 200, 200, 200)
PART = (302, 404, 200, 200, 404, 200, 200, 404)
DESK = (302, 403, 403, 403, 403, 200, 200, 403)
CHIEF = (302, 403, 403, 403, 403, 403, 200, 403)

READ = {
    ("my_trajectories", "running"): (302, 200, 200, 200, 200, 302, 302, 200),
    ("my_hours", "running"): ALL,
    ("trajectories", "running"): DESK,
    ("trajectories_ods", "running"): DESK,
    ("claims", "claimed"): CHIEF,
    ("claims_ods", "claimed"): CHIEF,
    ("claims_csv", "claimed"): CHIEF,
    ("claim", "claimed"): (302, 404, 404, 200, 404, 404, 200, 404),
    ("change_hours", "running"): (302, 404, 404, 200, 404, 404, 404, 404),
    ("trajectory", "contract"): PART,
    ("trajectory", "running"): PART,
    ("trajectory", "evaluated"): PART,
    ("trajectory_begin", "running"): (302, 403, 403, 403, 403, 302, 302, 403),
    ("trajectory_hours", "running"): PART,
    ("trajectory_finish", "running"): (302, 404, 302, 200, 404, 200, 200, 404),
    ("trajectory_finish", "finished"): (302, 404, 302, 302, 404, 302, 302, 404),
    ("evaluate_trajectory", "finished"): PART,
    ("trajectory_lasting", "lasting"): PART,
    ("trajectory_report", "running"): (302, 404, 404, 404, 404, 404, 404, 404),
    ("trajectory_report", "evaluated"): (302, 404, 200, 200, 404, 200, 200, 404),
    ("contract", "contract"): PART,
    ("contract", "running"): PART,
    ("contract_edit", "contract"): PART,
    ("contract_edit", "running"): (302, 404, 302, 302, 404, 302, 302, 404),
    ("contract_add", "running"): PART,
    ("contract_add", "finished"): (302, 404, 403, 403, 404, 403, 403, 404),
    ("contract_pdf", "contract"): PART,
    ("contract_text", "running"): PART,
    ("contract_text", "contract"): (302, 404, 404, 404, 404, 404, 404, 404),
    ("practice_example", "running"): PART,
    ("practice_example", "example"): PART,
    ("practice_example_edit", "example"): (302, 404, 302, 200, 404, 200, 200, 404),
    ("practice_example_edit", "evaluated"): (302, 404, 404, 404, 404, 404, 404, 404),
}
DONE = (302, 404, 302, 302, 404, 302, 302, 404)
DO = {
    ("trajectory_begin", "running"): (302, 403, 403, 403, 403, 302, 302, 403),
    ("my_hours", "running"): (302, 422, 422, 302, 422, 422, 422, 422),
    ("claim_month", "running"): (302, 302, 302, 302, 302, 302, 302, 302),
    ("change_hours", "running"): (302, 404, 404, 302, 404, 404, 404, 404),
    ("withdraw_hours", "running"): (302, 404, 404, 302, 404, 404, 404, 404),
    ("approve_claim", "claimed"): (302, 404, 404, 403, 404, 404, 302, 404),
    ("return_claim", "claimed"): (302, 404, 404, 403, 404, 404, 302, 404),
    ("milestone_tick", "running"): DONE,
    ("milestone_tick", "finished"): DONE,
    ("milestone_tick", "evaluated"): (302, 404, 403, 403, 404, 403, 403, 404),
    ("trajectory_finish", "running"): (302, 404, 403, 302, 404, 302, 302, 404),
    ("evaluate_trajectory", "finished"): DONE,
    ("close_evaluation", "finished"): (302, 404, 403, 403, 404, 403, 302, 404),
    ("trajectory_lasting", "lasting"): (302, 404, 302, 403, 404, 403, 403, 404),
    ("contract_edit", "contract"): DONE,
    ("contract_agree", "contract"): DONE,
    ("contract_drop", "contract"): (302, 404, 403, 403, 404, 403, 403, 404),
    ("contract_add", "running"): DONE,
    ("practice_example_begin", "evaluated"): (302, 404, 403, 302, 404, 302, 302, 404),
    ("practice_example_edit", "example"): DONE,
    ("practice_example_ask", "example"): (302, 404, 403, 302, 404, 302, 302, 404),
    ("practice_example_consent", "example"): (302, 404, 302, 302, 404, 403, 403, 404),
    ("practice_example_submit", "example"): (302, 404, 403, 403, 404, 302, 302, 404),
}
EVALUATION = {"results": "Goed", "result_mark": 4, "cooperation_mark": 4}
EXAMPLE = {"version": 2, "title": "Titel", "summary": "Kort", "aanpak": "Zo"}
HOURS = {"day": "2026-03-02", "minutes": "0:30", "kind": "advice", "what": "Gesprek"}
POSTED = {
    "change_hours": HOURS,
    "withdraw_hours": {"why": "Dubbel"},
    "return_claim": {"reason": "Te veel"},
    "milestone_tick": {"gedaan": "ja"},
    "evaluate_trajectory": EVALUATION,
    "trajectory_lasting": {"lasted": "all"},
    "contract_agree": {"version": 1},
    "practice_example_edit": EXAMPLE,
    "practice_example_consent": {"version": 2},
}


def _lasting() -> Trajectory:
    trajectory = evaluated()
    evaluating.ask_what_lasted(at=later(200))
    return trajectory


def _example() -> Trajectory:
    trajectory = evaluated()
    example_of(trajectory)
    return trajectory


MAKE = {
    "contract": begun,
    "running": running,
    "claimed": running,
    "finished": finished,
    "evaluated": evaluated,
    "lasting": _lasting,
    "example": _example,
}


class World:
    """A trajectory in this state with the people around it."""

    def __init__(self, state: str) -> None:
        self.trajectory = MAKE[state]()
        self.engagement = part(self.trajectory)
        self.people = {
            "outsider": UserFactory(),
            "asker": self.trajectory.signer,
            "xpert": self.engagement.person,
            "other xpert": UserFactory(roles=["xpert"]),
            "desk": UserFactory(roles=["servicedesk"]),
            "coordinator": UserFactory(roles=["coordinator"]),
            "kernteam": UserFactory(roles=["kernteam"]),
        }
        self.entry = logged(self.trajectory, 60) if state in ("running", "claimed") else None
        self.claim = self._claimed() if state == "claimed" else None

    def _claimed(self):
        return claiming.submit(self.engagement, months.month_of(AT.date()), by=self.engagement.person, at=later(35))

    def address(self, name: str) -> str:
        number = self.trajectory.case.number
        milestone = self.trajectory.milestones.first()
        arguments = {
            "claim": lambda: [self.claim.pk],
            "approve_claim": lambda: [self.claim.pk],
            "return_claim": lambda: [self.claim.pk],
            "change_hours": lambda: [self.entry.pk],
            "withdraw_hours": lambda: [self.entry.pk],
            "milestone_tick": lambda: [number, milestone.pk],
        }
        if name in arguments:
            return reverse(name, args=arguments[name]())
        if name.startswith("contract") and name != "contract_add":
            return reverse(name, args=[number, 0])
        pattern = next(row for row in urls.urlpatterns if row.name == name)
        return reverse(name, args=[number] if "<int:number>" in str(pattern.pattern) else [])

    def posted(self, name: str) -> dict:
        if name == "my_hours":
            return HOURS | {"engagement": self.engagement.pk}
        if name == "contract_edit":
            return contract_data(self.trajectory)
        return POSTED.get(name, {})


def contract_data(trajectory: Trajectory, **changes) -> dict:
    """What the page of a contract posts when little is changed."""
    lists = {"askers": 1, "xperts": 1, "milestones": 1, "costs": 0}
    counted = {f"{name}-{key}": value for name, value in lists.items() for key in ("TOTAL_FORMS", "INITIAL_FORMS")}
    texts = {"version": 1, "goal": "Doel", "result": "Resultaat", "conditions": ""}
    rows = {
        "askers-0-name": "Anke",
        "askers-0-minutes": "10",
        "xperts-0-engagement": trajectory.people[0].pk,
        "xperts-0-minutes": "20",
        "milestones-0-day": "2026-04-01",
        "milestones-0-what": "Gesprek",
        "milestones-0-minutes": "2:00",
    }
    return counted | texts | rows | changes


@pytest.fixture(autouse=True)
def still_clock() -> Iterator[None]:
    """It is the day of the signing for whatever asks for the time."""
    with time_machine.travel(AT, tick=False):
        yield


def statuses(state: str, name: str, client_for, visitor, *, post: bool) -> tuple[int, ...]:
    world = World(state)
    clients = {"visitor": visitor} | {who: client_for(person) for who, person in world.people.items()}
    found = []
    for who in PEOPLE:
        with transaction.atomic():
            address = world.address(name)
            client = clients[who]
            response = client.post(address, world.posted(name)) if post else client.get(address)
            found.append(response.status_code)
            transaction.set_rollback(True)
    return tuple(found)


@pytest.mark.parametrize(("name", "state"), READ)
def test_read(name, state, client_for, visitor):
    assert statuses(state, name, client_for, visitor, post=False) == READ[name, state]


@pytest.mark.parametrize(("name", "state"), DO)
def test_do(name, state, client_for, visitor):
    assert statuses(state, name, client_for, visitor, post=True) == DO[name, state]


def test_every_address_is_in_the_table():
    assert {row.name for row in urls.urlpatterns} == {name for name, _ in READ | DO}
