"""A public profile as the search index sees it: only what the Xpert chose to show."""

from loket.core import markdown
from loket.core.working_days import local_date
from loket.search import index
from loket.search.documents import Document
from loket.vocabulary import lookup
from xperts.pool.enums import Shown, XpertState
from xperts.pool.models import Xpert

SUBJECT_TYPE = "xpert"
KIND = "xpert"


def renew(xpert: Xpert) -> None:
    """Put the profile in the index, or take it out: who is not active, or does not want it, is nowhere."""
    is_public = xpert.state == XpertState.ACTIVE and xpert.is_public and xpert.person and xpert.person.is_active
    if is_public:
        index.put(document(xpert))
    else:
        index.remove(SUBJECT_TYPE, xpert.pk)


def document(xpert: Xpert) -> Document:
    """What everybody may find of an Xpert."""
    themes = xpert.themes if xpert.shows(Shown.THEMES) else []
    areas = xpert.areas if xpert.shows(Shown.AREAS) else []
    shows_sectors, shows_methods = xpert.shows(Shown.SECTORS), xpert.shows(Shown.METHODS)
    labels = [lookup.label("theme", code) for code in themes]
    return Document(
        subject_type=SUBJECT_TYPE,
        subject_id=xpert.pk,
        external_id=f"xpert-{xpert.pk}",
        kind=KIND,
        title=xpert.name,
        summary=xpert.headline,
        body=markdown.to_text(xpert.about) if xpert.shows(Shown.ABOUT) else "",
        facets={
            "theme": list(themes),
            "process_theme": list(xpert.process_themes) if xpert.shows(Shown.THEMES) else [],
            "sector": list(xpert.sectors) if shows_sectors else [],
            "level": list(xpert.levels) if shows_sectors else [],
            "competence": list(xpert.competences) if shows_methods else [],
            "area": sorted({code for area in areas for code in lookup.area_with_ancestors(area)}),
        },
        url=xpert.get_absolute_url(),
        is_priority=any(lookup.is_priority("theme", code) for code in themes),
        published_on=xpert.joined_on,
        changed_on=local_date(xpert.changed_at),
        owner_id=xpert.person_id,
        keywords=[*labels, "Xpert", *(xpert.methods if shows_methods else [])],
    )
