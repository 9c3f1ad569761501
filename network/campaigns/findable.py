"""A campaign as the search index sees it."""

from loket.core.working_days import local_date
from loket.search.documents import Document
from loket.vocabulary import lookup
from network.campaigns.models import Campaign

SUBJECT_TYPE = "campaign"
KIND = "campagne"


def document(campaign: Campaign) -> Document:
    return Document(
        subject_type=SUBJECT_TYPE,
        subject_id=campaign.pk,
        external_id=f"campagne-{campaign.pk}",
        kind=KIND,
        title=campaign.title,
        summary=campaign.summary,
        facets={"theme": list(campaign.themes), "area": ["nl"]},
        url=campaign.get_absolute_url(),
        is_priority=any(lookup.is_priority("theme", code) for code in campaign.themes),
        published_on=local_date(campaign.changed_at),
        changed_on=local_date(campaign.changed_at),
        year=campaign.starts_on.year,
        keywords=[*(lookup.label("theme", code) for code in campaign.themes), campaign.lead],
    )
