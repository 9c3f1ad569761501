"""Mails to followers; written in the transaction that marks them as told."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from loket.catalogue.following.news import Item
from loket.core import outbox
from loket.core.telling import Rhythm, stop_headers, stop_link

STOP = "stop_following_mail"
NAMED = 20


def link_to_stop(person, rhythm: str) -> str:
    return stop_link(STOP, f"{person.pk}-{rhythm}")


def news(person, told: list[Item], *, rhythm: str, at: datetime) -> None:
    """One mail about all that happened; the headers stop mail of this rhythm."""
    items = [
        {
            "title": item.entry.title,
            "link": _link(item.entry.get_absolute_url()),
            "sentences": item.sentences,
            "why": item.why,
            "successor": item.successor.title if item.successor else "",
            "successor_link": _link(item.successor.get_absolute_url()) if item.successor else "",
        }
        for item in told[:NAMED]
    ]
    stop = link_to_stop(person, rhythm)
    context = {
        "person": person,
        "items": items,
        "count": len(told),
        "more": len(told) - len(items),
        "is_weekly": rhythm == Rhythm.WEEKLY,
        "own_page": _link(reverse("following")),
        "stop": stop,
    }
    outbox.queue(to=person.email, template="following/news", at=at, headers=stop_headers(stop), context=context)


def _link(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
