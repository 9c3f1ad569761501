"""The versioned way of working of the kernteam, and the budget of layer 3: kept by the coordinator."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F

from loket.core.working_days import local_date
from xperts.kernteam import conflicts
from xperts.kernteam.amounts import euros
from xperts.kernteam.enums import SeatName
from xperts.kernteam.models import Decision, Layer3Budget, WayOfWorking
from xperts.kernteam.models.rules import FIRST_TIE_SEATS
from xperts.kernteam.permissions import keeps_team
from xperts.kernteam.starting import FIRST_TEXT


class OverBudget(Exception):
    """There is not enough left; the text is a sentence with how much there is."""


def in_force() -> WayOfWorking:
    """The newest version, or the text to start with (not in the database yet)."""
    first = WayOfWorking(number=1, text=FIRST_TEXT, tie_seats=list(FIRST_TIE_SEATS))
    return WayOfWorking.objects.first() or first


def kept_in_force(*, at: datetime) -> WayOfWorking:
    """The same as a row: a decision points at the version that it was taken by."""
    shown = in_force()
    if shown.pk is None:
        told = {
            "text": shown.text,
            "tie_seats": shown.tie_seats,
            "at": at,
            "change": "De werkwijze om mee te beginnen.",
        }
        shown, _ = WayOfWorking.objects.get_or_create(number=1, defaults=told)
    return shown


def renew(*, text: str, tie_seats: Sequence[str], change: str, shown: int, by, at: datetime) -> WayOfWorking:
    """A new version. ``shown`` is the number that the writer started from.

    Raises ``PermissionDenied``; ``ValidationError`` when it says nothing, or when a colleague was first.
    """
    _require_keeper(by)
    seats = list(dict.fromkeys(seat for seat in tie_seats if seat in SeatName.values))
    if not text.strip() or not seats:
        raise ValidationError("Schrijf de werkwijze op, en kies minstens één zetel die bij gelijke stand beslist.")
    kept = kept_in_force(at=at)
    if kept.number != shown:
        raise ValidationError("Iemand anders heeft intussen een nieuwe versie gemaakt. Vergelijk en bewaar opnieuw.")
    told = {"text": text.strip(), "tie_seats": seats, "change": change.strip(), "at": at, "by": by}
    try:
        with transaction.atomic():
            return WayOfWorking.objects.create(number=kept.number + 1, **told)
    except IntegrityError as error:  # two at once: the number is unique
        raise ValidationError("Iemand anders heeft intussen een nieuwe versie gemaakt. Bewaar opnieuw.") from error


def set_budget(year: int, cents: int, *, by, at: datetime) -> Layer3Budget:
    """What layer 3 may cost in a year. Raises ``ValidationError`` when more than that was granted already."""
    _require_keeper(by)
    with transaction.atomic():
        told = {"cents": cents, "changed_at": at, "changed_by": by}
        budget, is_new = Layer3Budget.objects.select_for_update().get_or_create(year=year, defaults=told)
        if not is_new and budget.reserved_cents > cents:
            raise ValidationError(f"Voor {year} is al {euros(budget.reserved_cents)} toegekend. Kies meer dan dat.")
        Layer3Budget.objects.filter(pk=budget.pk).update(**told)
    return Layer3Budget.objects.get(pk=budget.pk)


def budget_of(at: datetime) -> Layer3Budget | None:
    return Layer3Budget.objects.filter(year=local_date(at).year).first()


def reserve(cents: int, *, at: datetime) -> Layer3Budget | None:
    """Take from what is left of this year, under a lock on the row, in the caller's transaction.

    None when it costs nothing. Raises ``OverBudget``, also when two reserve at once and only one fits.
    """
    year = local_date(at).year
    budget = Layer3Budget.objects.select_for_update().filter(year=year).first()
    if not cents:
        return budget
    if budget is None:
        raise OverBudget(f"Voor {year} is nog geen budget van laag 3 ingevuld. De coördinator doet dat.")
    if cents > budget.left_cents:
        raise OverBudget(f"Er is nog {euros(budget.left_cents)} over in {year}. {euros(cents)} toekennen kan niet.")
    Layer3Budget.objects.filter(pk=budget.pk).update(reserved_cents=F("reserved_cents") + cents)
    return budget


def _require_keeper(user) -> None:
    if not keeps_team(user):
        raise PermissionDenied("Alleen een coördinator kan dit wijzigen.")
    if conflicts.asks_now(user):
        raise PermissionDenied("U hebt zelf een aanvraag bij het kernteam. Laat een andere coördinator dit wijzigen.")


def give_back(decision: Decision, cents: int, *, at: datetime) -> int:
    """Free a part of what a decision reserved; returns how many cents. Never more than it still holds."""
    with transaction.atomic():
        kept = Decision.objects.select_for_update().get(pk=decision.pk)
        freed = min(cents, kept.cents - kept.released_cents)
        if freed <= 0 or kept.budget_id is None:
            return 0
        Decision.objects.filter(pk=kept.pk).update(released_cents=F("released_cents") + freed)
        Layer3Budget.objects.filter(pk=kept.budget_id).update(reserved_cents=F("reserved_cents") - freed, changed_at=at)
    return freed
