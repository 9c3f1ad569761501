"""The forms of allauth as this portal shows them: no labels repeated inside the fields, codes that count once."""

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn

from loket.accounts import second_factor

PASSWORD_HELP = "Minstens 12 tekens. Een paar losse woorden achter elkaar werkt goed."  # noqa: S105
CODE_ATTRIBUTES = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class _Plain:
    """Texts of our own; ``texts`` gives the label and the help of a field by its name."""

    texts: dict[str, tuple[str, str]] = {}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        for name, (label, help_text) in self.texts.items():
            if name in self.fields:
                self.fields[name].label, self.fields[name].help_text = label, help_text


class ChangeEmail(_Plain, account.ChangeEmailForm):
    texts = {"email": ("Nieuw e-mailadres", "U krijgt daar een mail om het te bevestigen.")}


class AddEmail(_Plain, account.AddEmailForm):
    texts = ChangeEmail.texts


class ChangePassword(_Plain, account.ChangePasswordForm):
    texts = {
        "oldpassword": ("Uw wachtwoord van nu", ""),
        "password1": ("Nieuw wachtwoord", PASSWORD_HELP),
        "password2": ("Nog een keer het nieuwe wachtwoord", ""),
    }


class SetPassword(_Plain, account.SetPasswordForm):
    texts = ChangePassword.texts


class ResetPassword(_Plain, account.ResetPasswordForm):
    texts = {"email": ("E-mailadres", "")}


class ChooseNewPassword(_Plain, account.ResetPasswordKeyForm):
    texts = ChangePassword.texts


class PasswordAgain(_Plain, account.ReauthenticateForm):
    texts = {"password": ("Uw wachtwoord", "")}


class AddKey(_Plain, webauthn.AddWebAuthnForm):
    texts = {
        "name": ("Naam", "Zo herkent u de sleutel later. Bijvoorbeeld: telefoon van mijn werk."),
        "passwordless": (
            "Ik wil met deze sleutel ook zonder wachtwoord inloggen",
            "De sleutel vraagt dan altijd om uw vinger, gezicht of pincode.",
        ),
    }


class RenameKey(_Plain, webauthn.EditWebAuthnForm):
    texts = {"name": ("Naam", "")}


class _Code(_Plain):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= CODE_ATTRIBUTES


class EnrolApp(_Code, totp.ActivateTOTPForm):
    texts = {"code": ("Code uit de app", "Zes cijfers, die elke halve minuut veranderen.")}


class _CodeOnce(_Code):
    texts = {"code": ("Code uit uw app, of een herstelcode", "")}

    def clean_code(self) -> str:
        code = super().clean_code()
        is_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_app and not second_factor.use_code(self.authenticator, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class EnterCode(_CodeOnce, mfa.AuthenticateForm):
    """The second step of signing in."""


class EnterCodeAgain(_CodeOnce, mfa.ReauthenticateForm):
    """Confirming that it is still the same person, before something that matters."""
