"""Mails about saved searches; written in the transaction that marks them as told."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from loket.core import outbox
from loket.core.telling import stop_headers, stop_link
from loket.search import facets
from loket.search.saved.models import SavedSearch
from loket.search.saved.news import News

STOP = "stop_saved_search"


def link_to_stop(search: SavedSearch) -> str:
    return stop_link(STOP, str(search.pk))


def new_results(person, told: list[News], *, at: datetime) -> None:
    """One mail about all searches of a person that found something; the headers stop what the mail is about."""
    sections = [
        {
            "name": row.search.name,
            "count": row.count,
            "items": [_item(found) for found in row.findables],
            "more": row.more,
            "link": f"{settings.SITE_URL}{row.path}",
            "stop": link_to_stop(row.search),
        }
        for row in told
    ]
    numbers = "-".join(str(row.search.pk) for row in told)
    outbox.queue(
        to=person.email,
        template="saved_searches/new_results",
        at=at,
        headers=stop_headers(stop_link(STOP, numbers)),
        context={
            "person": person,
            "sections": sections,
            "count": sum(row.count for row in told),
            "own_page": f"{settings.SITE_URL}{reverse('saved_searches')}",
        },
    )


def _item(found) -> dict:
    return {
        "title": found.title,
        "kind": facets.one_of(found.kind),
        "summary": found.summary,
        "link": f"{settings.SITE_URL}{found.url}",
    }
