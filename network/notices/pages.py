"""What the pages about notices show, fetched in one place; read-only."""

from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.urls import reverse

from loket.core.telling import Rhythm
from loket.core.working_days import local_date
from loket.vocabulary import lookup
from network.directory import people
from network.notices import matching, permissions
from network.notices.enums import Kind, PostingState
from network.notices.models import Posting, Watch
from network.notices.workflow import POSTINGS

PAGE_SIZE = 20
NOBODY = "Een collega"


def board_page(found, user, number: str | None, *, at: datetime) -> dict:
    """The notices that a filter leaves, with those that fit the profile of who looks."""
    page = Paginator(found.qs, PAGE_SIZE).get_page(number)
    fits = matching.postings_for_profile(user.themes, user.areas, but_of=user, today=local_date(at), limit=3)
    return {"filter": found, "page": page, "lines": lines(page.object_list, user, at=at), "fits": fits}


def lines(postings, user, *, at: datetime) -> list[dict]:
    """Each notice with what its card says; the author's name only of who wants to be found."""
    rows = list(postings)
    cards = people.names_shown({row.author_id for row in rows}, user)
    return [_line(row, cards.get(row.author_id), at) for row in rows]


def _line(posting: Posting, card, at: datetime) -> dict:
    return {
        "posting": posting,
        "author": card.name if card else NOBODY,
        "card": card,
        "themes": [lookup.label("theme", code) for code in posting.themes],
        "areas": [lookup.area_label(code) for code in posting.areas],
        "is_current": posting.is_current(local_date(at)),
        "status": status(posting, at),
    }


def status(posting: Posting, at: datetime) -> dict[str, str]:
    """The state in words, for the badge; what is past its last day has lapsed, marked or not."""
    if posting.is_current(local_date(at)):
        return {"label": posting.get_kind_display(), "kind": "success" if posting.kind == Kind.OFFER else "neutral"}
    state = PostingState.LAPSED if posting.state == PostingState.OPEN else PostingState(posting.state)
    return {"label": str(state.label), "kind": "inactive"}


def posting_page(posting: Posting, user, *, at: datetime) -> dict:
    """One notice: what fits it, who may help, and what this person may do."""
    is_own = permissions.is_author(user, posting)
    line = lines([posting], user, at=at)[0]
    fits = matching.postings_for(posting, today=local_date(at)) if line["is_current"] else []
    return line | {
        "is_own": is_own,
        "can_react": line["is_current"] and permissions.can_react(user, posting),
        "fits": fits,
        "people": matching.people_for(posting, user) if line["is_current"] else [],
        "colleagues_url": people.search_link(theme=posting.themes),
        "steps": [step for step in POSTINGS.available(posting, user) if step.name != "extend" or is_own],
        "reactions": posting.reactions.count() if is_own else 0,
    }


def own_page(user, *, at: datetime) -> dict:
    """Somebody's own notices, open first, with how many reacted; and how often they hear of others'."""
    own = own_postings(user)
    current = local_date(at)
    rows = lines(own, user, at=at)
    return {
        "open": [row for row in rows if row["posting"].is_current(current)],
        "over": [row for row in rows if not row["posting"].is_current(current)],
        "rhythm": rhythm_of(user),
    }


def own_postings(user) -> QuerySet[Posting]:
    return Posting.objects.filter(author=user).annotate(reacted=Count("reactions")).order_by("-posted_at", "-pk")[:50]


def rhythm_of(user) -> str:
    watch = Watch.objects.filter(person=user).first()
    return watch.rhythm if watch else Rhythm.NEVER


def archive_tabs(*, is_archive: bool) -> list[dict]:
    here = reverse("postings")
    return [
        {"label": "Staat open", "url": here, "is_current": not is_archive},
        {"label": "Wat is geweest", "url": f"{here}?geweest", "is_current": is_archive},
        {"label": "Van mij", "url": reverse("own_postings"), "is_current": False},
    ]
