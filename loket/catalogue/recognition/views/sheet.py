"""The sheet, filled in section by section and kept while typing, and what is said about its fields."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from loket.catalogue.recognition import forms, pages, permissions, workflow
from loket.catalogue.recognition.enums import SHEET_STATES
from loket.catalogue.recognition.models import Procedure, SheetComment
from loket.catalogue.recognition.views import applying
from loket.catalogue.sheets import Section
from loket.core import gate
from loket.core.workflow import StaleState


def _writable(request: HttpRequest, pk: int, name: str) -> tuple[Procedure, dict[str, Section]]:
    shown = gate.fetch(Procedure, request.user, *applying.PEOPLE, pk=pk)
    if not permissions.can_write_sheet(request.user, shown):
        raise PermissionDenied("Alleen de aanvrager vult het werkblad in.")
    sections = forms.sections(shown.entry.kind)
    if name not in sections:
        raise Http404
    return shown, sections


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One section. *Verder* keeps and goes on; *Bewaren* keeps and stays; nothing is required yet."""
    shown, sections = _writable(request, pk, name)
    if shown.state not in SHEET_STATES:
        messages.info(request, "Het werkblad ligt nu bij de redactie. U kunt het niet veranderen.")
        return redirect(shown)
    if request.method != "POST":
        return _section_page(request, shown, sections, name, forms.section_form(shown, sections[name]))
    form = forms.section_form(shown, sections[name], request.POST)
    if not form.is_valid():
        return _section_page(request, shown, sections, name, form, status=422)
    try:
        _keep(request, shown, form)
    except workflow.SomebodyElseWrote as error:
        messages.error(request, str(error))
        fresh, _ = _writable(request, pk, name)
        return _section_page(request, fresh, sections, name, form, status=409)
    except StaleState as error:
        messages.error(request, str(error))
        return redirect(shown)
    return redirect(_following(request, shown, list(sections), name))


def _keep(request: HttpRequest, shown: Procedure, form) -> None:
    seen = request.POST.get("shown", "")
    workflow.save_sheet(shown, forms.section_changes(form), shown=seen, by=request.user, at=timezone.now())


def _section_page(request: HttpRequest, shown: Procedure, sections: dict, name: str, form, *, status=200):
    context = pages.section_page(shown, sections, name, form)
    context["shown"] = workflow.digest(shown.sheet, form.fields)
    return render(request, "catalogue/recognition/section.html", context, status=status)


def _following(request: HttpRequest, shown: Procedure, names: list[str], name: str) -> str:
    """Where to go from here: the same section, the next, or after the last the page of the application."""
    if "stay" in request.POST:
        return reverse("recognition_sheet", args=[shown.pk, name])
    later = names[names.index(name) + 1 :]
    return reverse("recognition_sheet", args=[shown.pk, later[0]]) if later else shown.get_absolute_url()


@require_POST
def autosave(request: HttpRequest, pk: int, name: str) -> JsonResponse:
    """Keep what is valid so far; says when, and what cannot be kept yet."""
    shown, sections = _writable(request, pk, name)
    form = forms.section_form(shown, sections[name], request.POST)
    form.is_valid()
    try:
        _keep(request, shown, form)
    except (workflow.SomebodyElseWrote, StaleState) as error:
        return JsonResponse({"error": str(error)}, status=409)
    saved = timezone.localtime(shown.saved_at).strftime("%H.%M")
    errors = {field: rows[0] for field, rows in form.errors.items()}
    return JsonResponse({"saved": saved, "message": f"Bewaard om {saved} uur", "errors": errors})


@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something about a field, in a feedback round."""
    shown = gate.fetch(Procedure, request.user, *applying.PEOPLE, pk=pk)
    known = {row.key for section in forms.sections(shown.entry.kind).values() for row in section.fields}
    key = request.POST.get("field", "")
    key = key if key in known else ""
    form = forms.CommentForm(request.POST)
    if not form.is_valid():
        refused = {"key": key, "text": request.POST.get("text", ""), "sentence": form.errors["text"][0]}
        return applying.page(request, shown, refused=refused, status=422)
    try:
        workflow.comment(shown, field=key, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
        refused = {"key": key, "text": form.cleaned_data["text"], "sentence": str(error)}
        return applying.page(request, shown, refused=refused, status=409)
    return redirect(f"{shown.get_absolute_url()}#veld-{key or 'geheel'}")


@require_POST
def resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """*Verwerkt*: the applicant dealt with a comment."""
    rows = SheetComment.objects.select_related("procedure__entry__owner", "procedure__entry__deputy")
    row = get_object_or_404(rows, pk=pk)
    shown = gate.fetch(Procedure, request.user, pk=row.procedure_id)
    workflow.resolve(row, by=request.user)
    return redirect(f"{shown.get_absolute_url()}#veld-{row.field or 'geheel'}")
