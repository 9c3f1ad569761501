"""The forms that ask for a code: those of allauth, with codes that count once.

Apart from ``forms``, which allauth imports while its own forms are still being read.
"""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator

from loket.accounts import second_factor

LABEL = "Code uit uw app, of een herstelcode"


class _CodeOnce:
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = LABEL
        widget = self.fields["code"].widget
        widget.attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "textbox--narrow"}

    def clean_code(self) -> str:
        code = super().clean_code()
        is_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_app and not second_factor.use_code(self.authenticator, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class EnterCode(_CodeOnce, AuthenticateForm):
    """The second step of signing in."""


class EnterCodeAgain(_CodeOnce, ReauthenticateForm):
    """Confirming that it is still the same person, before something that matters."""
