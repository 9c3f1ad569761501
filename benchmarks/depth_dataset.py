"""What stands around the entries: a million follows and downloads at 100,000 of them, lists, mixes, use and so on."""

import pathlib
import time
from datetime import UTC, date, datetime

from benchmarks.browser import PROFESSIONAL
from benchmarks.installation import Installation

LIST_TOKEN = "meting-lijst-om-te-bekijken"
LIST_ENTRIES, MIX_ENTRIES = 1_000, 60
FOLLOWS_PER_PERSON = 50
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
"""When all of it was made."""
RUN_AT = datetime(2027, 3, 1, 7, 30, tzinfo=UTC)
"""The moment that the nightly runs are given: a Monday, half an hour after the weekly mails."""
_PAST, _QUIET = date(2025, 6, 1), date(2027, 6, 1)
_SQL = pathlib.Path(__file__).with_name("depth.sql")
_TABLES = {
    "people": "accounts_user",
    "follows": "following_follow",
    "downloads": "usage_usecount",
    "on lists": "collections_item",
    "in mixes": "mixes_mixrow",
    "uses": "experiences_use",
    "experiences": "experiences_experience",
    "saved searches": "saved_searches_standingquery",
}


def people(entries: int) -> int:
    """So many that ten follows for each entry are fifty for each person."""
    return max(entries // 5, FOLLOWS_PER_PERSON)


def is_filled(site: Installation) -> bool:
    return site.rows("SELECT count(*) FROM following_follow")[0][0] > 0


def fill(site: Installation) -> float:
    """Write the rows of ``depth.sql``, in one transaction; returns the seconds that took."""
    start = time.monotonic()
    values = {
        "people": people(site.entries),
        "at": AT,
        "today": date.today(),  # the pages look back from the day on which they are asked
        "past": _PAST,
        "quiet": _QUIET,
        "professional": PROFESSIONAL["login"],
        "list_token": LIST_TOKEN,
        "list_entries": LIST_ENTRIES,
        "mix_entries": MIX_ENTRIES,
    }
    with site.cursor() as cursor:
        cursor.execute(_SQL.read_text(encoding="utf-8"), values)
    return round(time.monotonic() - start, 1)


def amounts(site: Installation) -> dict[str, int]:
    """How many rows there are of what the measured pages and runs read."""
    return {name: site.rows(f"SELECT count(*) FROM {table}")[0][0] for name, table in _TABLES.items()}
