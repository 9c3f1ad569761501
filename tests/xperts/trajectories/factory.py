"""Trajectories for tests, brought into their state by the functions that people use."""

from datetime import date, datetime, timedelta

from tests.factories import UserFactory
from tests.xperts.factory import AT, case_in
from xperts.cases.enums import State
from xperts.cases.models import Case
from xperts.trajectories import contracting, evaluating, exemplifying, logging_hours
from xperts.trajectories.enums import HourKind
from xperts.trajectories.models import Contract, Engagement, Example, HourEntry, Trajectory

RATE = 9_500
ANSWERS = {
    "results": "Er is een plan.",
    "result_mark": 4,
    "success_factors": "Samen optrekken.",
    "failure_factors": "Weinig tijd.",
    "cooperation_mark": 5,
    "cooperation": "Prettig.",
}


def to_contract(*, minutes: int = 1_200, cents: int = 500_000, at: datetime = AT) -> Case:
    """A case of which an Xpert accepted, without a trajectory yet."""
    return case_in(State.CONTRACT, at=at, minutes=minutes, cents=cents)


def begun(*, xperts: int = 1, institute: str = "", rate: int | None = RATE, at: datetime = AT, **granted) -> Trajectory:
    """A trajectory with a contract that is complete, and that nobody signed yet."""
    case = to_contract(at=at, **granted)
    helper = {"institute": institute} if institute else {"rate_cents": rate}
    helpers = [contracting.Helper(UserFactory(roles=["xpert"]), **helper) for _ in range(xperts)]
    return contracting.begin(case, helpers, by=None, at=at)


def again(trajectory: Trajectory) -> Trajectory:
    """As it is in the database now."""
    return Trajectory.objects.with_people().get(pk=trajectory.pk)


def contract_of(trajectory: Trajectory, number: int = 0) -> Contract:
    return Contract.objects.with_people().get(trajectory=trajectory, number=number)


def coordinator(**changes):
    return UserFactory(roles=["coordinator"], **changes)


def signers(trajectory: Trajectory) -> list:
    """Asker, Xperts and a coordinator."""
    return [trajectory.signer, *(part.person for part in trajectory.people), coordinator()]


def signed(trajectory: Trajectory, number: int = 0, *, at: datetime = AT) -> Trajectory:
    """All agree, one after another."""
    for person in signers(trajectory):
        contract = contract_of(trajectory, number)
        contracting.agree(contract, version=contract.version, by=person, at=at)
    return again(trajectory)


def running(*, at: datetime = AT, **options) -> Trajectory:
    return signed(begun(at=at, **options), at=at)


def part(trajectory: Trajectory) -> Engagement:
    """The first Xpert, with all that the functions look at."""
    return Engagement.objects.select_related("person", "trajectory__case").filter(trajectory=trajectory).first()


def logged(trajectory: Trajectory, minutes: int, day: date | None = None, *, at: datetime = AT, **changes) -> HourEntry:
    engagement = part(trajectory)
    told = {"kind": HourKind.ADVICE, "what": "Gesprek", "day": day or at.date()} | changes
    return logging_hours.write(engagement, minutes=minutes, **told, by=engagement.person, at=at)


def finished(*, at: datetime = AT, **options) -> Trajectory:
    trajectory = running(at=at, **options)
    evaluating.finish(trajectory, by=trajectory.people[0].person, at=at)
    return again(trajectory)


def evaluated(*, at: datetime = AT, trajectory: Trajectory | None = None, **answers) -> Trajectory:
    trajectory = trajectory or finished(at=at)
    for person in signers(trajectory):
        evaluating.evaluate(again(trajectory), by=person, at=at, **ANSWERS | answers)
    return again(trajectory)


def example_of(trajectory: Trajectory, *, at: datetime = AT) -> Example:
    """A draft without names in it."""
    xpert = trajectory.people[0].person
    example = exemplifying.begin(trajectory, by=xpert, at=at)
    text = {key: f"Tekst over {key}." for key, _, _ in exemplifying.FIELDS}
    return exemplifying.save(example, text, confirmed=[], seen=1, by=xpert, at=at)


def consented(example: Example, *, at: datetime = AT) -> Example:
    for person in signers(example.trajectory)[:-1]:
        exemplifying.consent(example, version=example.version, by=person, at=at)
    return example


def content_with(contract: Contract, **changes) -> dict:
    return contract.content | changes


def later(days: int) -> datetime:
    return AT + timedelta(days=days)


def with_more_hours(trajectory: Trajectory, minutes: int, *, at: datetime = AT) -> Contract:
    """An addition that asks for more time; nobody signed it yet."""
    xpert = trajectory.people[0].person
    made = contracting.add(trajectory, by=xpert, at=at)
    contract = contract_of(trajectory, made.number)
    lines = [line | {"minutes": minutes} for line in contract.content["xperts"]]
    changes = {"goal": "Er is meer tijd nodig.", "result": "Een extra gesprek.", "xperts": lines}
    contracting.change(contract, content_with(contract, **changes), seen=1, by=xpert, at=at)
    return contract_of(trajectory, made.number)
