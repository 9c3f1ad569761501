"""What higher parts add to a network's page: tabs beside its own, and pieces of its overview.

A part calls ``register_tab`` and ``register`` in its ``apps.py``, so that the page knows none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto


@dataclass(frozen=True)
class Tab:
    """A page of a network. ``url_name`` takes the network's slug; ``allowed(user, network)`` says who sees it.

    Its view renders a template that extends ``network/learning/tab.html`` with ``pages.frame(network, user, tab=name)``
    in the context. The own tabs stand at 10 (overzicht), 20 … 70.
    """

    name: str
    label: str
    url_name: str
    position: int
    allowed: Callable[..., bool] = lambda user, network: True


class Place(Enum):
    """Where a piece of the overview stands: above the text, below it, or in the column beside it."""

    TOP = auto()
    MAIN = auto()
    ASIDE = auto()


@dataclass(frozen=True)
class Panel:
    """``context(network, user)`` gives what the template needs, or None when there is nothing to show.

    The template gets it as ``panel``, with ``network`` and ``user``. Lower positions come first.
    """

    place: Place
    position: int
    template: str
    context: Callable[..., dict | None]


@dataclass(frozen=True)
class Filled:
    template: str
    context: dict


_tabs: dict[str, Tab] = {}
_panels: list[Panel] = []


def register_tab(tab: Tab) -> None:
    """Show this tab; one of the same name is replaced."""
    _tabs[tab.name] = tab


def register(panel: Panel) -> None:
    """Show this on the overview of every network; the same panel counts once."""
    if panel not in _panels:
        _panels.append(panel)


def tabs(network, user) -> list[Tab]:
    """The tabs that this person sees of a network, in order."""
    shown = [tab for tab in _tabs.values() if tab.allowed(user, network)]
    return sorted(shown, key=lambda tab: (tab.position, tab.label))


def on_page(network, user) -> dict[str, list[Filled]]:
    """The filled panels of an overview by the name of their place in lower case: ``top``, ``main``, ``aside``."""
    filled: dict[str, list[Filled]] = {place.name.lower(): [] for place in Place}
    for panel in sorted(_panels, key=lambda each: each.position):
        context = panel.context(network, user)
        if context is not None:
            filled[panel.place.name.lower()].append(Filled(panel.template, context))
    return filled
