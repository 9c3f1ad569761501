"""The connections of an organisation: tokens, and what was done with them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from loket.accounts.models import Organisation
from loket.accounts.permissions import is_coordinator
from loket.api import forms, pages, permissions, tokens
from loket.api.models import Token
from loket.core import gate


def organisation_of(request: HttpRequest, number: int) -> Organisation:
    """An organisation whose connections this person keeps; what is not theirs is not found."""
    found = get_object_or_404(Organisation, pk=number)
    if not permissions.can_manage(request.user, found):
        raise Http404
    return found


@require_safe
def connections(request: HttpRequest) -> HttpResponse:
    """A partner goes on to the own organisation; a coordinator chooses one."""
    if not permissions.has_connections(request.user):
        raise Http404
    if not is_coordinator(request.user):
        return redirect("connections_of", request.user.organisation_id)
    return render(request, "api/connections.html", {"organisations": pages.with_partners()})


@require_safe
def connections_of(request: HttpRequest, organisation_id: int) -> HttpResponse:
    organisation = organisation_of(request, organisation_id)
    return render(request, "api/connections_of.html", pages.overview(organisation, at=timezone.now()))


@require_safe
def calls(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Each call that could change something: when, with which token, what, and the answer."""
    organisation = organisation_of(request, organisation_id)
    return render(request, "api/calls.html", pages.calls(organisation, request.GET.get("pagina")))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def token_new(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """A new token. Its text stands on the answer to the form and nowhere else, so there is no page to go on to."""
    organisation, at = organisation_of(request, organisation_id), timezone.now()
    given = request.POST if request.method == "POST" else None
    form = forms.TokenForm(given, organisation=organisation, user=request.user, at=at)
    context = {"form": form, "organisation": organisation}
    if form.is_valid():
        try:
            token, text = tokens.make(organisation, **form.told(), by=request.user, at=at)
        except tokens.AlreadyMade:
            messages.info(request, "Dit token was al gemaakt. U kunt het niet nog eens zien; maak zo nodig een nieuw.")
            return redirect("connections_of", organisation.pk)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            shown = {"token": token, "text": text, "last_day": form.cleaned_data["expires_on"]}
            return render(request, "api/token_made.html", context | shown)
    return render(request, "api/token_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def token_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    token = gate.fetch(Token, request.user, "organisation", pk=pk)
    if request.method == "POST":
        tokens.withdraw(token, by=request.user, at=timezone.now())
        messages.success(request, f"Het token “{token.name}” werkt niet meer.")
        return redirect("connections_of", token.organisation_id)
    return render(request, "api/token_withdraw.html", {"token": token, "organisation": token.organisation})
