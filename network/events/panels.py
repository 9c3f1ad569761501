"""What higher parts add to the page of an event, so that the page knows none of them.

Links beside those of the organisers, and pieces of the column beside the text. A part calls ``register_link`` and
``register`` in its ``apps.py``.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class OrganiserLink:
    """``url_name`` takes the slug of the event; ``allowed(user, event)`` says who sees it."""

    label: str
    url_name: str
    position: int = 50
    allowed: Callable[..., bool] = lambda user, event: True


@dataclass(frozen=True)
class Panel:
    """``context(event, user)`` gives what the template needs, or None when there is nothing for this person to see.

    The template gets it as ``panel``, with ``event`` and ``user``. Lower positions come first.
    """

    position: int
    template: str
    context: Callable[..., dict | None]


@dataclass(frozen=True)
class Filled:
    template: str
    context: dict


_links: dict[str, OrganiserLink] = {}
_panels: list[Panel] = []


def register_link(link: OrganiserLink) -> None:
    """Show this link; one to the same page is replaced."""
    _links[link.url_name] = link


def register(panel: Panel) -> None:
    """Show this beside every event; the same panel counts once."""
    if panel not in _panels:
        _panels.append(panel)


def links(event, user) -> list[OrganiserLink]:
    """What this person sees beside an event, in order."""
    return sorted((row for row in _links.values() if row.allowed(user, event)), key=lambda row: row.position)


def on_page(event, user) -> list[Filled]:
    """The pieces beside an event that have something for this person, in order."""
    filled = ((panel, panel.context(event, user)) for panel in sorted(_panels, key=lambda each: each.position))
    return [Filled(panel.template, context) for panel, context in filled if context is not None]
