"""What searches would find with a group of synonyms that is not in force: nothing is written, nobody else sees it."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from loket.search import question
from loket.search.models import SynonymGroup, SynonymVersion
from loket.search.query import SearchRequest
from loket.search.statement import Statement
from loket.search.synonyms import Book, expression

PUBLIC = ("public",)


@dataclass(frozen=True)
class Found:
    """What one search finds for a visitor; ``hits`` are (title, address, kind) of the first page, the best first."""

    text: str
    count: int
    hits: tuple[tuple[str, str, str], ...]


class Trial:
    """The synonyms as they are in force, and with one more group beside them."""

    def __init__(self, terms: list[str], direction: str) -> None:
        """Reads the groups that are in force (two queries)."""
        groups = list(SynonymGroup.objects.values("terms", "direction"))
        self._stamp = SynonymVersion.objects.values_list("stamp", flat=True).first() or ""
        self._before, self._after = Book(), Book()
        self._before.renew(self._stamp, groups)
        self._after.renew(self._stamp, [*groups, {"terms": terms, "direction": direction}])

    def concerns(self, text: str) -> bool:
        """Whether the group makes a difference for this search at all; without a query."""
        asked = question.read(text)
        return self._after.widen(asked) != self._before.widen(asked)

    def finds(self, text: str, today: date) -> Found:
        """What this search finds with the group (one query)."""
        asked = self._after.widen(question.read(text))
        statement = Statement(SearchRequest(text), asked, PUBLIC, today, (), self._stamp)
        with connection.cursor() as cursor:
            cursor.execute(statement.text(), statement.parameters)
            _, _, _, count, _, _, hits, _ = cursor.fetchone()
        return Found(text, count, tuple((hit["title"], hit["url"], hit["kind"]) for hit in hits or ()))


def takes_part(term: str) -> bool:
    """Whether a search looks for this word or expression at all."""
    return expression(term) is not None


def are_the_same(first: str, other: str) -> bool:
    """Whether a search takes these for the same words already: other forms of them, or only other capitals."""
    left, right = expression(first), expression(other)
    return left is not None and right is not None and left.option.groups == right.option.groups
