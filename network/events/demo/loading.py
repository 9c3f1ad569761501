"""Plays the events of ``events.tsv``: each proposed, approved, opened, registered for, and where it is over, held.

What lies ahead also was a year ago, so that two years are filled.
"""

import csv
import pathlib
from datetime import datetime, time, timedelta

from django.db import transaction

from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.core.working_days import AMSTERDAM, is_working_day, local_date
from network.events import attendance, registering, serial, workflow
from network.events.models import Event, Registration, Session

TABLE = pathlib.Path(__file__).with_name("events.tsv")
AHEAD = timedelta(days=75)
MOST_IN_THE_PAST, MOST_TO_COME = 4, 12
# (share of the day, what happens): the programme of each.
PROGRAMME = (
    (0, "Inloop en kennismaken"),
    (0.25, "Wat weten we al?"),
    (0.5, "Aan de slag in groepen"),
    (0.75, "Afspraken"),
)
SERIES_TITLE = "Leerkring eenzaamheid"
SERIES_SUMMARY = "Elke maand twee uur met dezelfde collega's: een casus, een vraag en iets om morgen te doen."
YIELDS = "Deelnemers spraken af wie wat oppakt. De afspraken en de dia's staan bij de organisator."
FIRST = (
    "Anke",
    "Bram",
    "Carla",
    "Daan",
    "Els",
    "Farid",
    "Greet",
    "Hamid",
    "Inge",
    "Joost",
    "Karin",
    "Lars",
    "Mina",
    "Nico",
)
LAST = ("Voorbeeld", "Proefman", "Testers", "Verzonnen", "Van der Demo", "Monster", "Schijn", "Denkbeeld")


def load(*, at: datetime, say=lambda sentence: None) -> None:
    """Fill an empty calendar; does nothing when there are events already. ``at``: the moment that counts as now."""
    if Event.objects.exists():
        return
    people = {
        role: User.objects.get(email=address(role)) for role in (Role.PROFESSIONAL, Role.PARTNER, Role.SERVICEDESK)
    }
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    played = [_play(row, _day(at, int(row["day"])), people, at=at) for row in rows]
    again = [row for row in rows if int(row["day"]) > 0]
    played += [_play(row, _day(at, int(row["day"]) - 365), people, at=at) for row in again]
    played += [_play(row, _day(at, int(row["day"]) + 340), people, at=at) for row in rows if int(row["day"]) < -180]
    _propose_only(rows[2], people, at=at)
    _play_series(rows[2], people, at=at)
    _play_in_company(rows[1], people, at=at)
    say(f"{len(played)} bijeenkomsten en {Registration.objects.count()} aanmeldingen.")


def _play_series(row: dict[str, str], people: dict, *, at: datetime) -> None:
    """Six sessions, of which some were; one of them in another hall."""
    proposer, desk = people[Role.PROFESSIONAL], people[Role.SERVICEDESK]
    began = _day(at, -63)
    content = _content(row, began) | {"title": SERIES_TITLE, "capacity": 20}
    proposed = began - AHEAD
    first = _opened(content, people, at=proposed)
    days = [local_date(_day(at, -63 + 28 * number)) for number in range(1, 6)]
    made = serial.begin(first, SERIES_TITLE, SERIES_SUMMARY, days, by=proposer, at=proposed)
    for event in made.events.exclude(pk=first.pk).order_by("starts_at"):
        workflow.approve(event, by=desk, at=proposed + timedelta(days=4))
        workflow.open_registration(event, by=proposer, at=proposed + timedelta(days=5))
    for event in made.events.order_by("starts_at"):
        for number in range(4):
            registering.register(event, _somebody(number, people), at=proposed + timedelta(days=6, hours=number))
        _confirm_guests(event, at=proposed + timedelta(days=7))
        if event.ends_at < at:
            _hold(event, people, at=at)


def _play_in_company(row: dict[str, str], people: dict, *, at: datetime) -> None:
    """A training for one organisation, and one with a price of which points can take something off."""
    content = _content(row, _day(at, 72)) | {"payment": "De werkgever betaalt de trainer, deelnemers hun reis."}
    _opened(content | {"title": "Gesprek en motivatie, in uw eigen team", "is_in_company": True}, people, at=at - AHEAD)
    priced = _content(row, _day(at, 51)) | {"price_cents": 19_500, "takes_points": True, "accreditation": "4 punten"}
    _opened(priced | {"title": "Schrijven voor bestuurders"}, people, at=at - AHEAD)


def _day(at: datetime, days: int) -> datetime:
    """One o'clock in the afternoon of the first working day from there."""
    day = local_date(at) + timedelta(days=days)
    while not is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, time(13), tzinfo=AMSTERDAM)


