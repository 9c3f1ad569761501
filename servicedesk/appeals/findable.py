"""A call for questions as the search index sees it: as long as it takes questions."""

from loket.core.working_days import local_date
from loket.search import index
from loket.search.documents import Document
from loket.vocabulary import lookup
from servicedesk.appeals.enums import AppealState
from servicedesk.appeals.models import Appeal

SUBJECT_TYPE = "appeal"
KIND = "oproep"


def document(appeal: Appeal) -> Document:
    return Document(
        subject_type=SUBJECT_TYPE,
        subject_id=appeal.pk,
        external_id=f"oproep-{appeal.pk}",
        kind=KIND,
        title=appeal.title,
        summary=appeal.lead,
        facets={"theme": [appeal.theme]},
        url=appeal.get_absolute_url(),
        published_on=appeal.opens_on,
        changed_on=local_date(appeal.changed_at),
        year=appeal.opens_on.year,
        keywords=[lookup.label("theme", appeal.theme)],
    )


def renew(appeal: Appeal) -> None:
    """Put it in the index, or take it out; within the caller's transaction."""
    if appeal.state == AppealState.OPEN:
        index.put(document(appeal))
    else:
        index.remove(SUBJECT_TYPE, appeal.pk)
