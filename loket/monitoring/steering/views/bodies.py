"""Who advises on the programme: for everybody to read; and what members say about their own name."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from loket.core import gate
from loket.monitoring.steering import advising, body_pages
from loket.monitoring.steering.models import Advice, Body, Member


@login_not_required
@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    return render(request, "steering/bodies.html", body_pages.bodies_page(request.user))


@login_not_required
@require_safe
def body(request: HttpRequest, slug: str) -> HttpResponse:
    shown = gate.fetch(Body, request.user, slug=slug)
    return render(request, "steering/body.html", body_pages.body_page(shown, at=timezone.now()))


@login_not_required
@require_safe
def advice(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    shown = gate.fetch(Advice, request.user, "body", pk=pk, body__slug=slug)
    return render(request, "steering/advice.html", body_pages.advice_page(shown))


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    return render(request, "steering/own_bodies.html", body_pages.own_page(request.user, at=timezone.now()))


@require_POST
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    member = get_object_or_404(Member.objects.select_related("body"), pk=pk, person=request.user)
    is_given = request.POST.get("antwoord") == "ja"
    advising.answer_consent(member, is_given=is_given, by=request.user, at=timezone.now())
    messages.success(request, "Uw naam staat erbij." if is_given else "Uw naam staat er niet bij.")
    return redirect("my_bodies")
