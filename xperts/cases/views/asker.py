"""What askers see and do: how it stands, applying, withdrawing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import markdown
from loket.core.workflow import StaleState
from xperts.cases import asker_forms, handing, keeping, pages, telling, workflow
from xperts.cases.models import Application, Case, Diagnosis
from xperts.cases.permissions import can_apply, is_asker
from xperts.cases.starting import RULES

PER_PAGE = 25


def fetch(request: HttpRequest, number: int) -> Case:
    """The case for who asks for it, alone or with others; 404 for everybody else."""
    own = Case.objects.of_asker(request.user).select_related("contact", "organisation", "intake")
    return get_object_or_404(own, number=number)


def _contact_only(request: HttpRequest, case: Case) -> None:
    if not is_asker(request.user, case):
        raise PermissionDenied("Alleen de contactpersoon kan dit doen.")


@require_safe
def my_cases(request: HttpRequest) -> HttpResponse:
    """What somebody asks for, or asked before."""
    rows = Case.objects.of_asker(request.user).defer("lexemes").order_by("-opened_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    at = timezone.now()
    lines = [(row, pages.badge(row)["kind"], telling.what_next(row, at)) for row in page]
    return render(request, "xperts/cases/my_cases.html", {"page": page, "lines": lines})


@require_safe
def my_case(request: HttpRequest, number: int) -> HttpResponse:
    """Where it is in plain words, what happens next and by when."""
    case, at = fetch(request, number), timezone.now()
    diagnosis = Diagnosis.objects.select_related("made_by").filter(case=case, filed_at__isnull=False).first()
    application = Application.objects.select_related("rules", "preferred_xpert").filter(case=case).first()
    context = {
        "case": case,
        "kind": pages.badge(case)["kind"],
        "path": pages.path(case),
        "next": telling.what_next(case, at),
        "is_late": case.is_late(at),
        "applicants": pages.applicants(case),
        "efforts": case.efforts.all(),
        "diagnosis": diagnosis,
        "application": application,
        "can_apply": can_apply(request.user, case),
        "can_withdraw": pages.can_withdraw(case, request.user),
    }
    return render(request, "xperts/cases/my_case.html", context)


def _form(case: Case, data=None) -> asker_forms.ApplicationForm:
    known = Application.objects.filter(case=case).first()
    rules = keeping.rules()
    version = rules.version if rules else 1
    return asker_forms.ApplicationForm(data, case=case, application=known, rules_version=version)


@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, number: int) -> HttpResponse:
    """*Bewaren* keeps and stays, *Indienen* keeps and files it."""
    case = fetch(request, number)
    _contact_only(request, case)
    if not can_apply(request.user, case):
        messages.info(request, "Deze aanvraag kunt u nu niet wijzigen.")
        return redirect("my_case", number)
    form = _form(case, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        try:
            handing.save_application(case, by=request.user, at=at, hours=form.own_minutes(), **form.values())
        except PermissionDenied:
            messages.info(request, "Deze aanvraag was al ingediend.")
            return redirect("my_case", number)
        if "bewaren" in request.POST:
            messages.success(request, "Bewaard. U kunt later verdergaan.")
            return redirect("case_apply", number)
        if _filed(request, case, form, at):
            return redirect("my_case", number)
    return _apply_page(request, case, form)


def _filed(request: HttpRequest, case: Case, form: asker_forms.ApplicationForm, at) -> bool:
    """Whether it was filed; what is missing is told in the form."""
    rules = form.accepted_version(keeping.rules_in_force(at=at))
    try:
        handing.file_application(case, by=request.user, at=at, rules=rules)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, "Uw aanvraag is ingediend. Hieronder staat wat er nu gebeurt.")
    return True


def _apply_page(request: HttpRequest, case: Case, form: asker_forms.ApplicationForm) -> HttpResponse:
    rules = keeping.rules()
    context = {
        "case": case,
        "form": form,
        "rules": markdown.to_html(rules.text if rules else RULES),
        "version": rules.version if rules else 1,
        "next": telling.what_next(case, timezone.now()),
    }
    return render(request, "xperts/cases/apply.html", context, status=422 if form.errors else 200)


@require_POST
def apply_save(request: HttpRequest, number: int) -> JsonResponse:
    """Keep what is valid so far; says when, and what cannot be kept yet."""
    case, at = fetch(request, number), timezone.now()
    form = _form(case, request.POST)
    form.is_valid()
    try:
        handing.save_application(case, by=request.user, at=at, hours=form.own_minutes(), **form.values())
    except PermissionDenied as error:
        return JsonResponse({"error": str(error)}, status=409)
    saved = timezone.localtime(at).strftime("%H.%M")
    errors = {name: rows[0] for name, rows in form.errors.items()}
    return JsonResponse({"saved": saved, "message": f"Bewaard om {saved} uur", "errors": errors})


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Asks whether it is meant, then withdraws; it cannot be taken back."""
    case = fetch(request, number)
    _contact_only(request, case)
    if request.method != "POST":
        return render(request, "xperts/cases/withdraw.html", {"case": case, "may": case.is_open})
    try:
        note = request.POST.get("note", "").replace("\x00", "")[:2000]
        workflow.withdraw(case, by=request.user, at=timezone.now(), note=note)
    except StaleState:
        messages.error(request, "Deze aanvraag is al afgerond. Intrekken kan niet meer.")
    else:
        messages.success(request, "Uw aanvraag is ingetrokken. U kunt altijd opnieuw een vraag stellen.")
    return redirect("my_case", number)
