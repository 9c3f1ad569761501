"""The lists of the desk, what is in each, and views of them that somebody keeps; read-only."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property

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


class CappedPaginator(Paginator):
    """Counts to a thousand and no further, so that a page costs the same however many questions there are."""

    most = counting.MOST

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[: self.most + 1].count()


class FoundPaginator(CappedPaginator):
    """Of what was searched for fewer: for a common word each question has to be looked into."""

    most = 10 * PAGE_SIZE


def in_list(shown: List, own: list[int], at: datetime) -> QuerySet:
    """``own``: whose questions count as one's own (``standing_in.dealt_with_by``)."""
    base = Question.objects.open() if shown.is_open else Question.objects.all()
    return base.filter(shown.condition(own, at)).order_by(*shown.order, "pk")


def tabs(current: List, own: list[int], at: datetime) -> list[dict]:
    """The lists with how many are in each, up to a thousand: one statement. What is closed is not counted."""
    counts = counting.capped({row.slug: in_list(row, own, at) for row in LISTS if row.is_open})
    return [
        {
            "label": f"{row.label} (1.000+)" if counts.get(row.slug, 0) > counting.MOST else row.label,
            "url": f"?lijst={row.slug}",
            "is_current": row == current,
            "count": counts.get(row.slug) if counts.get(row.slug, 0) <= counting.MOST else None,
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
