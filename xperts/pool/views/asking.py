"""The proposal for a case, choosing, and the answer of who is asked."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from loket.core import gate
from xperts.cases.models import Case
from xperts.pool import asking, forms, pages, permissions
from xperts.pool.models import Ask, Xpert
from xperts.pool.views.answers import tell, try_form

PAGE_SIZE = 50
LISTS = (("wacht", "Wachten op antwoord"), ("ja", "Aangenomen"), ("alle", "Alle"))


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, number: int) -> HttpResponse:
    """Who fits this case, and why; choosing asks the Xpert at once."""
    case = gate.fetch(Case, request.user, number=number)
    if not permissions.can_ask(request.user):
        raise Http404
    form = forms.ChooseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        xpert = get_object_or_404(Xpert.objects.in_pool().select_related("person"), pk=told["xpert"])
        words = {"seen": told["seen"], "why_other": told["why_other"], "by": request.user, "at": timezone.now()}
        if try_form(form, lambda: asking.choose(case, xpert, **words)):
            messages.success(request, f"{xpert.name} is gevraagd en krijgt nu een mail.")
            return redirect("xpert_propose", number)
        case.refresh_from_db()
    context = pages.propose_page(case, request.user, at=timezone.now()) | {"form": form}
    context |= {"chosen": form.data.get("xpert", "") if form.errors else ""}
    return render(request, "xperts/pool/propose.html", context, status=422 if form.errors else 200)


def _visible(request: HttpRequest, pk: int) -> Ask:
    related = ("case__intake", "case__diagnosis", "case__application", "xpert__person", "asked_by")
    return gate.fetch(Ask, request.user, *related, pk=pk)


@require_safe
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """What an Xpert is asked. Opening it does nothing; the buttons do."""
    shown = _visible(request, pk)
    context = pages.ask_page(shown, request.user, at=timezone.now()) | {"form": forms.ReasonForm()}
    return render(request, "xperts/pool/ask.html", context)


ACTS = {
    "ja": (asking.accept, permissions.answers, "U hebt dit traject aangenomen. De volgende stap is het contract."),
    "nee": (asking.decline, permissions.answers, "Dank voor uw antwoord. Wij vragen u hiervoor niet opnieuw."),
    "toch-niet": (asking.give_back, permissions.answers, "Uw ja is teruggenomen. De servicedesk zoekt verder."),
    "terugnemen": (asking.take_back, permissions.can_ask, "Het verzoek is ingetrokken. De Xpert krijgt bericht."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Answer, or undo. A GET, such as a link that somebody kept, leads to the page with the buttons."""
    shown = _visible(request, pk)
    if name not in ACTS:
        raise Http404
    function, allowed, done = ACTS[name]
    if not allowed(request.user, shown):
        raise PermissionDenied("Dit antwoord is niet aan u.")
    if request.method != "POST":
        return redirect(shown)
    told = {"by": request.user, "at": timezone.now()}
    if name == "ja":
        tell(request, lambda: function(shown, **told), done)
        return redirect(shown)
    form = forms.ReasonForm(request.POST)
    if form.is_valid() and try_form(form, lambda: function(shown, reason=form.cleaned_data["note"], **told)):
        messages.success(request, done)
        return redirect(shown)
    context = pages.ask_page(_visible(request, pk), request.user, at=told["at"]) | {"form": form}
    return render(request, "xperts/pool/ask.html", context, status=422)


@require_safe
def asks(request: HttpRequest) -> HttpResponse:
    """All asks, for desk and coordinator."""
    if not permissions.keeps_pool(request.user):
        raise PermissionDenied("Deze lijst is voor de servicedesk en de coördinator.")
    which = request.GET.get("lijst", "")
    which = which if which in dict(LISTS) else LISTS[0][0]
    page = Paginator(pages.asks_list(which), PAGE_SIZE).get_page(request.GET.get("pagina"))
    at = timezone.now()
    rows = [{"ask": row, "badge": pages.ask_badge(row), "is_late": row.is_late(at)} for row in page]
    lists = [{"label": label, "url": f"?lijst={name}", "is_current": name == which} for name, label in LISTS]
    context = {"page": page, "rows": rows, "lists": lists, "tabs": pages.tabs("xpert_asks", request.user)}
    context |= {"looking": pages.looking()[:50]}
    return render(request, "xperts/pool/asks.html", context)
