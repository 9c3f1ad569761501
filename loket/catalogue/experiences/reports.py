"""Figures about use and experiences, the start of the analysis of implementation; read-only.

How the reach is added up stands in ``REACH_EXPLAINED``, which the pages show beside the figure.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q

from loket.catalogue.experiences.enums import WOULD_USE_AGAIN, Again
from loket.catalogue.experiences.models import Experience, Use
from loket.catalogue.experiences.models.use import NATIONAL
from loket.catalogue.experiences.regions import regions_of
from loket.vocabulary import lookup

REACH_EXPLAINED = (
    "Het bereik is de som van wat organisaties zelf opgeven: mensen per jaar, per gebied. Ligt een gebied binnen een "
    "ander gebied van dezelfde organisatie, dan telt alleen het grootste. Wie door twee organisaties wordt bereikt, "
    "telt twee keer: dat kunnen wij niet zien. Lees het getal als orde van grootte."
)
COUNTED = (
    "Meegeteld is wat nu loopt en in de laatste anderhalf jaar is bevestigd. Wat voor heel Nederland is aangemeld, "
    "telt niet mee op de kaart. Wat voor een provincie is aangemeld, telt mee in elke GGD-regio van die provincie."
)


@dataclass(frozen=True)
class Row:
    """What a registration counts with. ``entry`` and ``organisation`` are numbers, ``area`` a code."""

    entry: int
    organisation: int
    area: str
    reach: int | None


@dataclass
class Figures:
    """``reach``: people per year. ``without_reach``: registrations that give none; ``inside``: those left out of the
    sum because a wider area of the same organisation counts already."""

    registrations: int = 0
    organisations: int = 0
    national: int = 0
    reach: int = 0
    without_reach: int = 0
    inside: int = 0
    per_region: dict[str, int] = field(default_factory=dict)

    @property
    def regions(self) -> int:
        return len(self.per_region)


def figures(rows: Iterable[Row]) -> Figures:
    """Count registrations of one entry, or of many: an organisation counts once, its reach once per entry."""
    per_region: dict[str, set[int]] = defaultdict(set)
    together: dict[tuple[int, int], dict[str, int | None]] = defaultdict(dict)
    found = Figures()
    for row in rows:
        found.registrations += 1
        together[row.entry, row.organisation][row.area] = row.reach
        for code in regions_of(row.area):
            per_region[code].add(row.organisation)
    found.organisations = len({organisation for _, organisation in together})
    found.national = len({organisation for (_, organisation), areas in together.items() if NATIONAL in areas})
    found.per_region = {code: len(organisations) for code, organisations in per_region.items()}
    for areas in together.values():
        _add_reach(found, areas)
    return found


def _add_reach(found: Figures, areas: dict[str, int | None]) -> None:
    """The areas of one organisation with one entry: what lies within another of them is not added again."""
    for area, reach in areas.items():
        if reach is None:
            found.without_reach += 1
        elif any(areas[wider] is not None for wider in _wider(area, areas)):
            found.inside += 1
        else:
            found.reach += reach


def _wider(area: str, areas: Iterable[str]) -> set[str]:
    if area == NATIONAL:
        return set()
    return ({*lookup.area_with_ancestors(area), NATIONAL} - {area}) & set(areas)


def of_entry(entry, today: date) -> Figures:
    return figures(current_rows(Use.objects.filter(entry=entry), today))


def current_rows(uses, today: date) -> list[Row]:
    # In no order: the usual one, by the name of the organisation, would join and sort them all.
    rows = uses.current(today).order_by().values_list("entry", "organisation", "area", "reach")
    return [Row(*row) for row in rows]


def per_entry(rows: Iterable[Row]) -> dict[int, Figures]:
    """The figures of each entry by its number."""
    apart: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        apart[row.entry].append(row)
    return {entry: figures(own) for entry, own in apart.items()}


@dataclass(frozen=True)
class Verdicts:
    """What the public experiences with an entry answer to *would you use it again*."""

    count: int
    per_answer: dict[str, int]

    @property
    def positive(self) -> int:
        return sum(self.per_answer.get(answer, 0) for answer in WOULD_USE_AGAIN)

    @property
    def rows(self) -> list[tuple[str, int]]:
        return [(answer.label, self.per_answer.get(answer.value, 0)) for answer in Again]


def verdicts(entries: Iterable[int]) -> dict[int, Verdicts]:
    """By the number of the entry (one query); an entry without experiences is absent."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    shown = Experience.objects.public().filter(entry__in=list(entries)).order_by()
    for entry, again, number in shown.values_list("entry", "again").annotate(Count("pk")):
        counts[entry][again] = number
    return {entry: Verdicts(sum(found.values()), found) for entry, found in counts.items()}


def overview(today: date) -> dict:
    """How much there is altogether, for the page of the editors."""
    return Experience.objects.aggregate(
        public=Count("pk", filter=Q(shown_at__isnull=False)),
        waiting=Count("pk", filter=Q(state="submitted")),
        late=Count("pk", filter=Q(state="submitted", due_on__lt=today)),
    )


def shared_by(user) -> tuple[int, int]:
    """How many experiences of this person are public, and how often colleagues found one of them useful."""
    own = Experience.objects.public().filter(author=user).order_by()
    found = own.aggregate(shared=Count("pk", distinct=True), useful=Count("votes"))
    return found["shared"], found["useful"]
