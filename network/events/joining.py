"""*Aanhaken* first (000 §2.4): what a proposal could join, wherever it stands, with why it fits.

Events, series and the register of outside networks are known here; higher parts register what they have.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from loket.vocabulary import lookup
from network.events import pages
from network.events.models import Series
from network.outside import pages as outside

MOST_OF_EACH = 5


@dataclass(frozen=True)
class Candidate:
    """``key`` names it in the form; ``kind`` and ``detail`` are Dutch words for the reader, ``reason`` why it fits."""

    key: str
    kind: str
    title: str
    url: str
    detail: str
    reason: str


# A function gets (user, themes, areas) and gives what fits, best first.
_sources: dict[str, Callable[..., list[Candidate]]] = {}


def register(name: str, function: Callable[..., list[Candidate]]) -> None:
    """``function(user, themes=…, areas=…)`` gives candidates, best first; one of the same name is replaced."""
    _sources[name] = function


def candidates(user, *, themes: list[str], areas: list[str], around: date | None) -> list[Candidate]:
    """All that fits, a few of each kind: networks, series, events, and what is outside the portal."""
    found = [each for _, source in sorted(_sources.items()) for each in source(user, themes=themes, areas=areas)]
    found += _series(themes, areas)
    events = pages.could_join(themes=themes, areas=areas, around=around)
    found += [_of_event(event) for event in events[:MOST_OF_EACH]]
    found += [_of_outside(fit) for fit in outside.fitting(themes, areas)[:MOST_OF_EACH]]
    return found


def _of_event(event) -> Candidate:
    where = f"{pages.when(event)}, {pages.where(event)}"
    reason = event.reason[:1].lower() + event.reason[1:]
    return Candidate(str(event.pk), event.get_kind_display(), event.title, event.get_absolute_url(), where, reason)


def _of_outside(fit: outside.Fit) -> Candidate:
    network = fit.network
    detail = ". ".join(filter(None, (network.summary.rstrip("."), network.meets)))
    kind = f"{network.get_kind_display()} buiten het loket"
    return Candidate(f"buiten-{network.pk}", kind, network.name, network.get_absolute_url(), detail, fit.reason)


def _series(themes: list[str], areas: list[str]) -> list[Candidate]:
    wide = {code for area in areas for code in lookup.area_with_ancestors(area)}
    running = Series.objects.running(timezone.now()).filter(themes__overlap=themes)[:50] if themes else []
    ranked = sorted(running, key=lambda row: (-len(set(themes) & set(row.themes)), not wide & set(row.areas)))
    return [_of_series(row, themes) for row in ranked[:MOST_OF_EACH]]


def _of_series(series: Series, themes: list[str]) -> Candidate:
    shared = ", ".join(lookup.label("theme", code) for code in series.themes if code in themes)
    reason = f"ook over {shared}"
    return Candidate(f"reeks-{series.pk}", "Reeks", series.title, series.get_absolute_url(), series.summary, reason)
