"""What the pages of partners, support and programmes show; read-only."""

from collections import defaultdict
from datetime import date, timedelta

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber
from django.utils.dateparse import parse_date

from loket.accounts.models import Organisation
from loket.catalogue import findable
from loket.catalogue.enums import Kind
from loket.catalogue.models import Entry
from loket.catalogue.partners import closing, permissions, sections, support, workflow
from loket.catalogue.partners.models import ShopWindow, WindowText
from loket.catalogue.sheets import SHEETS
from loket.core import markdown
from loket.core.templatetags.formats import euro, number
from loket.usage.enums import Act
from loket.usage.models import MonthUse
from loket.vocabulary import lookup

SHOWN_OF_A_KIND, SHOWN_APART = 6, 12
PARTNERS_PER_PAGE, OFFERS_PER_PAGE, PROGRAMMES_PER_PAGE = 24, 20, 25
MOST_USED = 10
FIGURES_OVER = timedelta(days=365)
# These have a place of their own on the page.
_APART = (Kind.TRAINING, Kind.SUPPORT_OFFER, Kind.PROGRAMME)


def overview(windows: QuerySet[ShopWindow], page_number: str | None) -> dict:
    """The partners with how much each brings, two queries a page."""
    page = Paginator(windows.select_related("organisation", "current"), PARTNERS_PER_PAGE).get_page(page_number)
    wanted = [window.organisation_id for window in page]
    counts = dict(
        Entry.objects.published()
        .filter(organisation__in=wanted)
        .values_list("organisation")
        .annotate(Count("pk"))
        .order_by()
    )
    cards = [
        {"window": window, "number": counts.get(window.organisation_id, 0), "themes": _themes(window.current)[:4]}
        for window in page
    ]
    return {"page": page, "cards": cards}


def _themes(text: WindowText) -> list[tuple[str, str]]:
    return [(code, lookup.label("theme", code)) for code in text.themes]


def shop(window: ShopWindow, user, today: date) -> dict:
    """The page of one partner. ``window.current`` may be None: then its own people see that nothing is placed yet."""
    organisation = window.organisation
    own = Entry.objects.published().filter(organisation=organisation)
    numbers = dict(own.values_list("kind").annotate(Count("pk")).order_by())
    can_write = permissions.can_write(user, window)
    return {
        "window": window,
        "text": window.current,
        "body": markdown.to_html(window.current.text) if window.current else "",
        "themes": _themes(window.current) if window.current else [],
        "areas": [lookup.area_label(code) for code in window.current.areas] if window.current else [],
        "sections": sections.of(organisation, user),
        "figures": figures(organisation, today),
        "can_write": can_write,
        "waiting": window.texts.filter(state="submitted").first() if can_write else None,
        "most_used": most_used(organisation, today) if can_write else [],
    } | _brought(own, numbers, organisation, today)


def _brought(own: QuerySet[Entry], numbers: dict[str, int], organisation: Organisation, today: date) -> dict:
    """What the partner brings, the first of each kind: its page stays a page however much that is."""
    by_title = own.order_by("title", "pk")
    trainings = by_title.filter(kind=Kind.TRAINING) if Kind.TRAINING in numbers else own.none()
    offers = by_title.filter(kind=Kind.SUPPORT_OFFER) if Kind.SUPPORT_OFFER in numbers else own.none()
    shown = {
        Kind.TRAINING: [training(entry, today) for entry in trainings[:SHOWN_APART]],
        Kind.SUPPORT_OFFER: [support.offer(entry) for entry in offers[:SHOWN_APART]],
        Kind.PROGRAMME: _programmes(organisation, today) if Kind.PROGRAMME in numbers else [],
    }
    others = {kind: number for kind, number in numbers.items() if kind not in _APART}
    return {
        "trainings": shown[Kind.TRAINING],
        "offers": shown[Kind.SUPPORT_OFFER],
        "programmes": shown[Kind.PROGRAMME],
        "more": {
            f"{kind.name.lower()}s": _more(kind, numbers.get(kind, 0), len(rows), organisation)
            for kind, rows in shown.items()
        },
        "kinds": _kinds(own, others, organisation),
    }


def _programmes(organisation: Organisation, today: date) -> list[tuple]:
    """What closes first at the top, then what has no day, then what is closed, the last one first."""
    open_ones = list(closing.open_on(today).filter(organisation=organisation)[:SHOWN_APART])
    closed_ones = closing.closed_on(today).filter(organisation=organisation)[: SHOWN_APART - len(open_ones)]
    return [(entry, closing.of(entry, today)) for entry in [*open_ones, *closed_ones]]


def _more(kind: str, number: int, shown: int, organisation: Organisation) -> dict | None:
    """The way to all of a kind, when the page shows only the first."""
    return {"number": number, "query": _all_of(kind, organisation)} if number > shown else None


