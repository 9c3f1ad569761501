"""Asking for recognition, and the page of an application for its owner and the desk."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.catalogue.models import Entry
from loket.catalogue.recognition import deciding, forms, judging, pages, permissions, workflow
from loket.catalogue.recognition.models import Procedure
from loket.core import gate
from loket.core.workflow import StaleState

PEOPLE = ("entry__owner__organisation", "entry__deputy__organisation", "entry__organisation", "applicant__organisation")


def _conclude(procedure: Procedure, *, by, at, note: str) -> None:
    deciding.conclude(procedure, by=by, at=at)


# Each step of the table that has a button: what it does, and what the page says when it is done.
ACTS: dict[str, tuple[Callable[..., None], str]] = {
    "pass_scan": (workflow.pass_scan, "De aanvrager kan het werkblad nu invullen en heeft bericht gekregen."),
    "send_back": (workflow.send_back, "De aanvrager heeft uw uitleg gekregen."),
    "apply_again": (workflow.apply_again, "Uw aanvraag ligt weer bij de redactie."),
    "submit_sheet": (workflow.submit, "Het werkblad is ingediend. U krijgt bericht als de feedback er is."),
    "send_feedback": (workflow.send_feedback, "De aanvrager heeft de feedback gekregen."),
    "submit_revision": (workflow.submit, "Het verbeterde werkblad is ingediend. Er volgt nog één feedbackronde."),
    "send_last_feedback": (workflow.send_feedback, "De aanvrager heeft de feedback gekregen."),
    "submit_final": (workflow.submit, "Het werkblad is definitief ingediend. Nu volgt de beoordeling."),
    "ask_advice": (judging.ask_advice, "De deelcommissie heeft bericht gekregen."),
    "open_judging": (judging.open_judging, "De beoordeling is geopend. De beoordelaars hebben bericht gekregen."),
    "judge_again": (deciding.judge_again, "Kies nu andere beoordelaars."),
    "object": (deciding.object_to, "Uw bezwaar is ontvangen. Andere beoordelaars kijken opnieuw."),
    "recognise": (_conclude, "De erkenning staat nu op de bladzijde van de interventie."),
    "refuse": (_conclude, "De aanvraag is afgesloten. U kunt later opnieuw aanvragen."),
    "withdraw": (workflow.withdraw, "Uw aanvraag is ingetrokken."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for recognition of one's own intervention."""
    entries = Entry.objects.published().select_related("owner", "deputy", "organisation")
    entry = get_object_or_404(entries, slug=slug)
    if not permissions.can_apply(request.user, entry):
        raise PermissionDenied("Alleen de eigenaar vraagt erkenning aan, voor een gepubliceerde interventie.")
    running = Procedure.objects.open().filter(entry=entry).first()
    if running:
        return redirect(running)
    form = forms.ApplyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = workflow.apply(entry, **form.cleaned_data, by=request.user, at=timezone.now())
        except workflow.ProcedureRunning as error:
            messages.error(request, str(error))
            return redirect(entry)
        messages.success(request, "Uw aanvraag is ontvangen. De redactie kijkt of alles er is.")
        return redirect(made)
    context = {"entry": entry, "form": form}
    return render(request, "catalogue/recognition/apply.html", context, status=422 if form.errors else 200)


@require_safe
def procedure(request: HttpRequest, pk: int) -> HttpResponse:
    """Where an application stands, for its owner and the desk."""
    return page(request, gate.fetch(Procedure, request.user, *PEOPLE, pk=pk))


def page(request: HttpRequest, shown: Procedure, *, form=None, refused=None, status: int = 200) -> HttpResponse:
    """The application with what was typed still in its forms; ``refused`` is a comment: key, text and sentence."""
    context = pages.procedure_page(shown, request.user, at=timezone.now())
    context |= {"form": form or forms.NoteForm(), "refused": refused}
    return render(request, "catalogue/recognition/procedure.html", context, status=status)


@require_POST
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take one of the steps that have a button."""
    shown = gate.fetch(Procedure, request.user, *PEOPLE, pk=pk)
    if name not in ACTS:
        raise Http404
    form = forms.NoteForm(request.POST)
    if not form.is_valid():
        return page(request, shown, form=form, status=422)
    function, done = ACTS[name]
    try:
        function(shown, by=request.user, at=timezone.now(), note=form.cleaned_data["note"])
    except ValidationError as error:
        messages.error(request, error.message)
        return page(request, gate.fetch(Procedure, request.user, *PEOPLE, pk=pk), form=form, status=422)
    except StaleState as error:
        messages.error(request, str(error))
        return page(request, gate.fetch(Procedure, request.user, *PEOPLE, pk=pk), form=form, status=409)
    messages.success(request, done)
    return redirect(shown)
