"""The Expertgroep Gezonde School: what is put before it, advising, and its members."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.accounts.models import User
from loket.core import gate
from loket.core.workflow import StaleState
from servicedesk.consulting import forms, pages, permissions, workflow
from servicedesk.consulting.models import Adviser, Consultation
from servicedesk.views.question import fetch as fetch_question


@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    """What lies before the group: all for the desk, for members what was put before them."""
    context = pages.overview(request.user, at=timezone.now())
    if not context["is_desk"] and not Adviser.objects.filter(person=request.user).exists():
        raise Http404
    return render(request, "servicedesk/consulting/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """One question with the advices so far; a member adds one."""
    shown, at = gate.fetch(Consultation, request.user, "question", "asked_by", pk=pk), timezone.now()
    form = forms.AdviceForm(request.POST or None)
    if request.method == "POST":
        if permissions.can_see_desk(request.user):
            raise PermissionDenied
        if form.is_valid():
            return _advise(request, shown, form)
    context = pages.page(shown, request.user, at=at) | {"form": form}
    return render(request, "servicedesk/consulting/page.html", context, status=422 if form.errors else 200)


def _advise(request: HttpRequest, shown: Consultation, form: forms.AdviceForm) -> HttpResponse:
    try:
        workflow.advise(shown, form.cleaned_data["text"], by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Dank u wel. De servicedesk heeft uw advies.")
    return redirect(shown)


@require_POST
def consultation_end(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Enough heard, or not needed any more."""
    shown = gate.fetch(Consultation, request.user, "question", pk=pk)
    if not permissions.can_handle(request.user):
        raise PermissionDenied
    try:
        workflow.end(shown, act, by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"De consultatie is nu: {shown.get_state_display().lower()}.")
    return redirect(shown)


@require_http_methods(["GET", "HEAD", "POST"])
def consultation_new(request: HttpRequest, number: int) -> HttpResponse:
    """Put a question before the group. What looks like a name is shown first; a second press sends it all the same."""
    question, at = fetch_question(request, number, to_handle=True), timezone.now()
    form = forms.PutForm(request.POST or None, initial=pages.proposed(question))
    found = []
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        is_read = data.pop("is_read")
        found = [] if is_read else pages.found_in(data["text"], data["title"], question)
        if not found:
            try:
                made = workflow.put(question, **data, by=request.user, at=at)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, "De vraag is voorgelegd aan de expertgroep.")
                return redirect(made)
    context = {"question": question, "form": form, "found": found}
    is_wrong = bool(form.errors or found)
    return render(request, "servicedesk/consulting/new.html", context, status=422 if is_wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def advisers(request: HttpRequest) -> HttpResponse:
    """The members; the desk and the coordinator let people in."""
    if not permissions.can_keep_members(request.user):
        raise PermissionDenied
    form = forms.MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = User.objects.filter(email__iexact=form.cleaned_data["email"], is_active=True).first()
        if person is None:
            form.add_error("email", "Bij dit adres hoort geen account. Vraag deze persoon eerst een account te maken.")
        else:
            workflow.let_in(person, by=request.user, at=timezone.now())
            messages.success(request, f"{person} is nu lid van de expertgroep.")
            return redirect("advisers")
    context = {"form": form, "rows": pages.all_members()}
    return render(request, "servicedesk/consulting/members.html", context, status=422 if form.errors else 200)


@require_POST
def adviser_end(request: HttpRequest, pk: int) -> HttpResponse:
    """No member any more from tomorrow."""
    adviser = get_object_or_404(Adviser.objects.select_related("person"), pk=pk)
    workflow.let_go(adviser, by=request.user, at=timezone.now())
    messages.success(request, f"{adviser} is vanaf morgen geen lid meer.")
    return redirect("advisers")
