"""What every page shows around its own content: the name of the portal, the menus, and whether this is the demo."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject, cached_property

from loket.core import menus

_EDITOR_ROLE = "redactie"
_DESK_ROLES = frozenset({"servicedesk", "coordinator"})
_MAIN_MENU = (
    ("Home", "home"),
    ("Catalogus", "search"),
    ("Thema's", "themes"),
    ("Bijeenkomsten", "events"),
    ("Bijdragen", "contribute"),
    ("Hulp", "help"),
)
_ABOUT = (("Over het loket", "about"), ("Uitleg over erkenning", "recognition_help"), ("Open data en API", "open_data"))
_SITE = (
    ("Toegankelijkheid", "accessibility"),
    ("Privacy", "privacy"),
    ("Kwetsbaarheid melden", "security_policy"),
)
_CONTACT = (("Stel een vraag", "ask"), ("Hulp bij het loket", "help"), ("Iets bijdragen", "contribute"))


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
        """The main menu; who moderates also gets the editors' queue, who answers questions the desk."""
        entries = _MAIN_MENU + ((("Redactie", "moderation_queue"),) if self._is_editor else ())
        return self._items(entries + ((("Servicedesk", "desk"),) if self._is_of_desk else ()))

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
        columns = ((menus.CATALOGUE, ()), ("Contact", _CONTACT), (menus.ABOUT, _ABOUT), ("Over deze site", _SITE))
        filled = ((heading, self._items((*entries, *self._added(heading)))) for heading, entries in columns)
        return [(heading, items) for heading, items in filled if items]

    @property
    def _is_signed_in(self) -> bool:
        return self._request.user.is_authenticated

    @property
    def _is_editor(self) -> bool:
        return self._is_signed_in and _EDITOR_ROLE in self._request.user.roles

    @property
    def _is_of_desk(self) -> bool:
        return self._is_signed_in and not _DESK_ROLES.isdisjoint(self._request.user.roles)

    def _added(self, heading: str) -> list[tuple[str, str]]:
        return [(page.label, page.url_name) for page in menus.pages(heading, self._request.user)]

    def _items(self, entries: tuple) -> list[MenuItem]:
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
