"""What every page shows around its own content: the name of the portal, the menus, and whether this is the demo."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject, cached_property

from loket.core import menus


@dataclass(frozen=True)
class MenuItem:
    """A link in a menu; ``is_current`` marks the part of the site that the visitor is in."""

    label: str
    url: str
    is_current: bool = False


class Portal:
    """The frame of a page for one request; what is not shown is not worked out."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.name = settings.PORTAL_NAME
        self.is_demo = settings.IS_DEMO

    @cached_property
    def menu(self) -> list[MenuItem]:
        """The main menu, the same for everybody."""
        return self._items(self._added(menus.MAIN))

    @cached_property
    def work(self) -> list[MenuItem]:
        """What is there for the roles of the visitor; most have none."""
        return self._items(self._added(menus.WORK))

    @property
    def account(self) -> list[MenuItem]:
        """The links at the right of the header: signing in, or the visitor's own page and signing out."""
        if self._is_signed_in:
            return self._items((("Mijn loket", "my_loket"),))
        return self._items((("Inloggen", "account_login"),))

    @property
    def sign_out_url(self) -> str:
        """Where the form for signing out posts to; empty for who is not signed in."""
        return _url("account_logout") if self._is_signed_in else ""

    @property
    def home_url(self) -> str:
        return _url("home") or "/"

    @property
    def footer(self) -> list[tuple[str, list[MenuItem]]]:
        """Columns of the footer, each a heading and its links; a column without links is left out."""
        filled = ((heading, self._items(self._added(heading))) for heading in menus.FOOT)
        return [(heading, items) for heading, items in filled if items]

    @property
    def _is_signed_in(self) -> bool:
        return self._request.user.is_authenticated

    def _added(self, heading: str) -> list[tuple[str, str]]:
        return [(page.label, page.url_name) for page in menus.pages(heading, self._request.user)]

    def _items(self, entries: Iterable[tuple[str, str]]) -> list[MenuItem]:
        found = ((label, _url(name)) for label, name in entries)
        return [MenuItem(label, url, self._is_in(url)) for label, url in found if url]

    def _is_in(self, url: str) -> bool:
        path = self._request.path
        return path == url or (url != self.home_url and path.startswith(url))


def portal(request: HttpRequest) -> dict:
    """Context processor: ``portal`` for every page."""
    return {"portal": SimpleLazyObject(lambda: Portal(request))}


@cache
def _url(name: str) -> str:
    """The address of a page by its name; empty for a page that this installation does not have.

    Kept: a page looks up some twenty of them, which took a twentieth of its time.
    """
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
