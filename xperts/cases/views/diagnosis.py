"""The diagnosis, and the application as the desk reads it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from loket.core.workflow import StaleState
from loket.core.working_days import local_date
from xperts.cases import evidence, forms, handing, judging, pages
from xperts.cases.enums import Stage, State
from xperts.cases.models import Application, Case, Diagnosis
from xperts.cases.permissions import can_diagnose
from xperts.cases.views.desk import DESK_STAGES, fetch, head
from xperts.cases.views.intake import judgement_form

OVER = "De diagnose is al vastgelegd. Zij kan niet meer worden gewijzigd."


def _form(request: HttpRequest, case: Case, diagnosis: Diagnosis | None, data=None) -> forms.DiagnosisForm:
    today = local_date(timezone.now())
    return forms.DiagnosisForm(data, case=case, diagnosis=diagnosis, by=request.user, today=today)


@require_http_methods(["GET", "HEAD", "POST"])
def case_diagnosis(request: HttpRequest, number: int) -> HttpResponse:
    """The draft with the criteria: *bewaren* keeps it, *vastleggen* says that it is made."""
    case = fetch(request, number, to_handle=request.method == "POST")
    diagnosis = Diagnosis.objects.select_related("made_by").filter(case=case).first()
    if request.method != "POST":
        return _page(request, case, diagnosis)
    form = _form(request, case, diagnosis, request.POST)
    stage = Stage.DIAGNOSIS
    judgement = judgement_form(case, stage, evidence.of_case(case, stage), request.POST)
    if form.is_valid() and judgement.is_valid():
        try:
            _keep(request, case, form, judgement)
        except ValidationError as error:
            form.add_error(None, error)
        except (PermissionDenied, StaleState):
            messages.error(request, OVER)
            return redirect(case)
        else:
            return _kept(request, case)
    return _page(request, case, diagnosis, form=form, judgement=judgement)


def _keep(request: HttpRequest, case: Case, form: forms.DiagnosisForm, judgement: forms.JudgementForm) -> None:
    """What was typed is kept also when it is not complete enough to be filed."""
    told, data = {"by": request.user, "at": timezone.now()}, form.cleaned_data
    handing.save_diagnosis(case, made_by=data["made_by"], **form.texts(), **told)
    judging.judge(case, Stage.DIAGNOSIS, judgement.opinions(), **told)
    if "vastleggen" in request.POST:
        handing.file_diagnosis(case, made_on=data["made_on"], **told)


def _kept(request: HttpRequest, case: Case) -> HttpResponse:
    if "vastleggen" not in request.POST:
        messages.success(request, "De diagnose is bewaard.")
        return redirect("case_diagnosis", case.number)
    case.refresh_from_db()
    if case.state == State.WITH_KERNTEAM:
        messages.success(request, f"De aanvraag is nu bij het kernteam. {case.due_explained}")
    else:
        messages.success(request, "De diagnose is vastgelegd. Wij wachten nu op de aanvraag.")
    return redirect(case)


def _page(request: HttpRequest, case: Case, diagnosis: Diagnosis | None, **given) -> HttpResponse:
    above = head(case, "case_diagnosis", timezone.now())
    found = evidence.of_case(case, Stage.DIAGNOSIS)
    shown = {
        "form": _form(request, case, diagnosis),
        "judgement": judgement_form(case, Stage.DIAGNOSIS, found),
    } | given
    context = above | {
        "diagnosis": diagnosis,
        "may_edit": can_diagnose(request.user, case),
        "judgements": pages.judgements(case, DESK_STAGES),
        "earlier": pages.judgements(case, (Stage.PRE_INTAKE,)),
        "efforts": case.efforts.all(),
        "evidence": found,
        **shown,
    }
    wrong = any(form.errors for form in given.values())
    return render(request, "xperts/cases/diagnosis.html", context, status=422 if wrong else 200)


@require_safe
def case_application(request: HttpRequest, number: int) -> HttpResponse:
    """What the asker asks for; a draft is the asker's own until it is filed."""
    case = fetch(request, number)
    filed = Application.objects.select_related("preferred_xpert", "rules").filter(case=case, filed_at__isnull=False)
    context = head(case, "case_application", timezone.now())
    context |= {"application": filed.first(), "applicants": pages.applicants(case)}
    return render(request, "xperts/cases/application.html", context)
