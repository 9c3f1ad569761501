"""Addresses that keep what was searched and filtered, and the window of page numbers."""

from dataclasses import dataclass

from django.http import QueryDict

PAGE = "pagina"


@dataclass(frozen=True)
class PageLink:
    """One place in the row of page numbers; ``number`` is 0 for a gap."""

    number: int
    url: str = ""
    is_current: bool = False


def query_with(params: QueryDict | str, **changes) -> str:
    """``?…`` with values set (None takes a name away); the page number is dropped unless it is what changes."""
    query = _editable(params)
    query.pop(PAGE, None)
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return _as_link(query)


def query_without(params: QueryDict | str, name: str, value: str | None = None) -> str:
    """``?…`` without one value of a name, or without the name altogether; the page number is dropped."""
    query = _editable(params)
    query.pop(PAGE, None)
    kept = [] if value is None else [item for item in query.getlist(name) if item != str(value)]
    query.setlist(name, kept)
    return _as_link(query)


def page_window(number: int, total: int, params: QueryDict | str = "") -> list[PageLink]:
    """The first, the last and the pages around ``number``, with gaps between: 1 … 4 5 6 … 20.

    A gap never stands for one page alone.
    """
    around = {1, total, *range(number - 1, number + 2)}
    around |= {2} if number == 4 else set()
    around |= {total - 1} if number == total - 3 else set()
    links, previous = [], 0
    for page in sorted(page for page in around if 1 <= page <= total):
        if page > previous + 1:
            links.append(PageLink(0))
        links.append(PageLink(page, query_with(params, **{PAGE: page}), page == number))
        previous = page
    return links


def _editable(params: QueryDict | str) -> QueryDict:
    return QueryDict(params.lstrip("?"), mutable=True) if isinstance(params, str) else params.copy()


def _as_link(query: QueryDict) -> str:
    return f"?{query.urlencode()}"
