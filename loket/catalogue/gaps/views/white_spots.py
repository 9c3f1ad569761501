"""White spots: what nothing is found for, and what editors do with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.catalogue.gaps import forms, pages, permissions, workflow
from loket.catalogue.gaps.models import Gap
from loket.core.workflow import StaleState
from loket.core.working_days import local_date


def for_lookers(request: HttpRequest) -> None:
    if not permissions.can_look(request.user):
        raise PermissionDenied("Deze bladzijde is voor de redactie en de coördinator.")


def for_editors(request: HttpRequest) -> None:
    if not permissions.can_settle(request.user):
        raise PermissionDenied("Dit kan alleen de redactie.")


def _undo(gap: Gap) -> str:
    return f"undo:{reverse('white_spot_reopen', args=[gap.pk])}"


@require_safe
def white_spots(request: HttpRequest) -> HttpResponse:
    """Questions that found nothing."""
    for_lookers(request)
    context = pages.overview(request.GET.get("deel", ""), request.GET.get("pagina"), request.user)
    return render(request, "catalogue/gaps/white_spots.html", context)


@require_safe
def white_spot(request: HttpRequest, pk: int) -> HttpResponse:
    for_lookers(request)
    return _page(request, get_object_or_404(Gap, pk=pk), forms.DismissForm())


def _page(request: HttpRequest, gap: Gap, form: forms.DismissForm) -> HttpResponse:
    synonym = forms.SynonymForm(initial={"asked": gap.text})
    context = {"form": form, "synonym_form": synonym, **pages.gap_page(gap, request.user)}
    return render(request, "catalogue/gaps/white_spot.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def synonym(request: HttpRequest, pk: int) -> HttpResponse:
    """GET shows what the synonym would change, POST puts it in force."""
    for_editors(request)
    gap = get_object_or_404(Gap, pk=pk)
    form = forms.SynonymForm(request.POST if request.method == "POST" else request.GET)
    at = timezone.now()
    today = local_date(at)
    if form.is_valid() and request.method == "POST":
        try:
            told = {"direction": form.cleaned_data["direction"], "by": request.user, "at": at, "today": today}
            return _made(request, workflow.make_synonym(gap, form.terms, **told))
        except ValidationError as error:
            form.add_error("known", error.message)
        except StaleState as error:
            messages.error(request, str(error))
            return redirect(gap)
    context = {"gap": gap, "form": form, "preview": None}
    if form.is_valid():
        context["preview"] = workflow.preview(gap, form.terms, form.cleaned_data["direction"], today=today)
    return render(request, "catalogue/gaps/synonym.html", context, status=422 if form.errors else 200)


def _made(request: HttpRequest, settled: list[Gap]) -> HttpResponse:
    gap, others = settled[0], len(settled) - 1
    also = f" Ook {others} andere {'vraag vindt' if others == 1 else 'vragen vinden'} nu iets." if others else ""
    sentence = f"Het synoniem geldt vanaf nu voor iedereen. “{gap.text}” vindt nu iets.{also}"
    messages.success(request, sentence, extra_tags=_undo(gap))
    return redirect(gap)


@require_http_methods(["GET", "HEAD", "POST"])
def want(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a wanted entry of it."""
    for_editors(request)
    gap = get_object_or_404(Gap, pk=pk)
    initial = {"title": gap.text[:1].upper() + gap.text[1:], **pages.lists_of(gap)}
    form = forms.WantedForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            wanted = workflow.want(gap, **form.told(), by=request.user, at=timezone.now())
        except StaleState as error:
            messages.error(request, str(error))
            return redirect(gap)
        messages.success(request, "Dit staat nu bij wat wij zoeken. Professionals kunnen het maken.", _undo(gap))
        return redirect(wanted)
    context = {"form": form, "kicker": gap.text, "cancel_url": gap.get_absolute_url()}
    return render(request, "catalogue/gaps/want.html", context, status=422 if form.errors else 200)


@require_POST
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    for_editors(request)
    gap = get_object_or_404(Gap, pk=pk)
    form = forms.DismissForm(request.POST)
    if not form.is_valid():
        return _page(request, gap, form)
    try:
        workflow.dismiss(gap, **form.cleaned_data, by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Voor “{gap.text}” is niets nodig.", extra_tags=_undo(gap))
    return redirect("white_spots")


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was done with it."""
    for_editors(request)
    gap = get_object_or_404(Gap, pk=pk)
    try:
        opened = workflow.reopen(gap, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.message)
    except StaleState as error:
        messages.error(request, str(error))
    else:
        also = f" Dat geldt voor {len(opened)} vragen." if len(opened) > 1 else ""
        messages.success(request, f"“{gap.text}” staat weer open.{also}")
    return redirect(gap)
