"""Keeping entries current: who looks after them, what is past its check, and what no longer works."""

import functools
import operator
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from loket.accounts import my_loket, organisations
from loket.accounts.enums import Role
from loket.catalogue import notifications, permissions, publishing
from loket.catalogue.models import Entry, LinkCheck, Offer
from loket.core.workflow import StaleState
from loket.core.working_days import local_date

# How far the page of the editors looks ahead, and from when on owners see it among their tasks.
SOON = timedelta(days=60)
TASK_AHEAD = timedelta(days=30)
MOST_TASKS = 20
PER_PAGE = 25


class TooLate(Exception):
    """The text is a sentence for the person who pressed the button."""

    def __init__(self) -> None:
        super().__init__("Terugdraaien kan op de dag zelf, zolang er verder niets is veranderd.")


def undo_confirmation(entry: Entry, *, by, at: datetime) -> None:
    """Take back one's own *klopt nog* of today. Raises ``TooLate`` when the day is over or the entry changed."""
    if not permissions.can_propose(by, entry):
        raise PermissionDenied("Alleen de eigenaar en de redactie kunnen dit terugdraaien.")
    with transaction.atomic():
        held = Entry.objects.select_for_update().get(pk=entry.pk)
        row = held.confirmations.filter(by=by, undone_at=None).first()
        is_the_last_thing = row and (row.version, row.checked_on) == (held.version, held.last_checked)
        if not is_the_last_thing or row.checked_on != local_date(at) or not held.is_published:
            raise TooLate
        row.undone_at = at
        row.save(update_fields=["undone_at"])
        before = {"last_checked": row.last_checked_before, "next_check": row.next_check_before}
        publishing.unmark_checked(held, by=by, at=at, **before)


def appoint(entry: Entry, *, owner, deputy, by, at: datetime) -> None:
    """Choose who looks after an entry; who comes and who goes get a mail, unless they did it themselves.

    Raises ``ValidationError`` for one person twice, ``StaleState`` when somebody else chose meanwhile.
    """
    if not permissions.can_appoint(by, entry):
        raise PermissionDenied("Alleen de eigenaar en de redactie kiezen wie deze ingang bijhoudt.")
    if owner is not None and owner == deputy:
        raise ValidationError("Kies voor de vervanger iemand anders dan de eigenaar.")
    before = entry.owner, entry.deputy
    if before == (owner, deputy):
        return
    with transaction.atomic():
        _hold_unchanged(entry)
        publishing.hand_over(entry, owner=owner, deputy=deputy, by=by, at=at)
        for role, old, new in zip(("eigenaar", "vervanger"), before, (owner, deputy), strict=True):
            _tell(entry, role, old, new, by=by, at=at)


def _hold_unchanged(entry: Entry) -> None:
    """Keep the row until the end of the transaction, if owner and deputy are still those that were shown."""
    held = Entry.objects.published().filter(pk=entry.pk, owner=entry.owner_id, deputy=entry.deputy_id)
    if not held.select_for_update().exists():
        raise StaleState


def _tell(entry: Entry, role: str, old, new, *, by, at: datetime) -> None:
    if old == new:
        return
    for person, write in ((new, notifications.appointed), (old, notifications.replaced)):
        if person is not None and person.is_active and person != by:
            write(person, entry, role=role, by=by, at=at)


def has_owner(entry: Entry) -> bool:
    return entry.owner is not None and entry.owner.is_active


def adopt(entry: Entry, *, by, at: datetime) -> None:
    """Become the owner of an entry whose owner left. Raises ``StaleState`` when somebody was first."""
    if not permissions.can_adopt(by, entry):
        raise PermissionDenied("Deze ingang kunt u niet overnemen.")
    with transaction.atomic():
        _hold_unchanged(entry)
        if has_owner(entry):
            raise StaleState
        deputy = None if entry.deputy_id == by.pk else entry.deputy
        publishing.hand_over(entry, owner=by, deputy=deputy, by=by, at=at)


def offer(entry: Entry, *, by, at: datetime) -> int:
    """Ask the partners of the organisation to look after an entry that has no owner; returns how many were asked.

    Once for each organisation. Raises ``ValidationError`` with a sentence when there is nobody to ask.
    """
    if not permissions.is_editor(by):
        raise PermissionDenied("Alleen de redactie biedt een ingang aan.")
    if has_owner(entry) or not entry.is_published:
        raise ValidationError("Deze ingang heeft al een eigenaar of is gearchiveerd.")
    if entry.organisation is None:
        raise ValidationError("Bij deze ingang staat geen organisatie.")
    organisation = organisations.current(entry.organisation)
    partners = get_user_model().objects.with_role(Role.PARTNER).filter(organisation=organisation)
    if not partners:
        raise ValidationError(
            f"{organisation} heeft nog geen partner met een account. U kunt de ingang zelf overnemen."
        )
    with transaction.atomic():
        _, is_new = Offer.objects.get_or_create(entry=entry, organisation=organisation, defaults={"by": by, "at": at})
        if not is_new:
            raise ValidationError(f"Deze ingang is al aangeboden aan {organisation}.")
        for person in partners:
            notifications.offered(person, entry, at=at)
    return len(partners)


