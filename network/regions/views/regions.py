"""The list of learning regions, the page of one, its profile, phase and consent; and the page of an area."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.vocabulary import lookup
from network.learning.models import LearningNetwork
from network.regions import forms
from network.regions.pages import area as area_pages
from network.regions.pages import region as pages
from network.regions.views.opening import region_to_lead, region_to_read, tell
from network.regions.workflow import founding


@login_not_required
@require_safe
def regions(request: HttpRequest) -> HttpResponse:
    return render(request, "network/regions/regions.html", pages.listed(request.user))


@login_not_required
@require_safe
def region(request: HttpRequest, slug: str) -> HttpResponse:
    found = region_to_read(request, slug)
    context = pages.frame(found, request.user, "region") | pages.overview(found, request.user)
    return render(request, "network/regions/region.html", context)


@require_POST
def found(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a network into a learning region."""
    network = get_object_or_404(LearningNetwork.objects.visible_to(request.user), slug=slug)
    made = founding.found(network, by=request.user, at=timezone.now())
    messages.success(request, "De leerregio is ingericht. Vul eerst het profiel in.")
    return redirect("region_profile", made.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    own = region_to_lead(request, slug)
    form = forms.ProfileForm(request.POST or None, instance=own)
    if request.method == "POST" and form.is_valid():
        try:
            founding.change_profile(own, form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, "Het profiel is bewaard.")
            return redirect(own)
    context = pages.frame(own, request.user, "region") | {"form": form}
    return render(request, "network/regions/profile.html", context, status=422 if form.errors else 200)


STEPS = {
    "implementeren": "implement",
    "inbedden": "embed",
    "terug-naar-inspireren": "back_to_inspire",
    "terug-naar-implementeren": "back_to_implement",
}


@require_http_methods(["GET", "HEAD", "POST"])
def phase(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """To another phase, with what shows it."""
    own = region_to_lead(request, slug)
    if step not in STEPS:
        raise Http404
    form = forms.PhaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        go = lambda: founding.go(own, STEPS[step], by=request.user, at=timezone.now(), note=note)  # noqa: E731
        tell(request, go, "De fase is gewijzigd.")
        return redirect(own)
    target = founding.PHASES.transitions[STEPS[step]].target
    context = pages.frame(own, request.user, "region") | {"form": form, "label": target.label}
    return render(request, "network/regions/phase.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, slug: str) -> HttpResponse:
    """What the region agrees to; each is given and taken back with its own button."""
    own = region_to_lead(request, slug)
    if request.method == "POST":
        kind = request.POST.get("soort", "")
        is_given = request.POST.get("stap") == "geven"
        act = founding.give if is_given else founding.withdraw
        done = "Toestemming gegeven." if is_given else "Toestemming ingetrokken. Anderen zien dit niet meer."
        tell(request, lambda: act(own, kind, by=request.user, at=timezone.now()), done)
        return redirect("region_consent", slug)
    history = own.consents.select_related("by")[:20]
    context = {"consents": pages.consents(own), "history": list(history)}
    return render(request, "network/regions/consent.html", pages.frame(own, request.user, "region") | context)


@login_not_required
@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """Finds an area by the name that people use."""
    form = forms.AreaForm(request.GET or None)
    found_codes: list[str] = []
    if form.is_valid():
        found_codes = lookup.resolve_area(form.cleaned_data["naam"])
        if len(found_codes) == 1:
            return redirect("area", found_codes[0])
        if not found_codes:
            form.add_error("naam", "Dit gebied kennen wij niet. Probeer de naam van de gemeente of de GGD.")
    options = [(lookup.area_label(code), reverse("area", args=[code])) for code in found_codes]
    context = {"form": form, "options": options, "groups": area_pages.groups()}
    return render(request, "network/regions/areas.html", context, status=422 if form.errors else 200)


@login_not_required
@require_safe
def area(request: HttpRequest, code: str) -> HttpResponse:
    """What is asked and offered in one area."""
    if not area_pages.known(code):
        raise Http404
    context = area_pages.area_page(code, request.user, at=timezone.now())
    return render(request, "network/regions/area.html", context)
