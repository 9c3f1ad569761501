"""What partners add to other areas: pieces of an entry's page, badges, menus, tasks, and what is kept of a person."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.catalogue import merging, panels
from loket.catalogue.enums import Kind
from loket.catalogue.findable import CLOSES
from loket.catalogue.models import Entry
from loket.catalogue.panels import Panel, Place
from loket.catalogue.partners import closing, findable, permissions
from loket.catalogue.partners.enums import TextState
from loket.catalogue.partners.models import ClosingNotice, ShopWindow, WindowText
from loket.core import menus
from loket.core.working_days import local_date
from loket.search import badges, facets
from loket.search.engine import Hit

MOST_TASKS = 20


def register() -> None:
    panels.register(Panel(Place.HEAD, 10, "catalogue/partners/_closing_badge.html", closing_of))
    panels.register(Panel(Place.ASIDE, 10, "catalogue/partners/_closing.html", closing_of))
    panels.register(Panel(Place.ASIDE, 20, "catalogue/partners/_shop_link.html", shop_of))
    facets.name_code("kind", findable.SUBJECT_TYPE, "Partners")
    badges.register(closed_programmes)
    menus.register(menus.Page(menus.CATALOGUE, "Partners", "partners", "building-2", 60))
    menus.register(menus.Page(menus.CATALOGUE, "Wie helpt waarmee", "support_offers", "life-buoy", 61))
    menus.register(menus.Page(menus.CATALOGUE, "Programma's en subsidies", "programmes", "coins", 62))
    menus.register(menus.Page(menus.EDITORS, "Teksten van partners", "partners_waiting", "building-2", 60))
    my_loket.register_tasks(tasks)
    merging.register_rows("waarschuwingen voor sluiting", ClosingNotice, once_per=("kind", "closes_on"))
    privacy.register_export("etalages", _export)
    privacy.register_erasure("etalages", _erase)


def closing_of(entry: Entry, user) -> dict | None:
    """Until when one can apply; nothing for other kinds than programmes."""
    if entry.kind != Kind.PROGRAMME:
        return None
    return {"closing": closing.of(entry, local_date(timezone.now()))}


def shop_of(entry: Entry, user) -> dict | None:
    """The way to the shop window of the owner."""
    if entry.organisation_id is None:
        return None
    window = ShopWindow.objects.public().filter(organisation=entry.organisation_id).select_related("current").first()
    return {"window": window, "organisation": entry.organisation} if window else None


def closed_programmes(hits: list[Hit]) -> dict[int, str]:
    """*Gesloten* for the programmes among these results whose last day is past; the day came with them, so no query."""
    today = local_date(timezone.now()).isoformat()
    return {hit.id: "Gesloten" for hit in hits if any(day < today for day in hit.codes(CLOSES))}


def tasks(user: User) -> Iterator[my_loket.Task]:
    """For editors the texts that wait; for partners the last text when it was sent back."""
    if permissions.is_editor(user):
        waiting = WindowText.objects.filter(state=TextState.SUBMITTED).exclude(author=user)
        for text in waiting.select_related("window__organisation").order_by("submitted_at")[:MOST_TASKS]:
            yield my_loket.Task(
                f"Tekst van {text.window}", text.get_absolute_url(), "Redactie", "Etalage van een partner"
            )
    own = WindowText.objects.filter(author=user).select_related("window__organisation").first()
    if own is not None and own.state == TextState.RETURNED:
        url = own.get_absolute_url()
        yield my_loket.Task(f"Etalage van {own.window}", url, "Partners", "De redactie vraagt een aanpassing")


def _export(user: User) -> list[dict]:
    return [
        {"etalage": str(row.window), "stand": row.state, "voorgelegd": row.submitted_at.isoformat(), "tekst": row.text}
        for row in WindowText.objects.filter(author=user).select_related("window__organisation")
    ]


def _erase(user: User, *, at: datetime) -> None:
    """What was never placed goes along; what stood on a page stays, without the name."""
    WindowText.objects.filter(author=user).exclude(state=TextState.ACCEPTED).delete()
