"""Demo content of monitoring: two years of use, estimates, budgets, who receives what, and the reports of the past."""

import math
import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Q

from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.catalogue.findable import SUBJECT_TYPE
from loket.catalogue.models import Entry
from loket.core.working_days import AMSTERDAM, is_working_day, local_date
from loket.monitoring import budget, periods, receiving, reporting, targets
from loket.monitoring.enums import LENGTHS, Layer, Levels, Place, Spending
from loket.monitoring.models import Estimate, Recipient, Report, YearBudget
from loket.monitoring.models.report import due_on
from loket.usage import counting, rollup
from loket.usage.enums import Act, Dimension
from loket.usage.models import DayCount, UseCount
from loket.vocabulary import lookup

SEED = 2010
DAYS = 730
ROLLED_UP = 150
"""Of so many days the areas' rows are counted too, as the nightly task does; of earlier ones only use was kept."""
USED_ENTRIES, OTHERS, USED_AT_FIRST = 12, 7, 4
PEOPLE = 0.6
"""The part of views by who is signed in."""
_SECTORS = {"ggd": 9, "ggz": 4, "verslavingszorg": 2, "thuiszorg": 3, "sport": 3, "gemeente": 2}
_LEVELS = {"1": 5, "2": 8, "3": 4, "4": 1}
_BUDGETS = ((-1, 900_000_00, "Vastgesteld met de opdrachtgever."), (0, 960_000_00, "Verhoogd voor de regio's."))
_COSTS = (
    (Layer.THINGS, Spending.SPENT, 40, 58_400_00, "Redactie en beheer van de catalogus", ""),
    (Layer.THINGS, Spending.SPENT, 90, 62_000_00, "Servicedesk, eerste helft", ""),
    (Layer.THINGS, Spending.SPENT, 20, 166_000_00, "Doorontwikkeling van het loket", ""),
    (Layer.MEETING, Spending.SPENT, 120, 18_250_00, "Zaalhuur en sprekers", "Regiobijeenkomst valpreventie"),
    (Layer.MEETING, Spending.SPENT, 60, 41_900_00, "Begeleiding van lerende netwerken", ""),
    (Layer.MEETING, Spending.RESERVED, 0, 24_000_00, "Zaal en catering", "Masterclass bestuurlijk draagvlak"),
    (Layer.COORDINATION, Spending.SPENT, 30, 71_500_00, "Coördinatie en verantwoording", ""),
)
_RECIPIENTS = (
    (Place.MONTHLY, "servicedesk@voorbeeld.nl", "Servicedesk"),
    (Place.QUARTERLY, "opdrachtgever@voorbeeld.nl", "Ministerie (voorbeeld)"),
    (Place.QUARTERLY, "partners@voorbeeld.nl", "Partneroverleg (voorbeeld)"),
    (Place.YEARLY, "opdrachtgever@voorbeeld.nl", "Ministerie (voorbeeld)"),
)
_TEXTS = {
    Place.MONTHLY: "De meeste vragen gingen over valpreventie. Vanaf volgende maand is er een collectief antwoord.",
    Place.QUARTERLY: "Het gebruik groeit rustig. In het noorden doen nog weinig mensen mee: daar plannen wij "
    "twee bijeenkomsten.\n\nAlle besluiten over advies op maat zijn in behandeling binnen de termijn.",
    Place.YEARLY: "Dit was het eerste hele jaar van het loket. Wij danken iedereen die materiaal bracht.",
}
_PAST = {Place.MONTHLY: 2, Place.QUARTERLY: 1, Place.YEARLY: 1}


def load(*, at: datetime, say) -> None:
    """Fill what is empty; a second time adds nothing."""
    coordinator = User.objects.get(email=address(Role.COORDINATOR))
    _use(local_date(at))
    _estimates(coordinator, at=at)
    _budgets(coordinator, at=at)
    for kind, email, name in _RECIPIENTS:
        if not Recipient.objects.filter(kind=kind, email=email).exists():
            receiving.add({"kind": kind, "email": email, "name": name}, by=coordinator, at=at)
    rollup.check(local_date(at), at=at)
    _reports(coordinator, at=at)
    say(f"Monitoring: {Report.objects.made().count()} rapporten en twee jaar gebruik")


