"""Taking along and erasing one's own data."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from loket.accounts import privacy
from loket.accounts.forms import DeleteAccountForm
from loket.accounts.models import User
from loket.accounts.workflow import LastCoordinator


@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    """What the portal keeps of this person and how long, with the ways out."""
    return render(request, "accounts/own_data.html")


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    document = privacy.export_of(request.user)
    response = JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def delete(request: HttpRequest) -> HttpResponse:
    """Asked twice: by signing in once more just before, and by ticking a box."""
    form = DeleteAccountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        person = User.objects.get(pk=request.user.pk)
        try:
            privacy.erase(person, at=timezone.now())
        except LastCoordinator as refusal:
            form.add_error(None, str(refusal))
        else:
            logout(request)
            messages.success(request, "Uw account is verwijderd. Uw bijdragen blijven staan, zonder uw naam.")
            return redirect("account_login")
    return render(request, "accounts/delete.html", {"form": form}, status=422 if form.errors else 200)
