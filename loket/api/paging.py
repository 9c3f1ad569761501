"""Lists in pages: by a signed cursor where rows come and go, by number where results are ranked."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.dateparse import parse_date, parse_datetime

from loket.api.parameters import Parameter
from loket.api.problems import Problem

SMALLEST, USUAL, LARGEST = 1, 20, 100
CURSOR_HOLDS = 24 * 3600
SIZE = Parameter(
    "pageSize", "Aantal per bladzijde.", int, default=USUAL, minimum=SMALLEST, maximum=LARGEST, aliases=("page_size",)
)
CURSOR = Parameter("cursor", "Waar de bladzijde begint: uit `links.next` van de vorige. Blijft een dag geldig.")
_SALT = "loket.api.cursor"


@dataclass(frozen=True)
class Page:
    """Rows of a page, and the addresses of this page, the first and the next one by name."""

    rows: list
    links: dict[str, str | None]


def absolute(path: str) -> str:
    """The whole address of a path of this portal; the same whatever name the portal was reached by."""
    return f"{settings.SITE_URL}{path}"


def own_address(url_name: str, *arguments: object) -> str:
    """The whole address of an endpoint or page by its name."""
    return absolute(reverse(url_name, args=arguments))


def address(request: HttpRequest, **changes: Any) -> str:
    """The address of this request with parameters changed; ``None`` leaves one out."""
    params = {name: texts for name, texts in request.GET.lists() if name not in changes}
    params |= {name: [value] for name, value in changes.items() if value is not None}
    query = urlencode(params, doseq=True)
    return absolute(f"{request.path}?{query}" if query else request.path)


def link_header(links: dict[str, str | None]) -> str:
    """The same links as an HTTP header (RFC 8288)."""
    return ", ".join(f'<{url}>; rel="{name}"' for name, url in links.items() if url and name != "self")


def cut(request: HttpRequest, rows: QuerySet, asked: dict, order: tuple[str, ...]) -> Page:
    """The page that was asked for. ``order``: columns with ``-`` for descending, the last one unique, all alike.

    Raises ``Problem``: 404 for a cursor that is not ours, 410 for one of more than a day ago.
    """
    size = asked[SIZE.name]
    found = rows.order_by(*order)
    if asked[CURSOR.name] is not None:
        found = found.filter(_after(order, _opened(asked[CURSOR.name], order)))
    shown = list(found[: size + 1])
    has_more = len(shown) > size
    shown = shown[:size]
    following = address(request, cursor=_sealed(shown[-1], order)) if has_more else None
    links = {"self": address(request), "first": address(request, cursor=None), "next": following}
    return Page(shown, links)


def _sealed(row: Any, order: tuple[str, ...]) -> str:
    values = [getattr(row, name.lstrip("-")) for name in order]
    plain = [value.isoformat() if isinstance(value, date | datetime) else value for value in values]
    return signing.dumps(plain, salt=_SALT + ",".join(order))


def _opened(cursor: str, order: tuple[str, ...]) -> list:
    try:
        return signing.loads(cursor, salt=_SALT + ",".join(order), max_age=CURSOR_HOLDS)
    except signing.SignatureExpired as error:
        raise Problem(410, "Deze cursor is ouder dan een dag. Begin opnieuw bij de eerste bladzijde.") from error
    except (signing.BadSignature, ValueError) as error:
        raise Problem(404, "Deze cursor hoort niet bij deze lijst. Neem het adres uit `links.next`.") from error


def _after(order: tuple[str, ...], values: list) -> Q:
    """Past the row with these values: what is further in the first column, or equal there and further in the rest."""
    column, value = order[0], _as_stored(values[0])
    name, comparison = column.lstrip("-"), "lt" if column.startswith("-") else "gt"
    further = Q(**{f"{name}__{comparison}": value})
    if len(order) == 1:
        return further
    return further | (Q(**{name: value}) & _after(order[1:], values[1:]))


def _as_stored(value: Any) -> Any:
    """A moment or day from its text; other values as they are."""
    if not isinstance(value, str):
        return value
    try:
        return parse_datetime(value) or parse_date(value) or value
    except ValueError:
        return value
