"""An event, and a series of them, as the search index sees it."""

from loket.catalogue.findable import owner_code
from loket.core import markdown
from loket.core.working_days import local_date
from loket.search import index
from loket.search.documents import Document
from loket.vocabulary import lookup
from network.events.enums import EventState
from network.events.models import Event, Series

SUBJECT_TYPE = "event"
KIND = "bijeenkomst"
SERIES_TYPE = "event-series"
SERIES_KIND = "reeks"
_GATHERED = ("themes", "levels", "sectors", "competences", "areas")


def document(event: Event) -> Document:
    """What everybody may find of an event. The link to take part in it is not in there."""
    areas = {code for area in event.areas for code in lookup.area_with_ancestors(area)}
    labels = [lookup.label("theme", code) for code in event.themes]
    return Document(
        subject_type=SUBJECT_TYPE,
        subject_id=event.pk,
        external_id=f"bijeenkomst-{event.pk}",
        kind=KIND,
        title=event.title,
        summary=event.summary,
        body=markdown.to_text(event.description),
        facets={
            "theme": list(event.themes),
            "level": list(event.levels),
            "sector": list(event.sectors),
            "competence": list(event.competences),
            "area": sorted(areas),
            "owner": _owners([event]),
        },
        url=event.get_absolute_url(),
        is_priority=any(lookup.is_priority("theme", code) for code in event.themes),
        published_on=local_date(event.opened_at),
        changed_on=local_date(event.changed_at),
        year=local_date(event.starts_at).year,
        keywords=[*labels, event.get_kind_display(), event.location],
    )


def _owners(events: list[Event]) -> list[str]:
    """The organisations that hold them, as the facet of owners has those of the catalogue."""
    return sorted({owner_code(event.organisation, "") for event in events if event.organisation})


def series_document(series: Series, events: list[Event]) -> Document:
    """A series by its own words and what its open events are about; ``events`` are those, the first one first."""
    gathered = {name: sorted({code for event in events for code in getattr(event, name)}) for name in _GATHERED}
    themes = list(dict.fromkeys([*series.themes, *gathered["themes"]]))
    areas = {code for area in (*series.areas, *gathered["areas"]) for code in lookup.area_with_ancestors(area)}
    places = list(dict.fromkeys(event.location for event in events if event.location))
    return Document(
        subject_type=SERIES_TYPE,
        subject_id=series.pk,
        external_id=f"reeks-{series.pk}",
        kind=SERIES_KIND,
        title=series.title,
        summary=series.summary,
        body=markdown.to_text(series.description),
        facets={
            "theme": themes,
            "level": gathered["levels"],
            "sector": gathered["sectors"],
            "competence": gathered["competences"],
            "area": sorted(areas),
            "owner": _owners(events),
        },
        url=series.get_absolute_url(),
        is_priority=any(lookup.is_priority("theme", code) for code in themes),
        published_on=min(local_date(event.opened_at) for event in events),
        changed_on=max(local_date(event.changed_at) for event in events),
        year=local_date(events[-1].starts_at).year,
        keywords=[*(lookup.label("theme", code) for code in themes), events[0].get_kind_display(), *places],
    )


def renew_series(series_id: int | None) -> None:
    """After a change of one of its events: in the index as long as one was opened and goes or went on.

    In the caller's transaction. Does nothing for an event without a series.
    """
    if series_id is None:
        return
    shown = Event.objects.public().exclude(state=EventState.CANCELLED)
    events = list(shown.filter(series=series_id).select_related("series", "organisation").order_by("starts_at", "pk"))
    if events:
        index.put(series_document(events[0].series, events))
    else:
        index.remove(SERIES_TYPE, series_id)
