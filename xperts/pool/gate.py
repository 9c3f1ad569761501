"""Who can be asked at all: every reason why not, in words, with what would change it (hard cases 45–50, 73–77).

Pure functions over what ``facts`` read. Unknown is not free of interest: who says nothing of an employer is not asked.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models

from loket.core.templatetags import formats
from loket.search import dutch
from xperts.cases.models import Case
from xperts.pool.enums import AskState, InterestKind
from xperts.pool.facts import Pool, Question
from xperts.pool.models import Interest, Xpert
from xperts.pool.units import hours

Reasons = Mapping[int, str]


class Bar(models.TextChoices):
    """Why somebody cannot be asked; the label says what would make it otherwise, for all of them at once."""

    APPLIES = "applies", "Zelf aanvrager"
    EMPLOYER = "employer", "Werkzaam bij een aanvrager: kies een Xpert van elders"
    INTEREST = "interest", "Kort geleden werkzaam voor een aanvrager: verkort de jaren dat een belang telt"
    MUNICIPALITY = "municipality", "Band met de gemeente: verkort de jaren dat een belang telt"
    UNKNOWN = "unknown", "Geen werkgever ingevuld: vraag om het profiel aan te vullen"
    DIAGNOSIS = "diagnosis", "Stelde de diagnose: laat het kernteam opschrijven waarom het toch kan"
    SEAT = "seat", "Betrokken bij het kernteam: kies een ander"
    STATE = "state", "In rust: vraag of dat voorbij is"
    TRAINING = "training", "Scholing of intervisie niet op peil: leg de uren vast"
    AWAY = "away", "Niet beschikbaar: vraag naar een latere periode"
    HOURS = "hours", "Te weinig uren over: verdeel de uren over meer Xperts of meer maanden"
    CAP = "cap", "Aan het maximum: verhoog het maximum, of neem mensen op in de pool"
    REST = "rest", "Rust na een traject: verkort de rusttijd, of wacht"
    DECLINED = "declined", "Zei voor deze aanvraag al nee"
    ASKED = "asked", "Voor deze aanvraag al gevraagd"


CAPACITY = frozenset({Bar.STATE, Bar.TRAINING, Bar.AWAY, Bar.HOURS, Bar.CAP})
"""What can change between the asking and the answer, and is looked at again (hard case 76)."""

INTERESTS = frozenset({Bar.APPLIES, Bar.EMPLOYER, Bar.INTEREST, Bar.MUNICIPALITY, Bar.UNKNOWN, Bar.DIAGNOSIS, Bar.SEAT})


@dataclass(frozen=True)
class Barrier:
    """One reason: ``text`` says what is in the way of this person, ``remedy`` what would change it."""

    bar: Bar
    text: str
    remedy: str = ""


_one: list[Callable[[Xpert, Case, datetime], str | None]] = []
_many: list[Callable[[Iterable[Xpert], Case, datetime], Reasons]] = []
_waivers: list[Callable[[Case], Iterable[int]]] = []


def register_barrier(function: Callable[[Xpert, Case, datetime], str | None]) -> None:
    """``function(xpert, case, at)`` gives a sentence when this Xpert cannot be asked for this case, else None.

    It is called for every Xpert, so it may not query; what must query goes by ``register_barriers``.
    """
    if function not in _one:
        _one.append(function)


def register_barriers(function: Callable[[Iterable[Xpert], Case, datetime], Reasons]) -> None:
    """``function(xperts, case, at)`` gives the sentences by number of the Xpert, for all of them in one query."""
    if function not in _many:
        _many.append(function)


def register_diagnosis_waiver(function: Callable[[Case], Iterable[int]]) -> None:
    """``function(case)`` gives the people who may help although they made the diagnosis: the kernteam said why."""
    if function not in _waivers:
        _waivers.append(function)


def barriers(question: Question, pool: Pool, used: Mapping[int, int], *, at: datetime) -> dict[int, list[Barrier]]:
    """By number of the Xpert all that is in the way; ``used`` are the minutes they already spent of what they have."""
    case = question.case
    told = [function(pool.xperts, case, at) for function in _many]
    waived = {person for function in _waivers for person in function(case)}
    found = {}
    for xpert in pool.xperts:
        rows = [*_own_interests(xpert, question, pool), *_state(xpert, pool), *_capacity(xpert, question, pool, used)]
        if question.diagnosed_by and xpert.person_id == question.diagnosed_by and xpert.person_id not in waived:
            rows.append(Barrier(Bar.DIAGNOSIS, "Stelde de diagnose.", "Het kernteam schrijft op waarom het toch kan."))
        seats = [function(xpert, case, at) for function in _one] + [each.get(xpert.pk) for each in told]
        rows += [Barrier(Bar.SEAT, text) for text in seats if text]
        found[xpert.pk] = list(dict.fromkeys([*rows, *_earlier(pool.asked.get(xpert.pk))]))
    return found


def _own_interests(xpert: Xpert, question: Question, pool: Pool) -> Iterator[Barrier]:
    if xpert.person_id in question.people:
        yield Barrier(Bar.APPLIES, "Vraagt zelf deze hulp.")
    employers = _employers(xpert)
    if not employers and not any(row.kind == InterestKind.EMPLOYER for row in xpert.interests.all()):
        remedy = "Vul de werkgever in op het profiel."
        yield Barrier(Bar.UNKNOWN, "Wij weten niet waar deze Xpert werkt, dus ook niet of er een belang is.", remedy)
    for organisation in employers:
        if pool.current(organisation.pk) in question.organisations:
            yield Barrier(Bar.EMPLOYER, f"Werkt bij {organisation.name}, net als een aanvrager.")
            break
    since = pool.today.year - pool.rules.interest_years
    for row in xpert.interests.all():
        if row.holds_since(since) and _touches(row, question, pool):
            yield _barrier_of(row, pool.rules.interest_years)


def _employers(xpert: Xpert) -> list:
    of_account = xpert.person.organisation if xpert.person else None
    return [row for row in (of_account, xpert.institute) if row]


def _touches(row: Interest, question: Question, pool: Pool) -> bool:
    """Both directions: by the organisation of today, by its name as written, by the municipality (hard case 48)."""
    if row.kind == InterestKind.MUNICIPALITY:
        return row.area in question.municipalities
    if row.organisation_id:
        return pool.current(row.organisation_id) in question.organisations
    return dutch.fold(row.name) in question.names


def _barrier_of(row: Interest, years: int) -> Barrier:
    when = f"tot en met {row.until_year}" if row.until_year else "nog steeds"
    remedy = f"Vanaf {row.until_year + years + 1} telt dit niet meer." if row.until_year else ""
    if row.kind == InterestKind.MUNICIPALITY:
        return Barrier(Bar.MUNICIPALITY, f"Heeft een band met de gemeente {row.name} ({when}).", remedy)
    if row.kind == InterestKind.EMPLOYER and row.until_year is None:
        return Barrier(Bar.EMPLOYER, f"Werkt bij {row.name}, net als een aanvrager.")
    verb = "Werkte bij" if row.kind == InterestKind.EMPLOYER else "Werkt in opdracht van"
    return Barrier(Bar.INTEREST, f"{verb} {row.name} ({when}).", remedy)


def _state(xpert: Xpert, pool: Pool) -> Iterator[Barrier]:
    if not xpert.is_active:
        yield Barrier(Bar.STATE, "Is in rust.", "Vraag of de rust voorbij is.")
    until = training_until(xpert)
    if until is None or until < pool.today:
        since = f" sinds {formats.long_date(until + timedelta(days=1))}" if until else ""
        yield Barrier(Bar.TRAINING, f"Scholing of intervisie is niet op peil{since}.", "Leg nieuwe uren vast.")
    periods = list(xpert.availability.all())
    if periods and not any(row.holds_on(pool.today) for row in periods):
        coming = min((row.begins_on for row in periods if row.begins_on > pool.today), default=None)
        remedy = f"Vanaf {formats.long_date(coming)} wel." if coming else "Vraag naar een nieuwe periode."
        yield Barrier(Bar.AWAY, "Is nu niet beschikbaar.", remedy)
    ended = pool.ended.get(xpert.pk)
    if ended and pool.today < ended + timedelta(days=pool.rules.rest_days):
        free = ended + timedelta(days=pool.rules.rest_days)
        yield Barrier(Bar.REST, "Rust na een traject.", f"Vanaf {formats.long_date(free)} weer te vragen.")


def training_until(xpert: Xpert) -> date | None:
    """The last day on which the hours of training are enough; None when nothing was ever kept."""
    standing = getattr(xpert.person, "training_standing", None)
    return standing.until if standing else None


def _capacity(xpert: Xpert, question: Question, pool: Pool, used: Mapping[int, int]) -> Iterator[Barrier]:
    load = pool.load(xpert)
    most = xpert.most_at_once or pool.rules.most_at_once
    if load.number >= most:
        remedy = "Verhoog het maximum op het profiel of in de werkwijze."
        yield Barrier(Bar.CAP, f"Heeft al {load.number} van {most} trajecten of verzoeken.", remedy)
    left = minutes_left(xpert, pool, used)
    if left is not None and left < question.minutes:
        text = f"Heeft nog {hours(max(0, left))} over; er is {hours(question.minutes)} gevraagd."
        yield Barrier(Bar.HOURS, text, "Verdeel de uren over meer Xperts, of over meer maanden.")


def minutes_left(xpert: Xpert, pool: Pool, used: Mapping[int, int]) -> int | None:
    """What somebody can still give over the months that a job takes; None when no limit is known."""
    if xpert.minutes_a_month is None:
        return None
    committed = max(0, pool.load(xpert).minutes - used.get(xpert.pk, 0))
    return xpert.minutes_a_month * pool.rules.months_ahead - committed


def _earlier(state: str | None) -> Iterator[Barrier]:
    if state == AskState.DECLINED:
        yield Barrier(Bar.DECLINED, "Zei voor deze aanvraag al nee.")
    elif state in (AskState.ASKED, AskState.ACCEPTED):
        yield Barrier(Bar.ASKED, "Is voor deze aanvraag al gevraagd.")


def advice(found: Iterable[list[Barrier]]) -> list[str]:
    """What to change when nobody can be asked, the change that lets most people through first (hard cases 73, 74)."""
    rows = [{barrier.bar for barrier in barriers} for barriers in found]
    if not rows:
        return ["Er zit nog niemand in de pool. Draag mensen voor."]
    alone = {bar: sum(bars == {bar} for bars in rows) for bar in Bar}
    among = {bar: sum(bar in bars for bars in rows) for bar in Bar}
    order = sorted((bar for bar in Bar if among[bar]), key=lambda bar: (-alone[bar], -among[bar], bar.value))
    return [_sentence(bar, among[bar], alone[bar]) for bar in order]


def _sentence(bar: Bar, number: int, alone: int) -> str:
    who = "1 Xpert" if number == 1 else f"{number} Xperts"
    only = f", bij {alone} het enige bezwaar" if alone else ""
    return f"{bar.label} ({who}{only})."
