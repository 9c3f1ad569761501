"""Every public address for search engines and archives, in parts (sitemaps.org): cost follows the part."""

from collections.abc import Iterator
from datetime import date, datetime
from math import ceil
from xml.sax.saxutils import escape

from django.conf import settings
from django.urls import reverse

from loket.search.models import Findable

PER_PART = 5_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PAGES = (
    "home",
    "search",
    "themes",
    "events",
    "campaigns",
    "learning_networks",
    "partners",
    "help",
    "about",
    "recognition_help",
    "open_data",
    "api_documentation",
    "accessibility",
    "privacy",
)


def parts() -> int:
    """How many parts there are, the one with the portal's own pages left out."""
    return ceil(_public().count() / PER_PART)


def index() -> str:
    """The sitemap of sitemaps."""
    addresses = [_whole("sitemap_part", number) for number in range(parts() + 1)]
    rows = "".join(f"<sitemap><loc>{escape(address)}</loc></sitemap>" for address in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?><sitemapindex xmlns="{_NAMESPACE}">{rows}</sitemapindex>'


def part(number: int) -> str | None:
    """Part 0 has the portal's own pages, the others what can be found; None for one that is not there."""
    rows = list(_of_findables(number)) if number else [(reverse(name), None) for name in _PAGES]
    if not rows:
        return None
    written = "".join(_row(path, changed) for path, changed in rows)
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{_NAMESPACE}">{written}</urlset>'


def _public():
    return Findable.objects.filter(audience__contains=["public"])


def _of_findables(number: int) -> Iterator[tuple[str, date]]:
    first = (number - 1) * PER_PART
    yield from _public().order_by("pk").values_list("url", "changed_on")[first : first + PER_PART]


def _row(path: str, changed: date | datetime | None) -> str:
    when = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
    return f"<url><loc>{escape(settings.SITE_URL + path)}</loc>{when}</url>"


def _whole(url_name: str, *arguments: object) -> str:
    return f"{settings.SITE_URL}{reverse(url_name, args=arguments)}"
