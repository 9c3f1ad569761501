"""The terms of each queue, in words; the coordinator changes them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from servicedesk import explaining, triage_forms
from servicedesk.models import Queue
from servicedesk.permissions import can_set_hours
from servicedesk.views.desk import require_desk


@require_safe
def queues(request: HttpRequest) -> HttpResponse:
    """Within how long each queue answers, when it is open, and what a question of now would get."""
    require_desk(request.user)
    at = timezone.now()
    rows = [{"queue": row, "told": explaining.queue(row, at=at)} for row in Queue.objects.all()]
    context = {"rows": rows, "can_change": can_set_hours(request.user), "holidays": explaining.holidays(at)}
    return render(request, "servicedesk/queues.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the terms and the hours. What came in before keeps the terms that it got."""
    if not can_set_hours(request.user):
        raise PermissionDenied
    shown = get_object_or_404(Queue, slug=slug)
    form = triage_forms.QueueForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Bewaard. Het geldt voor vragen die vanaf nu binnenkomen.")
        return redirect("desk_queues")
    context = {"form": form, "name": Queue.objects.get(pk=shown.pk).name}
    return render(request, "servicedesk/queue.html", context, status=422 if form.errors else 200)
