"""Plays the cases of ``cases.tsv`` through the functions people use, at moments before the one that counts as now.

The first ones stand before the decision, or ended without one. The others are with the kernteam: what ``to_decide``
gives was handed over long ago, for the parts that decide and help to go on with.
"""

import csv
import pathlib
import uuid
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction

from loket.accounts import organisations
from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import Organisation, User
from loket.core.working_days import AMSTERDAM, local_date
from loket.vocabulary import lookup
from servicedesk import asking
from servicedesk import workflow as questions
from xperts import deadlines
from xperts.cases import handing, intake, judging, keeping, opening, workflow
from xperts.cases.enums import Layer, Outcome, Stage, State
from xperts.cases.intake import Tried
from xperts.cases.judging import Opinion
from xperts.cases.models import Case
from xperts.cases.opening import Asker

TABLE = pathlib.Path(__file__).with_name("cases.tsv")
ASKERS = ("Noortje Voorbeeld", "Mark Proefman", "Wietske Testers", "Joris Verzonnen", "Els Denkbeeld", "Saskia Monster")
# What the numbers in the table are played to; the rest was handed over, these many days ago.
PRE_INTAKE, PREPARING, WITHDRAWN, ANSWERED, COLLECTIVE = range(6), range(6, 12), (12, 13), (14, 15), (16,)
WAITING = {17: 1, 18: 4, 19: 7, 20: 9, 21: 12, 22: 16}
"""With the kernteam now, by days since the hand-over: number 21 has two days left, number 22 is late."""
DECIDED = range(23, 40)
DAYS_BETWEEN = 18


@dataclass(frozen=True)
class Told:
    """A line of the table: what an invented asker brings."""

    number: int
    title: str
    theme: str
    area: str
    sector: str
    organisation: str
    found: str
    thing: str
    thing_applied: str
    thing_came: str
    meeting: str
    meeting_applied: str
    meeting_came: str
    wished: str


