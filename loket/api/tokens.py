"""Making, withdrawing and recognising tokens. A token is shown once; only its digest is kept."""

import hashlib
import hmac
import secrets
import uuid
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.accounts.models import Organisation
from loket.api import notifications, permissions
from loket.api.models import Token

MARK = "lgb"
LONGEST_LIFE = timedelta(days=366)
MOST_TOKENS = 20
_PREFIX_BYTES, _SECRET_BYTES = 5, 32
# A token is marked as used at most this often, so that reading is not one write after the other.
_NOTED_EVERY = timedelta(minutes=5)


class AlreadyMade(Exception):
    """This form was sent before: the token was shown then and cannot be shown again."""


def make(
    organisation: Organisation,
    *,
    name: str,
    scopes: list[str],
    person,
    expires_at: datetime,
    form_key: uuid.UUID,
    by,
    at: datetime,
) -> tuple[Token, str]:
    """A new token and its text, which nobody can ask for again.

    Raises ``PermissionDenied``, ``ValidationError`` and ``AlreadyMade``.
    """
    if not permissions.can_manage(by, organisation):
        raise PermissionDenied("U beheert de koppelingen van deze organisatie niet.")
    if not permissions.is_partner_of(person, organisation):
        raise ValidationError({"person": "Kies iemand die partner is van deze organisatie."})
    if not at < expires_at <= at + LONGEST_LIFE:
        raise ValidationError({"expires_on": "Een token geldt hooguit een jaar."})
    if Token.objects.usable(at).filter(organisation=organisation).count() >= MOST_TOKENS:
        raise ValidationError(f"Een organisatie heeft hooguit {MOST_TOKENS} tokens. Trek er eerst een in.")
    prefix, secret = secrets.token_hex(_PREFIX_BYTES), secrets.token_urlsafe(_SECRET_BYTES)
    text = f"{MARK}_{prefix}_{secret}"
    fields = {"name": name, "scopes": scopes, "person": person, "made_by": by, "form_key": form_key}
    try:
        with transaction.atomic():
            token = Token.objects.create(
                organisation=organisation,
                prefix=prefix,
                digest=_digest(text),
                made_at=at,
                expires_at=expires_at,
                **fields,
            )
            notifications.token_made(token, at=at)
    except IntegrityError as error:
        raise AlreadyMade from error
    return token, text


def withdraw(token: Token, *, by, at: datetime) -> None:
    """From now on it opens nothing. A second time changes nothing."""
    if not permissions.can_manage(by, token.organisation):
        raise PermissionDenied("U beheert de koppelingen van deze organisatie niet.")
    Token.objects.filter(pk=token.pk, withdrawn_at=None).update(withdrawn_at=at, withdrawn_by=by)


def recognise(text: str, *, at: datetime) -> Token | None:
    """The usable token with this text, or None. Takes as long for a wrong secret as for the right one."""
    parts = text.split("_", 2)
    if len(parts) != 3 or parts[0] != MARK or not text.isascii() or len(text) > 100 or "\x00" in text:
        return None
    found = Token.objects.usable(at).select_related("organisation", "person").filter(prefix=parts[1]).first()
    if found is None or not hmac.compare_digest(found.digest, _digest(text)):
        return None
    if found.last_used_at is None or found.last_used_at < at - _NOTED_EVERY:
        Token.objects.filter(pk=found.pk).update(last_used_at=at)
    return found


def _digest(text: str) -> str:
    # The secret has 256 random bits: one round is enough, a slow hash would only slow every call.
    return hashlib.sha256(text.encode()).hexdigest()
