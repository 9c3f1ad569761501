"""Groups of questions that ask the same: suggested, confirmed, and answered together."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import gate
from loket.core.workflow import StaleState
from servicedesk.collective import forms, pages, permissions, proposing, settling, workflow
from servicedesk.collective.enums import Way
from servicedesk.collective.models import Group
from servicedesk.models import Question
from servicedesk.views.question import fetch as fetch_question


def fetch(request: HttpRequest, pk: int, *, to_handle: bool = False) -> Group:
    """The group for who is of the desk; 403 for who only looks along and wants to act."""
    group = gate.fetch(Group, request.user, pk=pk)
    if to_handle and not permissions.can_handle(request.user):
        raise PermissionDenied
    return group


def _done(request: HttpRequest, group: Group, act, sentence: str) -> HttpResponse:
    """Do it and say so, or say why not."""
    try:
        act()
    except (StaleState, ValidationError) as error:
        messages.error(request, _sentence(error))
    else:
        messages.success(request, sentence)
    return redirect(group)


def _sentence(error: StaleState | ValidationError) -> str:
    return error.messages[0] if isinstance(error, ValidationError) else str(error)


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """All groups by how they stand."""
    if not permissions.can_see_desk(request.user):
        raise PermissionDenied
    context = pages.overview(request.GET.get("stand", ""), request.GET.get("pagina"), at=timezone.now())
    return render(request, "servicedesk/collective/groups.html", context)


@require_safe
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """One group, with what can be done."""
    shown = fetch(request, pk)
    context = pages.group_page(shown, request.user, at=timezone.now())
    context |= {"name": forms.NameForm(initial={"name": shown.name}), "add": forms.AddForm()}
    return render(request, "servicedesk/collective/group.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, number: int) -> HttpResponse:
    """Make a group of a question and those that ask the same."""
    question, at = fetch_question(request, number, to_handle=True), timezone.now()
    context = pages.new_page(question, at=at)
    if request.method != "POST":
        return render(request, "servicedesk/collective/new.html", context)
    ticked = forms.ticked(request.POST)
    chosen = [row for row in context["found"] if row.question.pk in ticked]
    if not chosen:
        messages.error(request, "Kies minstens één andere vraag.")
        return redirect("collective_new", number=number)
    made = workflow.propose(question, chosen, by=request.user, at=at)
    numbers = {question.pk, *ticked}
    return _done(request, made, lambda: workflow.confirm(made, numbers, by=request.user, at=at), "De groep is gemaakt.")


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The ticked questions belong together."""
    shown, at = fetch(request, pk, to_handle=True), timezone.now()
    ticked = forms.ticked(request.POST)
    return _done(request, shown, lambda: workflow.confirm(shown, ticked, by=request.user, at=at), "Bevestigd.")


STEPS = {"niet-samen": (workflow.dismiss, "Ieder gaat apart verder."), "toch-samen": (workflow.reopen, "Weer open.")}


@require_POST
def step(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    shown = fetch(request, pk, to_handle=True)
    if act not in STEPS:
        raise Http404
    function, sentence = STEPS[act]
    return _done(request, shown, lambda: function(shown, by=request.user, at=timezone.now()), sentence)


@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    shown = fetch(request, pk, to_handle=True)
    form = forms.NameForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["name"][0])
        return redirect(shown)
    workflow.rename(shown, form.cleaned_data["name"], by=request.user, at=timezone.now())
    messages.success(request, "De naam is veranderd.")
    return redirect(shown)


@require_POST
def put_in(request: HttpRequest, pk: int) -> HttpResponse:
    """One more question, by its number."""
    shown = fetch(request, pk, to_handle=True)
    form = forms.AddForm(request.POST)
    question = Question.objects.filter(number=form.cleaned_data["number"]).first() if form.is_valid() else None
    if question is None:
        told = form.errors["number"][0] if form.errors else "Deze vraag is er niet."
        messages.error(request, told)
        return redirect(shown)
    act = workflow.put_in
    return _done(request, shown, lambda: act(shown, question, by=request.user, at=timezone.now()), "Erbij gezet.")


