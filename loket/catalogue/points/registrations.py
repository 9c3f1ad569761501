"""What points add to other areas: what earns them, panels, menus, and what is kept of a person."""

from datetime import datetime

from django.urls import reverse

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.catalogue import merging, panels
from loket.catalogue.points import earning, ledger, pages
from loket.catalogue.points.models import DiscountCode, PointAccount, PointRow
from loket.core import menus

SHOWN = 3


def register() -> None:
    earning.connect()
    panels.register(panels.Panel(panels.Place.ASIDE, 60, "catalogue/points/_training.html", pages.panel))
    menus.register(menus.Page(menus.EDITORS, "Kortingscodes inwisselen", "points_counter", "ticket-percent", 60))
    menus.register(menus.Page(menus.ABOUT, "Punten: zo werkt het", "points_rules", "coins", 50))
    my_loket.register_panel(_own_panel())
    merging.register_rows("kortingscodes", DiscountCode)
    privacy.register_export("punten", _export)
    privacy.register_erasure("punten", _erase)


def _own_panel() -> my_loket.Panel:
    empty = my_loket.NextStep("U hebt nog geen punten. U verdient ze door te delen.", "Zo werkt het", "points_rules")
    return my_loket.Panel("points", "Mijn punten", _own, empty, "coins", "own_points", 60)


def _own(user: User) -> list[my_loket.Item]:
    rows = PointRow.objects.filter(person=user)[:SHOWN]
    if not rows:
        return []
    total = my_loket.Item(f"{ledger.balance_of(user)} punten", reverse("own_points"), "Uw saldo")
    return [total, *(my_loket.Item(row.about, row.url, row.get_reason_display(), f"{row.amount:+d}") for row in rows)]


def _export(user: User) -> dict:
    rows = PointRow.objects.filter(person=user).order_by("at", "pk")
    codes = DiscountCode.objects.filter(person=user).select_related("entry").order_by("pk")
    return {
        "saldo": ledger.balance_of(user),
        "regels": [
            {"op": row.at.isoformat(), "punten": row.amount, "reden": row.reason, "waarover": row.about} for row in rows
        ],
        "kortingscodes": [
            {
                "code": row.code,
                "opleiding": row.entry.title,
                "korting_in_euro": row.euros,
                "geldig_tot_en_met": row.valid_until.isoformat(),
                "stand": row.state,
            }
            for row in codes
        ],
    }


def _erase(user: User, *, at: datetime) -> None:
    """The ledger stays without the name, so that no deed earns a second time; a code stays what it is worth."""
    PointRow.objects.filter(person=user).update(person=None)
    DiscountCode.objects.filter(person=user).update(person=None)
    PointAccount.objects.filter(person=user).delete()
