"""The second factor: whether it was shown in this session, and codes that count once."""

import time

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

PERIOD_SECONDS = 30
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_shown(request: HttpRequest) -> bool:
    """Whether the person used a second factor, or a passkey, in this very session. Asks no database."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def is_enrolled(user) -> bool:
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def remember_enrolment(sender, request: HttpRequest, user, authenticator: Authenticator, **rest) -> None:
    """Enrolling is showing: who just entered the first code is not asked for the next one (a signal of allauth)."""
    if authenticator.type in FACTORS:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


def use_code(authenticator: Authenticator, code: str) -> bool:
    """Take a code of the app, once: False when this code, or one of a later moment, was used before.

    Kept in the database, so that it holds in every process and while Redis is away (RFC 6238, section 5.2).
    """
    secret = decrypt(authenticator.data["secret"])
    with transaction.atomic():
        kept = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        last = kept.data.get("last_counter", -1)
        fresh = [n for n in totp.yield_hotp_counters_from_time() if n > last and _code(secret, n) == code.strip()]
        if not fresh:
            return False
        kept.data["last_counter"] = fresh[0]
        kept.save(update_fields=["data"])
    return True


def next_code(authenticator: Authenticator) -> str:
    """The code that the person's app would show now; when that one was used already, the next."""
    now = int(time.time()) // PERIOD_SECONDS
    last = authenticator.data.get("last_counter", -1)
    counter = now if last < now else min(last + 1, now + settings.MFA_TOTP_TOLERANCE)
    return _code(decrypt(authenticator.data["secret"]), counter)


def _code(secret: str, counter: int) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, counter))