def cases() -> list[Told]:
    """The forty lines, in order."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return [Told(number, **row) for number, row in enumerate(csv.DictReader(lines, delimiter="\t"))]


def to_decide() -> list[Case]:
    """The cases that were handed over so long ago that they must be decided in the past, the oldest first."""
    titles = [told.title for told in cases() if told.number in DECIDED]
    waiting = Case.objects.filter(title__in=titles, state=State.WITH_KERNTEAM)
    return list(waiting.select_related("contact", "framework", "organisation").order_by("decision_due_at"))


def load(*, at: datetime, say=lambda sentence: None) -> None:
    """Fill an empty part; does nothing when there are cases already. ``at``: the moment that counts as now."""
    if Case.objects.exists():
        return
    staff = User.objects.get(email=address(Role.SERVICEDESK))
    first = at - timedelta(days=DAYS_BETWEEN * len(DECIDED) + 60)
    keeping.framework_in_force(at=first)
    keeping.rules_in_force(at=first)
    # The oldest first, so that the numbers follow the days.
    for told in sorted(cases(), key=lambda row: -_days_ago(row.number)):
        with transaction.atomic():
            _play(told, staff, at=at)
    say(f"{Case.objects.count()} aanvragen van advies op maat.")


def _days_ago(number: int) -> int:
    """How many days before now the pre-intake began."""
    if number in PRE_INTAKE:
        return (1, 2, 3, 4, 5, 10)[number]
    if number in PREPARING:
        return (6, 8, 10, 12, 14, 27)[number - PREPARING.start]
    if number in WAITING:
        return WAITING[number] + 11
    if number in DECIDED:
        return 40 + DAYS_BETWEEN * (number - DECIDED.start)
    return 20 + number


def _day(at: datetime, ago: int, hour: int) -> datetime:
    """An hour of the last working day that is at least so many days ago, and not later than now."""
    day = deadlines.last_working_day(local_date(at) - timedelta(days=ago))
    return min(datetime.combine(day, time(hour), AMSTERDAM), at)


def _play(told: Told, staff: User, *, at: datetime) -> None:
    ago = _days_ago(told.number)
    opened_at = _day(at, ago, 11)
    case = opening.begin(_question(told, staff, at=_day(at, ago + 2, 10)), by=staff, at=opened_at, title=told.title)
    if told.number in PRE_INTAKE and told.number % 2:
        _fill(case, told, staff, at=opened_at)
    if told.number in PRE_INTAKE:
        return
    if told.number in WITHDRAWN:
        note = "Wij vonden zelf een weg verder."
        workflow.withdraw(case, by=case.contact, at=_day(at, ago - 3, 14), note=note)
        return
    _fill(case, told, staff, at=_day(at, ago - 1, 14))
    ended_at = _day(at, ago - 3, 15)
    intake.conclude(case, *_outcome(told.number), by=staff, at=ended_at)
    if told.number in (*ANSWERED, *COLLECTIVE):
        return
    if told.number in PREPARING:
        _prepare(case, told, staff, at=at, ago=ago)
        return
    handed = WAITING.get(told.number, ago - 11)
    _diagnose(case, told, staff, at=_day(at, handed + 1, 15))
    _apply(case, told, at=_handed_at(at, handed))


def _handed_at(at: datetime, ago: int) -> datetime:
    """Just so many days ago, also on a day on which nobody works: people apply in the evening and on Sundays."""
    return min(datetime.combine(local_date(at) - timedelta(days=ago), time(20), AMSTERDAM), at)


def _outcome(number: int) -> tuple[str, str]:
    if number in ANSWERED:
        return Outcome.ANSWER, "Met de training en de contacten die wij noemden, kunt u zelf verder."
    if number in COLLECTIVE:
        return Outcome.COLLECTIVE, "Vijf gemeenten vragen hetzelfde. Wij organiseren een bijeenkomst voor u samen."
    return Outcome.PREPARE, "De vraag is complex, u deed zelf al veel, en anderen hebben er ook iets aan."


def _question(told: Told, staff: User, *, at: datetime):
    question = asking.ask(
        asking.Asking(
            text=f"{told.title}. {told.found}",
            subject=told.title,
            person=_asker(told),
            organisation=_organisation(told).name,
            themes=[told.theme] if lookup.term("theme", told.theme) else [],
            areas=lookup.resolve_area(told.area)[:1],
            tried=f"{told.thing_applied}. {told.meeting_applied}.",
            submission=uuid.uuid5(uuid.NAMESPACE_URL, f"demo-case-{told.number}"),
        ),
        at=at,
        acknowledge=False,
    )
    questions.change(question, by=staff, at=at, found=told.found, guide_outcome=told.wished, assignee=staff)
    return question


def _asker(told: Told) -> User:
    """The demo's professional for some, invented people for the others."""
    if told.number in (0, PREPARING.start, 17):
        return User.objects.get(email=address(Role.PROFESSIONAL))
    name = ASKERS[told.number % len(ASKERS)]
    email = f"aanvrager{told.number % len(ASKERS) + 1}@voorbeeld.nl"
    known = User.objects.filter(email=email).first()
    of = {"organisation": _organisation(told), "sector": told.sector, "level": str(2 + told.number % 2)}
    return known or User.objects.create_user(email, name=name, **of)


def _organisation(told: Told) -> Organisation:
    return organisations.find(told.organisation) or organisations.create(told.organisation, sector=told.sector)


