"""People and organisations for tests."""

import factory
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from loket.accounts.enums import Role
from loket.accounts.models import Organisation, User

PASSWORD = "lantaarn-fietsbel-regenjas"


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Organisatie {n}")


class UserFactory(factory.django.DjangoModelFactory):
    """Somebody with a verified address; ``roles=[…]`` for more than a professional."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Persoon {n}")
    email = factory.Sequence(lambda n: f"persoon{n}@example.org")
    password = factory.django.Password(PASSWORD)
    roles = [Role.PROFESSIONAL]

    @factory.post_generation
    def address(self, create, extracted, **kwargs):
        EmailAddress.objects.create(user=self, email=self.email, primary=True, verified=extracted is not False)

    class Params:
        coordinator = factory.Trait(roles=[Role.PROFESSIONAL, Role.COORDINATOR])
        editor = factory.Trait(roles=[Role.PROFESSIONAL, Role.REDACTIE])


def enrol(user: User) -> Authenticator:
    """Give the person an app for codes."""
    return TOTP.activate(user, generate_totp_secret()).instance
