"""Taking somebody out of questions, assisted: what was found is shown first, a person decides."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from servicedesk import erasing, triage_forms
from servicedesk.models import Forgetting
from servicedesk.permissions import can_erase

SURE = "wissen"
SHOWN = 30


@require_http_methods(["GET", "HEAD", "POST"])
def erase_person(request: HttpRequest) -> HttpResponse:
    """Look for somebody (by POST: a name stays out of every log), then take out what is ticked."""
    if not can_erase(request.user):
        raise PermissionDenied
    form = triage_forms.EraseForm(request.POST or None)
    context = {"form": form, "done": Forgetting.objects.select_related("by")[:SHOWN], "is_looking": False}
    if request.method != "POST" or not form.is_valid():
        return render(request, "servicedesk/erase.html", context, status=422 if form.errors else 200)
    told = form.cleaned_data
    if request.POST.get("stap") == SURE:
        chosen = {key.replace("\x00", "") for key in request.POST.getlist("plek")[:1000]}
        done = erasing.erase(**told, chosen=chosen, by=request.user, at=timezone.now())
        messages.success(
            request, f"Gedaan: {done.questions} vragen anoniem gemaakt, in {done.texts} teksten namen gewist."
        )
        return redirect("desk_erase")
    context |= {"own": erasing.own_questions(**told), "places": erasing.places(**told), "is_looking": True}
    return render(request, "servicedesk/erase.html", context)
