"""Staff need a second factor: without one every page leads to enrolling it, or to showing it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from loket.accounts import second_factor
from loket.accounts.permissions import needs_second_factor

ALWAYS_OPEN = frozenset({"account_logout", "account_reauthenticate", "healthz", "readyz"})
TO_ENROL = frozenset({"second_factor", "mfa_activate_totp", "mfa_add_webauthn", "account_confirm_email"})
TO_SHOW = frozenset({"mfa_reauthenticate", "mfa_reauthenticate_webauthn"})


class SecondFactorForStaff:
    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, arguments, named_arguments) -> HttpResponse | None:
        """Let through who is no staff and who showed a second factor in this session; others only to do so.

        Who has a second factor cannot add another one before showing the first.
        """
        name = request.resolver_match.url_name
        if name in ALWAYS_OPEN or not needs_second_factor(request.user) or second_factor.is_shown(request):
            return None
        if not second_factor.is_enrolled(request.user):
            return None if name in TO_ENROL else redirect("second_factor")
        if name in TO_SHOW:
            return None
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")