def past_check(today: date) -> QuerySet[Entry]:
    return Entry.objects.published().filter(next_check__lt=today).order_by("next_check", "pk")


def due_soon(today: date) -> QuerySet[Entry]:
    return Entry.objects.published().filter(next_check__range=(today, today + SOON)).order_by("next_check", "pk")


def without_owner() -> QuerySet[Entry]:
    gone = Q(owner__isnull=True) | Q(owner__in=get_user_model().objects.filter(is_active=False))
    return Entry.objects.published().filter(gone).order_by("next_check", "pk")


def broken_links() -> QuerySet[LinkCheck]:
    return LinkCheck.objects.broken().in_use().order_by("checked_at", "pk")


def entries_with(checks: list[LinkCheck]) -> dict[str, list[Entry]]:
    """The published entries in which each of these links stands, by its address (one query)."""
    if not checks:
        return {}
    wanted = {row.url for row in checks}
    has_link = functools.reduce(operator.or_, (Q(content__links__contains=[{"url": url}]) for url in sorted(wanted)))
    found: dict[str, list[Entry]] = {}
    for entry in Entry.objects.published().filter(has_link).select_related("owner").order_by("title", "pk"):
        for url in {link["url"] for link in entry.content["links"]} & wanted:
            found.setdefault(url, []).append(entry)
    return found


def broken_links_of(links: dict[int, list[dict]]) -> dict[int, list[LinkCheck]]:
    """The broken ones among the links of each entry, both by the number of the entry (one query)."""
    urls = {pk: {link["url"] for link in rows or []} for pk, rows in links.items()}
    broken = list(LinkCheck.objects.broken().filter(url__in=set().union(*urls.values())).order_by("url"))
    return {pk: [row for row in broken if row.url in own] for pk, own in urls.items()}


def looked_after_by(user) -> QuerySet[Entry]:
    return Entry.objects.published().filter(Q(owner=user) | Q(deputy=user))


def tasks(user) -> Iterator[my_loket.Task]:
    """Own entries to look at: the check comes near or is past, or a link no longer works."""
    today = local_date(timezone.now())
    own = looked_after_by(user)
    near = own.filter(next_check__lte=today + TASK_AHEAD).order_by("next_check", "pk")
    for title, slug, day in near.values_list("title", "slug", "next_check")[:MOST_TASKS]:
        url = reverse("check_entry", args=[slug])
        yield my_loket.Task(title, url, "Catalogus", "Kijk na of dit nog klopt", day, day < today)
    linked = {row[0]: row for row in own.order_by("pk").values_list("pk", "title", "slug", "content__links")}
    broken = broken_links_of({pk: row[3] for pk, row in linked.items()})
    for pk, title, slug, _ in [row for pk, row in linked.items() if broken[pk]][:MOST_TASKS]:
        number = len(broken[pk])
        detail = "Een link werkt niet meer" if number == 1 else f"{number} links werken niet meer"
        yield my_loket.Task(title, reverse("check_entry", args=[slug]), "Catalogus", detail)


SECTIONS = {
    "verlopen": ("Controle voorbij", past_check),
    "binnenkort": ("Binnen 60 dagen", due_soon),
    "zonder-eigenaar": ("Zonder eigenaar", lambda today: without_owner()),
    "links": ("Kapotte links", lambda today: broken_links()),
}


def overview(section: str, number: str | None, today: date) -> dict:
    """The page of the editors: a section of it, with how many there are in each."""
    querysets = {name: rows(today) for name, (_, rows) in SECTIONS.items()}
    section = section if section in SECTIONS else "verlopen"
    counts = {name: rows.count() for name, rows in querysets.items()}
    page = Paginator(querysets[section], PER_PAGE).get_page(number)
    if section == "links":
        entries = entries_with(list(page))
        rows = [{"check": check, "entries": entries.get(check.url, [])} for check in page]
    else:
        page.object_list = page.object_list.select_related("owner", "deputy", "organisation").defer("content")
        offered = dict(Offer.objects.filter(entry__in=[entry.pk for entry in page]).values_list("entry", "at"))
        rows = [{"entry": entry, "has_owner": has_owner(entry), "offered_at": offered.get(entry.pk)} for entry in page]
    return {
        "section": section,
        "heading": SECTIONS[section][0],
        "tabs": [
            {"label": label, "url": f"?deel={name}", "is_current": name == section, "count": counts[name]}
            for name, (label, _) in SECTIONS.items()
        ],
        "page": page,
        "rows": rows,
        "today": today,
    }


def check_page(entry: Entry, user, today: date) -> dict:
    """What somebody needs to say whether an entry is still right."""
    latest = entry.confirmations.filter(undone_at=None).select_related("by").first()
    return {
        "entry": entry,
        "today": today,
        "is_outdated": entry.is_possibly_outdated(today),
        "is_due": entry.is_published and entry.next_check is not None and entry.next_check <= today + SOON,
        "latest": latest,
        "broken": broken_links_of({entry.pk: entry.content.get("links", [])})[entry.pk],
        "has_owner": has_owner(entry),
        "can_propose": permissions.can_propose(user, entry),
        "can_adopt": permissions.can_adopt(user, entry) and not has_owner(entry),
        "can_appoint": permissions.can_appoint(user, entry),
    }
