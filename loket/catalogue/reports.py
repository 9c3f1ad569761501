"""Figures of the catalogue for the editors; read-only."""

from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.safestring import SafeString

from loket.catalogue.enums import RecognitionLevel, RevisionState
from loket.catalogue.models import Entry, Revision
from loket.catalogue.sheets import SHEETS
from loket.core import charts


def overview(today: date) -> dict:
    """Entries by kind and recognition, what is possibly outdated, and how the queue stands."""
    published = Entry.objects.published()
    kinds = dict(published.values_list("kind").annotate(Count("pk")).order_by())
    rows = sorted(((SHEETS[kind].plural, number) for kind, number in kinds.items()), key=lambda row: -row[1])
    waiting = Revision.objects.filter(state=RevisionState.SUBMITTED)
    return {
        "figures": [
            {"label": "Gepubliceerd", "value": sum(kinds.values())},
            {"label": "Mogelijk verouderd", "value": published.filter(next_check__lt=today).count()},
            {"label": "Wacht op de redactie", "value": waiting.count()},
            {"label": "Daarvan te laat", "value": waiting.filter(due_on__lt=today).count()},
        ],
        "kinds": rows,
        "chart": _chart(rows),
        "recognitions": _recognitions(published, today),
    }


def _chart(rows: list[tuple[str, int]]) -> SafeString | str:
    if not rows:
        return ""
    most, number = rows[0]
    description = f"Liggende staven. {most} komt het meest voor: {number} keer."
    return charts.bars(rows, title="Gepubliceerde ingangen per soort", description=description)


def _recognitions(published: QuerySet[Entry], today: date) -> list[tuple[str, int]]:
    """By level as far as it is in force; what lapsed stands apart."""
    is_lapsed = Q(recognition_valid_until__lt=today)
    found = dict(published.exclude(is_lapsed).values_list("recognition_level").annotate(Count("pk")).order_by())
    rows = [(level.label, found.get(level.value, 0)) for level in RecognitionLevel]
    return [*rows, ("Erkenning verlopen", published.filter(is_lapsed).count())]
