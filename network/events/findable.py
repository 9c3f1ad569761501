"""An event as the search index sees it."""

from loket.core import markdown
from loket.core.working_days import local_date
from loket.search.documents import Document
from loket.vocabulary import lookup
from network.events.models import Event

SUBJECT_TYPE = "event"
KIND = "bijeenkomst"


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
        },
        url=event.get_absolute_url(),
        is_priority=any(lookup.is_priority("theme", code) for code in event.themes),
        published_on=local_date(event.opened_at),
        changed_on=local_date(event.changed_at),
        owner_id=event.organiser_id,
        year=local_date(event.starts_at).year,
        keywords=[*labels, event.get_kind_display(), event.location],
    )
