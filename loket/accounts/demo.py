"""One invented account for each role, for the demo: they sign in like everybody, with their second factor."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.db import transaction

from loket.accounts import organisations, second_factor
from loket.accounts.enums import Role
from loket.accounts.models import Organisation, User
from loket.accounts.permissions import needs_second_factor

PASSWORD = "rondkijken-in-de-demo"  # noqa: S105 - shown on the sign-in page of the demo, refused elsewhere
ORGANISATION = "GGD Voorbeeldregio (verzonnen)"
NAMES = {
    Role.PROFESSIONAL: "Demo Professional",
    Role.PARTNER: "Demo Partner",
    Role.SERVICEDESK: "Demo Servicedesk",
    Role.REDACTIE: "Demo Redacteur",
    Role.KERNTEAM: "Demo Kernteamlid",
    Role.XPERT: "Demo Xpert",
    Role.COORDINATOR: "Demo Coördinator",
}


@dataclass(frozen=True)
class DemoAccount:
    """What the sign-in page shows of a demo account; ``code`` is empty for who needs no second factor."""

    role: str
    role_label: str
    name: str
    email: str
    code: str


class NotInTheDemo(Exception):
    """Accounts with a published password have no place outside the demo."""

    def __init__(self) -> None:
        super().__init__("Demo-accounts worden alleen in de demo gemaakt (LOKET_MODE=demo).")


def address(role: str) -> str:
    return f"{role}@voorbeeld.nl"


def create_demo_accounts() -> list[User]:
    """Make the accounts that are not there yet; a second run changes nothing. Raises ``NotInTheDemo``."""
    if not settings.IS_DEMO:
        raise NotInTheDemo
    with transaction.atomic():
        organisation = organisations.find(ORGANISATION) or organisations.create(ORGANISATION, sector="ggd", area="nl")
        return [_account(role, organisation) for role in NAMES]


def _account(role: Role, organisation: Organisation) -> User:
    existing = User.objects.filter(email__iexact=address(role)).first()
    if existing:
        return existing
    user = User.objects.create_user(
        address(role),
        PASSWORD,
        name=NAMES[role],
        organisation=organisation,
        sector="ggd",
        level="2",
        areas=["nl"],
        roles=[value for value in Role if value in {Role.PROFESSIONAL, role}],
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if needs_second_factor(user):
        TOTP.activate(user, generate_totp_secret())
        RecoveryCodes.activate(user)
    return user


def accounts() -> list[DemoAccount]:
    """The demo accounts that exist, in order of role, each with the code that its app would show now."""
    if not settings.IS_DEMO:
        return []
    users = {user.email: user for user in User.objects.filter(email__in=[address(role) for role in NAMES])}
    codes = _codes(users.values())
    found = ((role, users.get(address(role))) for role in NAMES)
    return [
        DemoAccount(role.value, str(role.label), user.name, user.email, codes.get(user.pk, ""))
        for role, user in found
        if user
    ]


def code_of(user: User) -> str:
    """The code that a demo account's app shows now; empty for everybody else, and always outside the demo."""
    if not settings.IS_DEMO or user.email not in {address(role) for role in NAMES}:
        return ""
    return _codes([user]).get(user.pk, "")


def _codes(users) -> dict[int, str]:
    factors = Authenticator.objects.filter(user__in=list(users), type=Authenticator.Type.TOTP)
    return {factor.user_id: second_factor.next_code(factor) for factor in factors}
