"""A learning region as the search index sees it; only where it agreed that everybody reads its story."""

from loket.core.working_days import local_date
from loket.search.documents import Document
from loket.vocabulary import lookup
from network.regions.enums import Box
from network.regions.models import Region

SUBJECT_TYPE = "region"
KIND = "leerregio"


def document(region: Region) -> Document:
    """The profile and the veranderverhaal as it is now. Scores, needs and sessions are not in there."""
    network = region.network
    texts = dict(region.boxes.values_list("key", "text"))
    areas = {code for area in network.areas for code in lookup.area_with_ancestors(area)}
    story = [f"{label}\n\n{texts[key]}" for key, label in Box.choices if texts.get(key)]
    return Document(
        subject_type=SUBJECT_TYPE,
        subject_id=region.pk,
        external_id=f"leerregio-{region.pk}",
        kind=KIND,
        title=network.name,
        summary=network.purpose,
        body="\n\n".join([region.partners, region.involvement, *story]),
        facets={"theme": list(network.themes), "area": sorted(areas)},
        url=region.get_absolute_url(),
        is_priority=any(lookup.is_priority("theme", code) for code in network.themes),
        published_on=local_date(network.opened_at or region.created_at),
        changed_on=local_date(region.changed_at),
        keywords=["leerregio", "veranderverhaal", *(lookup.area_label(code) for code in network.areas)],
    )
