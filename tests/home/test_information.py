"""The pages with information: they answer, lead somewhere, and say what the code does."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import resolve, reverse

from loket.catalogue.attachments import MOST_FILES
from loket.catalogue.sheets import SHEETS
from loket.catalogue.views.contribute import STEPS
from loket.catalogue.workflow import JUDGED_WITHIN_WORKING_DAYS
from loket.core.files.kinds import ALLOWED, MB
from loket.search import facets, query
from tests.checking import CheckingClient
from tests.factories import EntryFactory

pytestmark = pytest.mark.django_db

PAGES = {
    "help": "Hulp",
    "about": "Over het loket",
    "recognition_help": "Uitleg over erkenning",
    "open_data": "Open data en API",
    "accessibility": "Toegankelijkheid",
    "privacy": "Privacy",
    "security_policy": "Kwetsbaarheid melden",
}
every_page = pytest.mark.parametrize("name", PAGES)


def _page(name: str) -> str:
    return CheckingClient().get(reverse(name)).content.decode()


def _internal_links(html: str) -> set[str]:
    """The addresses within the portal that a page links to; mail and other protocols left out."""
    return {href for href in re.findall(r'<a [^>]*href="([^"]+)"', html) if href.startswith(("/", "#"))}


def _ids(html: str) -> set[str]:
    return set(re.findall(r' id="([^"]+)"', html))


@every_page
def test_information_page_opens_for_anonymous_visitor_with_its_heading(name):
    response = CheckingClient().get(reverse(name))

    headings = re.findall(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL)
    assert (response.status_code, headings) == (200, [PAGES[name]])


@every_page
def test_information_page_links_only_to_addresses_that_exist(name):
    paths = {urlsplit(href).path for href in _internal_links(_page(name))} - {""}

    views = [resolve(path).func for path in paths]

    assert len(views) == len(paths) > 0


@every_page
def test_information_page_links_only_to_chapters_that_exist(name):
    pages = {reverse(other): _ids(_page(other)) for other in PAGES}
    links = [urlsplit(href) for href in _internal_links(_page(name))]

    missing = [
        link.geturl()
        for link in links
        if link.fragment and link.fragment not in pages.get(link.path or reverse(name), {link.fragment})
    ]

    assert missing == []


@every_page
def test_information_page_lists_its_chapters_in_order(name):
    html = _page(name)

    listed = re.findall(r'on-this-page__link" href="#([^"]+)"', html)
    chapters = re.findall(r'<h2 class="nl-heading nl-heading--level-[23][^"]*" id="([^"]+)"', html)
    assert listed == [chapter for chapter in chapters if chapter in listed]
    assert set(chapters) - set(listed) <= {"contact"}


def test_help_names_the_files_that_are_taken_and_their_limits():
    rows = re.findall(r'data-label="Bestanden">([^<]+)</td>.*?is-number">(\d+) MB', _page("help"))

    told = {extension: int(size) * MB for extensions, size in rows for extension in extensions.split(", ")}

    assert told == {kind.extensions[0]: kind.max_bytes for kind in ALLOWED}


def test_help_names_the_steps_of_the_wizard():
    told = re.findall(r"<strong>\d\. ([^<]+)</strong>", _page("help"))

    assert told == [label for _, label in STEPS]


def test_help_and_about_promise_the_term_of_the_workflow():
    told = [re.findall(r"(\w+) werkdagen", _page(name)) for name in ("help", "about")]

    assert (told, JUDGED_WITHIN_WORKING_DAYS) == ([["tien"], ["tien"]], 10)


def test_help_tells_how_many_files_fit():
    told = re.search(r"passen (\d+) bestanden", _page("help"))

    assert int(told[1]) == MOST_FILES


def test_about_tells_the_shortest_and_longest_term_of_a_check():
    terms = [sheet.check_months for sheet in SHEETS.values()]

    assert "van zes maanden voor een subsidie tot vijf jaar voor een boek" in _page("about")
    assert (min(terms), max(terms)) == (6, 60)


def test_open_data_names_only_parameters_that_the_search_knows():
    told = re.findall(r'<th scope="row"><code>(\w+)</code></th>', _page("open_data"))

    own = {query.TEXT, query.PAGE, query.SIZE, "page"}
    assert [name for name in told if name not in own and facets.group_named(name) is None] == []
    assert len(told) == 8


def test_recognition_page_shows_every_level():
    steps = re.findall(r"stap (\d) van 5", _page("recognition_help"))

    assert steps == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("name", ["home", "themes", "meeting"])
def test_overview_of_an_empty_catalogue_links_only_to_addresses_that_exist(name):
    paths = {urlsplit(href).path for href in _internal_links(_page(name))} - {""}

    views = [resolve(path).func for path in paths]

    assert len(views) == len(paths) > 0


def test_home_shows_new_entries_and_says_which_are_recognised():
    EntryFactory(published=True, title="Wandelen")
    EntryFactory(published=True, recognised=True, title="In balans")

    html = _page("home")

    assert (html.count(">Wandelen</a>"), html.count(">In balans</a>")) == (1, 2)
    assert "Goed onderbouwd" in html
