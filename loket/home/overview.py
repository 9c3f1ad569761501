"""What the landing page and the overview of themes show; read-only, counted at most once in five minutes."""

from django.core.cache import cache
from django.db import connection, models
from django.urls import reverse
from django.utils import timezone

from loket.catalogue.enums import Kind
from loket.catalogue.models import Entry
from loket.catalogue.sheets import SHEETS
from loket.core import menus
from loket.core.working_days import local_date
from loket.vocabulary import lookup
from network.campaigns import pages as campaign_pages
from network.events import pages as event_pages

COUNTS_KEY = "home:counts"
COUNTS_SECONDS = 300
SOON = 3
# Shown under the search field; each finds something in the demo content (a test says so).
POPULAR = ("valpreventie", "gezonde school", "overgewicht", "eenzaamheid", "samenwerken in de wijk")


def landing() -> dict:
    counts = published_counts()
    newest = (
        Entry.objects.published()
        .order_by("-published_at", "-pk")
        .only("title", "slug", "kind", "summary", "published_at")
    )
    recognised = (
        Entry.objects.published()
        .exclude(recognition_level="")
        .order_by("-changed_at", "-pk")
        .only("title", "slug", "kind", "recognition_level", "recognition_valid_until")
    )
    today = local_date(timezone.now())
    return {
        "popular": POPULAR,
        "total": sum(counts["kinds"].values()),
        "kinds": _kinds(counts["kinds"]),
        "themes": _themes(counts["themes"], only_priority=True),
        "newest": newest[:4],
        "soon": event_pages.next_cards(timezone.now(), SOON),
        "campaigns": campaign_pages.coming(today, SOON),
        "recognised": [(entry, entry.recognition_has_lapsed(today)) for entry in recognised[:4]],
    }


def ways_to_meet(user) -> list[dict]:
    """What layer 2 has for this person, with the address of each."""
    return [{"page": page, "url": reverse(page.url_name)} for page in menus.pages(menus.MEETING, user)]


def themes() -> dict:
    counts = published_counts()
    return {
        "priority": _themes(counts["themes"], only_priority=True),
        "others": _themes(counts["themes"], only_priority=False),
        "process": _terms("process-theme", "process_theme", counts["process_themes"]),
        "settings": _terms("setting", "setting", counts["settings"]),
        "target_groups": _terms("target-group", "target_group", counts["target_groups"]),
    }


def published_counts() -> dict[str, dict[str, int]]:
    """Published entries per kind, theme, process theme, setting and target group."""
    found = cache.get(COUNTS_KEY)
    if found is None:
        found = {"kinds": _count_kinds()} | {
            key: _count_list(key) for key in ("themes", "process_themes", "settings", "target_groups")
        }
        cache.set(COUNTS_KEY, found, COUNTS_SECONDS)
    return found


def _count_kinds() -> dict[str, int]:
    return dict(Entry.objects.published().values_list("kind").annotate(models.Count("pk")).order_by())


def _count_list(key: str) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT code, count(*) FROM catalogue_entry, jsonb_array_elements_text(content->%s) AS code
            WHERE state = 'published' GROUP BY code
            """,
            [key],
        )
        return dict(cursor.fetchall())


def _kinds(counts: dict[str, int]) -> list[dict]:
    search = reverse("search")
    return [
        {
            "label": SHEETS[kind].plural,
            "icon": SHEETS[kind].icon,
            "count": counts.get(kind, 0),
            "url": f"{search}?kind={kind}",
            "description": SHEETS[kind].description,
        }
        for kind in Kind.values
    ]


def _themes(counts: dict[str, int], *, only_priority: bool) -> list[dict]:
    return [
        row for row in _terms("theme", "theme", counts) if lookup.is_priority("theme", row["code"]) == only_priority
    ]


def _terms(scheme: str, parameter: str, counts: dict[str, int]) -> list[dict]:
    search = reverse("search")
    return [
        {"code": code, "label": label, "count": counts.get(code, 0), "url": f"{search}?{parameter}={code}"}
        for code, label in lookup.choices(scheme)
    ]
