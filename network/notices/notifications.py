"""Mails about notices; a link opens a page, the act is a button there."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from loket.core import outbox
from loket.core.telling import Rhythm, stop_headers, stop_link
from network.notices.models import Match, Posting

STOP, EXTEND = "stop_notices_mail", "extend_posting"
NAMED = 15


def link_to_stop(person) -> str:
    return stop_link(STOP, str(person.pk))


def link_to_extend(posting: Posting) -> str:
    """The page on which the author extends it with one press, without signing in."""
    return stop_link(EXTEND, str(posting.pk))


def lapses_soon(posting: Posting, *, at: datetime) -> None:
    context = {"person": posting.author, "posting": posting, "link": link_to_extend(posting), "page": _page(posting)}
    outbox.queue(to=posting.author.email, template="notices/lapses_soon", context=context, at=at)


def removed(posting: Posting, note: str, *, at: datetime) -> None:
    """The author hears that an editor took it down, with the reason if there is one."""
    context = {"person": posting.author, "posting": posting, "note": note, "page": _page(posting)}
    outbox.queue(to=posting.author.email, template="notices/removed", context=context, at=at)


def news(person, matches: list[Match], *, rhythm: str, at: datetime) -> None:
    """One mail about all notices that fit, each with why; nobody's name is in it."""
    items = [
        {
            "kind": match.posting.get_kind_display(),
            "title": match.posting.title,
            "link": _page(match.posting),
            "why": match.why,
            "because": match.because.title if match.because else "",
        }
        for match in matches[:NAMED]
    ]
    stop = link_to_stop(person)
    context = {
        "person": person,
        "items": items,
        "count": len(matches),
        "more": len(matches) - len(items),
        "is_weekly": rhythm == Rhythm.WEEKLY,
        "all": f"{settings.SITE_URL}{reverse('postings')}",
        "stop": stop,
    }
    outbox.queue(to=person.email, template="notices/news", context=context, at=at, headers=stop_headers(stop))


def _page(posting: Posting) -> str:
    return f"{settings.SITE_URL}{posting.get_absolute_url()}"