def _content(row: dict[str, str], starts_at: datetime) -> dict:
    hours = int(row["hours"])
    codes = {name: [code for code in row[name].split(",") if code] for name in ("themes", "areas", "levels", "sectors")}
    begins = starts_at.replace(hour=10) if hours > 4 else starts_at
    return codes | {
        "title": row["title"],
        "kind": row["kind"],
        "summary": row["summary"],
        "description": "Na een korte inleiding gaat u in kleine groepen uiteen. Neem een vraag uit uw eigen werk mee.",
        "venue": row["venue"],
        "location": row["location"],
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=hours),
        "closes_at": begins - timedelta(days=2),
        "capacity": int(row["capacity"]) if row["capacity"] else None,
        "online_url": "https://bijeenkomst.example.org/meedoen" if row["venue"] != "op-locatie" else "",
        "contact": "Servicedesk van het loket",
    }


def _play(row: dict[str, str], starts_at: datetime, people: dict, *, at: datetime) -> Event:
    proposed = min(starts_at, at) - AHEAD
    event = _opened(_content(row, starts_at), people, at=proposed)
    with transaction.atomic():
        for number in range(_how_many(row, event, at)):
            moment = proposed + timedelta(days=5, hours=number)
            if moment < min(at, event.closes_at):
                registering.register(event, _somebody(number, people), at=moment)
        _confirm_guests(event, at=min(at, event.closes_at) - timedelta(minutes=5))
    if event.ends_at < at:
        _hold(event, people, at=at)
    return event


def _how_many(row: dict[str, str], event: Event, at: datetime) -> int:
    """As many as make the page tell something: full ones stay full, and nothing takes long to load."""
    if event.ends_at < at:
        return min(int(row["coming"]), MOST_IN_THE_PAST)
    is_full = row["capacity"] and int(row["coming"]) >= int(row["capacity"])
    return int(row["coming"]) if is_full else min(int(row["coming"]), MOST_TO_COME)


def _opened(content: dict, people: dict, *, at: datetime) -> Event:
    proposer, desk = people[Role.PROFESSIONAL], people[Role.SERVICEDESK]
    event = workflow.propose(content, looked_at=[], why_new="Hier is nog geen bijeenkomst over.", by=proposer, at=at)
    _give_programme(event)
    workflow.approve(event, by=desk, at=at + timedelta(days=2))
    workflow.open_registration(event, by=proposer, at=at + timedelta(days=3))
    return event


def _give_programme(event: Event) -> None:
    length = event.ends_at - event.starts_at
    quarters = [timedelta(minutes=15 * round(length / timedelta(minutes=15) * share)) for share, _ in PROGRAMME]
    moments = [event.starts_at + quarter for quarter in quarters] + [event.ends_at]
    for (_, title), begins, ends in zip(PROGRAMME, moments[:-1], moments[1:], strict=True):
        Session.objects.create(event=event, starts_at=begins, ends_at=ends, title=title)


def _somebody(number: int, people: dict) -> registering.Asking:
    if number == 3:
        partner = people[Role.PARTNER]
        return registering.Asking(name=partner.name, email=partner.email, person=partner)
    name = f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]} {number}"
    return registering.Asking(name=name, email=f"deelnemer{number}@voorbeeld.nl", organisation="GGD (voorbeeld)")


def _confirm_guests(event: Event, *, at: datetime) -> None:
    for row in event.registrations.filter(state="unconfirmed").order_by("pk"):
        registering.confirm_address(row, at=max(at, row.created_at))


def _hold(event: Event, people: dict, *, at: datetime) -> None:
    workflow.mark_held(at=event.ends_at + timedelta(minutes=10))
    event.refresh_from_db()
    for number, row in enumerate(event.registrations.confirmed().select_related("event")):
        if number % 8:
            attendance.tick(row, by=event.organiser, at=event.starts_at)
    if event.ends_at < at - timedelta(days=60):
        workflow.evaluate(event, by=event.organiser, at=event.ends_at + timedelta(days=7), yields=YIELDS)


def _propose_only(row: dict[str, str], people: dict, *, at: datetime) -> None:
    """Two proposals that wait for the desk."""
    for days, title in ((95, "Leesclub evidence voor beleid"), (140, "Leersessie gezonde scholen in het dorp")):
        content = _content(row, _day(at, days)) | {"title": title}
        why = "De bestaande leersessie gaat over iets anders."
        workflow.propose(content, looked_at=[], why_new=why, by=people[Role.PROFESSIONAL], at=at - timedelta(days=3))
