"""The register for desk and coordinator: who is in the pool, nominations, selection, trial periods and the spread."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from loket.core import spreadsheets
from loket.vocabulary import lookup
from xperts.pool import exporting, filters, forms, pages, permissions, profiling, spread, workflow
from xperts.pool.models import Rules, Xpert
from xperts.pool.views import own
from xperts.pool.views.answers import tell, try_form

PAGE_SIZE = 50


def _readers_only(request: HttpRequest) -> None:
    if not permissions.sees_register(request.user):
        raise PermissionDenied("Het register is voor de servicedesk, het kernteam en de coördinator.")


def _known(request: HttpRequest, pk: int) -> Xpert:
    """Anybody in the register; not there for who may not read it."""
    if not permissions.sees_register(request.user):
        raise Http404
    return get_object_or_404(pages.with_people(Xpert.objects.select_related("nominated_by", "trial_judged_by")), pk=pk)


def _found(request: HttpRequest) -> filters.RegisterFilter:
    shown = pages.with_people(Xpert.objects.all()).order_by("state", "person__name", "nominee_name", "pk")
    return filters.RegisterFilter(request.GET, queryset=shown, request=request)


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    _readers_only(request)
    found = _found(request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("pagina"))
    rows = pages.register_rows(page, at=timezone.now())
    context = {"filter": found, "page": page, "rows": rows, "tabs": pages.tabs("xpert_register", request.user)}
    context |= {"to_assess": pages.nominees(request.user)[:10], "keeps": permissions.keeps_pool(request.user)}
    return render(request, "xperts/pool/register.html", context)


@require_safe
def register_file(request: HttpRequest, extension: str) -> HttpResponse:
    """The same selection as a file; with addresses, so for desk and coordinator alone."""
    if not permissions.keeps_pool(request.user) or extension not in spreadsheets.MIMES:
        raise Http404
    content = exporting.register(extension, _found(request).qs)
    response = HttpResponse(content, content_type=spreadsheets.MIMES[extension])
    response["Content-Disposition"] = f'attachment; filename="xperts.{extension}"'
    return response


@require_safe
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    xpert = _known(request, pk)
    return render(request, "xperts/pool/dossier.html", pages.dossier_page(xpert, request.user, at=timezone.now()))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    xpert = _known(request, pk)
    if not permissions.can_edit(request.user, xpert):
        raise PermissionDenied("Alleen de Xpert, de servicedesk en de coördinator wijzigen een profiel.")
    return own.profile_of(request, xpert, xpert.get_register_url())


@require_http_methods(["GET", "HEAD", "POST"])
def ties(request: HttpRequest, pk: int) -> HttpResponse:
    xpert = _known(request, pk)
    if not permissions.can_edit(request.user, xpert):
        raise PermissionDenied("Alleen de Xpert, de servicedesk en de coördinator wijzigen een profiel.")
    return own.ties_of(request, xpert, reverse("xpert_ties", args=[pk]), xpert.get_register_url())


@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: HttpRequest, pk: int) -> HttpResponse:
    xpert = _known(request, pk)
    if not permissions.can_set_pay(request.user, xpert):
        raise PermissionDenied("Hoe een Xpert wordt betaald, legt de coördinator vast.")
    rate = xpert.rate_cents / 100 if xpert.rate_cents is not None else None
    institute = xpert.institute.name if xpert.institute else ""
    first = {"delivery": xpert.delivery, "rate": rate, "institute_name": institute}
    form = forms.PayForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        change = lambda: profiling.change(xpert, form.values(), by=request.user, at=timezone.now())  # noqa: E731
        if try_form(form, change):
            messages.success(request, "De betaling is vastgelegd.")
            return redirect(xpert.get_register_url())
    context = {"form": form, "xpert": xpert, "title": "Betaling", "submit": "Bewaren"}
    return render(request, "xperts/pool/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def nominate(request: HttpRequest) -> HttpResponse:
    """Putting a colleague forward; the answer never tells whether somebody has an account or is known."""
    form = forms.NominateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data | {"by": request.user, "at": timezone.now()}
        if try_form(form, lambda: workflow.nominate(**told)):
            messages.success(request, "Dank voor uw voordracht. De coördinator kijkt ernaar.")
            return redirect("xperts")
    criteria = Rules.objects.current().criteria
    context = {"form": form, "criteria": criteria}
    return render(request, "xperts/pool/nominate.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: HttpRequest, pk: int) -> HttpResponse:
    xpert = _known(request, pk)
    if not permissions.can_assess(request.user, xpert):
        raise PermissionDenied("Wie voordraagt of wordt voorgedragen, beoordeelt niet.")
    form = forms.AssessForm(request.POST or None, criteria=Rules.objects.current().criteria)
    if request.method == "POST" and form.is_valid():
        told = {"is_positive": form.cleaned_data["is_positive"], "note": form.cleaned_data["note"]}
        told |= {"answers": form.answers(), "by": request.user, "at": timezone.now()}
        if try_form(form, lambda: workflow.assess(xpert, **told)):
            messages.success(request, "Uw beoordeling is bewaard.")
            return redirect(xpert.get_register_url())
    context = {"form": form, "xpert": xpert, "title": "Voordracht beoordelen", "submit": "Beoordeling bewaren"}
    return render(request, "xperts/pool/assess.html", context, status=422 if form.errors else 200)


STEPS = {
    "opnemen": ("select", workflow.select),
    "niet-opnemen": ("refuse", workflow.refuse),
    "rust": ("rest", workflow.rest),
    "weer-actief": ("resume", workflow.resume),
    "uit-de-pool": ("leave", workflow.leave),
}


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    xpert = _known(request, pk)
    if act not in STEPS:
        raise Http404
    name, function = STEPS[act]
    row = workflow.XPERTS.transitions[name]
    if not row.allowed(request.user, xpert):
        raise PermissionDenied("Deze stap is niet aan u.")
    form = forms.ReasonForm(request.POST or None, required=name == "refuse")
    if request.method == "POST" and form.is_valid():
        told = {"by": request.user, "at": timezone.now(), "note": form.cleaned_data["note"]}
        tell(request, lambda: function(xpert, **told), "Gedaan.")
        return redirect(xpert.get_register_url())
    context = {"form": form, "xpert": xpert, "title": row.label, "submit": row.label}
    return render(request, "xperts/pool/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    xpert = _known(request, pk)
    if not permissions.can_judge_trial(request.user, xpert):
        raise PermissionDenied("Alleen een coördinator beoordeelt de proeftijd, en nooit die van zichzelf.")
    form = forms.TrialForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data | {"by": request.user, "at": timezone.now()}
        if try_form(form, lambda: workflow.judge_trial(xpert, **told)):
            messages.success(request, "De proeftijd is beoordeeld. De Xpert krijgt bericht.")
            return redirect(xpert.get_register_url())
    context = {"form": form, "xpert": xpert, "title": "Proeftijd beoordelen", "submit": "Vastleggen"}
    return render(request, "xperts/pool/form.html", context, status=422 if form.errors else 200)


@require_safe
def spread_page(request: HttpRequest) -> HttpResponse:
    """Sectors × themes as a table, regions as a map; the map can be narrowed by both."""
    _readers_only(request)
    themes, sectors = lookup.choices("theme"), lookup.choices("sector")
    theme = _one_of(request.GET.get("theme", ""), themes)
    sector = _one_of(request.GET.get("sector", ""), sectors)
    found = spread.build(Xpert.objects.active(), theme=theme, sector=sector)
    context = {"spread": found, "theme": theme, "sector": sector, "themes": themes, "sectors": sectors}
    context |= {"tabs": pages.tabs("xpert_spread", request.user)}
    return render(request, "xperts/pool/spread.html", context)


def _one_of(value: str, choices: list[tuple[str, str]]) -> str:
    return value if value in dict(choices) else ""
