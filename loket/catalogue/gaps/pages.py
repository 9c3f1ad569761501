"""What the pages about white spots and wanted entries need, fetched in one place; read-only."""

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, QuerySet
from django.urls import reverse
from django.utils.formats import date_format

from loket.catalogue import content as contents
from loket.catalogue.gaps import permissions
from loket.catalogue.gaps.enums import SHOWN_STATES, WantedState
from loket.catalogue.gaps.models import Claim, Gap, Wanted
from loket.catalogue.gaps.workflow import GAPS, WANTED
from loket.core import charts
from loket.search import facets
from loket.vocabulary import lookup

PER_PAGE = 25
MONTHS_SHOWN = 12
_ORDER = {WantedState.FREE: 0, WantedState.CLAIMED: 1, WantedState.FULFILLED: 2}
_WANTED_LISTS = ("themes", "settings", "target_groups")


def tabs(current: str, counts: dict[str, int] | None = None) -> list[dict]:
    """The parts of the pages about white spots; ``counts`` by the name of a part."""
    here = reverse("white_spots")
    parts = (
        ("open", "Zonder resultaat", here),
        ("klaar", "Afgehandeld", f"{here}?deel=klaar"),
        ("matrix", "Waar is weinig?", reverse("white_spot_matrix")),
        ("opleidingen", "Opleidingen", reverse("training_matrix")),
    )
    return [
        {"label": label, "url": url, "is_current": name == current, "count": (counts or {}).get(name)}
        for name, label, url in parts
    ]


def overview(part: str, number: str | None, user) -> dict:
    """Questions that found nothing, the most asked first, or those that were settled, the latest asked first."""
    part = "klaar" if part == "klaar" else "open"
    gaps = Gap.objects.settled().order_by("-last_at", "-pk") if part == "klaar" else Gap.objects.open()
    page = Paginator(gaps.prefetch_related("wordings__search"), PER_PAGE).get_page(number)
    return {
        "part": part,
        "page": page,
        "rows": [(gap, _wordings(gap), named(gap)) for gap in page],
        "tabs": tabs(part, {part: page.paginator.count}),
        "can_settle": permissions.can_settle(user),
    }


def _wordings(gap: Gap) -> list[str]:
    """The other words in which it was asked, the most asked first."""
    asked = sorted(gap.wordings.all(), key=lambda row: -row.search.count)
    return [row.search.text for row in asked if row.search.text != gap.text]


def named(gap: Gap) -> list[str]:
    """The names of the themes, settings and so on that a question is about."""
    return [facets.label_of(*token.split(":", 1)) for token in gap.facets]


def gap_page(gap: Gap, user) -> dict:
    months = [(date_format(row.month, "b Y"), row.count) for row in gap.months.order_by("-month")[:MONTHS_SHOWN]][::-1]
    steps = [row.name for row in GAPS.available(gap, user)]
    return {
        "gap": gap,
        "named": named(gap),
        "wordings": sorted((row.search for row in gap.wordings.select_related("search")), key=lambda row: -row.count),
        "months": months,
        "chart": _chart(gap, months),
        "steps": steps,
        "history": gap.history.select_related("by"),
        "wanted": gap.wanted.filter(state__in=SHOWN_STATES).first(),
    }


def _chart(gap: Gap, months: list[tuple[str, int]]) -> str:
    if len(months) < 2:
        return ""
    most, number = max(months, key=lambda row: row[1])
    description = f"Liggende staven per maand. Het meest gevraagd in {most}: {number} keer."
    return charts.bars(months, title=f"Hoe vaak er per maand is gezocht naar {gap.text}", description=description)


def lists_of(gap: Gap) -> dict[str, list[str]]:
    """The codes that a question names, by the keys of a content."""
    keys = {"theme": "themes", "setting": "settings", "target_group": "target_groups"}
    found: dict[str, list[str]] = {}
    for token in gap.facets:
        facet, _, code = token.partition(":")
        if facet in keys:
            found.setdefault(keys[facet], []).append(code)
    return found


def wanted_list(number: str | None, theme: str, user) -> dict:
    """What is wanted, free first; ``theme`` narrows it."""
    shown = _with_claims(Wanted.objects.shown())
    themes = _themes()
    if theme in themes:
        shown = shown.filter(lists__themes__contains=theme)
    rows = sorted(shown, key=lambda row: _ORDER[WantedState(row.state)])
    page = Paginator(rows, PER_PAGE).get_page(number)
    return {
        "page": page,
        "rows": [(row, tags(row), _last_day(row)) for row in page],
        "themes": [(code, lookup.label("theme", code)) for code in themes],
        "theme": theme if theme in themes else "",
        "can_settle": permissions.can_settle(user),
    }


def _themes() -> list[str]:
    """The themes of what is wanted, in the order of the vocabulary."""
    used = {
        code for lists in Wanted.objects.shown().values_list("lists", flat=True) for code in lists.get("themes", [])
    }
    return [code for code, _ in lookup.choices("theme") if code in used]


def _with_claims(wanted: QuerySet[Wanted]) -> QuerySet[Wanted]:
    running = Prefetch("claims", Claim.objects.running(), to_attr="running")
    return wanted.select_related("entry").prefetch_related(running).annotate(follower_count=Count("followers"))


def _last_day(wanted: Wanted):
    return wanted.running[0].due_on if wanted.running else None


def tags(wanted: Wanted) -> list[str]:
    """The names of its themes, settings and target groups."""
    return [lookup.label(contents.LISTS[key], code) for key in _WANTED_LISTS for code in wanted.lists.get(key, [])]


def wanted_page(wanted: Wanted, user) -> dict:
    claim = wanted.claims.running().select_related("entry").first()
    is_mine = bool(claim and user.is_authenticated and claim.by_id == user.pk)
    draft = claim.entry.revisions.open().first() if is_mine and claim.entry else None
    steps = WANTED.available(wanted, user) if user.is_authenticated else []
    return {
        "wanted": wanted,
        "tags": tags(wanted),
        "claim": claim,
        "last_day": claim and claim.due_on,
        "is_mine": is_mine,
        "draft": draft,
        "steps": {row.name for row in steps},
        "is_editor": permissions.is_editor(user),
        "follows": user.is_authenticated and wanted.followers.filter(user=user).exists(),
        "follower_count": wanted.followers.count(),
        "history": wanted.history.select_related("by") if permissions.is_editor(user) else [],
    }
