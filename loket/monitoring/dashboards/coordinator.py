"""The dashboard of the coordinator, and what reports take from it."""

from datetime import date

from django.urls import reverse

from loket.catalogue.gaps import reports as gap_reports
from loket.core.templatetags.formats import long_date, number, short_date
from loket.core.working_days import local_date
from loket.monitoring import budget, drawing, figures, links, targets, together
from loket.monitoring.blocks import LATE, Block, Chart, Number, Numbers, Table
from loket.monitoring.enums import Layer, Place
from loket.monitoring.panels import Asked, Panel
from loket.monitoring.periods import months_until
from loket.usage import reports as usage_reports
from loket.usage.enums import OF_PEOPLE, Dimension
from loket.vocabulary import lookup
from network.events import reports as event_reports
from network.learning import reports as learning_reports
from servicedesk import reports as desk_reports
from xperts.cases import reports as case_reports
from xperts.kernteam import reports as kernteam_reports
from xperts.kernteam.amounts import euros

MONTHS_SHOWN = 13
KEPT_FOR = 60
SHOWN = 5
_USE = {"view": "Bekeken", "search": "Gezocht", "download": "Gedownload"}
_DEEDS = {
    "question": "Vragen",
    "registration": "Aanmeldingen",
    "post": "Berichten in netwerken",
    "application": "Aanvragen op maat",
}


def aims(asked: Asked) -> Block:
    """The three targets: where each stands, and what was counted beside it."""
    items = [
        Number(
            f"{standing.target.title} (doel {standing.target.percent}%)",
            standing.value,
            note=standing.note,
            url=links.to(asked, "targets", query=f"#{standing.target.key}"),
            as_of=figures.now(asked),
            tone=standing.tone,
        )
        for standing in targets.standings(asked.at, asked.period.end)
    ]
    return Numbers(title="Doelen", items=items, url=links.to(asked, "targets"), url_label="Hoe dit is geteld")


def use_over_time(asked: Asked) -> Chart:
    return _over_time("Gebruik van laag 1 per maand", _USE, asked)


def deeds_over_time(asked: Asked) -> Chart:
    return _over_time("Activiteit per maand", _DEEDS, asked)


def _over_time(title: str, acts: dict[str, str], asked: Asked) -> Chart:
    last = min(asked.period.last, local_date(asked.at))
    months = [period.first for period in months_until(last, MONTHS_SHOWN)]
    found = asked.once("months", lambda: usage_reports.per_month([*_USE, *_DEEDS], months))
    until = figures.until_told(_counted_to(asked), last)
    note = "Een gat in de lijn is een maand die niet is geteld."
    series = {label: found[act] for act, label in acts.items()}
    return drawing.lines(title, series, note=note, as_of=until, url=links.to(asked, "definitions"))


def _counted_to(asked: Asked) -> date | None:
    return asked.once("counted to", usage_reports.counted_to)


def _viewers(asked: Asked, dimension: Dimension) -> list[usage_reports.Cell]:
    """Views by what is known of who was signed in, never below five."""
    return asked.once(
        "viewers", lambda: usage_reports.by_each("view", OF_PEOPLE, asked.period.first, asked.period.last)
    )[dimension]


def regions(asked: Asked) -> Chart:
    """Views by region of who was signed in, never below five."""
    cells = _viewers(asked, Dimension.REGION)
    urls = {cell.code: links.to(asked, "area", cell.code) for cell in cells} if asked.user else {}
    return drawing.tiles(
        "Gebruik per regio",
        {cell.code: cell.count for cell in cells},
        what="Keer bekeken",
        urls=urls,
        note="Alleen van wie is ingelogd en een regio invulde. Aantallen onder 5 laten wij niet zien.",
    )


def people(asked: Asked) -> Table:
    """Views by sector and by level of who was signed in, each apart, never below five."""
    rows = []
    for dimension, scheme in ((Dimension.LEVEL, "level"), (Dimension.SECTOR, "sector")):
        for cell in _viewers(asked, dimension):
            count = drawing.FEW if cell.count is None else cell.count
            rows.append([lookup.label(scheme, cell.code), dimension.label, count])
    return Table(
        title="Wie gebruikt het loket?",
        note="Keer bekeken door wie is ingelogd en dit invulde; sector en niveau zijn apart geteld.",
        url=links.to(asked, "definitions"),
        headings=("Wie", "Naar", "Keer bekeken"),
        rows=rows,
        numeric=[2],
        top=6,
        empty="Nog niemand die was ingelogd, vulde sector of niveau in.",
    )


