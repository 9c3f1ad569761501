"""What higher parts add for the organisers of an event: links beside its own, so that the page knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class OrganiserLink:
    """``url_name`` takes the slug of the event; ``allowed(user, event)`` says who sees it."""

    label: str
    url_name: str
    position: int = 50
    allowed: Callable[..., bool] = lambda user, event: True


_links: dict[str, OrganiserLink] = {}


def register_link(link: OrganiserLink) -> None:
    """Show this link; one to the same page is replaced."""
    _links[link.url_name] = link


def links(event, user) -> list[OrganiserLink]:
    """What this person sees beside an event, in order."""
    return sorted((row for row in _links.values() if row.allowed(user, event)), key=lambda row: row.position)
