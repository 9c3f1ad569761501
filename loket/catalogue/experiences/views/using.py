"""*Wij gebruiken dit*: what is used where, and registering one's own use."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.catalogue.experiences import exporting, forms, use_pages, using
from loket.catalogue.experiences.enums import USED_KINDS
from loket.catalogue.experiences.models import Use
from loket.catalogue.models import Entry
from loket.core import gate, spreadsheets
from loket.core.files.serving import content_disposition
from loket.core.working_days import local_date

# A file of the whole catalogue stops here; the page says how many there are.
MOST_LINES = 20_000


def _today():
    return local_date(timezone.now())


@login_not_required
@require_safe
def entry_use(request: HttpRequest, slug: str) -> HttpResponse:
    entry = get_object_or_404(Entry.objects.published(), slug=slug)
    context = use_pages.entry_page(entry, request.user, request.GET.get("pagina"), _today())
    return render(request, "catalogue/experiences/entry_use.html", context)


@login_not_required
@require_safe
def entry_use_file(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    entry = get_object_or_404(Entry.objects.published(), slug=slug)
    return _file(use_pages.named(entry, _today()), format, f"gebruik-{slug}")


def _file(uses, format: str, name: str) -> HttpResponse:
    if format not in spreadsheets.MIMES:
        raise Http404
    response = HttpResponse(exporting.sheet(uses, format), content_type=spreadsheets.MIMES[format])
    response["Content-Disposition"] = content_disposition(f"{name}.{format}")
    return response


def _chosen(request: HttpRequest) -> tuple[str, str]:
    """Theme and region of the address; an unknown one counts as none."""
    form = forms.OverviewForm(request.GET)
    form.is_valid()
    return form.cleaned_data.get("thema", ""), form.cleaned_data.get("regio", "")


@login_not_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Which entries are used where, in the whole catalogue."""
    theme, region = _chosen(request)
    context = use_pages.overview(theme, region, request.GET.get("pagina"), _today())
    form = forms.OverviewForm(initial={"thema": theme, "regio": region})
    return render(request, "catalogue/experiences/overview.html", context | {"form": form})


@login_not_required
@require_safe
def overview_file(request: HttpRequest, format: str) -> HttpResponse:
    uses = use_pages.chosen(*_chosen(request), _today()).select_related("entry", "organisation")
    return _file(uses.order_by("entry__title", "organisation__sort_key", "pk")[:MOST_LINES], format, "gebruik")


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    entry = get_object_or_404(Entry.objects.published().filter(kind__in=USED_KINDS), slug=slug)
    if request.user.organisation_id is None:
        messages.info(request, "Vul eerst in uw profiel in bij welke organisatie u werkt. Kom daarna hier terug.")
        return redirect("profile")
    form = forms.UseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            use = using.register(entry, form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Bedankt. Uw gebruik telt meteen mee. Over een jaar vragen wij of het nog klopt.")
            return redirect(use)
    context = {"form": form, "entry": entry, "organisation": request.user.organisation}
    return render(request, "catalogue/experiences/use_form.html", context, status=422 if form.errors else 200)


def _fetch(request: HttpRequest, pk: int) -> Use:
    return gate.fetch(Use, request.user, "entry", "organisation", "registered_by", pk=pk)


@require_safe
def use(request: HttpRequest, pk: int) -> HttpResponse:
    """One registration, for who looks after it: the page behind the yearly question."""
    shown, today = _fetch(request, pk), _today()
    context = {"use": shown, "entry": shown.entry, "is_current": shown.counts(today)}
    context |= {"is_to_confirm": shown.is_to_confirm(today), "has_stopped": shown.has_stopped(today)}
    return render(request, "catalogue/experiences/use.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _fetch(request, pk)
    form = forms.UseForm(request.POST if request.method == "POST" else None, use=shown)
    if request.method == "POST" and form.is_valid():
        try:
            using.change(shown, form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Bewaard en bevestigd.")
            return redirect(shown)
    context = {"form": form, "entry": shown.entry, "organisation": shown.organisation, "use": shown}
    return render(request, "catalogue/experiences/use_form.html", context, status=422 if form.errors else 200)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """*Ja, nog steeds*."""
    shown = _fetch(request, pk)
    using.confirm(shown, by=request.user, at=timezone.now())
    messages.success(request, f"Bedankt. {shown.entry.title} telt weer een jaar mee.")
    return redirect(shown)


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _fetch(request, pk)
    using.stop(shown, by=request.user, at=timezone.now())
    messages.success(request, "Bewaard: u bent gestopt. U kunt dit veranderen met Wijzigen.")
    return redirect(shown)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _fetch(request, pk)
    if request.method == "POST":
        using.remove(shown, by=request.user)
        messages.success(request, "De aanmelding is weg.")
        return redirect("own_uses")
    return render(request, "catalogue/experiences/use_remove.html", {"use": shown, "entry": shown.entry})


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    rows = use_pages.own(request.user, _today())
    return render(request, "catalogue/experiences/own_uses.html", {"rows": rows})
