"""Points: one's own, the rules, exchanging them, and handing in a code."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.catalogue.points import forms, ledger, pages, permissions, rules, workflow
from loket.catalogue.points.models import DiscountCode
from loket.core import gate
from loket.core.workflow import StaleState
from loket.core.working_days import local_date

# Trying codes one after another is no way to find one.
MOST_WRONG_CODES, WRONG_CODE_SECONDS = 10, 3600


def _today():
    return local_date(timezone.now())


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """My points: what I have, what for, and my codes."""
    context = pages.own(request.user, request.GET.get("pagina"), _today())
    return render(request, "catalogue/points/own.html", context)


@login_not_required
@require_safe
def points_rules(request: HttpRequest) -> HttpResponse:
    context = {"rules": rules.RULES, "offers": rules.OFFERS, "months": rules.VALID_MONTHS}
    return render(request, "catalogue/points/rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def exchange(request: HttpRequest) -> HttpResponse:
    """Points for a discount on a training."""
    trainings = pages.trainings()
    told = request.POST if request.method == "POST" else None
    form = forms.ExchangeForm(told, trainings=trainings, initial={"token": uuid.uuid4()})
    if told is not None and form.is_valid():
        entry, points = form.chosen()
        token = form.cleaned_data["token"]
        try:
            code = workflow.exchange(entry, points, by=request.user, at=timezone.now(), token=token)
        except (ledger.NotEnough, ValidationError) as error:
            form.add_error("choice", getattr(error, "message", str(error)))
        else:
            messages.success(request, "Uw kortingscode is klaar. Wij hebben haar ook gemaild.")
            return redirect(code)
    balance = ledger.balance_of(request.user)
    context = {"form": form, "balance": balance, "trainings": trainings, "cheapest": rules.OFFERS[0]}
    return render(request, "catalogue/points/exchange.html", context, status=422 if form.errors else 200)


@require_safe
def discount_code(request: HttpRequest, pk: int) -> HttpResponse:
    """A code, for its owner and for who may take it in."""
    shown = _fetch(request, pk)
    return render(request, "catalogue/points/code.html", pages.code_page(shown, request.user, timezone.now()))


def _fetch(request: HttpRequest, pk: int) -> DiscountCode:
    return gate.fetch(DiscountCode, request.user, "entry__organisation", "person", "redeemed_by", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: HttpRequest) -> HttpResponse:
    """Where a partner or an editor hands in the code that a participant gives."""
    if not permissions.can_open_counter(request.user):
        raise PermissionDenied("Deze bladzijde is voor aanbieders van opleidingen en de redactie.")
    form = forms.CodeForm(request.POST if request.method == "POST" else None)
    key = f"points:wrong:{request.user.pk}"
    if request.method == "POST" and (cache.get(key) or 0) >= MOST_WRONG_CODES:
        messages.error(request, "U hebt te vaak een code geprobeerd. Probeer het over een uur opnieuw.")
        return redirect("points_counter")
    if request.method == "POST" and form.is_valid():
        found = workflow.find(form.cleaned_data["code"], by=request.user)
        if found:
            return redirect(found)
        cache.set(key, (cache.get(key) or 0) + 1, WRONG_CODE_SECONDS)
        form.add_error("code", "Deze code vinden wij niet bij de opleidingen van uw organisatie.")
    context = {"form": form, "codes": pages.handed_in(request.user)}
    return render(request, "catalogue/points/counter.html", context, status=422 if form.errors else 200)


@require_POST
def redeem(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _fetch(request, pk)
    try:
        workflow.redeem(shown, by=request.user, at=timezone.now())
    except StaleState:
        messages.error(request, "Deze code is al gebruikt. U kunt haar geen tweede keer inwisselen.")
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"Ingewisseld: € {shown.euros} korting op {shown.entry.title}.")
    return redirect(shown)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _fetch(request, pk)
    try:
        workflow.undo(shown, by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, "Teruggedraaid. De code is weer te gebruiken.")
    return redirect(shown)
