"""*Progressiegerichte intervisie*: a case on a shared page, step by step, also on the phone."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core.workflow import StaleState
from network.regions import forms, permissions
from network.regions.models import Case, LearnSession
from network.regions.pages import sessions as pages
from network.regions.pages.region import frame
from network.regions.views.opening import session_to_read, tell
from network.regions.workflow import sessions as workflow

_TAB = "region_sessions"
_WRITTEN = "network/regions/session_form.html"


def _case(request: HttpRequest, slug: str, session: int, pk: int) -> Case:
    found = session_to_read(request, slug, session)
    case = get_object_or_404(found.cases.select_related("by"), pk=pk)
    case.session = found
    return case


def _joined(request: HttpRequest, slug: str, pk: int) -> LearnSession:
    found = session_to_read(request, slug, pk)
    if not permissions.can_join_session(request.user, found):
        raise PermissionDenied("U leest mee in deze leersessie.")
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, slug: str, session: int) -> HttpResponse:
    found = _joined(request, slug, session)
    form = forms.CaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = workflow.bring(found, form.cleaned_data, by=request.user, at=timezone.now())
        except StaleState:
            form.add_error(None, "De leersessie is al geoogst. Zet haar eerst weer open.")
        else:
            return redirect(made)
    context = frame(found.region, request.user, _TAB) | {"form": form, "title": "Casus inbrengen", "session": found}
    return render(request, _WRITTEN, context, status=422 if form.errors else 200)


@require_safe
def case(request: HttpRequest, slug: str, session: int, pk: int) -> HttpResponse:
    """The shared page; it asks now and then what the others added."""
    found = _case(request, slug, session, pk)
    context = frame(found.session.region, request.user, _TAB) | pages.case_page(found, request.user)
    seen, asked = request.GET.get("stap", ""), request.GET.get("antwoord", "")
    context["has_moved"] = bool(seen) and seen != found.state
    context["replying"] = next((row for row in context["questions"] if str(row.pk) == asked), None)
    context["form"] = forms.SayForm()
    template = "network/regions/_case.html" if request.htmx else "network/regions/case.html"
    return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, session: int, pk: int) -> HttpResponse:
    found = _case(request, slug, session, pk)
    if not permissions.can_change_case(request.user, found):
        raise PermissionDenied("De casus kunt u wijzigen zolang hij nog bij de eerste stap is.")
    form = forms.CaseForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(found)
    context = frame(found.session.region, request.user, _TAB)
    context |= {"form": form, "title": "Casus wijzigen", "session": found.session}
    return render(request, _WRITTEN, context, status=422 if form.errors else 200)


@require_POST
def say(request: HttpRequest, slug: str, session: int, pk: int) -> HttpResponse:
    """A question, a tip, or what one takes along: what fits the step."""
    found = _case(request, slug, session, pk)
    form = forms.SayForm(request.POST)
    if form.is_valid() and _said(request, found, form):
        return redirect(f"{found.get_absolute_url()}#zeggen")
    context = frame(found.session.region, request.user, _TAB) | pages.case_page(found, request.user)
    context |= {"form": form, "has_moved": False, "replying": None}
    return render(request, "network/regions/case.html", context, status=422)


def _said(request: HttpRequest, case: Case, form: forms.SayForm) -> bool:
    """Whether it was added; a question that was typed when the group went on to tips does not become a tip."""
    try:
        if request.POST.get("stap", "") != case.state:
            raise StaleState
        workflow.say(case, form.cleaned_data["text"], by=request.user, at=timezone.now())
    except StaleState:
        form.add_error("text", "De groep is een stap verder. Past uw tekst daar nog? Stuur hem dan opnieuw.")
        return False
    return True


@require_POST
def reply(request: HttpRequest, slug: str, session: int, pk: int, said: int) -> HttpResponse:
    """Who brought the case answers a question."""
    found = _case(request, slug, session, pk)
    row = get_object_or_404(found.said, pk=said)
    row.case = found
    text = request.POST.get("text", "").replace("\x00", "")
    tell(request, lambda: workflow.reply(row, text, by=request.user, at=timezone.now()), "Uw antwoord staat erbij.")
    return redirect(found)


STEPS = {
    "naar-de-vragen": "to_questions",
    "naar-de-tips": "to_tips",
    "naar-meenemen": "to_taken",
    "afronden": "finish",
    "terug-naar-de-casus": "back_to_case",
    "terug-naar-de-vragen": "back_to_questions",
    "terug-naar-de-tips": "back_to_tips",
    "terug-naar-meenemen": "back_to_taken",
}


@require_POST
def step(request: HttpRequest, slug: str, session: int, pk: int, act: str) -> HttpResponse:
    found = _case(request, slug, session, pk)
    if act not in STEPS:
        raise Http404
    try:
        workflow.step(found, STEPS[act], by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
    return redirect(found)
