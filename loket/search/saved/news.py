"""What is told of a saved search: what it found since the last time, as far as this person may see it."""

from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef

from loket.search import audience
from loket.search.enums import Sort
from loket.search.models import Findable
from loket.search.saved.matching import read
from loket.search.saved.models import Match, SavedSearch

MOST_NAMED = 10


@dataclass(frozen=True)
class News:
    """New results of one search: those that a mail names, and how many there are."""

    search: SavedSearch
    findables: list[Findable]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.findables)

    @property
    def path(self) -> str:
        """The page with all results, the newest first."""
        url = self.search.get_absolute_url().partition("?")[0]
        return url + read(self.search.query.params).url(sort=Sort.NEWEST)


def of(search: SavedSearch, *, until: int) -> News:
    """What is new up to this match; what left the catalogue meanwhile, or is not for this person, is left out."""
    told = Match.objects.filter(
        query=search.query_id,
        pk__gt=search.told_until,
        pk__lte=until,
        subject_type=OuterRef("subject_type"),
        subject_id=OuterRef("subject_id"),
    )
    tokens = list(audience.tokens_of(search.user))
    found = Findable.objects.filter(Exists(told), audience__overlap=tokens).defer("vector")
    count = found.count()
    return News(search, list(found.order_by("-published_on", "-pk")[:MOST_NAMED]) if count else [], count)


def last_match(query_id: int) -> int:
    """The number of the last match of a query; 0 when it has none."""
    return Match.objects.filter(query=query_id).aggregate(last=Max("pk"))["last"] or 0
