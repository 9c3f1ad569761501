"""What the pages of monitoring show; read-only."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from loket.core import markdown
from loket.core.templatetags.formats import long_date, number
from loket.core.working_days import local_date
from loket.monitoring import blocks as block_data
from loket.monitoring import budget, figures, panels, periods, permissions, targets
from loket.monitoring.blocks import LATE, Block, Cell
from loket.monitoring.enums import Layer, Length, Levels, Place
from loket.monitoring.models import Cost, Estimate, Recipient, Report, YearBudget
from loket.monitoring.models.report import KINDS
from loket.monitoring.panels import Asked, Panel
from loket.monitoring.periods import Period
from loket.vocabulary import lookup
from xperts.kernteam.amounts import euros

PER_PAGE = 25
HISTORY_SHOWN = 50
AS_A_LINE = 1
"""So many columns has a tile that is only its title and its glance."""
SLUGS = {
    "coordinator": Place.COORDINATOR,
    "servicedesk": Place.SERVICEDESK,
    "kernteam": Place.KERNTEAM,
    "redactie": Place.EDITORS,
    "organisatie": Place.PARTNER,
    "mijn": Place.PROFESSIONAL,
}
"""The dashboards as addresses have them."""

ALLOWED = {
    Place.COORDINATOR: permissions.can_monitor,
    Place.SERVICEDESK: permissions.can_see_desk,
    Place.KERNTEAM: permissions.can_see_kernteam,
    Place.EDITORS: permissions.can_see_editors,
    Place.PARTNER: permissions.can_see_partner,
    Place.PROFESSIONAL: permissions.can_see_own,
}
_LEADS = {
    Place.COORDINATOR: "Wat het programma bereikt, kost en oplevert.",
    Place.SERVICEDESK: "Hoe druk het is, waarover mensen vragen en of het hielp.",
    Place.KERNTEAM: "Besluiten op tijd, op welke grond, en of gelijke aanvragen gelijk worden beoordeeld.",
    Place.EDITORS: "Hoe actueel de catalogus is, en wat mensen niet vinden.",
    Place.PARTNER: "Hoe uw ingangen, opleidingen en bijeenkomsten worden gebruikt.",
    Place.PROFESSIONAL: "Wat u bracht, wat anderen eraan hadden, en wat u leerde.",
}
_WITHOUT_PERIOD = (Place.PARTNER, Place.PROFESSIONAL)


@dataclass(frozen=True)
class Shown:
    """A block with what its template needs: its own page and downloads, its place, and its rows with their links."""

    name: str
    block: Block
    files: tuple[tuple[str, str], ...] = ()
    url: str = ""
    columns: int = 4

    @property
    def lines(self) -> list[list["ShownCell"]]:
        """The rows of a table; the first cell has the address of the row, where it has one."""
        addresses = [*self.block.links, *[""] * len(self.block.rows)]
        return [
            [
                ShownCell(_text(cell), *column, url if place == 0 else "")
                for place, (cell, column) in enumerate(zip(row, self.headings, strict=False))
            ]
            for url, row in zip(addresses, self.block.rows, strict=False)
        ]

    @property
    def headings(self) -> list[tuple[str, bool]]:
        """(heading, whether it has numbers)."""
        return [(heading, place in self.block.numeric) for place, heading in enumerate(self.block.headings)]

    @property
    def in_brief(self) -> tuple[list[tuple[str, bool]], list[list["ShownCell"]]]:
        """The headings and rows that a tile has room for."""
        wanted = (0, *(self.block.brief or [place for place in self.block.numeric if place]))
        lines = [[line[place] for place in wanted] for line in self.lines[: self.block.top]]
        return [self.headings[place] for place in wanted], lines

    @property
    def says_glance(self) -> bool:
        """Figures in a tile say it each for themselves."""
        return bool(self.block.glance) and (self.block.kind != "numbers" or self.columns == AS_A_LINE)

    @property
    def as_of(self) -> str:
        items = getattr(self.block, "items", ())
        return self.block.as_of or next((item.as_of for item in items if item.as_of), "")

    @property
    def picture(self) -> SafeString:
        """The chart, made by ``core.charts``, also when a report kept it as text."""
        return mark_safe(self.block.svg)

    @property
    def text(self) -> SafeString:
        return markdown.to_html(self.block.text)


@dataclass(frozen=True)
class ShownCell:
    text: str
    heading: str
    is_number: bool
    url: str = ""

    @property
    def is_late(self) -> bool:
        return self.text == LATE


def _text(cell: Cell) -> str:
    if cell is None:
        return "–"
    return number(cell) if isinstance(cell, int) else str(cell)


def chosen_period(written: str, *, at: datetime) -> tuple[Period, str]:
    """The period of an address, by default this year; and a sentence when it cannot be shown."""
    today = local_date(at)
    usual = periods.around(Length.YEAR, today)
    if not written:
        return usual, ""
    found = periods.parse(written)
    if found is None:
        return usual, "Deze periode kennen wij niet. U ziet dit jaar."
    if found.first > today:
        return usual, f"De periode {found.label} moet nog beginnen. U ziet dit jaar."
    return found, ""


def dashboard(place: Place, asked: Asked, slug: str) -> dict:
    """The tiles of a dashboard, and the ways to other periods and dashboards."""
    shown = [_shown(panel, block, asked, slug) for panel, block in panels.filled(place, asked)]
    return {
        "title": place.label,
        "lead": _LEADS[place],
        "blocks": shown,
        "as_of": _usual_moment(shown),
        "period": asked.period,
        "periods": [] if place in _WITHOUT_PERIOD else _period_links(asked),
        "tabs": dashboard_tabs(asked.user, place),
        "place": place,
    }


def _usual_moment(shown: list[Shown]) -> str:
    """Until when most tiles were counted; it stands above them, and the others say theirs."""
    told = Counter(one.as_of for one in shown if one.as_of)
    return told.most_common(1)[0][0] if told else ""


def dashboard_block(place: Place, name: str, asked: Asked, slug: str) -> dict | None:
    """The page of one block, with its whole table; None when it does not stand there."""
    found = next((panel for panel in panels.registered(place) if panel.name == name), None)
    block = found.build(asked) if found else None
    if block is None:
        return None
    return {
        "shown": _shown(found, block, asked, slug),
        "back": reverse("dashboard", args=[slug]) + _query(asked),
        "place": place,
        "period": asked.period,
        "periods": [] if place in _WITHOUT_PERIOD else _period_links(asked),
    }


def _shown(panel: Panel, block: Block, asked: Asked, slug: str) -> Shown:
    query = _query(asked)
    files = ((ext, reverse("dashboard_file", args=[slug, panel.name, ext]) + query) for ext in ("csv", "ods"))
    own = reverse("dashboard_block", args=[slug, panel.name]) + query
    return Shown(panel.name, block, tuple(files), own, panel.columns)


def _query(asked: Asked) -> str:
    return f"?periode={asked.period.code}"


def _period_links(asked: Asked) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """By length (label, query, is chosen): this one, and the ones before it."""
    today = local_date(asked.at)
    found = []
    for length, count in ((Length.YEAR, 3), (Length.QUARTER, 4), (Length.MONTH, 6)):
        period, options = periods.around(length, today), []
        for _ in range(count):
            options.append((period.label, f"?periode={period.code}", period == asked.period))
            period = period.previous
        found.append((length.label.capitalize(), options))
    return found


def dashboard_tabs(user, current: Place | None) -> list[dict]:
    """The dashboards that this person may see, when there is more than one."""
    names = {Place.COORDINATOR: "Overzicht", Place.EDITORS: "Redactie", Place.PARTNER: "Uw organisatie"}
    names |= {Place.SERVICEDESK: "Servicedesk", Place.KERNTEAM: "Kernteam", Place.PROFESSIONAL: "Uzelf"}
    tabs = [
        {"label": names[place], "url": reverse("dashboard", args=[slug]), "is_current": place == current}
        for slug, place in SLUGS.items()
        if ALLOWED[place](user)
    ]
    return tabs if len(tabs) > 1 else []


def targets_page(at: datetime) -> dict:
    """The targets, the estimates in force by sector, level and region, and those that went before."""
    rows = list(Estimate.objects.select_related("by")[:HISTORY_SHOWN])
    force: dict[tuple, Estimate] = {}
    for row in Estimate.objects.known(local_date(at), at):
        force.setdefault((row.sector, row.area, row.level), row)
    return {
        "standings": targets.standings(at),
        "in_force": sorted((_estimate(row) for row in force.values()), key=lambda row: row["order"]),
        "missing": [Levels.TWO.label, Levels.THREE.label]
        if not targets.group(Levels.TWO_AND_THREE, on=local_date(at), at=at).people
        else [],
        "history": [_estimate(row) for row in rows],
        "as_of": figures.moment(at),
    }


def _estimate(row: Estimate) -> dict:
    sector = lookup.label("sector", row.sector) if row.sector else "Alle sectoren"
    area = lookup.area_label(row.area) if row.area else "Heel Nederland"
    return {"row": row, "sector": sector, "area": area, "order": (bool(row.area), bool(row.sector), row.level, area)}


def definitions_page() -> dict:
    return {"figures": figures.FIGURES, "targets": targets.TARGETS}


def budget_page(year: int, at: datetime, page: str | None) -> dict:
    """The year with its layers, the costs that were entered, and the versions of the budget."""
    shown = budget.overview(year, at)
    costs = Cost.objects.of_year(year).select_related("by", "withdrawn_by")
    versions = YearBudget.objects.filter(year=year).select_related("by")
    return {
        "overview": shown,
        "lines": [_budget_line(line) for line in shown.lines],
        "total": _total(shown),
        "page": Paginator(costs, PER_PAGE).get_page(page),
        "versions": [(row, euros(row.cents), [row.percents(layer) for layer in Layer]) for row in versions],
        "forecast": budget.FORECAST,
        "years": [(one, reverse("year_budget", args=[one]), one == year) for one in range(year - 2, year + 2)],
        "kernteam": euros(shown.kernteam_cents) if shown.kernteam_cents is not None else "",
        "as_of": figures.moment(at),
    }


def _budget_line(line: budget.Line) -> dict:
    used = line.spent + line.reserved
    return {
        "line": line,
        "planned": euros(line.planned) if line.planned is not None else targets.UNKNOWN,
        "reserved": euros(line.reserved),
        "spent": euros(line.spent),
        "left": euros(line.left) if line.left is not None else "",
        "forecast": euros(line.forecast),
        "percent": min(100, 100 * used // line.planned) if line.planned else 0,
        "id": f"deel-{line.layer.value}",
    }


def _total(shown: budget.Overview) -> dict[str, str]:
    sums = {name: sum(getattr(line, name) for line in shown.lines) for name in ("reserved", "spent", "forecast")}
    planned = euros(shown.budget.cents) if shown.budget else targets.UNKNOWN
    return {"planned": planned} | {name: euros(cents) for name, cents in sums.items()}


def reports_page(page: str | None) -> dict:
    """What waits to be made, what was made, and who receives it."""
    recipients = list(Recipient.objects.all())
    return {
        "waiting": list(Report.objects.exclude(state="made").defer("blocks").order_by("due_on")),
        "page": Paginator(Report.objects.made().defer("blocks"), PER_PAGE).get_page(page),
        "recipients": [(label, [row for row in recipients if row.kind == kind]) for kind, label in KINDS],
    }


def report_page(report: Report, shown: list[Block], *, files: str, at: datetime) -> dict:
    """A report as a page; ``files`` is the address of its downloads, up to the ending."""
    made = report.is_made
    return {
        "report": report,
        "blocks": [Shown(block.key, block) for block in shown],
        "files": [(label, f"{files}{ext}") for ext, label in FILES] if made else [],
        "is_over": report.period.is_over(local_date(at)),
        "due": long_date(report.due_on),
        "span": f"{long_date(report.period.first)} tot en met {long_date(report.period.last)}",
    }


FILES = (("pdf", "PDF"), ("ods", "Spreadsheet (ODS)"), ("csv", "Tekst (CSV)"))


def kept_blocks(report: Report) -> list[Block]:
    """What a report showed when it was made."""
    return block_data.from_json(report.blocks)
