"""The pages of the catalogue in depth: side by side, mixes, lists, entries with all their panels, partners, figures."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

import redis

from benchmarks.browser import Browser, signed_in
from benchmarks.depth_dataset import LIST_TOKEN
from benchmarks.installation import Installation
from benchmarks.load import Bench, Page
from loket.launcher import places

COMPARE, MIX, LIST, PRINTED = "compare: 4 entries", "mix: 60 entries", "list: 1,000 entries", "list: 1,000 on paper"
ENTRY, ENTRY_NEW, ENTRY_OWN = "entry with panels", "entry with panels, related not kept", "entry with panels, signed in"
PARTNER, LARGEST = "partner", "partner: the largest"
MATRIX, MATRIX_NEW, TRAININGS = "white spots", "white spots, not kept", "white spots: trainings"
USE, USE_NEW = "use overview", "use overview, not kept"
PREFIX = "depth, "
_EDITOR = "redactie@voorbeeld.nl"
_MATRIX = "/redactie/witte-vlekken/matrix/"


@dataclass(frozen=True)
class DepthPage(Page):
    """``cold`` is a part of the keys in the cache that are forgotten before each run and each counted request."""

    cold: str = ""


@dataclass(frozen=True)
class DepthBench(Bench):
    """A bench that forgets what the portal keeps of the page in hand."""

    cold: str = ""

    def forget(self) -> None:
        if self.cold:
            with redis.Redis.from_url(places.redis_url(self.site.folder)) as cache:
                keys = list(cache.scan_iter(f"*{self.cold}*", count=1000))
                if keys:
                    cache.delete(*keys)

    def fetch(self, page: Page, path: str) -> int:
        self.forget()
        return super().fetch(page, path)

    def at_each_number(self, run) -> dict[str, dict]:
        def after_forgetting(number: int) -> dict:
            self.forget()
            return run(number)

        return super().at_each_number(after_forgetting)


def measure(bench: Bench, page: DepthPage) -> dict:
    """As ``Bench.measure``. What is not kept is found anew on every request, as far as the paths go round once."""
    return DepthBench(bench.site, bench.portal, bench.yardstick, bench.effort, page.cold).measure(page)


def pages(site: Installation, address: str) -> list[DepthPage]:
    visitor, professional = {}, {"Cookie": signed_in(address).cookies}
    editor = {"Cookie": _editor(site, address).cookies}
    rich, cold = _entries(site, 200), _entries(site, 5_000)
    asked = (urlencode([("ingang", slug) for slug in four]) for four in _fours(rich))
    compared = tuple(f"/catalogus/vergelijken/?{four}" for four in asked)
    mix = site.rows("SELECT id FROM mixes_mix WHERE title = 'Het grote plan (meting)'")[0][0]
    found = {
        COMPARE: (compared, visitor, ""),
        MIX: ((f"/interventiemix/{mix}/",), professional, ""),
        LIST: ((f"/lijsten/{LIST_TOKEN}/",), visitor, ""),
        PRINTED: ((f"/lijsten/{LIST_TOKEN}/afdrukken/",), visitor, ""),
        ENTRY: (_addresses(rich), visitor, ""),
        ENTRY_NEW: (_addresses(cold), visitor, "entry-related:"),
        ENTRY_OWN: (_addresses(rich), professional, ""),
        PARTNER: (tuple(f"/partners/meting-{number}/" for number in range(40, 60)), visitor, ""),
        LARGEST: (("/partners/meting-0/",), visitor, ""),
        MATRIX: ((_MATRIX,), editor, ""),
        MATRIX_NEW: (_choices(), editor, "gaps-matrix:"),
        TRAININGS: (("/redactie/witte-vlekken/opleidingen/",), editor, ""),
        USE: (("/gebruik/",), visitor, ""),
        USE_NEW: (_regions(site), visitor, "use-overview:"),
    }
    return [DepthPage(PREFIX + name, *row[:2], cold=row[2]) for name, row in found.items()]


def _addresses(slugs: list[str]) -> tuple[str, ...]:
    return tuple(f"/catalogus/{slug}/" for slug in slugs)


def _entries(site: Installation, count: int) -> list[str]:
    """The recognised interventions that are used most, so that every panel has something to show."""
    sql = """
        SELECT slug FROM catalogue_entry e WHERE state = 'published' AND kind = 'interventie' ORDER BY
            (SELECT count(*) FROM experiences_use u WHERE u.entry_id = e.id) DESC, recognition_level = '', id
        LIMIT %s"""
    return [slug for (slug,) in site.rows(sql, count)]


def _fours(slugs: list[str]) -> list[list[str]]:
    return [slugs[start : start + 4] for start in range(0, len(slugs) - 3, 4)]


def _choices() -> tuple[str, ...]:
    """The matrix with other lists and narrowed by other terms: more addresses than a run asks for."""
    axes = ("theme", "setting", "target_group")
    pairs = [(rows, columns) for rows in axes for columns in axes if rows != columns]
    return tuple(f"{_MATRIX}?{urlencode({'rijen': rows, 'kolommen': columns})}" for rows, columns in pairs)


def _regions(site: Installation) -> tuple[str, ...]:
    """The overview of each theme, and of the whole: each is counted apart."""
    codes = site.rows("SELECT code FROM vocabulary_term WHERE scheme = 'theme' ORDER BY code")
    return ("/gebruik/", *(f"/gebruik/?{urlencode({'thema': code})}" for (code,) in codes))


def _editor(site: Installation, address: str) -> Browser:
    """The browser of the editor of the demo, with the code that ``manage.py demo_accounts`` tells."""
    browser = Browser(address)
    start = "/account/login/"
    asked = browser.send(start, start, login=_EDITOR, password="rondkijken-in-de-demo")
    site.manage("demo_accounts")
    told = (site.folder / "manage.log").read_text(encoding="utf-8")
    browser.send(asked, asked, code=re.findall(rf"{_EDITOR}\s+\S+\s+(\d{{6}})", told)[-1])
    return browser
