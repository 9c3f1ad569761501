"""Mails about discount codes; written in the transaction of the change, sent after it."""

from datetime import datetime

from django.conf import settings

from loket.catalogue.points.models import DiscountCode
from loket.core import outbox


def issued(code: DiscountCode, *, at: datetime) -> None:
    """The code itself, to keep."""
    _tell(code, "issued", at=at)


def redeemed(code: DiscountCode, *, at: datetime) -> None:
    """So that its owner notices when somebody else used it."""
    _tell(code, "redeemed", at=at)


def _tell(code: DiscountCode, template: str, *, at: datetime) -> None:
    person = code.person
    if person is None or not person.is_active:
        return
    link = f"{settings.SITE_URL}{code.get_absolute_url()}"
    context = {"code": code, "entry": code.entry, "person": person, "link": link}
    outbox.queue(to=person.email, template=f"points/{template}", at=at, context=context)
