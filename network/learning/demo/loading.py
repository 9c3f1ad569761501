"""Plays the networks of ``networks.json``: proposed, approved, joined, written in, and where it is over, harvested.

Everything goes through the functions that people use, at moments in the past. The people are invented.
"""

import json
import pathlib
from datetime import datetime, time, timedelta

from django.core.files.base import ContentFile
from django.db import transaction

from loket.accounts.demo import address
from loket.accounts.enums import Role as PortalRole
from loket.accounts.enums import ShownField
from loket.accounts.models import User
from loket.catalogue.models import Entry
from loket.core.working_days import AMSTERDAM, add_months, is_working_day, local_date
from loket.vocabulary import lookup
from network.events import workflow as events
from network.learning import agreeing, conversing, documents, ending, joining, sessions, workflow
from network.learning.enums import Access, Role
from network.learning.models import LearningNetwork, Thread

TABLE = pathlib.Path(__file__).with_name("networks.json")
NAMES = {
    "anke": "Anke Voorbeeld",
    "bram": "Bram Proefman",
    "carla": "Carla Proefvrouw",
    "daan": "Daan Testers",
    "els": "Els Verzonnen",
    "farid": "Farid van der Demo",
    "greet": "Greet Monster",
    "hamid": "Hamid Schijn",
    "inge": "Inge Denkbeeld",
    "joost": "Joost Voorbeeld",
    "karin": "Karin Proefvrouw",
    "lars": "Lars Testers",
    "mina": "Mina Verzonnen",
    "nico": "Nico van der Demo",
    "truus": "Truus Testbewoner",
    "wim": "Wim Proefbewoner",
    "yara": "Yara Testbewoner",
}
RESIDENTS = ("truus", "wim", "yara")
SECTORS = ("ggd", "gemeente", "welzijn", "sport")
BEFORE_SESSION = timedelta(days=40)


def load(*, at: datetime, say=lambda sentence: None) -> None:
    """Fill an empty part; does nothing when these networks are there. ``at``: the moment that counts as now."""
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    if LearningNetwork.objects.filter(name=table[0]["name"]).exists():
        return
    people = {key: _person(key, number) for number, key in enumerate(NAMES)}
    for role in (PortalRole.PROFESSIONAL, PortalRole.SERVICEDESK):
        people[role.value] = User.objects.get(email=address(role))
    played: dict[str, LearningNetwork] = {}
    for told in table:
        with transaction.atomic():
            played[told["key"]] = _play(told, played, people, at=at)
    _propose_only(people, at=at)
    say(f"{len(played) + 1} netwerken, met {Thread.objects.count()} gesprekken.")


def _person(key: str, number: int) -> User:
    """Somebody invented, who cannot sign in; residents have no sector or level."""
    is_resident = key in RESIDENTS
    told = {} if is_resident else {"sector": SECTORS[number % len(SECTORS)], "level": str(2 + number % 2)}
    shown = [] if number % 3 == 0 else [ShownField.JOB_TITLE.value]
    job = "" if is_resident else "adviseur gezondheid (verzonnen)"
    person, _ = User.objects.get_or_create(
        email=f"netwerk-{key}@voorbeeld.nl",
        defaults={"name": NAMES[key], "job_title": job, "shown_fields": shown, "password": "!", **told},
    )
    return person


def _play(told: dict, played: dict, people: dict, *, at: datetime) -> LearningNetwork:
    begun = _noon(add_months(local_date(at), -told["months_ago"]))
    network = _founded(told, played, people, at=begun)
    lead = people[told["people"]["begeleider"][0]]
    _bring_people(network, told, people, lead, at=begun + timedelta(days=6))
    for row in told["threads"]:
        _talk(network, row, people, at=at)
    for row in told["documents"]:
        _add_document(network, row, people, lead, at=at)
    entry = Entry.objects.published().filter(external_id=told.get("entry", "")).first()
    if entry:
        documents.add_entry(network, entry, by=lead, at=begun + timedelta(days=20))
    for row in told["agreements"]:
        _agree(network, row, people, at=at)
    for row in told["sessions"]:
        _hold(network, row, people, lead, at=at)
    _finish(network, told, lead, at=at)
    _ask(network, told, people, at=at)
    return network


def _noon(day) -> datetime:
    """Noon of the first working day from there."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, time(12), tzinfo=AMSTERDAM)


def _ago(at: datetime, days: int) -> datetime:
    return at - timedelta(days=days)


def _founded(told: dict, played: dict, people: dict, *, at: datetime) -> LearningNetwork:
    lead, desk = people[told["people"]["begeleider"][0]], people[PortalRole.SERVICEDESK.value]
    content = {
        name: told.get(name, "")
        for name in ("name", "kind", "purpose", "start_question", "description", "scope", "access", "partners")
    }
    content |= {
        "is_public": not told.get("private", False),
        "themes": told["themes"],
        "areas": [code for name in told["areas"] for code in lookup.resolve_area(name)],
        "starts_on": local_date(at),
        "ends_on": add_months(local_date(at), told["months"]),
        "parent": played.get(told.get("parent", "")),
    }
    why_new = "De andere netwerken gaan over een ander gebied."
    network = workflow.propose(content, looked_at=[], why_new=why_new, by=lead, at=at - timedelta(days=14))
    workflow.approve(network, by=desk, at=at - timedelta(days=7))
    workflow.begin(network, by=lead, at=at + timedelta(days=30))
    return network


def _bring_people(network: LearningNetwork, told: dict, people: dict, lead: User, *, at: datetime) -> None:
    """Everybody in by the way that the network has; the demo's professional is in the first one."""
    wanted = {key: role for role, keys in told["people"].items() for key in keys if role != Role.FACILITATOR}
    if told["key"] in ("programma", "ouderen"):
        wanted[PortalRole.PROFESSIONAL.value] = Role.FACILITATOR if told["key"] == "ouderen" else Role.MEMBER
    for number, (key, role) in enumerate(wanted.items()):
        moment = at + timedelta(hours=number)
        entering = Role.MEMBER if role == Role.FACILITATOR else role
        membership = _enter(network, people[key], entering, lead, at=moment)
        if role == Role.FACILITATOR:
            joining.change_role(membership, role, by=lead, at=moment)


