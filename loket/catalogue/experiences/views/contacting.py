"""Writing to a colleague who told an experience or registered use."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from loket.catalogue.experiences import contacting, forms, permissions
from loket.catalogue.experiences.models import Experience, Use
from loket.core.working_days import local_date


@require_http_methods(["GET", "HEAD", "POST"])
def to_author(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Experience.objects.public().select_related("entry", "author"), pk=pk)
    return _message(request, shown)


@require_http_methods(["GET", "HEAD", "POST"])
def to_user(request: HttpRequest, pk: int) -> HttpResponse:
    """To who registered a use that stands in the public list."""
    current = Use.objects.current(local_date(timezone.now())).filter(is_named=True)
    return _message(request, get_object_or_404(current.select_related("entry", "registered_by"), pk=pk))


def _message(request: HttpRequest, subject: Experience | Use) -> HttpResponse:
    """The form, and the mail. Who takes no messages is not found."""
    if not permissions.can_contact(request.user, subject):
        raise Http404
    form = forms.MessageForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            contacting.send(subject, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Uw bericht is verstuurd. Uw collega antwoordt per mail.")
            return redirect(subject.entry)
    context = {"form": form, "entry": subject.entry, "name": _name(subject)}
    return render(request, "catalogue/experiences/message.html", context, status=422 if form.errors else 200)


def _name(subject: Experience | Use) -> str:
    """Whom the page says one writes to: no more than what is public."""
    if isinstance(subject, Use):
        return subject.organisation.name
    return subject.shown_name or "de schrijver van deze ervaring"
