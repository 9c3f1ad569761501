"""Proposing a network, judging the proposal, and all that a facilitator does."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core.workflow import StaleState
from loket.core.working_days import add_months, local_date
from network.learning import ending, forms, inside_pages, pages, permissions, receiving, workflow
from network.learning.models import HeldMail, LearningNetwork
from network.learning.views.fetching import add_errors, inside, managed, shown, tell

LONGER_BY_MONTHS = 6


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """First what is there to join; then, with that kept, the proposal itself."""
    about = forms.AboutForm(request.GET or None)
    if not about.is_valid():
        status = 422 if about.errors else 200
        return render(request, "network/learning/propose_about.html", {"form": about}, status=status)
    asked = about.cleaned_data
    similar = pages.could_join(request.user, themes=asked["themes"], areas=asked["areas"])
    form = forms.ProposalForm(request.POST or None, initial=_from_about(request, asked), user=request.user)
    if request.method == "POST" and form.is_valid():
        made = _proposed(request, form, similar)
        if made:
            messages.success(request, "Uw voorstel is verstuurd. U hoort binnen enkele werkdagen van ons.")
            return redirect(made)
    context = {"form": form, "similar": similar, "about": about}
    return render(request, "network/learning/propose.html", context, status=422 if form.errors else 200)


def _from_about(request: HttpRequest, asked: dict) -> dict:
    today = local_date(timezone.now())
    told = {"name": asked["name"], "themes": asked["themes"], "areas": request.GET.get("areas", "")}
    return told | {"starts_on": today, "ends_on": add_months(today, 12)}


def _proposed(request: HttpRequest, form: forms.ProposalForm, similar: list[LearningNetwork]):
    """The written proposal; None when the form now says what is wrong with it."""
    looked_at = [_looked_at(network, request.POST) for network in similar]
    told = {"looked_at": looked_at, "why_new": form.cleaned_data["why_new"]}
    try:
        return workflow.propose(form.content(), **told, by=request.user, at=timezone.now())
    except ValidationError as error:
        add_errors(form, error)
        return None


def _looked_at(network: LearningNetwork, data) -> dict:
    why_not = data.get(f"why_not_{network.pk}", "")[:400].replace("\x00", "")
    return {"title": network.name, "url": network.get_absolute_url(), "why_not": why_not}


@require_safe
def manage(request: HttpRequest, slug: str) -> HttpResponse:
    network = managed(request, slug)
    return render(request, "network/learning/manage.html", inside_pages.manage_page(network, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    network = shown(request, slug)
    if not permissions.can_edit(request.user, network):
        raise PermissionDenied("Alleen de begeleider verandert dit netwerk.")
    form = forms.NetworkForm(request.POST or None, instance=network, user=request.user)
    del form.fields["ends_on"]
    if request.method == "POST" and form.is_valid():
        try:
            _changed(request, network, form)
        except ValidationError as error:
            add_errors(form, error)
        except StaleState as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Het netwerk is gewijzigd.")
            return redirect(network)
    context = pages.frame(network, request.user, tab="beheer") | {"form": form}
    return render(request, "network/learning/edit.html", context, status=422 if form.errors else 200)


def _changed(request: HttpRequest, network: LearningNetwork, form: forms.NetworkForm) -> None:
    content, told = form.content(), {"by": request.user, "at": timezone.now()}
    parent = content.pop("parent")
    workflow.change_and_nest(network, content, parent, seen=form.cleaned_data["seen"], **told)


STEPS = {
    "goedkeuren": ("approve", workflow.approve),
    "niet-starten": ("refuse", workflow.refuse),
    "intrekken": ("withdraw", workflow.withdraw),
    "beginnen": ("begin", workflow.begin),
    "oogsten": ("harvest", workflow.start_harvest),
    "verder": ("resume", workflow.resume),
    "archiveren": ("archive", workflow.archive),
    "heropenen": ("reopen", workflow.reopen),
}


EXPLANATIONS = {
    "approve": "Het netwerk begint. De indiener wordt de begeleider. Een openbaar netwerk is vanaf nu te vinden.",
    "refuse": "De indiener leest uw toelichting in een mail.",
    "withdraw": "De servicedesk hoeft uw voorstel dan niet meer te beoordelen.",
    "begin": "U bent het eens over de startvraag. Plan nu de eerste bijeenkomst.",
    "harvest": "U schrijft op wat er van de startvraag kwam. Het gesprek gaat intussen door.",
    "resume": "U gaat toch nog door met bijeenkomsten. Wat u van de oogst opschreef, blijft bewaard.",
    "archive": "Niemand schrijft dan nog. Leden kunnen alles nog lezen, en de oogst staat op de bladzijde.",
    "reopen": "Het netwerk gaat weer open. Kies tot wanneer het loopt.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, slug: str, act: str) -> HttpResponse:
    """One step of a network; refusing asks for a reason, going on for a new end."""
    network = shown(request, slug)
    name, function = STEPS[act]
    transition = workflow.NETWORKS.transitions[name]
    if not transition.allowed(request.user, network):
        raise PermissionDenied("Deze stap is niet aan u.")
    form = _form_of(name, request)
    if request.method == "POST" and (form is None or form.is_valid()):
        told = form.cleaned_data if form else {}
        tell(request, lambda: function(network, by=request.user, at=timezone.now(), **told), "Gedaan.")
        return redirect(network)
    context = pages.frame(network, request.user, tab="beheer")
    context |= {"label": transition.label, "form": form, "explanation": EXPLANATIONS.get(name, "")}
    context["back"] = network.get_absolute_url()
    return render(request, "network/learning/step.html", context, status=422 if form and form.errors else 200)


def _form_of(name: str, request: HttpRequest):
    if name == "refuse":
        return forms.ReasonForm(request.POST or None)
    if name == "reopen":
        return forms.EndForm(request.POST or None, suggested=_later(local_date(timezone.now())))
    return None


def _later(day: date) -> date:
    return add_months(day, LONGER_BY_MONTHS)


@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, slug: str) -> HttpResponse:
    """Another end date; half a year later is suggested."""
    network = managed(request, slug)
    suggested = _later(max(network.ends_on, local_date(timezone.now())))
    form = forms.EndForm(request.POST or None, suggested=suggested)
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["ends_on"]
        try:
            workflow.extend(network, day, by=request.user, at=timezone.now())
        except ValidationError as error:
            add_errors(form, error)
        except StaleState as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "De einddatum is gewijzigd.")
            return redirect("network_manage", slug)
    context = pages.frame(network, request.user, tab="beheer") | {"label": "Einddatum wijzigen", "form": form}
    context |= {"explanation": "", "back": reverse("network_manage", args=[slug])}
    return render(request, "network/learning/step.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_harvest(request: HttpRequest, slug: str) -> HttpResponse:
    network = inside(request, slug)
    if not permissions.can_harvest(request.user, network):
        raise PermissionDenied("De begeleider schrijft de oogst op, zolang het netwerk oogst.")
    form = forms.HarvestForm(request.POST or None, initial=inside_pages.harvest_initial(network))
    if request.method == "POST" and form.is_valid():
        texts = dict(form.cleaned_data)
        try:
            ending.save_harvest(network, texts, by=request.user, at=timezone.now(), seen=texts.pop("seen"))
        except StaleState as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "De oogst is bewaard. Na het archiveren leest iedereen dit.")
            return redirect("network_harvest", slug)
    context = pages.frame(network, request.user, tab="oogst") | {"form": form}
    return render(request, "network/learning/harvest_edit.html", context, status=422 if form.errors else 200)


@require_POST
def loosen(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A network that hung itself below this one, and should not."""
    network = managed(request, slug)
    child = get_object_or_404(LearningNetwork.objects.select_related("parent"), parent=network, pk=pk)
    done = f"{child} valt niet meer onder dit netwerk."
    tell(request, lambda: workflow.nest(child, None, by=request.user, at=timezone.now()), done)
    return redirect("network_manage", slug)


@require_POST
def held_act(request: HttpRequest, slug: str, pk: int, act: str) -> HttpResponse:
    """Mail that could not be placed by itself: into the thread, or away."""
    network = managed(request, slug)
    held = get_object_or_404(
        HeldMail.objects.select_related("thread__network", "message"), thread__network=network, pk=pk
    )
    acts = {
        "plaatsen": (receiving.place_held, "Het bericht staat in het gesprek."),
        "weggooien": (receiving.drop_held, "Het bericht is weggegooid."),
    }
    function, told = acts[act]
    tell(request, lambda: function(held, by=request.user, at=timezone.now()), told)
    return redirect("network_manage", slug)
