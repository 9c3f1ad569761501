"""Documents, agreements and sessions, for members."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from loket.accounts.models import User
from loket.catalogue.models import Entry
from network.events import forms as event_forms
from network.events import pages as event_pages
from network.events.models import Event
from network.learning import agreeing, documents, inside_pages, pages, permissions, sessions, writing_forms
from network.learning.models import Agreement, Document, LearningNetwork, Session
from network.learning.views.fetching import add_errors, inside, tell


def _writer(request: HttpRequest, slug: str) -> LearningNetwork:
    """A network in which this person may write; who only reads along is not shown the page."""
    network = inside(request, slug)
    if not permissions.can_write(request.user, network):
        raise PermissionDenied("Alleen leden van dit netwerk doen dit, zolang het loopt.")
    return network


def _done(form, act) -> bool:
    """Do it; False when the form now says what is wrong."""
    try:
        act()
    except ValidationError as error:
        add_errors(form, error)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def all_documents(request: HttpRequest, slug: str) -> HttpResponse:
    network = _writer(request, slug) if request.method == "POST" else inside(request, slug)
    form = writing_forms.DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = {"by": request.user, "at": timezone.now()}
        if _done(form, lambda: documents.add(network, **form.cleaned_data, **told)):
            messages.success(request, "Het document staat erbij.")
            return redirect("network_documents", slug)
    context = inside_pages.documents_page(network, request.user) | {"form": form}
    return render(request, "network/learning/documents.html", context, status=422 if form.errors else 200)


@require_POST
def add_entry(request: HttpRequest, slug: str) -> HttpResponse:
    """An entry of the catalogue, by its address or its slug, as one of the documents."""
    network = _writer(request, slug)
    typed = request.POST.get("entry", "").replace("\x00", "").strip().rstrip("/").rpartition("/")[2]
    entry = Entry.objects.published().filter(slug=typed).first()
    if entry is None:
        messages.error(request, "Deze bladzijde van de catalogus vonden wij niet. Plak het adres van de bladzijde.")
    else:
        act = lambda: documents.add_entry(network, entry, by=request.user, at=timezone.now())  # noqa: E731
        tell(request, act, f"{entry.title} staat nu bij de documenten.")
    return redirect("network_documents", slug)


def _document(network: LearningNetwork, pk: int) -> Document:
    found = get_object_or_404(Document.objects.select_related("entry", "added_by"), network=network, pk=pk)
    found.network = network
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def document(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The versions of one document, and a newer one."""
    network = _writer(request, slug) if request.method == "POST" else inside(request, slug)
    found = _document(network, pk)
    form = writing_forms.VersionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = {"by": request.user, "at": timezone.now()}
        if _done(form, lambda: documents.add_version(found, **form.cleaned_data, **told)):
            messages.success(request, "De nieuwe versie staat erbij. Oude versies blijven te lezen.")
            return redirect(found)
    context = inside_pages.document_page(found, request.user) | {"form": form}
    return render(request, "network/learning/document.html", context, status=422 if form.errors else 200)


@require_POST
def document_act(request: HttpRequest, slug: str, pk: int, act: str) -> HttpResponse:
    found, by = _document(inside(request, slug), pk), request.user
    if act == "weghalen":
        undo = f"undo:{reverse('network_document_act', args=[slug, pk, 'terugzetten'])}"
        documents.remove(found, by=by, at=timezone.now())
        messages.success(request, f"{found.title} is weggehaald.", extra_tags=undo)
        return redirect("network_documents", slug)
    acts = {
        "terugzetten": (lambda: documents.put_back(found, by=by), "Het document staat er weer."),
        "bij-oogst": (lambda: documents.mark_yield(found, is_yield=True, by=by), "Dit document hoort nu bij de oogst."),
        "niet-bij-oogst": (
            lambda: documents.mark_yield(found, is_yield=False, by=by),
            "Dit document blijft voor leden.",
        ),
    }
    tell(request, *acts[act])
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def agreements(request: HttpRequest, slug: str) -> HttpResponse:
    network = _writer(request, slug) if request.method == "POST" else inside(request, slug)
    form = writing_forms.AgreementForm(request.POST or None, people=inside_pages.people_to_agree(network))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        told = {"due_on": data["due_on"], "by": request.user, "at": timezone.now()}
        if _done(form, lambda: agreeing.agree(network, data["text"], owner=User.objects.get(pk=data["owner"]), **told)):
            messages.success(request, "De afspraak staat erbij. Op de dag zelf gaat er een herinnering.")
            return redirect("network_agreements", slug)
    context = inside_pages.agreements_page(network, request.user, at=timezone.now()) | {"form": form}
    return render(request, "network/learning/agreements.html", context, status=422 if form.errors else 200)


