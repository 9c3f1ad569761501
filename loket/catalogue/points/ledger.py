"""Writing the ledger: earning, taking back and spending, each a row and the balance in one transaction."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Sum

from loket.catalogue.points.enums import Reason
from loket.catalogue.points.models import PointAccount, PointRow
from loket.catalogue.points.rules import POINTS


class NotEnough(Exception):
    """Somebody has fewer points than this costs; the text is a sentence for that person."""

    def __init__(self, balance: int, points: int) -> None:
        super().__init__(f"U hebt {balance} punten. Deze korting kost {points} punten.")


def balance_of(person) -> int:
    return PointAccount.objects.filter(person=person).values_list("balance", flat=True).first() or 0


@transaction.atomic
def earn(person, reason: Reason, *, deed: str, about: str, url: str, at: datetime) -> bool:
    """Write what ``reason`` is worth. False when this ``deed`` earned before, for whomever; then nothing changes."""
    account = _held(person)
    if PointRow.objects.filter(deed=deed).exists():
        return False
    _write(account, POINTS[reason], reason, deed=deed, about=about, url=url, at=at)
    return True


@transaction.atomic
def take_back(person, reason: Reason, amount: int, *, deed: str, about: str, url: str, at: datetime) -> None:
    """A counter row; no more is taken than is there."""
    account = _held(person)
    if amount := min(amount, account.balance):
        _write(account, -amount, reason, deed=deed, about=about, url=url, at=at)


@transaction.atomic
def spend(person, points: int, *, deed: str, about: str, url: str, at: datetime) -> None:
    """Raises ``NotEnough``; of two at once the second sees what the first left."""
    account = _held(person)
    if account.balance < points:
        raise NotEnough(account.balance, points)
    _write(account, -points, Reason.EXCHANGED, deed=deed, about=about, url=url, at=at)


@transaction.atomic
def give_back(person, points: int, *, deed: str, about: str, url: str, at: datetime) -> None:
    """What was spent comes back: the counter row of ``spend``. Whoever calls this sees to it that it happens once."""
    _write(_held(person), points, Reason.EXCHANGED, deed=deed, about=about, url=url, at=at)


def written_for(deeds: str) -> tuple[int, int]:
    """How many rows there are whose deed starts so, and their sum."""
    found = PointRow.objects.filter(deed__startswith=deeds)
    return found.count(), found.aggregate(sum=Sum("amount"))["sum"] or 0


def _held(person) -> PointAccount:
    """The account of this person, kept until the end of the transaction."""
    PointAccount.objects.get_or_create(person=person)
    return PointAccount.objects.select_for_update().get(person=person)


def _write(account: PointAccount, amount: int, reason: Reason, **told) -> None:
    told["about"] = told["about"][:200]
    PointRow.objects.create(person_id=account.person_id, amount=amount, reason=reason, **told)
    PointAccount.objects.filter(pk=account.pk).update(balance=F("balance") + amount)
