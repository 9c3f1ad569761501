"""Demo content: the action points of 000 in our own words, pilots, risks, agreements, and three advisory bodies.

Everything goes through the functions that people use, at moments in the past that are passed along. People and
organisations are invented.
"""

import csv
import pathlib
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from loket.accounts import organisations
from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import Organisation, User
from loket.core.working_days import local_date
from loket.monitoring.steering import advising, workflow
from loket.monitoring.steering.demo import texts
from loket.monitoring.steering.enums import Outcome
from loket.monitoring.steering.models import ActionPoint, Advice, Body, Deal, Meeting, Member, Pilot, Risk, Steered
from loket.monitoring.steering.workflow import Verdict
from loket.vocabulary import lookup
from loket.vocabulary.enums import AreaKind

FOLDER = pathlib.Path(__file__).parent
OWNERS = (Role.COORDINATOR, Role.SERVICEDESK, Role.REDACTIE, Role.COORDINATOR)
CARRYING = "uitvoering"
# The steps that lead to a state.
_PATHS = {
    "planned": (),
    "running": ("start",),
    "done": ("start", "finish"),
    "dropped": ("drop",),
    "open": (),
    "happened": ("happen",),
    "kept": ("keep",),
    "broken": ("break",),
}


def load(*, at: datetime, say) -> None:
    """Fill an empty steering; does nothing when there are action points already."""
    if ActionPoint.objects.exists():
        return
    found = User.objects.filter(email__in=[address(role) for role in Role])
    people = {role: person for person in found for role in Role if person.email == address(role)}
    lead, actions, risks = people[Role.COORDINATOR], _rows("actions"), _rows("risks")
    with transaction.atomic():
        owners = [people[role] for role in OWNERS]
        for number, row in enumerate(actions):
            _action(row, owners[number % len(owners)], lead, at=at)
        for row in texts.PILOTS:
            _pilot(row, lead, at=at)
        for number, row in enumerate(risks):
            _risk(row, owners[number % len(owners)], lead, at=at)
        for row in _rows("deals"):
            _deal(row, lead, at=at)
        for number, row in enumerate(texts.BODIES):
            _body(row, number, people, lead, at=at)
    say(f"{len(actions)} actiepunten, {len(texts.PILOTS)} pilots, {len(risks)} risico's.")


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def _kept(item: Steered, state: str, lead: User, *, at: datetime, due: int, note: str = "") -> None:
    """Write it some time before its last day, and lead it to its state."""
    item.due_on = local_date(at + timedelta(days=due))
    written = at - timedelta(days=max(40 - due, 30))
    workflow.keep(item, by=lead, at=written)
    for number, name in enumerate(_PATHS[state], 1):
        workflow.step(item, name, by=lead, at=min(written + timedelta(days=12 * number), at), note=note)


def _action(row: dict[str, str], owner: User, lead: User, *, at: datetime) -> None:
    fields = ("title", "with_whom", "phase", "subject", "source")
    item = ActionPoint(owner=owner, **{name: row[name] for name in fields})
    _kept(item, row["state"], lead, at=at, due=int(row["days"]))


def _pilot(row: dict, lead: User, *, at: datetime) -> None:
    fields = ("title", "text", "phase", "subject", "with_whom", "source", "reach_planned")
    regions = [code for code, _ in lookup.area_choices(AreaKind.GGD_REGION)]
    pilot = Pilot(owner=lead, areas=[regions[row["region"]]], **{name: row[name] for name in fields})
    _kept(pilot, "running" if row["verdict"] else row["state"], lead, at=at, due=row["due"])
    if row["verdict"]:
        outcome, reason, result, reach, mark = row["verdict"]
        verdict = Verdict(Outcome(outcome), reason, result, reach, Decimal(mark))
        workflow.end_pilot(pilot, verdict, by=lead, at=at + timedelta(days=row["due"]))


def _risk(row: dict[str, str], owner: User, lead: User, *, at: datetime) -> None:
    risk = Risk(
        title=row["title"],
        subject=row["subject"],
        phase=CARRYING,
        chance=int(row["chance"]),
        impact=int(row["impact"]),
        owner=owner,
        source="000, paragraaf 3.5 (tabel 1)" if " | " in row["measures"] else "",
    )
    _kept(risk, row["state"], lead, at=at, due=int(row["days"]))
    for number, text in enumerate(row["measures"].split(" | ")):
        due_on = local_date(at + timedelta(days=40 * (number + 1)))
        made = workflow.add_measure(risk, text, due_on=due_on, by=lead, at=at - timedelta(days=20))
        if number == 0:
            workflow.settle_measure(made, is_done=True, by=lead, at=at - timedelta(days=5))


def _deal(row: dict[str, str], lead: User, *, at: datetime) -> None:
    deal = Deal(
        title=row["title"],
        text=row["text"],
        organisation=_organisation(row["organisation"]),
        subject="laag-1",
        phase=CARRYING,
        owner=lead,
        source="000, paragraaf 3.1 en 3.2",
    )
    _kept(deal, row["state"], lead, at=at, due=int(row["days"]))


def _organisation(name: str) -> Organisation:
    return organisations.find(name) or organisations.create(name, sector="kennisinstituut")


def _body(row: dict, number: int, people: dict, lead: User, *, at: datetime) -> None:
    """With members of whom one has an account, meetings past and coming, and advice."""
    fields = ("name", "kind", "task", "composition", "meets")
    body = advising.keep_body(Body(is_shown=True, **{name: row[name] for name in fields}), by=lead)
    today = local_date(at)
    for place, (name, on_behalf, role, consents) in enumerate(row["members"]):
        member = Member(body=body, name=name, on_behalf=on_behalf, role=role, from_on=today - timedelta(days=400))
        if consents:
            member.consent_on, member.consent_how = today - timedelta(days=390), "Per mail aan het secretariaat"
        elif place == 1:
            member.person = (people[Role.PROFESSIONAL], people[Role.PARTNER], people[Role.XPERT])[number]
            member.name = member.person.name
        advising.keep_member(member, by=lead, at=at - timedelta(days=400))
    for days, topics in row["meetings"]:
        meeting = Meeting(body=body, held_on=today + timedelta(days=days), place="Utrecht", topics=topics)
        advising.keep_part(meeting, by=lead)
    for days, title, text, response in row["advice"]:
        advice = Advice(body=body, title=title, text=text, response=response, given_on=today + timedelta(days=days))
        advising.keep_part(advice, by=lead)
        if response:
            advising.step_advice(advice, "publish", by=lead, at=at + timedelta(days=days + 30))