@require_POST
def split_off(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """This question goes on by itself."""
    shown = fetch(request, pk, to_handle=True)
    question = gate.fetch(Question, request.user, number=number)
    act = workflow.split_off
    sentence = f"{question.reference} gaat apart verder."
    return _done(request, shown, lambda: act(shown, question, by=request.user, at=timezone.now()), sentence)


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer, or one invitation, to each asker in person."""
    shown = fetch(request, pk, to_handle=True)
    form = forms.TellForm(request.POST or None, initial={"text": _first_text(request, shown)})
    if request.method == "POST" and form.is_valid() and _told(request, shown, form):
        return redirect(shown)
    context = pages.tell_page(shown) | {"form": form}
    return render(request, "servicedesk/collective/tell.html", context, status=422 if form.errors else 200)


def _told(request: HttpRequest, shown: Group, form: forms.TellForm) -> bool:
    """Whether somebody was answered; the form or a message says what was not."""
    seen = {
        int(name.removeprefix("gezien-")): int(value)
        for name, value in request.POST.items()
        if name.startswith("gezien-") and name[7:].isdecimal() and value.isdecimal() and len(name + value) < 40
    }
    telling = settling.Telling(form.cleaned_data["text"], seen, form.cleaned_data["submission"])
    try:
        told = settling.answer_all(shown, telling, by=request.user, at=timezone.now())
    except (StaleState, ValidationError) as error:
        form.add_error(None, _sentence(error))
        return False
    for question, why in told.left:
        messages.error(request, f"{question.reference} is niet beantwoord: {why}")
    if told.done:
        how_many = "1 vrager krijgt" if len(told.done) == 1 else f"{len(told.done)} vragers krijgen"
        sentence = f"{how_many} over een halve minuut bericht. Tot die tijd kunt u het terughalen."
        messages.success(request, sentence)
    return True


def _first_text(request: HttpRequest, shown: Group) -> str:
    about = f"Daarom nodigen wij u uit voor “{shown.led_to_title}”." if shown.led_to_id else "Dit is ons antwoord."
    return (
        f"Beste {settling.NAME},\n\nU en anderen stelden ons dezelfde vraag. {about}\n\n"
        f"Past dit niet bij uw vraag? Antwoord dan op deze mail.\n\nGroet,\n{request.user}"
    )


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take all answers back that have not left."""
    shown = fetch(request, pk, to_handle=True)
    try:
        count = settling.take_back(shown, by=request.user, at=timezone.now())
    except StaleState:
        messages.error(request, "Terughalen kan niet meer: de antwoorden zijn al weg, of er is iets bij gekomen.")
    else:
        messages.success(request, f"{count} {'antwoord is' if count == 1 else 'antwoorden zijn'} teruggehaald.")
    return redirect(shown)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """A meeting or learning network for these askers; first what it could join."""
    shown, at = fetch(request, pk, to_handle=True), timezone.now()
    if way not in proposing.BY_WAY:
        raise Http404
    kind, known = proposing.BY_WAY[Way(way)], proposing.known(shown, at=at)
    form, similar = kind.form(request.POST or None, request.user, known), kind.similar(request.user, known)
    if request.method == "POST" and form.is_valid() and _proposed(request, shown, kind, form, similar):
        messages.success(request, "Het voorstel is gemaakt. Staat het open, dan nodigt u de vragers hier uit.")
        return redirect(shown)
    context = {"group": shown, "form": form, "similar": similar, "label": kind.label}
    return render(request, "servicedesk/collective/propose.html", context, status=422 if form.errors else 200)


def _proposed(request: HttpRequest, shown: Group, kind: proposing.Proposing, form, similar: list[dict]) -> bool:
    told = {"looked_at": proposing.looked_at(similar, request.POST), "why_new": form.cleaned_data["why_new"]}
    try:
        kind.propose(shown, form.content(), **told, by=request.user, at=timezone.now())
    except (StaleState, ValidationError) as error:
        form.add_error(None, error.messages if isinstance(error, ValidationError) else str(error))
        return False
    return True


@require_POST
def let_go(request: HttpRequest, pk: int) -> HttpResponse:
    """What it was to become does not come."""
    shown = fetch(request, pk, to_handle=True)
    act = settling.let_go
    return _done(request, shown, lambda: act(shown, by=request.user, at=timezone.now()), "De groep is weer vrij.")
