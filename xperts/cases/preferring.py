"""Whom an asker can name as the preferred Xpert. The pool knows who wants to be seen, and tells it here."""

from collections.abc import Callable

from django.db.models import QuerySet

from loket.accounts.models import User

_sources: list[Callable[[], QuerySet[User]]] = []


def register(people: Callable[[], QuerySet[User]]) -> None:
    """``people()`` gives those whose name everybody may read; called in ``apps.py``, the same counts once."""
    if people not in _sources:
        _sources.append(people)


def choosable(chosen: int | None = None) -> QuerySet[User]:
    """By name; with who was chosen before, so that a draft stays whole when somebody leaves the page of Xperts."""
    found = User.objects.filter(pk=chosen)
    for people in _sources:
        found = found | User.objects.filter(pk__in=people().values("pk"))
    return found.order_by("name", "pk")
