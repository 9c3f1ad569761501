"""Pages that the areas add to a menu, so that the menu knows none of them.

An area calls ``register`` in its ``apps.py``. A page is named by its URL name, without arguments.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A line of a menu. ``allowed(user)`` says who sees it; lower positions come first.

    ``text`` is a sentence on what one does there, for where there is room for it.
    """

    menu: str
    label: str
    url_name: str
    icon: str
    position: int = 50
    allowed: Callable[..., bool] = lambda user: True
    text: str = ""


MAIN = "Hoofdmenu"
"""At the top of each page."""

WORK = "Mijn werk"
"""A bar below the main menu, for who has a role here."""

EDITORS = "redactie"
"""Under *Ook voor de redactie* on the editors' queue."""

MEETING = "Leren van elkaar"
"""On the page of layer 2, with their sentences, and at the foot of each page."""

CATALOGUE, CONTACT, ABOUT, SITE = "Verder kijken", "Contact", "Over dit loket", "Over deze site"
FOOT = (CATALOGUE, MEETING, CONTACT, ABOUT, SITE)
"""The columns of these names at the foot of each page, in this order."""

_pages: list[Page] = []


def register(page: Page) -> None:
    """Add a page to its menu; the same page counts once."""
    if page not in _pages:
        _pages.append(page)


def pages(menu: str, user) -> list[Page]:
    """What this person sees of a menu, in order."""
    shown = [page for page in _pages if page.menu == menu and page.allowed(user)]
    return sorted(shown, key=lambda page: (page.position, page.label))
