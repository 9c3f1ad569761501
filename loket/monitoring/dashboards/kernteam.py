"""The dashboard of the kernteam: decisions in time, on what ground, and like cases decided otherwise.

Only totals: who has an interest in a case learns nothing of it here.
"""

from django.utils.formats import date_format

from loket.core.templatetags.formats import number
from loket.core.working_days import local_date
from loket.monitoring import drawing, figures, links
from loket.monitoring.blocks import Block, Chart, Number, Numbers, Table
from loket.monitoring.enums import Place
from loket.monitoring.panels import Asked, Panel
from loket.monitoring.periods import months_until
from xperts.cases import reports as case_reports
from xperts.kernteam import consistency, reading, reports

MONTHS_SHOWN = 12
_PLACES = (Place.KERNTEAM,)


def in_time(asked: Asked) -> Block:
    found = reports.figures(asked.period.start, asked.period.end)
    now = case_reports.figures(asked.at)
    url, as_of = links.to(asked, "kernteam"), figures.now(asked)
    share = "geen besluiten" if found.share_in_time is None else f"{found.share_in_time}%"
    items = [
        Number("Besluiten", number(found.number), note=asked.period.label, url=url, as_of=as_of),
        Number("Binnen veertien dagen", share, note=f"{found.in_time} van {found.number}", as_of=as_of),
        Number("Anders dan het voorstel", number(found.deviating), as_of=as_of),
        Number("Termijnen nu te laat", number(now.late), as_of=as_of, tone="late" if now.late else "good"),
        Number(
            "Gemiddeld tot het besluit",
            "geen besluiten" if now.days_to_decide is None else f"{number(now.days_to_decide, 1)} dagen",
            note="in de laatste twaalf maanden",
            as_of=as_of,
        ),
    ]
    return Numbers(title="Besluiten op tijd", items=items)


def per_month(asked: Asked) -> Table:
    months = [period.first for period in months_until(local_date(asked.at), MONTHS_SHOWN)]
    found = reports.per_month(months[0])
    rows = [[date_format(month, "F Y"), *found.get(month, (0, 0))] for month in reversed(months)]
    headings = ("Maand", "Besluiten", "Waarvan op tijd")
    return Table(title="Besluiten per maand", headings=headings, rows=rows, numeric=[1, 2])


def outcomes(asked: Asked) -> Chart:
    rows = reports.by_outcome(asked.period.start, asked.period.end)
    return drawing.bars("Uitkomst van de besluiten", rows, what=("Uitkomst", "Aantal"), note=asked.period.label)


def grounds(asked: Asked) -> Chart:
    rows = reports.by_basis(asked.period.start, asked.period.end)
    return drawing.bars("Op welke grond", rows, what=("Grond", "Aantal"), note=asked.period.label)


def alike(asked: Asked) -> Block | None:
    """Like cases that were decided otherwise, among what this person may read."""
    if asked.user is None:
        return None
    pairs = consistency.unlike_pairs(reading.cases_for(asked.user))
    rows = [
        [f"{pair.one.case.reference}: {pair.one.get_outcome_display()}", _told(pair.other), pair.why] for pair in pairs
    ]
    return Table(
        title="Gelijke aanvragen, ander besluit",
        headings=("Aanvraag", "Andere aanvraag", "Wat gelijk is"),
        rows=rows,
        links=[links.to(asked, "kernteam_case", pair.one.case.number) for pair in pairs],
        empty="Gelijke aanvragen kregen tot nu toe hetzelfde besluit.",
    )


def _told(decision) -> str:
    return f"{decision.case.reference}: {decision.get_outcome_display()}"


PANELS = (
    Panel("besluiten", (*_PLACES, Place.QUARTERLY), 12, in_time),
    Panel("uitkomst", _PLACES, 20, outcomes),
    Panel("grond", _PLACES, 30, grounds),
    Panel("besluiten-per-maand", _PLACES, 40, per_month),
    Panel("gelijk", _PLACES, 50, alike, columns=8),
)