def _enter(network: LearningNetwork, person: User, role: str, lead: User, *, at: datetime):
    if network.access == Access.INVITATION or not network.is_public:
        joining.invite(network, [person.email], by=lead, at=at, role=role)
        return joining.accept(network.invitations.get(email=person.email), by=person, at=at + timedelta(hours=1))
    membership = joining.join(network, by=person, at=at, role=role, why="Ik werk hier ook aan.")
    if network.access == Access.APPROVAL:
        joining.admit(membership, by=lead, at=at + timedelta(hours=2))
    return membership


def _talk(network: LearningNetwork, row: dict, people: dict, *, at: datetime) -> None:
    writing = conversing.Writing(row["text"])
    told = {"by": people[row["by"]], "at": _ago(at, row["days"]), "is_question": row.get("question", False)}
    thread = conversing.start(network, row["title"], writing, **told)
    posts = [
        conversing.reply(thread, conversing.Writing(each["text"]), by=people[each["by"]], at=_ago(at, each["days"]))
        for each in row["replies"]
    ]
    if "answer" in row:
        conversing.choose_answer(thread, posts[row["answer"]], by=people[row["by"]])


def _add_document(network: LearningNetwork, row: dict, people: dict, lead: User, *, at: datetime) -> None:
    by = people[row["by"]]
    file = ContentFile(row["text"].encode(), name=row["file"])
    made = documents.add(network, row["title"], by=by, at=_ago(at, row["days"]), upload=file)
    newer = row.get("newer")
    if newer:
        file = ContentFile(newer["text"].encode(), name=row["file"])
        documents.add_version(made, by=by, at=_ago(at, newer["days"]), upload=file, note=newer["note"])
    if row.get("yield"):
        documents.mark_yield(made, is_yield=True, by=lead)


def _agree(network: LearningNetwork, row: dict, people: dict, *, at: datetime) -> None:
    """``due`` and ``done``: so many days ago; below nothing still to come."""
    made, owner = _ago(at, row["made"]), people[row["owner"]]
    due_on = max(local_date(_ago(at, row["due"])), local_date(made))
    agreement = agreeing.agree(network, row["text"], owner=owner, due_on=due_on, by=owner, at=made)
    if "done" in row:
        agreeing.settle(agreement, by=owner, at=_ago(at, row["done"]))


def _hold(network: LearningNetwork, row: dict, people: dict, lead: User, *, at: datetime) -> None:
    """Propose, approve and open an event for the network; what is over is closed with what it yielded."""
    starts_at = _noon(local_date(at + timedelta(days=row["days"]))) + timedelta(hours=1)
    proposed = min(starts_at, at) - BEFORE_SESSION
    desk = people[PortalRole.SERVICEDESK.value]
    content = sessions.initial(network) | {"title": row["title"], "areas": network.areas}
    why_new = content.pop("why_new")
    content |= {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2), "closes_at": starts_at}
    content |= {"venue": "online", "online_url": "https://bijeenkomst.example.org/meedoen", "capacity": 30}
    event = sessions.plan(network, content, looked_at=[], why_new=why_new, by=lead, at=proposed).event
    events.approve(event, by=desk, at=proposed + timedelta(days=1))
    events.open_registration(event, by=lead, at=proposed + timedelta(days=2))
    if event.ends_at < at:
        events.mark_held(at=event.ends_at + timedelta(minutes=10))
        event.refresh_from_db()
        events.evaluate(event, by=lead, at=event.ends_at + timedelta(days=5), yields=row["yields"])


def _finish(network: LearningNetwork, told: dict, lead: User, *, at: datetime) -> None:
    """Into the harvest, and where it is over into the archive."""
    if told["state"] == "sessions":
        return
    over = min(_noon(network.ends_on), at - timedelta(days=20))
    workflow.start_harvest(network, by=lead, at=over - timedelta(days=10))
    ending.save_harvest(network, told["harvest"], by=lead, at=over - timedelta(days=5))
    if told["state"] == "archived":
        workflow.archive(network, by=lead, at=over)


def _ask(network: LearningNetwork, told: dict, people: dict, *, at: datetime) -> None:
    """Somebody who waits for the facilitator."""
    for key in told.get("asking", ()):
        why = "Wij beginnen in onze gemeente met hetzelfde en leren graag mee."
        joining.join(network, by=people[key], at=_ago(at, 2), why=why)


def _propose_only(people: dict, *, at: datetime) -> None:
    """A proposal that waits for the desk."""
    content = {
        "name": "Slaap en jongeren in Brabant",
        "kind": "lerend-netwerk",
        "purpose": "Scholen en jeugdartsen leren van elkaar hoe jongeren beter slapen.",
        "start_question": "Wat helpt een klas om eerder te gaan slapen?",
        "themes": ["slaap", "gezond-opgroeien"],
        "areas": lookup.resolve_area("provincie Noord-Brabant"),
        "starts_on": local_date(at + timedelta(days=30)),
        "ends_on": add_months(local_date(at), 13),
    }
    professional = people[PortalRole.PROFESSIONAL.value]
    workflow.propose(content, looked_at=[], why_new="Over slaap is er nog niets.", by=professional, at=_ago(at, 3))
