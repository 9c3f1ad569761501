"""Who calls: the token in the request, within its limits. Cookies of the site open nothing here."""

from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from loket.api import permissions, tokens
from loket.api.models import Token
from loket.api.problems import Problem

PER_MINUTE = 60
_SCHEME = "Bearer"
_UNKNOWN = "Dit token klopt niet, is ingetrokken of is verlopen."
_CHALLENGE = {"WWW-Authenticate": f'{_SCHEME} realm="loket"'}


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer lgb_…``: gives the partner in whose name it works, and the token."""

    def authenticate(self, request: Request) -> tuple:
        """Raises ``Problem``: 401 without a token that works, 403 when its person is no partner any more."""
        given = request.headers.get("Authorization", "")
        scheme, _, text = given.partition(" ")
        token = tokens.recognise(text.strip(), at=timezone.now()) if scheme == _SCHEME else None
        if token is None:
            detail = _UNKNOWN if given else "Geef een token mee: Authorization: Bearer lgb_…"
            raise Problem(401, detail, headers=_CHALLENGE)
        if token.person is None or not permissions.is_partner_of(token.person, token.organisation):
            raise Problem(
                403, "De persoon van dit token is geen partner meer van deze organisatie. Maak een nieuw token."
            )
        return token.person, token


class TokenScheme(OpenApiAuthenticationExtension):
    """How the description names it."""

    target_class = TokenAuthentication
    name = "partnerToken"

    def get_security_definition(self, auto_schema) -> dict:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "Een token van uw organisatie, te maken in Mijn loket.",
        }


def require_scope(token: Token, scope: str) -> None:
    if scope not in token.scopes:
        raise Problem(403, "Dit token is niet voor dit doel gemaakt.")


def require_within_limit(token: Token) -> None:
    """At most ``PER_MINUTE`` calls in a minute of the clock. Without Redis nobody is held up.

    Raises ``Problem`` (429) that says after how many seconds to go on.
    """
    now = timezone.now()
    key = f"api:calls:{token.pk}:{now:%Y%m%d%H%M}"
    cache.add(key, 0, timeout=120)
    try:
        number = cache.incr(key)
    except ValueError:  # gone between the two, or Redis is away
        return
    if number and number > PER_MINUTE:
        left = (now.replace(second=0, microsecond=0) + timedelta(minutes=1) - now).seconds + 1
        detail = f"U kunt {PER_MINUTE} keer per minuut iets vragen met dit token. Wacht {left} seconden."
        raise Problem(429, detail, headers={"Retry-After": str(left)})
