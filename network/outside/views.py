"""The register of networks outside the portal: public to read, proposed by anybody, kept by desk and editors."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from loket.core import gate, spreadsheets
from loket.core.workflow import StaleState
from network.outside import exporting, filters, forms, pages, permissions, workflow
from network.outside.models import OutsideNetwork

PAGE_SIZE = 24
# Addresses of the steps, in Dutch.
STEPS = {
    "opnemen": ("accept", workflow.accept),
    "niet-opnemen": ("refuse", workflow.refuse),
    "klopt-nog": ("confirm", workflow.confirm),
    "bestaat-niet-meer": ("end", workflow.end),
    "terugzetten": ("restore", workflow.restore),
}
ADDRESSES = {name: address for address, (name, _) in STEPS.items()}


@login_not_required
@require_safe
def networks(request: HttpRequest) -> HttpResponse:
    """The register; for keepers also what was proposed and what is due for its yearly look."""
    today, keeps = timezone.localdate(), permissions.can_keep(request.user)
    shown = OutsideNetwork.objects.listed()
    if keeps and "nakijken" in request.GET:
        shown = OutsideNetwork.objects.to_check(today)
    found = filters.OutsideFilter(request.GET, queryset=shown, request=request)
    page = Paginator(found.qs, PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {"filter": found, "page": page, "cards": pages.list_page(page.object_list, today), "keeps": keeps}
    if keeps:
        context["proposals"] = OutsideNetwork.objects.filter(state="proposed").order_by("created_at")[:50]
    return render(request, "network/outside/networks.html", context)


@login_not_required
@require_safe
def networks_ods(request: HttpRequest) -> HttpResponse:
    found = filters.OutsideFilter(request.GET, queryset=OutsideNetwork.objects.listed(), request=request)
    response = HttpResponse(exporting.register_ods(found.qs), content_type=spreadsheets.MIME)
    response["Content-Disposition"] = 'attachment; filename="netwerken-buiten-het-loket.ods"'
    return response


@login_not_required
@require_safe
def network(request: HttpRequest, slug: str) -> HttpResponse:
    shown = gate.fetch(OutsideNetwork, request.user, slug=slug)
    context = pages.network_page(shown, request.user, today=timezone.localdate())
    context["steps"] = [(ADDRESSES[step.name], step.label) for step in context["steps"]]
    return render(request, "network/outside/network.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str = "") -> HttpResponse:
    """A proposal, or a network that changes."""
    shown = gate.fetch(OutsideNetwork, request.user, slug=slug) if slug else OutsideNetwork()
    if slug and not permissions.can_change(request.user, shown):
        raise PermissionDenied("Alleen de servicedesk en de redactie houden het register bij.")
    form = forms.OutsideForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        write = workflow.change if slug else workflow.propose
        try:
            write(form.filled(), by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _told(shown))
            return redirect(shown)
    context = {"form": form, "network": shown if slug else None}
    return render(request, "network/outside/edit.html", context, status=422 if form.errors else 200)


def _told(shown: OutsideNetwork) -> str:
    if shown.is_proposal:
        return "Dank u wel. De servicedesk kijkt ernaar en laat u weten of het in het register komt."
    return "Het netwerk is bewaard."


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, slug: str, act: str) -> HttpResponse:
    """One step of a keeper; a word to it where that helps."""
    shown = gate.fetch(OutsideNetwork, request.user, "proposer", slug=slug)
    if act not in STEPS:
        raise Http404
    name, function = STEPS[act]
    transition = workflow.LISTINGS.transitions[name]
    if not transition.allowed(request.user, shown):
        raise PermissionDenied("Deze stap is niet aan u.")
    form = forms.NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            function(shown, by=request.user, at=timezone.now(), note=form.cleaned_data["note"])
        except (ValidationError, StaleState) as error:
            form.add_error(None, error.messages if isinstance(error, ValidationError) else str(error))
        else:
            messages.success(request, "Gedaan.")
            return redirect(shown)
    context = {"network": shown, "label": transition.label, "form": form}
    return render(request, "network/outside/step.html", context, status=422 if form.errors else 200)