def _use(today: date) -> None:
    """Two years up to yesterday, with weekends, holidays and a slow growth."""
    if UseCount.objects.filter(day__lt=today - timedelta(days=DAYS // 2)).exists():
        return
    chance = random.Random(SEED)
    entries = _entries()
    days = [today - timedelta(days=back) for back in range(DAYS, 0, -1)]
    rows, people = [], []
    for place, day in enumerate(days):
        busy = _busy(day, place)
        used = list(_of_day(day, busy, entries[: USED_ENTRIES if place > DAYS // 2 else USED_AT_FIRST], chance))
        rows += used
        people += _people(day, busy, chance)
        if place < DAYS - ROLLED_UP:
            people += _totals(day, used)
    counting.restore(rows, people)
    for day in days[-ROLLED_UP:]:
        rollup.roll_up(day)


def _entries() -> list[int]:
    """Some of the catalogue, and what the demo partner and the demo professional brought: they see it used."""
    partner, professional = (User.objects.get(email=address(role)) for role in (Role.PARTNER, Role.PROFESSIONAL))
    published = Entry.objects.published().order_by("pk")
    own = published.filter(Q(organisation=partner.organisation) | Q(owner=professional))
    numbers = [*published.values_list("pk", flat=True)[:OTHERS], *own.values_list("pk", flat=True)[:USED_ENTRIES]]
    return list(dict.fromkeys(numbers))[:USED_ENTRIES]


def _totals(day: date, rows: list[UseCount]) -> Iterator[DayCount]:
    for act in Act.values:
        yield DayCount(day=day, act=act, count=sum(row.count for row in rows if row.act == act))


def _busy(day: date, place: int) -> float:
    growth = 1 + place / DAYS
    season = 1 + 0.25 * math.cos(2 * math.pi * (day.timetuple().tm_yday - 60) / 365)
    return growth * season * (1 if is_working_day(day) else 0.15)


def _of_day(day: date, busy: float, entries: list[int], chance: random.Random) -> Iterator[UseCount]:
    for rank, entry in enumerate(entries, start=1):
        views = int(busy * chance.uniform(6, 30) / rank)
        if views:
            yield UseCount(day=day, subject_type=SUBJECT_TYPE, subject_id=entry, act=Act.VIEW, count=views)
        if views > 3:
            yield UseCount(day=day, subject_type=SUBJECT_TYPE, subject_id=entry, act=Act.DOWNLOAD, count=views // 4)
    searches = max(1, int(busy * chance.uniform(18, 40)))
    yield UseCount(day=day, subject_type="search", subject_id=0, act=Act.SEARCH, count=searches)
    yield UseCount(day=day, subject_type="search", subject_id=0, act=Act.EMPTY_SEARCH, count=max(1, searches // 14))


def _people(day: date, busy: float, chance: random.Random) -> Iterator[DayCount]:
    """What is counted of who is signed in: each dimension apart, in proportion."""
    regions = {code: 1 + place % 7 for place, (code, *_) in enumerate(lookup.tile_map())}
    for dimension, weights in (
        (Dimension.SECTOR, _SECTORS),
        (Dimension.LEVEL, _LEVELS),
        (Dimension.REGION, regions),
    ):
        for code, weight in weights.items():
            count = int(busy * PEOPLE * 60 * weight / sum(weights.values()) * chance.uniform(0, 1.4))
            if count:
                yield DayCount(day=day, act=Act.VIEW.value, dimension=dimension, code=code, count=count)


def _estimates(coordinator: User, *, at: datetime) -> None:
    if Estimate.objects.exists():
        return
    told = {
        "level": Levels.ALL,
        "people": 1700,
        "counted_on": date(2009, 12, 31),
        "source": "Franse e.a., 2009, genoemd in het plan van aanpak 2010-2012, §2.3",
        "note": "Ruim 1.700, van alle niveaus samen. Hoeveel daarvan niveau 2 en 3 zijn, staat in geen bron.",
    }
    targets.estimate(told, by=coordinator, at=at - timedelta(days=DAYS))


def _budgets(coordinator: User, *, at: datetime) -> None:
    if YearBudget.objects.exists():
        return
    today = local_date(at)
    for years, cents, why in _BUDGETS:
        begin = datetime(today.year + years, 1, 3, 10, tzinfo=AMSTERDAM)
        budget.set_year({"year": today.year + years, "cents": cents, "why": why}, by=coordinator, at=min(begin, at))
    for layer, spending, back, cents, what, event in _COSTS:
        day = max(date(today.year, 1, 1), today - timedelta(days=back))
        told = {"layer": layer, "spending": spending, "day": day, "cents": cents, "what": what, "event": event}
        budget.enter(told, by=coordinator, at=at)
    wrong = {"layer": Layer.MEETING, "day": today, "cents": 999_00, "what": "Dubbel ingevoerd"}
    budget.withdraw(budget.enter(wrong, by=coordinator, at=at), by=coordinator, at=at)


def _reports(coordinator: User, *, at: datetime) -> None:
    """The last ones of each kind, made on the days on which they were due; the next ones wait."""
    today = local_date(at)
    for kind, count in _PAST.items():
        period = periods.before(LENGTHS[kind], today)
        if due_on(kind, period) > today:
            period = period.previous
        for back in range(count - 1, -1, -1):
            wanted = period
            for _ in range(back):
                wanted = wanted.previous
            _report(kind, wanted, coordinator)
    reporting.open_reports(today)


def _report(kind: Place, period: periods.Period, coordinator: User) -> None:
    report, _ = reporting.open_report(kind, period)
    if report.is_made:
        return
    moment = datetime.combine(report.due_on, datetime.min.time(), AMSTERDAM) + timedelta(hours=6)
    reporting.write_text(report, _TEXTS[kind], by=coordinator, at=moment - timedelta(hours=12))
    reporting.make(report, at=moment)