AGREEMENT_ACTS = {
    "gedaan": (agreeing.settle, "Mooi. De afspraak is gedaan."),
    "vervalt": (agreeing.drop, "De afspraak vervalt."),
    "heropenen": (agreeing.reopen, "De afspraak staat weer open."),
}


@require_POST
def agreement_act(request: HttpRequest, slug: str, pk: int, act: str) -> HttpResponse:
    network = inside(request, slug)
    found = get_object_or_404(Agreement.objects.select_related("owner"), network=network, pk=pk)
    found.network = network
    if act == "verzetten":
        form = writing_forms.DayForm(request.POST)
        if form.is_valid():
            day = form.cleaned_data["day"]
            moved = lambda: agreeing.move(found, day, by=request.user, at=timezone.now())  # noqa: E731
            tell(request, moved, "De afspraak is verzet.")
        else:
            messages.error(request, "Vul een geldige datum in.")
    else:
        function, told = AGREEMENT_ACTS[act]
        tell(request, lambda: function(found, by=request.user, at=timezone.now()), told)
    return redirect("network_agreements", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_session(request: HttpRequest, slug: str) -> HttpResponse:
    """The proposal of an event, filled in for this network; what it could join stands above it."""
    network = _writer(request, slug)
    similar = event_pages.could_join(themes=network.themes, areas=network.areas, around=None)
    form = event_forms.ProposalForm(request.POST or None, initial=sessions.initial(network))
    if request.method == "POST" and form.is_valid():
        told = {"looked_at": _looked_at(similar), "why_new": form.cleaned_data["why_new"]}
        told |= {"by": request.user, "at": timezone.now()}
        if _done(form, lambda: sessions.plan(network, form.content(), **told)):
            messages.success(request, "Uw voorstel is verstuurd. Na goedkeuring opent u zelf de inschrijving.")
            return redirect("network_sessions", slug)
    context = pages.frame(network, request.user, tab="bijeenkomsten") | {"form": form, "similar": similar}
    return render(request, "network/learning/session_plan.html", context, status=422 if form.errors else 200)


def _looked_at(similar: list[Event]) -> list[dict]:
    return [{"title": row.title, "url": row.get_absolute_url(), "why_not": ""} for row in similar]


@require_POST
def link_session(request: HttpRequest, slug: str) -> HttpResponse:
    """An event that is there already becomes one of this network's."""
    network = _writer(request, slug)
    typed = request.POST.get("event", "")
    number = int(typed) if typed.isdecimal() and len(typed) < 18 else 0
    event = get_object_or_404(Event.objects.visible_to(request.user), pk=number)
    act = lambda: sessions.link(network, event, by=request.user, at=timezone.now())  # noqa: E731
    tell(request, act, f"{event.title} hoort nu bij dit netwerk.")
    return redirect("network_sessions", slug)


@require_POST
def unlink_session(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    network = inside(request, slug)
    found = get_object_or_404(Session.objects.select_related("event"), network=network, pk=pk)
    found.network = network
    tell(request, lambda: sessions.unlink(found, by=request.user), f"{found} hoort niet meer bij dit netwerk.")
    return redirect("network_sessions", slug)
