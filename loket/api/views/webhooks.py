"""Webhooks of an organisation: making, trying, pausing and ending them, with the log of deliveries."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.api import forms, hearing, pages
from loket.api.models import Subscription
from loket.api.views.connections import organisation_of
from loket.core import gate


def _fetch(request: HttpRequest, pk: int) -> Subscription:
    return gate.fetch(Subscription, request.user, "organisation", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def webhook_new(request: HttpRequest, organisation_id: int) -> HttpResponse:
    organisation = organisation_of(request, organisation_id)
    form = forms.WebhookForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = hearing.subscribe(organisation, **form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as refusal:
            form.add_error("url" if "url" in getattr(refusal, "error_dict", {}) else None, refusal.messages)
        else:
            messages.success(request, "De webhook is gemaakt. Verstuur een proef om hem te testen.")
            return redirect("webhook", made.pk)
    context = {"form": form, "organisation": organisation}
    return render(request, "api/webhook_form.html", context, status=422 if form.errors else 200)


@require_safe
def webhook(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "api/webhook.html", pages.webhook(_fetch(request, pk), request.GET.get("pagina")))


@require_POST
def webhook_test(request: HttpRequest, pk: int) -> HttpResponse:
    found = _fetch(request, pk)
    hearing.send_test(found, by=request.user, at=timezone.now())
    told = "De proef is onderweg. Ververs deze pagina om te zien hoe het ging."
    messages.info(request, told if found.is_active else "De proef gaat weg zodra u de webhook weer aanzet.")
    return redirect("webhook", pk)


@require_POST
def webhook_pause(request: HttpRequest, pk: int) -> HttpResponse:
    hearing.pause(_fetch(request, pk), by=request.user, at=timezone.now())
    messages.success(request, "De webhook staat op pauze. Wat er intussen gebeurt, wacht.")
    return redirect("webhook", pk)


@require_POST
def webhook_resume(request: HttpRequest, pk: int) -> HttpResponse:
    hearing.resume(_fetch(request, pk), by=request.user, at=timezone.now())
    messages.success(request, "De webhook staat weer aan. Wat wachtte, gaat nu weg.")
    return redirect("webhook", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def webhook_end(request: HttpRequest, pk: int) -> HttpResponse:
    found = _fetch(request, pk)
    if request.method == "POST":
        hearing.end(found, by=request.user)
        messages.success(request, f"De webhook “{found.name}” is weg.")
        return redirect("connections_of", found.organisation_id)
    return render(request, "api/webhook_end.html", {"webhook": found, "organisation": found.organisation})