def layers(asked: Asked) -> Table:
    """What each layer did in the period."""
    start, end = asked.period.start, min(asked.period.end, asked.at)
    used = usage_reports.totals(["view", "download"], asked.period.first, asked.period.last)
    decided = kernteam_reports.decided(start, end)
    questions, held, attended, networks, applied, decisions, in_time = together.counts(
        [
            desk_reports.asked(start, end),
            event_reports.held(start, end),
            event_reports.attended(start, end),
            learning_reports.live(),
            case_reports.applied(start, end),
            decided,
            kernteam_reports.in_time(decided),
        ]
    )
    rows = [
        ["Keer bekeken", "Laag 1", figures.told(used.get("view"))],
        ["Keer gedownload", "Laag 1", figures.told(used.get("download"))],
        ["Vragen aan de servicedesk", "Laag 1", number(questions)],
        ["Bijeenkomsten geweest", "Laag 2", number(held)],
        ["Aanwezigen", "Laag 2", number(attended)],
        ["Lerende netwerken nu", "Laag 2", number(networks)],
        ["Aanvragen", "Laag 3", number(applied)],
        ["Besluiten", "Laag 3", number(decisions)],
        ["Waarvan op tijd", "Laag 3", _share(in_time, decisions)],
    ]
    pages = ["search", "search", "desk", "events", "events", "learning_networks", "cases", "kernteam", "kernteam"]
    addresses = [links.to(asked, name) for name in pages]
    return Table(
        title="De drie lagen",
        note=f"{asked.period.label.capitalize()}.",
        as_of=figures.now(asked),
        headings=("Wat", "Laag", "Aantal"),
        rows=rows,
        numeric=[2],
        links=addresses,
        top=len(rows),
        brief=[1, 2],
    )


def _share(in_time: int, decisions: int) -> str:
    """In whole percents, rounded down: what is not all is never shown as all."""
    return f"{100 * in_time // decisions}%" if decisions else "geen besluiten"


def deadlines(asked: Asked) -> Block:
    """What is late, and what is due first; late is written, not only coloured."""
    desk, cases = desk_reports.load(asked.at), case_reports.running(asked.at)
    rows, addresses = [], []
    for case in case_reports.waiting(asked.at, SHOWN):
        late = case.is_late(asked.at)
        told = LATE if late else "loopt"
        rows.append(
            [f"{case.reference} {case.title}", case_reports.term_label(case), long_date(case.next_due_at), told]
        )
        addresses.append(links.to(asked, "case", case.number))
    note = f"Te laat: {desk.late} van de {desk.open} open vragen en {cases.late} van de {cases.open} aanvragen."
    late = desk.late + cases.late
    return Table(
        title="Termijnen",
        note=note,
        as_of=figures.now(asked),
        glance=f"{number(late)} te laat" if late else "alles op tijd",
        glance_tone="late" if late else "good",
        url=links.to(asked, "desk"),
        url_label="Naar de servicedesk",
        headings=("Aanvraag", "Termijn", "Uiterlijk", "Stand"),
        rows=rows,
        top=4,
        brief=[3],
        links=addresses,
        empty="Er loopt nu geen termijn van een aanvraag.",
    )


def money(asked: Asked) -> Block:
    """The budget of the year in which the period ends."""
    shown = budget.overview(asked.period.last.year, asked.at)
    rows = [
        [
            line.layer.label,
            "niet ingevuld" if line.planned is None else euros(line.planned),
            euros(line.reserved),
            euros(line.spent),
            euros(line.forecast),
            line.warning or "binnen het budget" if line.planned is not None else "",
        ]
        for line in shown.lines
    ]
    title = f"Budget {shown.year}"
    text = (
        " ".join(f"{line.layer.label}: {line.warning}" for line in shown.warnings) or "Elke laag blijft binnen budget."
    )
    parts = [(line.layer, line.planned or 0, line.spent, line.reserved) for line in shown.lines]
    return Chart(
        title=title,
        note="De rode streep is wat gepland is.",
        as_of=figures.now(asked),
        glance=_used(shown),
        glance_tone="warning" if shown.warnings else "good",
        url=links.to(asked, "year_budget", shown.year),
        url_label="Naar het budget",
        headings=("Deel", "Gepland", "Gereserveerd", "Uitgegeven", "Verwacht", "Let op"),
        rows=rows,
        numeric=[1, 2, 3, 4],
        svg=drawing.money(title, parts, text=text) if any(part[1:] != (0, 0, 0) for part in parts) else "",
        text=text,
    )