def _all_of(kind: str, organisation: Organisation) -> str:
    """The query string of the search on all of this kind."""
    return f"?kind={kind}&owner={findable.owner_code(organisation, organisation.name)}"


def _kinds(own: QuerySet[Entry], numbers: dict[str, int], organisation: Organisation) -> list[dict]:
    """A few entries of each kind, in the order of the sheets, with the search on all of them. One query."""
    place = Window(RowNumber(), partition_by="kind", order_by=("title", "pk"))
    by_kind = defaultdict(list)
    shown = own.filter(kind__in=numbers).annotate(place=place).filter(place__lte=SHOWN_OF_A_KIND).order_by("place")
    for entry in shown.only("title", "slug", "kind", "summary"):
        by_kind[entry.kind].append(entry)
    return [
        {
            "sheet": SHEETS[kind],
            "number": numbers[kind],
            "entries": by_kind[kind],
            "more_query": _all_of(kind, organisation) if numbers[kind] > SHOWN_OF_A_KIND else "",
        }
        for kind in SHEETS
        if kind in numbers
    ]


def training(entry: Entry, today: date) -> dict:
    """A training with what people choose by: the days to come, the price and the hours, as far as they are known."""
    fields = entry.content.get("fields", {})
    days = [(day, row.get("plaats", "")) for row in fields.get("data") or [] if (day := _day(row.get("datum", "")))]
    price, hours = fields.get("prijs"), fields.get("uren")
    return {
        "entry": entry,
        "days": sorted(pair for pair in days if pair[0] >= today),
        "price": "" if price is None else ("gratis" if price == 0 else euro(price)),
        "hours": "" if not hours else f"{number(hours, 0 if hours == int(hours) else 1)} uur",
    }


def _day(text: str) -> date | None:
    try:
        return parse_date(str(text))
    except ValueError:
        return None


def _use(organisation: Organisation, today: date) -> QuerySet[MonthUse]:
    """In whole months: a year, and what went before it in its first month."""
    numbers = Entry.objects.published().filter(organisation=organisation).values("pk")
    since = (today - FIGURES_OVER).replace(day=1)
    return MonthUse.objects.filter(subject_type=findable.SUBJECT_TYPE, subject_id__in=numbers, month__gte=since)


def figures(organisation: Organisation, today: date) -> dict[str, int]:
    """How many entries, and how often they were looked at and downloaded in a year."""
    used = dict(_use(organisation, today).values_list("act").annotate(Sum("count")).order_by())
    entries = Entry.objects.published().filter(organisation=organisation).count()
    return {"entries": entries, "views": used.get(Act.VIEW, 0), "downloads": used.get(Act.DOWNLOAD, 0)}


def most_used(organisation: Organisation, today: date) -> list[dict]:
    """For the partner itself: its entries that were used most in a year."""
    views, downloads = (Sum("count", filter=Q(act=act), default=0) for act in (Act.VIEW, Act.DOWNLOAD))
    rows = list(
        _use(organisation, today)
        .values("subject_id")
        .annotate(views=views, downloads=downloads)
        .order_by("-views", "-downloads", "subject_id")[:MOST_USED]
    )
    entries = Entry.objects.defer("content").in_bulk([row["subject_id"] for row in rows])
    return [{"entry": entries[row["subject_id"]], **row} for row in rows if row["subject_id"] in entries]


def offers(entries: QuerySet[Entry], page_number: str | None) -> dict:
    page = Paginator(entries, OFFERS_PER_PAGE).get_page(page_number)
    rows = [support.offer(entry) for entry in page]
    shown = [row.entry.organisation_id for row in rows if row.entry.organisation_id]
    found = ShopWindow.objects.public().filter(organisation__in=shown).select_related("organisation")
    windows = {window.organisation_id: window for window in found}
    return {"page": page, "offers": [(row, windows.get(row.entry.organisation_id)) for row in rows]}


def programmes(entries: QuerySet[Entry], page_number: str | None, today: date) -> dict:
    page = Paginator(entries.select_related("organisation"), PROGRAMMES_PER_PAGE).get_page(page_number)
    return {"page": page, "programmes": [(entry, closing.of(entry, today)) for entry in page]}


def text_page(text: WindowText, user) -> dict:
    """A text as partner and editors see it, beside what stands on the page."""
    current = text.window.current
    return {
        "text": text,
        "window": text.window,
        "body": markdown.to_html(text.text),
        "themes": _themes(text),
        "areas": [lookup.area_label(code) for code in text.areas],
        "current": current if current and current.pk != text.pk else None,
        "current_body": markdown.to_html(current.text) if current and current.pk != text.pk else "",
        "history": text.history.select_related("by"),
        "steps": {row.name for row in workflow.TEXTS.available(text, user)},
        "is_own": text.author_id == user.pk,
    }
