"""A shop window as the search index sees it: the former names of the organisation find it too."""

from loket.accounts.models import Organisation
from loket.catalogue.partners.models import ShopWindow
from loket.core.working_days import local_date
from loket.search.documents import Document
from loket.vocabulary import lookup

SUBJECT_TYPE = "partner"


def document(window: ShopWindow) -> Document:
    """The document of a window that has a placed text."""
    text, organisation = window.current, window.organisation
    areas = {code for area in text.areas for code in lookup.area_with_ancestors(area)}
    return Document(
        subject_type=SUBJECT_TYPE,
        subject_id=window.pk,
        external_id=f"partner-{window.slug}",
        kind=SUBJECT_TYPE,
        title=organisation.name,
        summary=text.summary,
        body=text.text,
        url=window.get_absolute_url(),
        facets={"theme": text.themes, "area": sorted(areas)},
        is_priority=any(lookup.is_priority("theme", code) for code in text.themes),
        published_on=local_date(text.decided_at),
        changed_on=local_date(text.decided_at),
        keywords=[lookup.label("theme", code) for code in text.themes] + _names(organisation),
    )


def _names(organisation: Organisation) -> list[str]:
    merged = organisation.predecessors.values_list("name", flat=True)
    return [*organisation.former_names.values_list("name", flat=True), *merged]
