"""Plays the Xperts of ``xperts.tsv``: nominated, assessed by two, selected, schooled; then asks for cases that wait.

People and organisations are invented. ``load`` fills the pool; ``ask`` can be called again when there are more cases.
"""

import csv
import pathlib
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction

from loket.accounts import organisations
from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import Organisation, User
from loket.core.working_days import local_date
from xperts.cases.enums import State
from xperts.cases.models import Case
from xperts.pool import asking, profiling, proposing, training, workflow
from xperts.pool.enums import Delivery, InterestKind, Shown, TrainingKind, TrialOutcome, XpertState
from xperts.pool.models import Ask, Rules, Xpert

TABLE = pathlib.Path(__file__).with_name("xperts.tsv")
MONTH = timedelta(days=30)
LISTS = ("backgrounds", "themes", "process_themes", "forms", "competences", "sectors", "levels", "areas")
WHY = "Werkt al jaren mee in ons netwerk. Bracht partijen bij elkaar waar dat anderen niet lukte."
TRIAL_MONTHS = 18


def load(*, at: datetime, say=lambda sentence: None) -> None:
    """Fill an empty pool and ask for cases that were granted. ``at``: the moment that counts as now."""
    if Xpert.objects.exists():
        return
    people = {role: User.objects.get(email=address(role)) for role in Role}
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    with transaction.atomic():
        for number, row in enumerate(rows):
            _play(row, number, people, at=at)
    say(f"{Xpert.objects.active().count()} actieve Xperts en {Xpert.objects.count()} mensen in het register.")
    ask(at=at, say=say)


def ask(*, at: datetime, say=lambda sentence: None) -> None:
    """Ask for every granted case that nobody was asked for yet: a first who says no, and a second who may answer."""
    desk = User.objects.get(email=address(Role.SERVICEDESK))
    for case in Case.objects.filter(state=State.GRANTED, asks__isnull=True).order_by("-decided_at", "pk"):
        _ask_twice(case, desk, at=at)
    say(f"{Ask.objects.count()} verzoeken aan Xperts.")


def _ask_twice(case: Case, desk: User, *, at: datetime) -> None:
    """The second is the demo's own account where that is possible, though another may be first in line."""
    asked = max(case.decided_at, at - timedelta(days=4))
    first = proposing.propose(case, at=asked).first
    if first is None:
        return
    made = asking.choose(case, first.xpert, by=desk, at=asked, seen=0)
    reason = "Mooi vraagstuk, maar ik heb dit kwartaal geen tijd."
    asking.decline(made, by=first.xpert.person, at=asked + (at - asked) / 3, reason=reason)
    again = asked + (at - asked) / 2
    ranked = proposing.propose(case, at=again).ranked
    own = next((line for line in ranked if _is_fitting(line) and line.xpert.person.email == address(Role.XPERT)), None)
    line = own or (ranked[0] if ranked else None)
    if line is not None:
        why = "Kent de partijen in deze regio uit eerder werk."
        asking.choose(case, line.xpert, by=desk, at=again, seen=1, why_other=why)


def _play(row: dict[str, str], number: int, people: dict[str, User], *, at: datetime) -> None:
    begun = at - int(row["months"]) * MONTH
    person = _person(row)
    by = people[Role.PARTNER if number % 2 else Role.PROFESSIONAL]
    xpert = workflow.nominate(name=person.name, email=person.email, why=WHY, by=by, at=begun)
    _fill(xpert, row, at=begun + timedelta(days=1))
    if row["state"] == XpertState.NOMINATED:
        if number % 2 == 0:
            _assess(xpert, people[Role.SERVICEDESK], at=begun + timedelta(days=4))
        return
    for days, role in ((5, Role.SERVICEDESK), (8, Role.KERNTEAM)):
        _assess(xpert, people[role], at=begun + timedelta(days=days))
    coordinator = people[Role.COORDINATOR]
    workflow.select(xpert, by=coordinator, at=begun + timedelta(days=12))
    _pay(xpert, row, coordinator, at=begun + timedelta(days=13))
    _school(xpert, row, at=at)
    _tie(xpert, row, at=at)
    if int(row["months"]) > TRIAL_MONTHS + 2:
        note = "Gaf goed advies en deed mee aan de intervisie. Vragers waren tevreden."
        told = {"outcome": TrialOutcome.GOES_ON, "note": note, "by": coordinator}
        workflow.judge_trial(xpert, **told, at=begun + TRIAL_MONTHS * MONTH)
    if row["state"] == XpertState.RESTING:
        workflow.rest(xpert, by=xpert.person, at=at - MONTH, note="Druk met eigen werk tot de zomer.")


