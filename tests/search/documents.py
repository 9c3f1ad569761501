"""Documents for the tests of the search."""

import itertools
from datetime import date

from loket.search.documents import Document
from loket.search.engine import Result, search
from loket.search.query import SearchRequest

_numbers = itertools.count(1)
DAY = date(2026, 3, 2)


def document(title: str, **changes) -> Document:
    """A public document with this title; the numbers go up."""
    number = changes.pop("subject_id", None) or next(_numbers)
    values = {
        "subject_type": "entry",
        "subject_id": number,
        "external_id": f"x-{number}",
        "kind": "interventie",
        "title": title,
        "url": f"/catalogus/x-{number}/",
        "published_on": DAY,
        "changed_on": DAY,
    }
    return Document(**values | changes)


def titles(text: str, **asked) -> list[str]:
    """The titles that a visitor finds."""
    return [hit.title for hit in found(text, **asked).hits]


def found(text: str, tokens: tuple[str, ...] = ("public",), **asked) -> Result:
    return search(SearchRequest(text=text, **asked), tokens, today=DAY)