def _fill(case: Case, told: Told, staff: User, *, at: datetime) -> None:
    texts = {
        "own_efforts": f"{told.thing_applied}. {told.meeting_applied}.",
        "context": told.found,
        "involved": "De eigen organisatie, twee partners en een groep bewoners.",
        "wished_result": told.wished,
        "means": "Acht uur per week van een medewerker, en een klein budget van de gemeente.",
    }
    about = {"themes": [told.theme], "areas": lookup.resolve_area(told.area)[:1], "sectors": [told.sector]}
    intake.save(case, by=staff, at=at, **about, **texts)
    things = Tried(Layer.THINGS, told.thing, told.thing_applied, told.thing_came)
    meetings = Tried(Layer.MEETINGS, told.meeting, told.meeting_applied, told.meeting_came)
    for tried in (things, meetings):
        intake.add_effort(case, tried, by=staff, at=at)
    if told.number % 3 == 0:
        colleague = Asker(name="Gerda Verzonnen", organisation="Welzijn (voorbeeld)", minutes=600)
        opening.add_applicant(case, colleague, by=staff, at=at)
    judging.judge(case, Stage.PRE_INTAKE, _opinions(told, case), by=staff, at=at)


def _opinions(told: Told, case: Case) -> dict[str, Opinion]:
    """Mostly *ja*; here and there *deels*."""
    given = {
        "complex": Opinion("yes", told.found, "Pre-intake: context"),
        "eigen-middelen": Opinion("yes", f"{told.thing_applied}.", "Pre-intake: eigen inspanningen"),
        "laag-1-en-2": Opinion("yes", f"{told.thing_came}. {told.meeting_came}.", f"Laag 1: {told.thing}"),
        "themas": Opinion("yes", "Past bij de thema's van het programma.", f"Vraag {case.question.reference}"),
        "effect": Opinion("yes", f"Gewenst: {told.wished.lower()}.", "Pre-intake: gewenst resultaat"),
        "eigen-inzet": Opinion("yes", "Er zijn uren vrijgemaakt.", "Pre-intake: middelen"),
        "meer-mensen": Opinion("partly", "Andere regio's kennen dit ook.", f"Laag 2: {told.meeting}"),
    }
    if told.number % 4 == 1:
        given["effect"] = Opinion("partly", "Het hangt ook af van anderen.", "Pre-intake: betrokkenen")
    return given


def _prepare(case: Case, told: Told, staff: User, *, at: datetime, ago: int) -> None:
    """In turn: nothing yet, diagnosed, applied; the last one's diagnosis is late."""
    turn = told.number - PREPARING.start
    if turn in (1, 4):
        _diagnose(case, told, staff, at=_day(at, ago - 6, 15))
    elif turn in (2, 3):
        _apply(case, told, at=_day(at, ago - 6, 20))


def _diagnose(case: Case, told: Told, staff: User, *, at: datetime) -> None:
    texts = {
        "situation": told.found,
        "determinants": "Gewoonten, geld en tijd spelen mee, en wie zich verantwoordelijk voelt.",
        "parties": "De gemeente wil wel, de uitvoerders hebben geen tijd, de bewoners wachten af.",
        "obstacles": f"{told.meeting_came}.",
    }
    case.refresh_from_db()
    handing.save_diagnosis(case, by=staff, at=at, **texts)
    judging.judge(case, Stage.DIAGNOSIS, _opinions(told, case), by=staff, at=at)
    handing.file_diagnosis(case, by=staff, at=at, made_on=local_date(at))


def _apply(case: Case, told: Told, *, at: datetime) -> None:
    xpert = User.objects.with_role(Role.XPERT).order_by("pk").first() if told.number % 5 == 0 else None
    texts = {
        "help_asked": f"Help ons verder met deze vraag: {told.found.lower()} Wij willen: {told.wished.lower()}.",
        "own_share": "Wij voeren alles zelf uit, en houden de partners bij elkaar.",
        "costs": "Reiskosten en twee keer zaalhuur; die draagt onze organisatie.",
        "preferred_kind": "Iemand uit de praktijk, die de regio kent." if told.number % 2 else "",
    }
    case.refresh_from_db()
    hours = {row.pk: 60 * (20 + 4 * (told.number % 5)) for row in case.applicants.all()}
    told_too = {"cents": 25_000, "helps_report": told.number % 7 != 0, "preferred_xpert": xpert}
    handing.save_application(case, by=case.contact, at=at, hours=hours, **texts, **told_too)
    handing.file_application(case, by=case.contact, at=at, rules=keeping.rules_in_force(at=at))
