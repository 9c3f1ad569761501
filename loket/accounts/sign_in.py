"""Signing in at somebody else: what the settings need to know of an OpenID Connect provider. Imports no models."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PROVIDER = "openid_connect"
PROVIDER_ID = "organisatie"


def openid_connect(issuer: str, *, name: str, client_id: str, secret: str) -> dict:
    """The value of ``SOCIALACCOUNT_PROVIDERS`` for one issuer; without an issuer there is nobody else.

    Raises ``ImproperlyConfigured`` when the issuer is not an https address or comes without a client.
    """
    if not issuer:
        return {}
    if urlsplit(issuer).scheme != "https":
        raise ImproperlyConfigured("OIDC_ISSUER moet met https:// beginnen.")
    if not (client_id and secret):
        raise ImproperlyConfigured("Bij OIDC_ISSUER horen OIDC_CLIENT_ID en OIDC_CLIENT_SECRET.")
    client = {
        "provider_id": PROVIDER_ID,
        "name": name,
        "client_id": client_id,
        "secret": secret,
        "settings": {"server_url": issuer},
    }
    return {PROVIDER: {"OAUTH_PKCE_ENABLED": True, "APPS": [client]}}


def form_targets(issuer: str) -> list[str]:
    """Where forms may lead besides the portal: browsers hold ``form-action`` against the redirect to the issuer too."""
    parts = urlsplit(issuer)
    return [f"{parts.scheme}://{parts.netloc}"] if issuer else []
