"""What editors do with experiences: the queue, and a decision."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from loket.catalogue.experiences import experience_pages, forms, workflow
from loket.catalogue.experiences.models import Experience
from loket.catalogue.experiences.permissions import is_editor
from loket.core import gate
from loket.core.workflow import StaleState
from loket.core.working_days import local_date

DONE = {
    "publish": "Gepubliceerd. De schrijver heeft bericht gekregen.",
    "ask_changes": "De schrijver heeft uw vraag om aanpassing gekregen.",
    "refuse": "Niet geplaatst. De schrijver heeft uw uitleg gekregen.",
    "take_down": "Van de site gehaald. De schrijver heeft uw uitleg gekregen.",
}


def _for_editors(request: HttpRequest) -> None:
    if not is_editor(request.user):
        raise PermissionDenied("Deze bladzijde is voor de redactie.")


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    _for_editors(request)
    context = experience_pages.queue(request.GET.get("pagina"), request.GET.get("stand", ""))
    return render(request, "catalogue/experiences/queue.html", context | {"today": local_date(timezone.now())})


@require_POST
def judge(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Take one of the editors' steps with an experience."""
    _for_editors(request)
    shown = gate.fetch(Experience, request.user, "entry", "author", "organisation", pk=pk)
    form = forms.JudgeForm(request.POST)
    if act not in DONE:
        raise Http404
    if not form.is_valid():
        return _again(request, pk, form, status=422)
    try:
        workflow.require_seen(shown, form.cleaned_data["seen"])
        functions = {"publish": workflow.publish, "refuse": workflow.refuse}
        functions |= {"ask_changes": workflow.ask_changes, "take_down": workflow.take_down}
        functions[act](shown, by=request.user, at=timezone.now(), note=form.cleaned_data["note"])
    except ValidationError as error:
        form.add_error("note", error)
        return _again(request, pk, form, status=422)
    except StaleState as error:
        messages.error(request, str(error))
        return _again(request, pk, None, status=409)
    messages.success(request, DONE[act])
    return redirect("experience_queue")


def _again(request: HttpRequest, pk: int, form: forms.JudgeForm | None, *, status: int) -> HttpResponse:
    """The experience as it stands now, with what was typed still in the form."""
    seen = Experience.objects.visible_to(request.user).with_votes().select_related("entry", "author", "organisation")
    shown = seen.get(pk=pk)
    told = {"note": request.POST.get("note", "")[:4000], "seen": shown.saved_at.isoformat()}
    context = experience_pages.experience_page(shown, request.user, local_date(timezone.now()))
    context |= {"form": form or forms.JudgeForm(initial=told), "consent_form": None}
    return render(request, "catalogue/experiences/experience.html", context, status=status)
