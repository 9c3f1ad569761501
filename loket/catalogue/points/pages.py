"""What the pages about points need, fetched in one place; read-only."""

from datetime import date, datetime

from django.core.paginator import Paginator

from loket.catalogue.enums import Kind
from loket.catalogue.models import Entry
from loket.catalogue.points import ledger, permissions, rules, workflow
from loket.catalogue.points.enums import CodeState
from loket.catalogue.points.models import DiscountCode, PointRow
from loket.catalogue.points.workflow import CODES
from loket.core.working_days import local_date

PER_PAGE = 25
MOST_TRAININGS = 200
RECENT = 25


def own(user, number: str | None, today: date) -> dict:
    codes = DiscountCode.objects.filter(person=user).select_related("entry")
    return {
        "balance": ledger.balance_of(user),
        "page": Paginator(PointRow.objects.filter(person=user), PER_PAGE).get_page(number),
        "codes": [(code, code.has_expired(today)) for code in codes[:RECENT]],
        "cheapest": rules.OFFERS[0],
        "can_open_counter": permissions.can_open_counter(user),
    }


def trainings() -> list[Entry]:
    """What a discount can be had for: paid, and of an organisation that can take the code in."""
    paid = Entry.objects.published().filter(kind=Kind.TRAINING, content__fields__prijs__gt=0)
    found = paid.exclude(organisation=None).select_related("organisation").order_by("title", "pk")[:MOST_TRAININGS]
    return [entry for entry in found if workflow.offers_for(entry)]


def code_page(code: DiscountCode, user, at: datetime) -> dict:
    today = local_date(at)
    is_in_time = code.redeemed_at is None or at <= code.redeemed_at + rules.UNDO_WITHIN
    return {
        "code": code,
        "entry": code.entry,
        "is_own": code.person_id == user.pk,
        "has_expired": code.has_expired(today),
        "steps": CODES.available(code, user) if is_in_time else [],
    }


def handed_in(user) -> list[DiscountCode]:
    """What was lately handed in, as this person may see it."""
    seen = DiscountCode.objects.visible_to(user).exclude(person=user).filter(state=CodeState.REDEEMED)
    return list(seen.select_related("entry", "redeemed_by").order_by("-redeemed_at")[:RECENT])


def panel(entry: Entry, user) -> dict | None:
    """On the page of a paid training: what points are worth there."""
    found = workflow.offers_for(entry) if entry.kind == Kind.TRAINING else []
    return {"offers": found} if found else None
