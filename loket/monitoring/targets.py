"""The three targets (000 §2.4), how each stands at a moment, and what it is divided by.

What people *know* and *use regularly* only a survey can tell. Counted use stands beside it and is never divided by the
number of professionals: it counts visits, not people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet

from loket.core.templatetags.formats import long_date, number
from loket.core.working_days import add_months, local_date
from loket.monitoring import panels, surveyed, together
from loket.monitoring.enums import Levels, Measure
from loket.monitoring.models import Estimate
from loket.monitoring.models.estimate import newest
from loket.monitoring.permissions import can_monitor
from loket.monitoring.surveyed import Surveyed
from loket.usage import reports as usage_reports
from loket.usage.enums import Act
from network.learning import reports as learning_reports
from xperts.cases import reports as case_reports

UNKNOWN, NOT_MEASURED = "onbekend", "niet gemeten"
COUNTED_MONTHS = 12
LEVELS_2_AND_3 = ("2", "3")


@dataclass(frozen=True)
class Target:
    """``percent`` is the aim; ``whom`` the group it is about, as estimates name it."""

    key: str
    layer: int
    percent: int
    title: str
    sentence: str
    whom: Levels
    definition: str


TARGETS = (
    Target(
        "laag-1",
        1,
        75,
        "Laag 1: kennen en gebruiken",
        "75% van de professionals kent het loket en gebruikt het regelmatig.",
        Levels.ALL,
        "Het deel van wie een enquête invulde en zegt het loket te kennen én regelmatig te gebruiken. Een enquête telt "
        "twaalf maanden. Bezoeken tellen wij ook, maar die zeggen niet hoeveel mensen het zijn: zij staan ernaast.",
    ),
    Target(
        "laag-2",
        2,
        50,
        "Laag 2: meedoen",
        "50% van de professionals van niveau 2 en 3 doet mee in een netwerk of bijeenkomst.",
        Levels.TWO_AND_THREE,
        "Mensen met een account van niveau 2 of 3 die in de laatste twaalf maanden op een bijeenkomst waren of lid "
        "waren van een lerend netwerk. Ieder telt één keer. Gedeeld door de schatting van hoeveel er zijn.",
    ),
    Target(
        "laag-3",
        3,
        10,
        "Laag 3: advies op maat",
        "10% van de professionals van niveau 2 en 3 die ondersteuning wensen, maakt gebruik van advies op maat.",
        Levels.TWO_AND_THREE,
        "Mensen met een account van niveau 2 of 3 voor wie in de laatste twaalf maanden een aanvraag is ingediend, "
        "alleen of met anderen. Ieder telt één keer. Gedeeld door wie ondersteuning wenst: de schatting van hoeveel er "
        "zijn, maal het deel dat in een enquête zegt dat te wensen.",
    ),
)


@dataclass(frozen=True)
class Group:
    """How many people there are, from which estimates; ``people`` is None when nobody knows."""

    people: int | None
    estimates: Sequence[Estimate] = ()

    @property
    def told(self) -> str:
        if self.people is None:
            return UNKNOWN
        sources = "; ".join(f"{row.source}, {long_date(row.counted_on)}" for row in self.estimates)
        return f"{number(self.people)} mensen ({sources})"


@dataclass(frozen=True)
class Standing:
    """A target at a moment. ``share`` is between 0 and 1, None when it cannot be said; ``value`` says it in words.

    ``counted``: what was counted beside it, as (label, number or None); ``query`` is how it was asked of the database.
    """

    target: Target
    share: float | None
    value: str
    note: str
    group: Group
    counted: Sequence[tuple[str, int | None]]
    survey: Surveyed | None = None
    query: str = ""

    @property
    def whole_percents(self) -> int:
        return 0 if self.share is None else min(100, int(100 * self.share + 1e-9))

    @property
    def bar(self) -> str:
        return f"stand-{self.target.key}"

    @property
    def tone(self) -> str:
        if self.share is None:
            return "warning"
        return "good" if 100 * self.share >= self.target.percent else ""


def group(levels: Levels, *, on: date, at: datetime, sector: str = "", area: str = "") -> Group:
    """How many people of these levels there are on a day, as far as known at a moment. Two levels add up when both
    are known; else an estimate of the two together counts."""
    return _group_of(levels, newest(list(Levels), on=on, at=at, sector=sector, area=area))


def _group_of(levels: Levels, known: Sequence[Estimate]) -> Group:
    """The same, from the estimates in force."""
    apart = [row for row in known if row.level in LEVELS_2_AND_3]
    if levels == Levels.TWO_AND_THREE and len(apart) == len(LEVELS_2_AND_3):
        return Group(sum(row.people for row in apart), apart)
    whole = [row for row in known if row.level == levels]
    return Group(whole[0].people, whole) if whole else Group(None)


def standings(at: datetime, end: datetime | None = None) -> list[Standing]:
    """The three targets over the twelve months before ``end`` (by default now), as far as known at ``at``."""
    until = min(end or at, at)
    since = until.replace(year=until.year - 1) if (until.month, until.day) != (2, 29) else until.replace(day=28)
    known = newest(list(Levels), on=local_date(until), at=at)
    people = learning_reports.participants(LEVELS_2_AND_3, since, until)
    askers = case_reports.askers(LEVELS_2_AND_3, since, until)
    taking_part, asking = together.counts([people, askers])
    whole = _group_of(Levels.TWO_AND_THREE, known)
    return [
        _first(until, _group_of(Levels.ALL, known)),
        _second(taking_part, whole, _query(people)),
        _third(until, asking, whole, _query(askers)),
    ]


def _query(people: QuerySet) -> str:
    return str(people.values("pk").query)


def _first(until: datetime, whole: Group) -> Standing:
    target, last = TARGETS[0], local_date(until)
    told = surveyed.of(Measure.KNOWS_AND_USES, until)
    counted = usage_reports.totals(Act.values, add_months(last, -COUNTED_MONTHS), last)
    labels = ((Act.VIEW, "Keer bekeken"), (Act.DOWNLOAD, "Keer gedownload"), (Act.SEARCH, "Keer gezocht"))
    return Standing(
        target,
        told.total.share if told else None,
        _measured(told),
        _about(told),
        whole,
        [(label, counted.get(act.value)) for act, label in labels],
        told,
        "deel van de antwoorden = (antwoorden met ‘ken ik’ én ‘gebruik ik regelmatig’) / (alle antwoorden), "
        "van de nieuwste enquête die korter dan twaalf maanden geleden sloot",
    )


def _second(count: int, whole: Group, query: str) -> Standing:
    share = count / whole.people if whole.people else None
    value = _percent(share) if share is not None else UNKNOWN
    note = "" if whole.people else "Hoeveel mensen van niveau 2 en 3 er zijn, is nog niet ingevuld."
    counted = [("Mensen van niveau 2 en 3 die meededen", count)]
    return Standing(TARGETS[1], share, value, note, whole, counted, query=query)


def _third(until: datetime, count: int, whole: Group, query: str) -> Standing:
    wish = surveyed.of(Measure.WISHES_SUPPORT, until)
    wishing = whole.people * wish.total.share if whole.people and wish else 0
    share = count / wishing if wishing else None
    notes = ["" if wish else "Wie ondersteuning wenst, is niet gemeten.", "" if whole.people else _NOBODY_KNOWS]
    if whole.people:
        notes.append(f"Gelezen als deel van iedereen van niveau 2 en 3 is het {_percent(count / whole.people)}.")
    value = _percent(share) if share is not None else (UNKNOWN if wish else NOT_MEASURED)
    counted = [("Mensen van niveau 2 en 3 met een aanvraag", count)]
    note = " ".join(filter(None, notes))
    return Standing(TARGETS[2], share, value, note, whole, counted, wish, query)


_NOBODY_KNOWS = "Hoeveel mensen van niveau 2 en 3 er zijn, is nog niet ingevuld."


def _measured(told: Surveyed | None) -> str:
    return f"{_percent(told.total.share)} ± {number(100 * told.total.margin, 1)}" if told else NOT_MEASURED


def _about(told: Surveyed | None) -> str:
    if told is None:
        return "Er is in de laatste twaalf maanden geen enquête geweest."
    return (
        f"{told.name}, gesloten op {long_date(told.ended_on)}: {number(told.total.answered)} van de "
        f"{number(told.invited)} mensen antwoordden ({_percent(told.response)}). Marge bij 95% zekerheid."
    )


def _percent(share: float) -> str:
    """In whole percents, rounded down: what does not reach a target is never shown as reaching it."""
    return f"{int(100 * share + 1e-9)}%"


def estimate(told: dict, *, by, at: datetime) -> Estimate:
    """Add an estimate; what was there stays as history. ``told``: the fields of ``Estimate``.

    Raises ``PermissionDenied``; ``ValidationError`` for 0 people, no source, or a day in the future.
    """
    if not can_monitor(by):
        raise PermissionDenied("Alleen een coördinator kan dit wijzigen.")
    made = Estimate(**told, by=by, at=at)
    if made.counted_on > local_date(at):
        raise ValidationError({"counted_on": "Deze dag moet nog komen. Vul in vanaf wanneer het getal al geldt."})
    made.full_clean()
    made.save()
    panels.changed()
    return made
