"""Discount codes: exchanging points for one, handing it in once, and taking that back within a day."""

import secrets
import uuid
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.formats import date_format

from loket.catalogue.enums import EntryState, Kind
from loket.catalogue.models import Entry
from loket.catalogue.points import ledger, notifications, permissions, rules
from loket.catalogue.points.enums import CodeState
from loket.catalogue.points.models import DiscountCode, DiscountHistory
from loket.core.workflow import Transition, Workflow
from loket.core.working_days import add_months, local_date

CODES = Workflow(
    [
        Transition("redeem", frozenset({CodeState.ISSUED}), CodeState.REDEEMED, permissions.can_redeem, "Inwisselen"),
        Transition("undo", frozenset({CodeState.REDEEMED}), CodeState.ISSUED, permissions.can_undo, "Terugdraaien"),
    ],
    history=lambda: DiscountHistory,
)
# Without letters and digits that look alike: twelve of these are 58 bits, and wrong ones are counted.
_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_GROUPS, _GROUP_LENGTH = 3, 4


def price_of(entry: Entry) -> float:
    """What a training costs, in euros; 0 for what is free, tells no price or is no training."""
    price = entry.content.get("fields", {}).get("prijs") if entry.kind == Kind.TRAINING else 0
    return price if isinstance(price, int | float) and price > 0 else 0


def offers_for(entry: Entry) -> list[rules.Offer]:
    """The discounts that fit: never more than the price, and only where somebody can take the code in."""
    if entry.state != EntryState.PUBLISHED or entry.organisation_id is None:
        return []
    return [offer for offer in rules.OFFERS if offer.euros <= price_of(entry)]


def exchange(entry: Entry, points: int, *, by, at: datetime, token: uuid.UUID) -> DiscountCode:
    """Give points for a code. Raises ``ledger.NotEnough``, and ``ValidationError`` when this cannot be had."""
    offer = next((offer for offer in offers_for(entry) if offer.points == points), None)
    if offer is None:
        raise ValidationError("Deze korting is er niet voor deze opleiding.")
    try:
        with transaction.atomic():
            code = DiscountCode.objects.create(
                code=_new_code(),
                token=token,
                person=by,
                entry=entry,
                points=offer.points,
                euros=offer.euros,
                issued_at=at,
                valid_until=add_months(local_date(at), rules.VALID_MONTHS),
            )
            url = code.get_absolute_url()
            ledger.spend(by, offer.points, deed=f"exchange:{code.pk}", about=entry.title, url=url, at=at)
            notifications.issued(code, at=at)
    except IntegrityError as error:  # the same form sent twice: the token is unique
        made = DiscountCode.objects.filter(token=token, person=by).first()
        if made is None:
            raise ValidationError("Dit formulier is al gebruikt. Open de bladzijde opnieuw.") from error
        return made
    return code


def _new_code() -> str:
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)


def find(text: str, *, by) -> DiscountCode | None:
    """The code as somebody types it, for who may hand it in; one of another organisation is not found."""
    typed = "".join(sign for sign in text.upper() if sign in _SIGNS)
    groups = [typed[start : start + _GROUP_LENGTH] for start in range(0, len(typed), _GROUP_LENGTH)]
    found = DiscountCode.objects.filter(code="-".join(groups)).select_related("entry__organisation", "person").first()
    return found if found and permissions.can_redeem(by, found) else None


def redeem(code: DiscountCode, *, by, at: datetime) -> None:
    """Hand the code in, once. Raises ``StaleState`` when somebody was first, ``ValidationError`` when it is too old."""
    if not permissions.can_redeem(by, code):
        raise PermissionDenied("Deze code is niet voor een opleiding van uw organisatie.")
    if code.valid_until < local_date(at):
        raise ValidationError(f"Deze code was geldig tot en met {date_format(code.valid_until, 'j F Y')}.")
    with transaction.atomic():
        CODES.apply(code, "redeem", by=by, at=at, redeemed_at=at, redeemed_by=by)
        notifications.redeemed(code, at=at)


def undo(code: DiscountCode, *, by, at: datetime) -> None:
    """Take back handing it in, within a day and by who did it."""
    if code.redeemed_at is not None and at > code.redeemed_at + rules.UNDO_WITHIN:
        raise ValidationError("Terugdraaien kan binnen een dag. Mail de redactie als er iets niet klopt.")
    CODES.apply(code, "undo", by=by, at=at, redeemed_at=None, redeemed_by=None)
