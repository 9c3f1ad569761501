"""A kernteam of invented people, ballots and decisions, made through the functions that people use."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime

from loket.accounts.enums import Role
from tests.factories import OrganisationFactory, UserFactory
from tests.xperts.factory import AT, with_kernteam
from xperts.cases.models import Case
from xperts.kernteam import appointing, deciding, rules, voting
from xperts.kernteam.enums import WITH_STAND_IN, Choice, SeatName
from xperts.kernteam.models import BallotVersion, Decision, Member

FROM = date(2026, 1, 1)


def coordinator(**changes):
    return UserFactory(roles=[Role.COORDINATOR], organisation=OrganisationFactory(), **changes)


def person(name: str, **changes):
    """Somebody with the role and a profile, so that interests can be compared."""
    return UserFactory(**{"name": name, "roles": [Role.KERNTEAM], "organisation": OrganisationFactory()} | changes)


def member(name: str, *, by=None, at: datetime = AT, **changes) -> Member:
    return appointing.add_member(person(name, **changes), by=by or coordinator(), at=at)


@dataclass
class Kernteam:
    """Four holders and two stand-ins; ``lead`` is a coordinator without a seat."""

    lead: object
    holders: dict[str, Member] = field(default_factory=dict)
    stand_ins: dict[str, Member] = field(default_factory=dict)


def kernteam(*, at: datetime = AT) -> Kernteam:
    made = Kernteam(coordinator(name="Carla Coördinator"))
    for seat in SeatName:
        made.holders[seat] = member(f"{seat.label} houder", by=made.lead)
        appointing.seat(made.holders[seat], seat, starts_on=FROM, ends_on=None, by=made.lead, at=at)
    for seat in WITH_STAND_IN:
        made.stand_ins[seat] = member(f"{seat.label} achterwacht", by=made.lead)
        told = {"is_stand_in": True, "starts_on": FROM, "ends_on": None}
        appointing.seat(made.stand_ins[seat], seat, **told, by=made.lead, at=at)
    return made


def case(*, at: datetime = AT, **changes) -> Case:
    """A case with the kernteam, of somebody who has an organisation of their own."""
    asker = changes.pop("person", None) or UserFactory(organisation=OrganisationFactory(), sector="ggd", level="2")
    return with_kernteam(at=at, person=asker, **changes)


def judging(of: Case, choice: str = Choice.GRANT, **changes) -> voting.Judging:
    told = {
        "choice": choice,
        "motivation": f"Ik vind: {choice}.",
        "submission": uuid.uuid4(),
        "seen": voting.seen_mark(of),
        "judgements": {row.code: ("yes", "Dat blijkt uit de diagnose.") for row in of.framework.criteria.all()},
    }
    return voting.Judging(**told | changes)


def free(of: Case, who: Member, *, at: datetime = AT) -> None:
    voting.declare(of, who, has_conflict=False, note="", by=who.person, at=at)


def cast(of: Case, who: Member, choice: str = Choice.GRANT, *, at: datetime = AT, **changes) -> BallotVersion:
    """Without an interest, and then a ballot."""
    if not who.declarations.filter(case=of, undone_at__isnull=True).exists():
        free(of, who, at=at)
    return voting.cast(of, who, judging(of, choice, **changes), by=who.person, at=at)


def cast_all(of: Case, team: Kernteam, *choices: str, at: datetime = AT) -> None:
    """The choices of CGL, partner, praktijk and onafhankelijk in that order; fewer leave the last seats out."""
    for seat, choice in zip(SeatName, choices, strict=False):
        cast(of, team.holders[seat], choice, at=at)


def budget(team: Kernteam, cents: int = 10_000_000, *, year: int = 2026, at: datetime = AT):
    return rules.set_budget(year, cents, by=team.lead, at=at)


def deciding_on(outcome: str = Choice.GRANT, **changes) -> deciding.Deciding:
    granted = {"form": "coaching", "minutes": 1200, "xperts": 1, "cents": 250_000} if outcome == Choice.GRANT else {}
    return deciding.Deciding(**{"outcome": outcome, "submission": uuid.uuid4(), **granted} | changes)


def decide(of: Case, team: Kernteam, outcome: str = Choice.GRANT, *, at: datetime = AT, **changes) -> Decision:
    return deciding.decide(of, deciding_on(outcome, **changes), by=team.lead, at=at)
