"""Pieces of an entry's page that the parts of the catalogue add, so that the page knows none of them.

A part calls ``register`` in its ``apps.py``; ``beside`` and ``below`` give the page what to include.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto


class Place(Enum):
    """Where a panel stands: between the buttons of the page's head, under the text, or in the column beside it."""

    HEAD = auto()
    MAIN = auto()
    ASIDE = auto()


@dataclass(frozen=True)
class Panel:
    """``context(entry, user)`` gives what the template needs, or None when there is nothing to show.

    The template gets it as ``panel``, with ``entry`` and ``user``, and can use ``{% csrf_token %}``.
    Lower positions come first.
    """

    place: Place
    position: int
    template: str
    context: Callable[..., dict | None]


@dataclass(frozen=True)
class Filled:
    """A panel with what it shows for one entry and one visitor."""

    template: str
    context: dict


_panels: list[Panel] = []


def register(panel: Panel) -> None:
    """Show this on the page of every entry; the same panel counts once."""
    if panel not in _panels:
        _panels.append(panel)


def on_page(entry, user) -> dict[str, list[Filled]]:
    """The filled panels of a page by the name of their place in lower case: ``head``, ``main``, ``aside``."""
    filled: dict[str, list[Filled]] = {place.name.lower(): [] for place in Place}
    for panel in sorted(_panels, key=lambda each: each.position):
        context = panel.context(entry, user)
        if context is not None:
            filled[panel.place.name.lower()].append(Filled(panel.template, context))
    return filled
