"""Signing in safely: password, second factor, passkeys and where one is signed in."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from loket.accounts import second_factor, sessions
from loket.accounts.permissions import needs_second_factor


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    factors = list(Authenticator.objects.filter(user=request.user).order_by("created_at"))
    context = {
        "app": next((row for row in factors if row.type == Authenticator.Type.TOTP), None),
        "keys": [row for row in factors if row.type == Authenticator.Type.WEBAUTHN],
        "has_recovery_codes": any(row.type == Authenticator.Type.RECOVERY_CODES for row in factors),
        "sessions": sessions.of(request),
        "is_required": needs_second_factor(request.user),
    }
    return render(request, "accounts/security.html", context)


@login_not_required
def too_many_requests(request: HttpRequest) -> HttpResponse:
    """What allauth shows who tries too often (``handler429`` of the address list)."""
    response = render(request, "account/too_many_requests.html", status=429)
    response["Retry-After"] = "60"
    return response


@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    sessions.end_others(request)
    messages.success(request, "U bent op alle andere apparaten uitgelogd.")
    return redirect("security")


@require_safe
def enrol(request: HttpRequest) -> HttpResponse:
    """Why a second step is asked for, and the two ways to set it up."""
    if second_factor.is_enrolled(request.user):
        return redirect("security")
    return render(request, "accounts/second_factor.html", {"is_required": needs_second_factor(request.user)})
