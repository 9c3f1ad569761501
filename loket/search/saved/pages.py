"""What the pages of saved searches show; read-only."""

from loket.search import facets
from loket.search.query import SearchRequest
from loket.search.saved.matching import read
from loket.search.saved.models import MAX_NAME, SavedSearch


def described(request: SearchRequest) -> list[tuple[str, str]]:
    """What is looked for, as (label, words) pairs; empty for the whole catalogue."""
    words = [("Zoekwoorden", request.text)] if request.text else []
    return words + [
        (facets.GROUPS[group], ", ".join(facets.label_of(group, code) for code in codes))
        for group, codes in request.facets.items()
    ]


def suggested_name(request: SearchRequest) -> str:
    """A name to begin with: the words and filters themselves."""
    name = ", ".join(words for _, words in described(request)) or "Alles in de catalogus"
    return name if len(name) <= MAX_NAME else f"{name[: MAX_NAME - 1].rstrip()}…"


def rows(searches: list[SavedSearch]) -> list[dict]:
    """The lines of the list of saved searches."""
    return [{"search": search, "described": described(read(search.query.params))} for search in searches]
