"""What is wanted: a public list, and for professionals the promise to make it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.catalogue.gaps import claiming, forms, pages, permissions, workflow
from loket.catalogue.gaps.models import Wanted
from loket.core import gate
from loket.core.workflow import StaleState


@login_not_required
@require_safe
def wanted_entries(request: HttpRequest) -> HttpResponse:
    """Everything that is wanted."""
    context = pages.wanted_list(request.GET.get("pagina"), request.GET.get("theme", ""), request.user)
    return render(request, "catalogue/gaps/wanted_list.html", context)


@login_not_required
@require_safe
def wanted_entry(request: HttpRequest, pk: int) -> HttpResponse:
    wanted = gate.fetch(Wanted, request.user, "entry", "gap", pk=pk)
    return _page(request, wanted, forms.FulfilForm())


def _page(request: HttpRequest, wanted: Wanted, form: forms.FulfilForm) -> HttpResponse:
    context = {"form": form, **pages.wanted_page(wanted, request.user)}
    return render(request, "catalogue/gaps/wanted.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def list_wanted(request: HttpRequest) -> HttpResponse:
    """Put something on the list that nobody searched for, such as an empty cell of the matrix."""
    if not permissions.can_settle(request.user):
        raise PermissionDenied("Alleen de redactie zet iets op de lijst.")
    initial = {key: request.GET.getlist(key) for key in forms.LISTS}
    form = forms.WantedForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        wanted = workflow.list_wanted(**form.told(), by=request.user, at=timezone.now())
        messages.success(request, "Dit staat nu bij wat wij zoeken. Professionals kunnen het maken.")
        return redirect(wanted)
    context = {"form": form, "kicker": "", "cancel_url": reverse("wanted_entries")}
    return render(request, "catalogue/gaps/want.html", context, status=422 if form.errors else 200)


@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """*Ik maak dit*: on to the wizard, with what is known filled in."""
    wanted = gate.fetch(Wanted, request.user, pk=pk)
    try:
        revision = claiming.claim(wanted, by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
        return redirect(wanted)
    messages.success(request, "Fijn dat u dit maakt. U hebt zes weken. Wij hebben vast ingevuld wat wij al weten.")
    return redirect("contribute_step", revision.pk, "basis")


@require_POST
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    wanted = gate.fetch(Wanted, request.user, "maker", pk=pk)
    try:
        claiming.give_back(wanted, by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "De plek is weer vrij. Een begonnen concept blijft bewaard bij de bijdragen.")
    return redirect(wanted)


@require_POST
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    wanted = gate.fetch(Wanted, request.user, pk=pk)
    claiming.follow(wanted, by=request.user, at=timezone.now())
    messages.success(request, "U krijgt een mail als dit er is.")
    return redirect(wanted)


@require_POST
def unfollow(request: HttpRequest, pk: int) -> HttpResponse:
    wanted = gate.fetch(Wanted, request.user, pk=pk)
    claiming.unfollow(wanted, by=request.user)
    messages.success(request, "U krijgt hierover geen bericht meer.")
    return redirect(wanted)


@require_POST
def fulfil(request: HttpRequest, pk: int) -> HttpResponse:
    """An editor says that it is there already."""
    wanted = gate.fetch(Wanted, request.user, "gap", "maker", pk=pk)
    if not permissions.can_settle(request.user):
        raise PermissionDenied("Dit kan alleen de redactie.")
    form = forms.FulfilForm(request.POST)
    if not form.is_valid():
        return _page(request, wanted, form)
    try:
        claiming.fulfil(wanted, form.cleaned_data["entry"], by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Gevonden. Wie dit volgt, krijgt een mail.")
    return redirect(wanted)


@require_POST
def settle(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Take it off the list, or put it back."""
    wanted = gate.fetch(Wanted, request.user, pk=pk)
    try:
        if act == "weghalen":
            workflow.WANTED.apply(wanted, "withdraw", by=request.user, at=timezone.now())
        elif act == "terugzetten":
            workflow.list_again(wanted, by=request.user, at=timezone.now())
        else:
            raise Http404
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{wanted.title}: {wanted.get_state_display()}.")
    return redirect(wanted)
