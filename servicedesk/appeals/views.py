"""Calls for questions: the public page with its form, and what the desk does with them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import gate, spreadsheets
from loket.core.workflow import StaleState
from servicedesk import pages as desk_pages
from servicedesk.appeals import forms, pages, permissions, workflow
from servicedesk.appeals.models import Appeal, AppealField


def _require_desk(user, *, to_handle: bool = False) -> None:
    if not (permissions.can_handle(user) if to_handle else permissions.can_see_desk(user)):
        raise PermissionDenied


@login_not_required
@require_safe
def appeals(request: HttpRequest) -> HttpResponse:
    """Which calls take questions now."""
    return render(request, "servicedesk/appeals/list.html", {"rows": pages.public_list(timezone.now())})


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, slug: str) -> HttpResponse:
    """One call with its form; after its term only what it was about."""
    shown, at = gate.fetch(Appeal, request.user, "queue", slug=slug), timezone.now()
    context = pages.public_page(shown, at=at)
    form = forms.RespondForm(request.POST or None, user=request.user, appeal=shown)
    if request.method == "POST" and form.is_valid():
        person = request.user if request.user.is_authenticated else None
        answers = form.answers()
        try:
            told = workflow.asking_of(shown, form.cleaned_data, answers, person)
            question = workflow.respond(shown, told, answers, at=at)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Dank u wel. Uw bijdrage heeft nummer {question.reference}.")
            return redirect(question.get_follow_url())
    return render(
        request, "servicedesk/appeals/page.html", context | {"form": form}, status=422 if form.errors else 200
    )


@require_safe
def desk_appeals(request: HttpRequest) -> HttpResponse:
    """All calls, with how many questions each brought."""
    _require_desk(request.user)
    context = {"rows": pages.desk_list(timezone.now()), "can_handle": permissions.can_handle(request.user)}
    return render(request, "servicedesk/appeals/desk_list.html", context)


@require_safe
def desk_appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """One call for the desk: how it stands, its form, and what came in."""
    _require_desk(request.user)
    shown, at = gate.fetch(Appeal, request.user, "queue", pk=pk), timezone.now()
    page = Paginator(pages.questions(shown), pages.PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = pages.desk_page(shown, request.user, at=at)
    context |= {"page": page, "lines": [desk_pages.line(row, at) for row in page.object_list]}
    return render(
        request, "servicedesk/appeals/desk_page.html", context | {"can_handle": permissions.can_handle(request.user)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def appeal_new(request: HttpRequest) -> HttpResponse:
    _require_desk(request.user, to_handle=True)
    return _edit(request, Appeal())


@require_http_methods(["GET", "HEAD", "POST"])
def appeal_edit(request: HttpRequest, pk: int) -> HttpResponse:
    _require_desk(request.user, to_handle=True)
    return _edit(request, gate.fetch(Appeal, request.user, pk=pk))


def _edit(request: HttpRequest, shown: Appeal) -> HttpResponse:
    """The text and the form of a call, on one page."""
    form = forms.AppealForm(request.POST or None, instance=shown)
    rows = AppealField.objects.filter(appeal=shown.pk)
    fields = forms.FieldFormSet(request.POST or None, queryset=rows, prefix="veld")
    if request.method == "POST" and form.is_valid() & fields.is_valid():
        named = [row.instance for row in fields if row.cleaned_data.get("label")]
        kept = workflow.write(form.instance, named, by=request.user, at=timezone.now())
        messages.success(request, "De oproep is bewaard.")
        return redirect("desk_appeal", pk=kept.pk)
    is_wrong = request.method == "POST"
    context = {"form": form, "fields": fields, "appeal": shown if shown.pk else None}
    return render(request, "servicedesk/appeals/edit.html", context, status=422 if is_wrong else 200)


@require_POST
def appeal_step(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Place, end, or open again."""
    _require_desk(request.user, to_handle=True)
    shown = gate.fetch(Appeal, request.user, pk=pk)
    if act not in workflow.APPEALS.transitions:
        raise Http404
    try:
        workflow.step(shown, act, by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"De oproep is nu: {shown.get_state_display().lower()}.")
    return redirect("desk_appeal", pk=pk)


@require_safe
def appeal_sheet(request: HttpRequest, pk: int, extension: str) -> HttpResponse:
    """What came in, to take along; without who asked."""
    _require_desk(request.user)
    shown = gate.fetch(Appeal, request.user, pk=pk)
    if extension not in spreadsheets.MIMES:
        raise Http404
    response = HttpResponse(pages.sheet(shown, extension), content_type=spreadsheets.MIMES[extension])
    response["Content-Disposition"] = f'attachment; filename="oproep-{shown.slug}.{extension}"'
    return response
