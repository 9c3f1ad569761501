"""A learning network as the search index sees it: what is public of it, and its harvest once it is archived."""

from loket.accounts.models import User
from loket.core import markdown
from loket.core.working_days import local_date
from loket.search import index
from loket.search.documents import Document
from loket.vocabulary import lookup
from network.learning.enums import SHOWN_STATES
from network.learning.models import Harvest, LearningNetwork, Membership

SUBJECT_TYPE = "learning-network"
KIND = "netwerk"


def token(network_id: int) -> str:
    """What a member has among the tokens of the search, and others have not."""
    return f"network:{network_id}"


def tokens_of(user: User) -> list[str]:
    """The private networks in which somebody takes part, as tokens of the search; one query."""
    own = Membership.objects.active().filter(person=user, network__is_public=False)
    return [token(pk) for pk in own.values_list("network_id", flat=True)]


def document(network: LearningNetwork) -> Document:
    """A private network is found by its members alone. What members write to each other is in no index."""
    areas = {code for area in network.areas for code in lookup.area_with_ancestors(area)}
    labels = [lookup.label("theme", code) for code in network.themes]
    return Document(
        subject_type=SUBJECT_TYPE,
        subject_id=network.pk,
        external_id=f"netwerk-{network.pk}",
        kind=KIND,
        title=network.name,
        summary=network.purpose,
        body="\n\n".join(
            filter(None, [network.start_question, markdown.to_text(network.description), *_harvest(network)])
        ),
        facets={"theme": list(network.themes), "area": sorted(areas)},
        audience=["public"] if network.is_public else [token(network.pk)],
        url=network.get_absolute_url(),
        is_priority=any(lookup.is_priority("theme", code) for code in network.themes),
        published_on=local_date(network.opened_at),
        changed_on=local_date(network.changed_at),
        year=network.starts_on.year,
        keywords=[*labels, network.get_kind_display(), "lerend netwerk"],
    )


def _harvest(network: LearningNetwork) -> list[str]:
    found = Harvest.objects.filter(network=network).first() if network.is_archived else None
    return [markdown.to_text(text) for text in (found.answer, found.lessons, found.left_open)] if found else []


def renew(network: LearningNetwork) -> None:
    """Put it into the index or take it out, in the caller's transaction."""
    if network.state in SHOWN_STATES:
        index.put(document(network))
    else:
        index.remove(SUBJECT_TYPE, network.pk)
