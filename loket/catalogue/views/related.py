"""What editors say about the entries that are shown beside one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from loket.catalogue import forms, permissions, pinning
from loket.catalogue.enums import RelatedChoiceKind
from loket.catalogue.models import Entry, RelatedChoice
from loket.core.workflow import StaleState

_DONE = {
    RelatedChoiceKind.PINNED: "“{}” staat nu vast.",
    RelatedChoiceKind.BARRED: "“{}” staat er niet meer bij.",
}


def _for_editors(request: HttpRequest) -> None:
    if not permissions.is_editor(request.user):
        raise PermissionDenied("Deze bladzijde is voor de redactie.")


@require_http_methods(["GET", "HEAD", "POST"])
def related_choices(request: HttpRequest, slug: str) -> HttpResponse:
    """Pin an entry beside this one, or bar it."""
    _for_editors(request)
    entry = get_object_or_404(Entry.objects.published(), slug=slug)
    told = request.POST if request.method == "POST" else None
    form = forms.RelatedChoiceForm(told, initial={"other": request.GET.get("andere", "")[:140]})
    if form.is_valid():
        try:
            row = pinning.choose(entry, **form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error.message)
        else:
            undo = f"undo:{reverse('related_take_back', args=[row.pk])}"
            messages.success(request, _DONE[row.kind].format(row.other), extra_tags=undo)
            return redirect("related_choices", entry.slug)
    context = {"form": form, **pinning.page(entry)}
    return render(request, "catalogue/related_choices.html", context, status=422 if form.errors else 200)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    _for_editors(request)
    choice = get_object_or_404(RelatedChoice.objects.select_related("entry", "other"), pk=pk)
    try:
        pinning.take_back(choice, by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Teruggedraaid: er geldt geen keuze meer voor “{choice.other}”.")
    return redirect("related_choices", choice.entry.slug)
