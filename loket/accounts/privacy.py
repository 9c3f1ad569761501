"""See, take along and erase what the portal keeps of a person (AVG, articles 15, 17 and 20).

Each area registers its share in ``apps.py``; this module knows only the account itself.
"""

from collections.abc import Callable
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from loket.accounts import notifications, workflow
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.core.models import OutgoingMail

_exports: dict[str, Callable[[User], object]] = {}
_erasures: dict[str, Callable[..., None]] = {}


def register_export(name: str, function: Callable[[User], object]) -> None:
    """``function(user)`` gives what an area keeps of this person, ready for JSON; ``name`` is its Dutch heading."""
    _exports[name] = function


def register_erasure(name: str, function: Callable[..., None]) -> None:
    """``function(user, at=…)`` removes the person from an area's rows, within the transaction of the erasure.

    What somebody contributed stays, without the name.
    """
    _erasures[name] = function


def register_own_parts() -> None:
    register_export("account", _account)
    register_export("inloggen", _sign_in)


def export_of(user: User) -> dict:
    """All that the portal keeps of this person, by area."""
    return {name: function(user) for name, function in sorted(_exports.items())}


def erase(user: User, *, at: datetime) -> None:
    """Remove the person everywhere, in one transaction, and confirm it by mail.

    Raises ``workflow.LastCoordinator`` when nobody would be left to give roles.
    """
    address, key = user.email, user.pk
    with transaction.atomic():
        if Role.COORDINATOR in user.roles:
            workflow.require_another_coordinator(user)
        for function in _erasures.values():
            function(user, at=at)
        user.delete()
        _forget_history(key)
        OutgoingMail.objects.filter(to__iexact=address).delete()
        notifications.send("account_deleted", to=address, context={}, at=at)


def _forget_history(key: int) -> None:
    """The trail keeps that there was an account and when it changed, not whose it was."""
    event = User._meta.get_field("name_email_roles_is_active_organisation_events").related_model
    event.objects.filter(pgh_obj_id=key).update(name="", email="", organisation=None)


def _account(user: User) -> dict:
    fields = (
        "name",
        "email",
        "job_title",
        "sector",
        "level",
        "areas",
        "themes",
        "expertise",
        "roles",
        "is_listed",
        "shown_fields",
        "own_sector_first",
    )
    values = {field: getattr(user, field) for field in fields}
    organisation = user.organisation.name if user.organisation else ""
    return values | {"organisation": organisation, "date_joined": user.date_joined.isoformat()}


def _sign_in(user: User) -> dict:
    addresses = EmailAddress.objects.filter(user=user).order_by("email")
    factors = Authenticator.objects.filter(user=user).order_by("created_at")
    linked = SocialAccount.objects.filter(user=user).order_by("date_joined")
    return {
        "last_login": user.last_login.isoformat() if user.last_login else None,
        "email_addresses": [{"email": row.email, "is_verified": row.verified} for row in addresses],
        "second_factors": [{"kind": row.type, "since": row.created_at.isoformat()} for row in factors],
        "linked_accounts": [{"provider": row.provider, "since": row.date_joined.isoformat()} for row in linked],
    }
