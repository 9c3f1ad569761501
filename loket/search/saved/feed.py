"""A search as an Atom feed (RFC 4287): the same query string as the page, what is public, the newest first."""

from dataclasses import replace
from datetime import date, datetime, time

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from loket.core.working_days import AMSTERDAM
from loket.search import engine
from loket.search.enums import Sort
from loket.search.query import SearchRequest
from loket.search.saved.pages import suggested_name

ENTRIES = 50
MIME = Atom1Feed.content_type


def written(asked: SearchRequest, origin: str) -> str:
    """The feed as text; ``origin`` makes the addresses whole."""
    request = replace(asked, sort=Sort.NEWEST, page=1, page_size=ENTRIES, unfolded="")
    params = asked.url(page=1).rstrip("?")
    feed = Atom1Feed(
        title=f"Nieuw in het loket: {suggested_name(asked)}",
        link=f"{origin}{reverse('search')}{params}",
        feed_url=f"{origin}{reverse('search_feed')}{params}",
        description="Wat het nieuwst is bij deze zoekvraag.",
        language="nl",
    )
    for hit in engine.search(request).hits:
        feed.add_item(
            title=hit.title,
            link=f"{origin}{hit.url}",
            unique_id=f"{origin}{hit.url}",
            description=escape(hit.summary),  # the feed says that it is HTML
            pubdate=_moment(hit.published_on),
            updateddate=_moment(hit.changed_on),
            categories=[hit.kind],
        )
    return feed.writeString("utf-8")


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), AMSTERDAM)