def _used(shown: budget.Overview) -> str:
    """Which share of what is planned is spent or reserved."""
    planned = sum(line.planned or 0 for line in shown.lines)
    used = sum(line.spent + line.reserved for line in shown.lines)
    return f"{100 * used // planned}% gebruikt" if planned else "niet ingevuld"


def white_spots(asked: Asked) -> Table:
    gaps = gap_reports.most_asked(SHOWN)
    rows = [[gap.text, gap.count, short_date(gap.last_at)] for gap in gaps]
    return Table(
        title="Witte vlekken",
        note="Vragen waarop niets werd gevonden, de meest gestelde eerst.",
        as_of=figures.now(asked),
        url=links.to(asked, "white_spots"),
        glance=f"vooral {gaps[0].text}" if gaps else "geen",
        url_label="Alle witte vlekken",
        headings=("Gezocht naar", "Keer", "Laatst"),
        rows=rows,
        numeric=[1],
        links=[links.to(asked, "white_spot", gap.pk) for gap in gaps],
        empty="Op elke zoekvraag werd iets gevonden.",
    )


def self_check(asked: Asked) -> Block:
    """Whether the counters agree with the rows, as the nightly check found."""
    found = usage_reports.standing(_counted_to(asked))
    if found.at is None:
        value, note, tone = "nog niet gedaan", "De controle draait elke nacht.", "warning"
    elif found.differing:
        told = ", ".join(
            f"{_label(row.act)} op {long_date(row.day)}: {row.counted} en {row.found}" for row in found.differing
        )
        value, note, tone = "verschil gevonden", f"Teller en rijen: {told}. De dagen zijn opnieuw geteld.", "warning"
    else:
        value, note, tone = "klopt", "De tellers van de laatste week zijn gelijk aan de rijen.", "good"
    item = Number("Nachtelijke controle van de tellers", value, note, as_of=long_date(found.at), tone=tone)
    until = Number("Geteld tot en met", long_date(found.counted_to) or figures.UNKNOWN)
    title = "Zijn deze cijfers juist?"
    return Numbers(title=title, items=[item, until], glance=value, glance_tone=tone)


def _label(act: str) -> str:
    return figures.BY_ACT[act].label if act in figures.BY_ACT else act


def by_layer_of_budget(asked: Asked) -> list[tuple[str, str]]:
    """The warnings of the running year, as (title, address), for *mijn loket*."""
    year = local_date(asked.at).year
    return [
        (f"{Layer(line.layer).label}: {line.warning}", reverse("year_budget", args=[year]))
        for line in budget.overview(year, asked.at).warnings
    ]


_ALL = (Place.COORDINATOR, Place.QUARTERLY, Place.YEARLY)
PANELS = (
    Panel("doelen", _ALL, 10, aims, KEPT_FOR, columns=12),
    Panel("lagen", _ALL, 12, layers, KEPT_FOR, columns=12),
    Panel("gebruik", _ALL, 20, use_over_time, KEPT_FOR),
    Panel("activiteit", _ALL, 22, deeds_over_time, KEPT_FOR),
    Panel("budget", (Place.COORDINATOR, Place.QUARTERLY), 24, money, KEPT_FOR),
    Panel("regios", _ALL, 30, regions, KEPT_FOR, columns=5),
    Panel("termijnen", (Place.COORDINATOR,), 40, deadlines, KEPT_FOR),
    Panel("wie", _ALL, 50, people, KEPT_FOR, columns=3),
    Panel("witte-vlekken", (Place.COORDINATOR, Place.QUARTERLY, Place.EDITORS), 70, white_spots, KEPT_FOR, columns=3),
    Panel("controle", (Place.COORDINATOR,), 90, self_check, KEPT_FOR, columns=1),
)
