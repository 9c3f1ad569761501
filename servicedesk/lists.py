"""The lists of the desk, what is in each, and views of them that somebody keeps; read-only."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse

from servicedesk import counting, warning
from servicedesk.enums import State
from servicedesk.models import Question, SavedView

PAGE_SIZE = 25
TOOLS = "Hulpmiddelen van de servicedesk"
"""The menu (``core.menus``) of what the parts of the desk add to its tools."""
FILTERS = ("q", "queue", "theme", "channel", "area", "tag", "organisation")


@dataclass(frozen=True)
class List:
    """A list of the desk: what is open, or not, under a condition on whose it is and when one looks."""

    slug: str
    label: str
    condition: Callable[[list[int], datetime], Q]
    order: tuple[str, ...] = ("next_due_at", "asked_at")
    is_open: bool = True


LISTS = (
    List("nieuw", "Nieuw", lambda own, at: Q(state=State.NEW)),
    List("van-mij", "Van mij", lambda own, at: Q(assignee__in=own)),
    List("van-niemand", "Van niemand", lambda own, at: Q(assignee=None)),
    List("wacht-op-vrager", "Wacht op vrager", lambda own, at: Q(state=State.WAIT_ASKER), ("changed_at",)),
    List("wacht-op-derden", "Wacht op derden", lambda own, at: Q(state=State.WAIT_OTHERS)),
    List("dreigt", "Dreigt te laat", lambda own, at: Q(next_due_at__gte=at, next_due_at__lt=warning.soon(at))),
    List("te-laat", "Te laat", lambda own, at: Q(next_due_at__lt=at)),
    List("open", "Alle open", lambda own, at: Q()),
    List("beantwoord", "Beantwoord", lambda own, at: Q(state=State.ANSWERED), ("-changed_at",), False),
    List("gesloten", "Gesloten", lambda own, at: Q(state=State.CLOSED), ("-changed_at",), False),
)
BY_SLUG = {row.slug: row for row in LISTS}


MOST_PAGES = counting.MOST // PAGE_SIZE
# For a word that many questions have, each has to be looked into.
MOST_PAGES_FOUND = 10


@dataclass(frozen=True)
class Page:
    """``pages``: as far as is known; ``is_cut``: more follows than is shown."""

    rows: list[Question]
    number: int
    pages: int
    is_cut: bool = False


def page(rows: QuerySet, wanted: str, *, most: int = MOST_PAGES) -> Page:
    """One page of what was filtered. Nothing is counted: one row more tells whether another page follows."""
    number = min(int(wanted), most) if wanted.isdecimal() and len(wanted) < 9 else 1
    start = max(number - 1, 0) * PAGE_SIZE
    found = list(rows[start : start + PAGE_SIZE + 1])
    if start and not found:
        return page(rows, "1", most=most)
    number, follows = start // PAGE_SIZE + 1, len(found) > PAGE_SIZE
    return Page(found[:PAGE_SIZE], number, number + (follows and number < most), follows and number == most)


def counted_page(rows: QuerySet, wanted: str, count: int) -> Page:
    """One page of a whole list, of which ``count`` says how many there are, up to a thousand."""
    pages = max(1, -(-min(count, counting.MOST) // PAGE_SIZE))
    number = min(max(int(wanted), 1), pages) if wanted.isdecimal() and len(wanted) < 9 else 1
    start = (number - 1) * PAGE_SIZE
    return Page(list(rows[start : start + PAGE_SIZE]), number, pages, count > counting.MOST and number == pages)


def in_list(shown: List, own: list[int], at: datetime) -> QuerySet:
    """``own``: whose questions count as one's own (``standing_in.dealt_with_by``)."""
    base = Question.objects.open() if shown.is_open else Question.objects.all()
    return base.filter(shown.condition(own, at)).order_by(*shown.order, "pk")


def counts(shown: List, own: list[int], at: datetime) -> dict[str, int]:
    """How many are in each list that is open, and in the one that is shown; up to a thousand, in one statement."""
    return counting.capped({row.slug: in_list(row, own, at) for row in LISTS if row.is_open or row == shown})


def tabs(current: List, counted: dict[str, int]) -> list[dict]:
    """The lists with how many are in each. What is closed has no number."""
    told = {row.slug: counted[row.slug] for row in LISTS if row.is_open}
    return [
        {
            "label": f"{row.label} (1.000+)" if told.get(row.slug, 0) > counting.MOST else row.label,
            "url": f"?lijst={row.slug}",
            "is_current": row == current,
            "count": told.get(row.slug) if told.get(row.slug, 0) <= counting.MOST else None,
        }
        for row in LISTS
    ]


def kept(query: str) -> str:
    """Of what stands behind the question mark only what a list knows, in a fixed order."""
    told = QueryDict(query.lstrip("?").replace("\x00", ""))
    known = {"lijst": told.get("lijst", LISTS[0].slug)} | {name: told.get(name, "").strip() for name in FILTERS}
    if known["lijst"] not in BY_SLUG:
        known["lijst"] = LISTS[0].slug
    return urlencode({name: value[:200] for name, value in known.items() if value})


def views_of(user, query: str) -> list[dict]:
    """The views that somebody has, the first nine with a key; which is shown now."""
    current = kept(query)
    return [
        {
            "view": row,
            "url": f"{reverse('desk')}?{row.query}",
            "key": str(number) if number < 10 else "",
            "is_current": row.query == current,
        }
        for number, row in enumerate(SavedView.objects.shown_to(user).select_related("owner")[:30], start=1)
    ]
