"""The pages that are measured."""

import random
from urllib.parse import quote, urlencode

from benchmarks import words
from benchmarks.browser import signed_in
from benchmarks.installation import Installation
from benchmarks.load import Page
from loket.search.query import LAST_PAGE, PAGE, TEXT

HOME, ENTRY, EDIT_FORM, SUGGESTIONS, JSON_SEARCH = "home", "entry", "edit form", "suggestions", "JSON search"
API_SEARCH, API_ENTRY, API_LIST = "API: search, three facets", "API: entry", "API: list of entries"
RARE, COMMON, FILTERED = "search: rare word", "search: common word", "search: common word and one facet"
FACETS, DEEP, EMPTY = "search: three facets", f"search: common word, page {LAST_PAGE}", "search: empty query"
OTHERS = "search: two words, always others"
# Three codes that are frequent in the data set.
THREE_FACETS = {"theme": "roken", "setting": "school", "target_group": "jongeren"}
_SEARCH = "/catalogus/"
_MOST_ENTRIES = 500
_TYPED = ("gez", "bew", "jeugdz", "vergun", "wijkt", "schoolpl", "kwart", "eenz", "sportb", "voed")


def searches() -> list[Page]:
    """The search page in its ways; an address is the whole state of a search."""
    return [
        _search(RARE, {TEXT: words.RARE}),
        _search(COMMON, {TEXT: words.COMMON}),
        _search(FILTERED, {TEXT: words.COMMON, "theme": THREE_FACETS["theme"]}),
        _search(FACETS, THREE_FACETS),
        _search(DEEP, {TEXT: words.COMMON, PAGE: LAST_PAGE}),
        _search(EMPTY, {}),
        _search(OTHERS, *({TEXT: pair} for pair in _pairs(300))),
    ]


def _search(name: str, *parameters: dict) -> Page:
    return Page(name, tuple(f"{_SEARCH}?{urlencode(one)}" if one else _SEARCH for one in parameters))


def _pairs(count: int) -> list[str]:
    """Queries of two words, as frequent as the words are in the texts, so that no analysis is at hand already."""
    chance = random.Random(12)
    content = [word for word in words.some(chance, 40 * count) if len(word) > 5]
    return [" ".join(pair) for pair in zip(content[::2], content[1::2], strict=False)][:count]


def public(site: Installation) -> list[Page]:
    """The pages of a visitor."""
    sql = "SELECT slug, external_id FROM catalogue_entry WHERE state = 'published' ORDER BY md5(slug) LIMIT %s"
    rows = site.rows(sql, _MOST_ENTRIES)
    entries = tuple(f"/catalogus/{slug}/" for slug, _ in rows)
    api_entries = tuple(f"/api/v1/entries/{quote(external_id)}" for _, external_id in rows)
    typed = tuple(f"/zoeken/suggesties?{urlencode({'q': text, 'id': 'zoek'})}" for text in _TYPED)
    return [
        Page(HOME, ("/",)),
        *searches(),
        Page(SUGGESTIONS, typed, {"HX-Request": "true"}),
        Page(ENTRY, entries),
        Page(JSON_SEARCH, (f"/api/v1/search?{urlencode({'q': words.COMMON})}",)),
        Page(API_SEARCH, (f"/api/v1/search?{urlencode(THREE_FACETS)}",)),
        Page(API_ENTRY, api_entries),
        Page(API_LIST, ("/api/v1/entries?pageSize=20",)),
    ]


def edit_form(site: Installation, address: str) -> Page:
    """The longest screen of the wizard for an intervention, as its signed-in author sees it."""
    browser = signed_in(address)
    start = "/bijdragen/nieuw/"
    first = browser.send(start, start, kind="interventie", title="Een aanpak om te meten")
    return Page(EDIT_FORM, (first.replace("/basis/", "/inhoud/"),), {"Cookie": browser.cookies})
