"""The shop windows of partners: the overview and the page are public, writing is for partners and editors."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.accounts import organisations
from loket.catalogue.partners import filters, forms, pages, permissions, workflow
from loket.catalogue.partners.models import ShopWindow, WindowText
from loket.core import gate
from loket.core.workflow import StaleState
from loket.core.working_days import local_date


@login_not_required
@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    found = filters.PartnerFilter(request.GET, queryset=ShopWindow.objects.public(), request=request)
    own = ShopWindow.objects.filter(organisation=request.user.organisation_id).first() if _is_partner(request) else None
    context = {"filter": found, "is_partner": _is_partner(request), "own": own, "start": forms.StartForm()}
    context |= {"is_editor": permissions.is_editor(request.user)} | pages.overview(found.qs, request.GET.get("pagina"))
    return render(request, "catalogue/partners/partners.html", context)


def _is_partner(request: HttpRequest) -> bool:
    user = request.user
    return user.is_authenticated and user.organisation_id is not None and "partner" in user.roles


@login_not_required
@require_safe
def partner(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of a partner; one that merged into another leads on to the page of that one."""
    window = gate.fetch(ShopWindow, request.user, "organisation__successor", "current", slug=slug)
    if window.organisation.successor_id:
        heir = organisations.current(window.organisation)
        return redirect(get_object_or_404(ShopWindow.objects.public(), organisation=heir))
    context = pages.shop(window, request.user, local_date(timezone.now()))
    return render(request, "catalogue/partners/partner.html", context)


@login_not_required
@require_safe
def logo(request: HttpRequest, pk: int) -> HttpResponse:
    text = get_object_or_404(WindowText.objects.select_related("window__organisation").exclude(logo=""), pk=pk)
    if not permissions.can_see_text(request.user, text):
        raise Http404
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=3600"}
    return FileResponse(text.logo.open("rb"), content_type="image/webp", headers=headers)


@require_POST
def open_window(request: HttpRequest) -> HttpResponse:
    """A partner begins the window of the own organisation; an editor names one."""
    organisation = request.user.organisation
    if permissions.is_editor(request.user):
        organisation = organisations.find(request.POST.get("organisation", "").replace("\x00", "")[:200])
    if organisation is None:
        messages.error(request, "Deze organisatie kennen wij niet. Controleer de naam.")
        return redirect("partners")
    try:
        window = workflow.open_window(organisations.current(organisation), by=request.user, at=timezone.now())
    except (ValidationError, StaleState) as error:
        messages.error(request, getattr(error, "message", str(error)))
        return redirect("partners")
    return redirect("partner_write", window.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell about the own organisation. When somebody else was first, what was typed stays in the form."""
    window = gate.fetch(ShopWindow, request.user, "organisation", "current", slug=slug)
    if not permissions.can_write(request.user, window):
        raise PermissionDenied("Deze bladzijde is voor partners van deze organisatie en voor de redactie.")
    base, is_sent = workflow.base_of(window), request.method == "POST"
    told, files = (request.POST, request.FILES) if is_sent else (None, None)
    form = forms.WindowForm(told, files, base=base, seen=workflow.mark_of(base))
    if is_sent and form.is_valid():
        seen, at = form.cleaned_data["seen"], timezone.now()
        try:
            text = workflow.submit(window, form.told(), by=request.user, at=at, seen=seen)
        except StaleState as error:
            form.add_error(None, f"{error} Wat u typte, staat hier nog.")
            form.data = form.data | {"seen": workflow.mark_of(base)}
        else:
            messages.success(request, "Uw tekst ligt bij de redactie. Tot die akkoord is, verandert de pagina niet.")
            return redirect(text)
    context = {"window": window, "form": form, "base": base}
    return render(request, "catalogue/partners/write.html", context, status=422 if form.errors else 200)


def _text(request: HttpRequest, pk: int) -> WindowText:
    """A text with its window. Who may not write here finds nothing."""
    texts = WindowText.objects.select_related("window__organisation", "window__current", "author")
    found = get_object_or_404(texts, pk=pk)
    if not permissions.can_write(request.user, found.window):
        raise Http404
    return found


@require_safe
def text(request: HttpRequest, pk: int) -> HttpResponse:
    shown = _text(request, pk)
    context = {"return_form": forms.ReturnForm(), **pages.text_page(shown, request.user)}
    return render(request, "catalogue/partners/text.html", context)


@require_POST
def judge(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Place, send back or withdraw a text."""
    shown, at = _text(request, pk), timezone.now()
    try:
        if act == "plaatsen":
            workflow.accept(shown, by=request.user, at=at)
        elif act == "terugsturen":
            workflow.send_back(shown, by=request.user, at=at, note=request.POST.get("note", "")[:2000])
        elif act == "intrekken":
            workflow.withdraw(shown, by=request.user, at=at)
        else:
            raise Http404
    except (ValidationError, StaleState) as error:
        messages.error(request, getattr(error, "message", str(error)))
        return redirect(shown)
    sentences = {"plaatsen": "De tekst staat op de pagina.", "terugsturen": "De partner heeft uw uitleg gekregen."}
    messages.success(request, sentences.get(act, "De tekst is ingetrokken."))
    return redirect(shown.window if act == "plaatsen" else shown)


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What partners put before the editors, the oldest first."""
    if not permissions.is_editor(request.user):
        raise PermissionDenied("Deze bladzijde is voor de redactie.")
    texts = WindowText.objects.filter(state="submitted").select_related("window__organisation", "author")
    return render(request, "catalogue/partners/waiting.html", {"texts": texts.order_by("submitted_at", "pk")[:200]})
