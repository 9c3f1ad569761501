"""Experiences: reading them, telling one's own, and saying that one was useful."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.catalogue.experiences import experience_pages, forms, questions, workflow
from loket.catalogue.experiences.enums import AUTHOR_STATES, USED_KINDS
from loket.catalogue.experiences.models import Experience
from loket.catalogue.models import Entry
from loket.core import gate
from loket.core.workflow import StaleState
from loket.core.working_days import local_date

AUTHOR_STEPS = {
    "revise": (
        workflow.revise,
        "U kunt uw ervaring nu wijzigen. Wat op de site staat, blijft voorlopig staan.",
    ),
    "drop_change": (workflow.drop_change, "Uw wijziging is vervallen. Wat op de site stond, staat er nog."),
    "withdraw": (workflow.withdraw, "Uw ervaring is ingetrokken. Uw tekst blijft voor u bewaard."),
}


def _own(request: HttpRequest, pk: int) -> Experience:
    """The author's own experience; somebody else's is not found."""
    return get_object_or_404(Experience.objects.filter(author=request.user).select_related("entry"), pk=pk)


@login_not_required
@require_safe
def entry_experiences(request: HttpRequest, slug: str) -> HttpResponse:
    entry = get_object_or_404(Entry.objects.published(), slug=slug)
    context = experience_pages.entry_page(entry, request.user, request.GET.get("pagina"))
    return render(request, "catalogue/experiences/entry_experiences.html", context)


@require_POST
def start(request: HttpRequest, slug: str) -> HttpResponse:
    entry = get_object_or_404(Entry.objects.published().filter(kind__in=USED_KINDS), slug=slug)
    experience = workflow.start(entry, by=request.user, at=timezone.now())
    if experience.state in AUTHOR_STATES:
        return redirect("experience_write", experience.pk)
    return redirect(experience)


@login_not_required
@require_safe
def experience(request: HttpRequest, pk: int) -> HttpResponse:
    """Public for everybody; what is not yet, for its author and for editors."""
    shown = _with_people(request, pk)
    return render(request, "catalogue/experiences/experience.html", _context(request, shown))


def _with_people(request: HttpRequest, pk: int) -> Experience:
    seen = Experience.objects.visible_to(request.user).with_votes()
    return get_object_or_404(seen.select_related("entry", "author", "organisation"), pk=pk)


def _context(request: HttpRequest, shown: Experience) -> dict:
    consents = {name: getattr(shown, name) for name in forms.CONSENTS}
    return {
        **experience_pages.experience_page(shown, request.user, local_date(timezone.now())),
        "form": forms.JudgeForm(initial={"seen": shown.saved_at.isoformat()}),
        "consent_form": forms.ConsentForm(initial=consents),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """All questions on one screen. *Bewaren* keeps and stays, *Indienen* keeps and hands it to the editors."""
    shown = _own(request, pk)
    if shown.state not in AUTHOR_STATES:
        messages.info(request, "Deze ervaring kunt u nu niet veranderen. Kies eerst voor Wijzigen.")
        return redirect(shown)
    form = forms.ExperienceForm(request.POST if request.method == "POST" else None, experience=shown)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.save(shown, form.answers(), form.consents(), by=request.user, at=timezone.now())
        except StaleState as error:
            messages.error(request, str(error))
            return redirect(shown)
        if "stay" in request.POST:
            messages.success(request, "Bewaard. U kunt later verdergaan.")
            return redirect("experience_write", pk)
        if _submit(request, shown, form):
            return redirect(shown)
    form.show_required()
    context = {"form": form, "experience": shown, "entry": shown.entry}
    return render(request, "catalogue/experiences/write.html", context, status=422 if form.errors else 200)


def _submit(request: HttpRequest, shown: Experience, form: forms.ExperienceForm) -> bool:
    """Whether it was handed in; what is missing becomes an error at its question."""
    for key in questions.REQUIRED:
        if not shown.answers.get(key):
            form.add_error(key, "Beantwoord deze vraag voordat u indient.")
    if form.errors:
        return False
    try:
        workflow.submit(shown, by=request.user, at=timezone.now())
    except StaleState:
        messages.info(request, "Deze ervaring was al ingediend.")
    else:
        messages.success(request, "Bedankt. De redactie leest uw ervaring en laat u weten wat ermee gebeurt.")
    return True


@require_POST
def autosave(request: HttpRequest, pk: int) -> JsonResponse:
    """Keep what is valid so far; says when, and what cannot be kept yet."""
    shown, at = _own(request, pk), timezone.now()
    form = forms.ExperienceForm(request.POST, experience=shown)
    form.is_valid()
    try:
        workflow.save(shown, form.answers(), form.consents(), by=request.user, at=at)
    except StaleState as error:
        return JsonResponse({"error": str(error)}, status=409)
    saved = timezone.localtime(at).strftime("%H.%M")
    errors = {name: rows[0] for name, rows in form.errors.items()}
    return JsonResponse({"saved": saved, "message": f"Bewaard om {saved} uur", "errors": errors})


@require_POST
def take_step(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """What the author can do beside writing: change, leave it, withdraw."""
    shown = _own(request, pk)
    if act not in AUTHOR_STEPS:
        raise Http404
    step, sentence = AUTHOR_STEPS[act]
    try:
        step(shown, by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
        return redirect(shown)
    messages.success(request, sentence)
    return redirect("experience_write", pk) if act == "revise" else redirect(shown)


@require_POST
def consents(request: HttpRequest, pk: int) -> HttpResponse:
    shown, form = _own(request, pk), forms.ConsentForm(request.POST)
    form.is_valid()
    workflow.set_consents(shown, **form.cleaned_data, by=request.user)
    messages.success(request, "Bewaard. Dit geldt meteen.")
    return redirect(shown)


@require_POST
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """*Nuttig*."""
    shown = get_object_or_404(Experience.objects.public(), pk=pk)
    workflow.vote(shown, by=request.user, at=timezone.now())
    return redirect(f"{shown.get_absolute_url()}#nuttig")


@require_POST
def unvote(request: HttpRequest, pk: int) -> HttpResponse:
    shown = gate.fetch(Experience, request.user, pk=pk)
    workflow.unvote(shown, by=request.user)
    return redirect(f"{shown.get_absolute_url()}#nuttig")


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    rows = Experience.objects.filter(author=request.user).select_related("entry").order_by("-saved_at", "-pk")
    page = Paginator(rows, 25).get_page(request.GET.get("pagina"))
    return render(request, "catalogue/experiences/own.html", {"page": page})
