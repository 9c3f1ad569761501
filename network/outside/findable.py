"""A network outside the portal as the search index sees it."""

from loket.core.working_days import local_date
from loket.search.documents import Document
from loket.vocabulary import lookup
from network.outside.models import OutsideNetwork

SUBJECT_TYPE = "outside_network"
KIND = "netwerk-buiten"


def document(network: OutsideNetwork) -> Document:
    areas = {code for area in network.areas for code in lookup.area_with_ancestors(area)}
    return Document(
        subject_type=SUBJECT_TYPE,
        subject_id=network.pk,
        external_id=f"netwerk-buiten-{network.pk}",
        kind=KIND,
        title=network.name,
        summary=network.summary,
        facets={"theme": list(network.themes), "area": sorted(areas)},
        url=network.get_absolute_url(),
        is_priority=any(lookup.is_priority("theme", code) for code in network.themes),
        published_on=local_date(network.created_at),
        changed_on=local_date(network.changed_at),
        keywords=[
            *(lookup.label("theme", code) for code in network.themes),
            network.get_kind_display(),
            network.organisation,
        ],
    )
