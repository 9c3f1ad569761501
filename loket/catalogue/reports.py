"""Figures of the catalogue for the editors; read-only."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.safestring import SafeString

from loket.catalogue import findable
from loket.catalogue.enums import RecognitionLevel, RevisionState
from loket.catalogue.models import Entry, Revision
from loket.catalogue.sheets import SHEETS
from loket.core import charts
from loket.usage.models import MonthUse


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


@dataclass(frozen=True)
class Brought:
    """What somebody looks after: the numbers of those entries, and how often others opened and downloaded them."""

    entries: tuple[int, ...]
    views: int
    downloads: int


def brought_by(user, since: date) -> Brought:
    """The published entries that this person owns, with their use since the month of a day. Two queries."""
    own = tuple(Entry.objects.published().filter(owner=user).order_by("pk").values_list("pk", flat=True))
    of_own = MonthUse.objects.filter(subject_type=findable.SUBJECT_TYPE, subject_id__in=own)
    used = of_own.filter(month__gte=since.replace(day=1))
    found = dict(used.order_by().values_list("act").annotate(Sum("count"))) if own else {}
    return Brought(own, found.get("view", 0), found.get("download", 0))
