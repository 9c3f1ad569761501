"""Signing in for tests of any area: ``sign_in(client, user)`` also shows the second factor that staff need."""

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY as WHOSE
from allauth.account.internal.userkit import user_id_to_str
from django.test import Client

from loket.accounts.models import User


def sign_in(client: Client, user: User, *, shows_second_factor: bool = True) -> Client:
    """Sign the person in, as if by password and, unless said otherwise, with a code from the app."""
    client.force_login(user)
    session = client.session
    methods = [{"method": "password", "at": 0.0}]
    if shows_second_factor:
        methods.append({"method": "mfa", "at": 0.0, "type": "totp"})
    session[AUTHENTICATION_METHODS_SESSION_KEY] = methods
    session[WHOSE] = user_id_to_str(user)
    session.save()
    return client


def signed_in(user: User, **options) -> Client:
    """A client of its own in which this person is signed in."""
    return sign_in(Client(), user, **options)
