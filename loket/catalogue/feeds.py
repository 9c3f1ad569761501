"""Changes of the catalogue as an Atom feed (RFC 4287)."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from loket.catalogue.models import EntryHistory

ENTRIES = 50
MIME = Atom1Feed.content_type
_ACTS = {
    "published": "Nieuw",
    "changed": "Gewijzigd",
    "archived": "Gearchiveerd",
    "recognised": "Erkend",
    "recognition_lapsed": "Erkenning verlopen",
    "recognition_withdrawn": "Erkenning ingetrokken",
    "merged": "Samengevoegd met een dubbele",
    "unmerged": "Samenvoegen teruggedraaid",
}


def changes(steps: Iterable[EntryHistory], origin: str) -> str:
    """The feed as text, a line for each step; ``origin`` makes the addresses whole."""
    feed = Atom1Feed(
        title="Wijzigingen in de catalogus",
        link=f"{origin}{reverse('changes')}",
        feed_url=f"{origin}{reverse('changes_feed')}",
        description="Wat er bij kwam, veranderde of wegging.",
        language="nl",
    )
    for step in steps:
        address = f"{origin}{step.subject.get_absolute_url()}"
        what = _ACTS.get(step.act, "Bijgewerkt")
        feed.add_item(
            title=f"{what}: {step.subject.title}",
            link=address,
            unique_id=f"{address}#stap-{step.pk}",
            description=step.note or step.subject.summary,
            pubdate=step.at,
            updateddate=step.at,
        )
    return feed.writeString("utf-8")
