"""What the programme is steered by, as a coordinator would have written it."""

from datetime import datetime, timedelta

from loket.accounts.models import Organisation, User
from loket.core.working_days import local_date
from loket.monitoring.steering import advising, workflow
from loket.monitoring.steering.enums import Phase, Subject
from loket.monitoring.steering.models import ActionPoint, Body, Deal, Member, Pilot, Risk
from tests.factories import OrganisationFactory, UserFactory

USUAL = {"title": "Startbijeenkomst houden", "phase": Phase.PREPARING, "subject": Subject.LAYER_1}


def lead() -> User:
    return UserFactory(roles=["coordinator"])


def action(at: datetime, *, days: int = 30, owner: User | None = None, **fields) -> ActionPoint:
    """Written now, with its last day so many days later (or before)."""
    due_on = local_date(at + timedelta(days=days))
    item = ActionPoint(**(USUAL | {"owner": owner or UserFactory(), "due_on": due_on} | fields))
    return workflow.keep(item, by=lead(), at=at)


def pilot(at: datetime, **fields) -> Pilot:
    """A pilot that runs."""
    item = Pilot(**(USUAL | {"owner": UserFactory(), "due_on": local_date(at + timedelta(days=30))} | fields))
    workflow.keep(item, by=lead(), at=at)
    workflow.step(item, "start", by=lead(), at=at)
    return item


def risk(at: datetime, *, chance: int = 3, impact: int = 4, **fields) -> Risk:
    scores = {"chance": chance, "impact": impact}
    item = Risk(**(USUAL | scores | {"owner": UserFactory(), "due_on": local_date(at + timedelta(days=30))} | fields))
    return workflow.keep(item, by=lead(), at=at)


def deal(at: datetime, organisation: Organisation | None = None, **fields) -> Deal:
    due_on = local_date(at + timedelta(days=30))
    told = {"owner": UserFactory(), "due_on": due_on, "organisation": organisation or OrganisationFactory()}
    return workflow.keep(Deal(**(USUAL | told | fields)), by=lead(), at=at)


def body(name: str = "Klankbordgroep", *, is_shown: bool = True) -> Body:
    made = Body(name=name, kind="klankbordgroep", task="Meedenken over de uitvoering.", is_shown=is_shown)
    return advising.keep_body(made, by=lead())


def member(of: Body, at: datetime, **fields) -> Member:
    told = {"name": "Vera Voorbeeld", "on_behalf": "een GGD", "from_on": local_date(at - timedelta(days=100))}
    return advising.keep_member(Member(body=of, **(told | fields)), by=lead(), at=at)
