"""Where allauth asks the portal: mail by the outbox, names of people, secrets that are kept encrypted."""

import base64
import functools
import hashlib

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from qrcode.image.svg import SvgPathFillImage

from loket.accounts import notifications
from loket.accounts.enums import Role
from loket.accounts.permissions import needs_second_factor


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Write the mail in the outbox; ``template_prefix`` is allauth's, such as account/email/password_changed."""
        name = template_prefix.rpartition("/")[2]
        notifications.send(name, to=email, context=context | {"email": email}, at=timezone.now())

    def save_user(self, request, user, form, commit: bool = True):
        """A new person, with the profile that the sign-up form asked for, in one write."""
        super().save_user(request, user, form, commit=False)
        user.roles = user.roles or [Role.PROFESSIONAL]
        if hasattr(form, "fill"):
            form.fill(user)
        if commit:
            user.save()
        return user

    def get_password_change_redirect_url(self, request) -> str:
        return reverse("security")


class SecondFactorAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return _vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _vault().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Staff keep at least one second factor."""
        if not needs_second_factor(authenticator.user):
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def generate_authenticator_name(self, user, type: str) -> str:
        return f"Sleutel {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def build_totp_svg(self, url: str) -> str:
        """The QR code on a white ground, so that a phone reads it in dark mode too."""
        return qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": settings.PORTAL_NAME}


class OrganisationSignInAdapter(DefaultSocialAccountAdapter):
    def populate_user(self, request, sociallogin, data: dict):
        user = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        user.name = (data.get("name") or " ".join(part for part in parts if part))[:120]
        user.roles = [Role.PROFESSIONAL]
        return user


@functools.cache
def _vault() -> MultiFernet:
    """Encryption of the secrets of second factors; older keys stay readable by SECRET_KEY_FALLBACKS."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(f"second-factor:{key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