def _person(row: dict[str, str]) -> User:
    found = User.objects.filter(email=row["email"]).first()
    if found:
        return found
    person = User.objects.create_user(
        row["email"],
        None,
        name=row["name"],
        organisation=_organisation(row["organisation"], row["sector"]),
        sector=row["sector"],
        level=row["levels"][:1],
        roles=[Role.PROFESSIONAL],
    )
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def _organisation(name: str, sector: str) -> Organisation:
    return organisations.find(name) or organisations.create(name, sector=sector)


def _fill(xpert: Xpert, row: dict[str, str], *, at: datetime) -> None:
    values = {name: [code for code in row[name].split(",") if code] for name in LISTS}
    values |= {name: row[name] for name in ("headline", "about", "breadth")}
    values |= {"methods": row["methods"].split("|"), "is_public": row["name"] != "Karin Testers"}
    values |= {"shown": list(Shown), "minutes_a_month": int(row["hours"]) * 60 if row["hours"] else None}
    profiling.change(xpert, values, by=xpert.person, at=at)


def _assess(xpert: Xpert, by: User, *, at: datetime) -> None:
    criteria = Rules.objects.current().criteria
    answers = [{"criterion": line, "is_met": True, "why": "Blijkt uit gesprek en voorbeelden."} for line in criteria]
    note = "Past goed bij wat de pool nodig heeft."
    workflow.assess(xpert, is_positive=True, answers=answers, note=note, by=by, at=at)


def _pay(xpert: Xpert, row: dict[str, str], by: User, *, at: datetime) -> None:
    if row["institute"]:
        institute = _organisation(row["institute"], row["sector"])
        values = {"delivery": Delivery.INSTITUTE, "rate_cents": None, "institute": institute}
    else:
        values = {"delivery": Delivery.CLAIMS, "rate_cents": int(row["rate"]), "institute": None}
    profiling.change(xpert, values, by=by, at=at)


def _school(xpert: Xpert, row: dict[str, str], *, at: datetime) -> None:
    """Hours of the last year; of one Xpert they are too long ago."""
    ago = 420 if row["state"] == "lapsed" else 60
    person = xpert.person
    for kind, title, days in (
        (TrainingKind.TRAINING, "Cursus advies geven", ago + 30),
        (TrainingKind.INTERVISION, "Intervisie met Xperts, voorjaar", ago + 90),
        (TrainingKind.INTERVISION, "Intervisie met Xperts, najaar", ago),
    ):
        moment = at - timedelta(days=days)
        minutes = 480 if kind == TrainingKind.TRAINING else 240
        told = {"kind": kind, "on": local_date(moment), "minutes": minutes, "title": title}
        training.log(person, **told, by=person, at=moment)


def _tie(xpert: Xpert, row: dict[str, str], *, at: datetime) -> None:
    year = local_date(at).year
    employer = {"kind": InterestKind.EMPLOYER, "name": row["organisation"], "area": "", "from_year": year - 6}
    organisation = organisations.find(row["organisation"])
    values = employer | {"organisation": organisation, "until_year": None}
    profiling.add_interest(xpert, values, by=xpert.person, at=at - MONTH)


def _is_fitting(line: proposing.Line) -> bool:
    return line.candidate.qualifies
