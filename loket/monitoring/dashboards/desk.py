"""The dashboard of the servicedesk, which is the monthly report too: load, terms, roads, what is asked, what helped."""

from collections.abc import Callable, Sequence

from loket.core.templatetags.formats import number
from loket.monitoring import drawing, figures, links
from loket.monitoring.blocks import Block, Chart, Number, Numbers
from loket.monitoring.enums import Place
from loket.monitoring.panels import Asked, Panel
from loket.vocabulary import lookup
from servicedesk import reports
from servicedesk.collective import reports as collective_reports

SHOWN = 10
_PLACES = (Place.SERVICEDESK, Place.MONTHLY)
Rows = Callable[..., Sequence[tuple[str, int]]]


def load(asked: Asked) -> Block:
    """How the desk stands now, and what came in over the period."""
    now, came = reports.load(asked.at), reports.asked(asked.period.start, asked.period.end).count()
    as_of, url = figures.now(asked), links.to(asked, "desk")
    items = [
        Number("Binnengekomen", number(came), note=asked.period.label, url=url, as_of=as_of),
        Number("Nu open", number(now.open), url=url, as_of=as_of),
        Number("Daarvan te laat", number(now.late), url=url, as_of=as_of, tone="late" if now.late else "good"),
        Number("Nieuw, nog niet opgepakt", number(now.new), url=url, as_of=as_of),
        Number("Wacht op de vrager", number(now.waiting), url=url, as_of=as_of),
    ]
    return Numbers(title="Hoe de servicedesk ervoor staat", items=items)


def terms(asked: Asked) -> Block:
    found = reports.terms(asked.period.start, asked.period.end, at=asked.at)
    marks = reports.marks(asked.period.start, asked.period.end)
    items = [
        Number("Eerste antwoord op tijd", _share(found.in_time, found.due), note=_of(found.in_time, found.due)),
        Number(
            "Opgelost op tijd",
            _share(found.solved_in_time, found.solve_due),
            note=_of(found.solved_in_time, found.solve_due),
        ),
        Number("Hoe goed geholpen (1 tot 5)", _mark(marks["helped"]), note=f"{marks['number']} oordelen"),
        Number("Hoe prettig het contact was (1 tot 5)", _mark(marks["service"]), note=f"{marks['number']} oordelen"),
    ]
    note = "Van de vragen die in deze periode binnenkwamen; wat nog binnen de termijn openstaat, telt niet mee."
    return Numbers(title="Termijnen en tevredenheid", note=note, as_of=figures.now(asked), items=items)


def _share(part: int, whole: int) -> str:
    return f"{100 * part // whole}%" if whole else "nog niets"


def _of(part: int, whole: int) -> str:
    return f"{number(part)} van {number(whole)}"


def _mark(mean: float | None) -> str:
    return "geen oordelen" if mean is None else number(mean, 1)


def _bars(title: str, rows: Rows, heading: str) -> Callable[[Asked], Chart]:
    def build(asked: Asked) -> Chart:
        found = rows(asked.period.start, asked.period.end)
        told = {"note": f"{asked.period.label.capitalize()}.", "as_of": figures.now(asked)}
        return drawing.bars(title, found[:SHOWN], what=(heading, "Aantal"), url=links.to(asked, "desk"), **told)

    return build


def _themes(start, end) -> list[tuple[str, int]]:
    return [(lookup.label("theme", code), count) for code, count in reports.by_theme(start, end)]


def together(asked: Asked) -> Block:
    """What became of questions that asked the same."""
    found = collective_reports.counts(asked.period.start, asked.period.end)
    items = [
        Number("Groepen samen beantwoord", number(found.groups), note=f"{number(found.questions)} vragen"),
        Number("Aangemeld voor wat daaruit kwam", number(found.registered)),
        Number("Groepen die wachten", number(found.waiting)),
    ]
    return Numbers(title="Samen opgepakt", as_of=figures.now(asked), items=items)


PANELS = (
    Panel("belasting", _PLACES, 10, load),
    Panel("op-tijd", _PLACES, 20, terms),
    Panel("wegen", _PLACES, 30, _bars("Langs welke weg", reports.by_channel, "Weg")),
    Panel("onderwerpen", (*_PLACES, Place.QUARTERLY), 40, _bars("Waarover wordt gevraagd", _themes, "Thema")),
    Panel("uitkomsten", _PLACES, 50, _bars("Hoe vragen afliepen", reports.by_outcome, "Uitkomst")),
    Panel("geholpen", (*_PLACES, Place.QUARTERLY), 60, _bars("Hielp de verwijzing?", reports.helped, "Antwoord")),
    Panel("samen", _PLACES, 70, together, columns=12),
)
