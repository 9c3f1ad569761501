"""The pre-intake: what was done before, who asks, the criteria one by one, and how it ends. For the desk."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from loket.core.workflow import StaleState
from xperts.cases import collective, evidence, forms, intake, judging, opening, pages, similar
from xperts.cases.enums import Outcome, Stage
from xperts.cases.models import Applicant, Case, Effort
from xperts.cases.permissions import can_edit_intake
from xperts.cases.views import undoing
from xperts.cases.views.desk import fetch, head

OVER = "De pre-intake is afgerond. Dit kan niet meer worden gewijzigd."


@require_http_methods(["GET", "HEAD", "POST"])
def case_intake(request: HttpRequest, number: int) -> HttpResponse:
    """The page with all forms; posting to it keeps what it is about and the texts."""
    case = fetch(request, number, to_handle=request.method == "POST")
    form = forms.IntakeForm(request.POST if request.method == "POST" else None, case=case)
    if request.method == "POST" and form.is_valid():
        return done(
            request,
            case,
            lambda at: intake.save(case, by=request.user, at=at, **form.cleaned_data),
            told="De pre-intake is bewaard.",
        )
    return _page(request, case, form=form)


def _page(request: HttpRequest, case: Case, **given) -> HttpResponse:
    at, stage, together = timezone.now(), Stage.PRE_INTAKE, collective.alternatives(case)
    shown = head(case, "case_intake", at)
    found = evidence.of_case(case, stage)
    forms_shown = {
        "form": forms.IntakeForm(case=case),
        "effort": forms.EffortForm(initial={"layer": request.GET.get("laag")}),
        "applicant": forms.ApplicantForm(),
        "judgement": judgement_form(case, stage, found),
        "conclude": forms.ConcludeForm(),
    } | given
    context = shown | {
        "may_edit": can_edit_intake(request.user, case),
        "missing": intake.missing(case),
        "applicants": pages.applicants(case),
        "efforts": case.efforts.all(),
        "judgements": pages.judgements(case, (stage,)),
        "evidence": found,
        "similar": together.alike[: similar.MOST_SHOWN],
        "together": together,
        **forms_shown,
    }
    wrong = any(shown.errors for shown in given.values())
    return render(request, "xperts/cases/intake.html", context, status=422 if wrong else 200)


def judgement_form(case: Case, stage: str, found: list[tuple[str, str]], data=None) -> forms.JudgementForm:
    criteria = list(case.framework.criteria.all())
    return forms.JudgementForm(data, criteria=criteria, judged=judging.of_desk(case, stage), evidence=found)


def done(request: HttpRequest, case: Case, act, *, told: str, anchor: str = "", undo: str = "") -> HttpResponse:
    """Do it, and back to the page; what cannot be done is told in a sentence. ``undo``: where it is taken back."""
    try:
        act(timezone.now())
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
    except (PermissionDenied, StaleState):
        messages.error(request, OVER)
    else:
        messages.success(request, told, extra_tags=undo and f"undo:{undo}")
    return redirect(f"{reverse('case_intake', args=[case.number])}{anchor}")


@require_POST
def effort_add(request: HttpRequest, number: int) -> HttpResponse:
    """Something from layer 1 or 2 that was applied."""
    case = fetch(request, number, to_handle=True)
    form = forms.EffortForm(request.POST)
    if not form.is_valid():
        return _page(request, case, effort=form)
    return done(
        request,
        case,
        lambda at: intake.add_effort(case, form.tried(), by=request.user, at=at),
        told="Toegevoegd.",
        anchor="#toegepast",
    )


@require_POST
def effort_drop(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    case = fetch(request, number, to_handle=True)
    effort = get_object_or_404(Effort.objects.select_related("case"), case=case, pk=pk)
    return done(
        request,
        case,
        lambda at: intake.drop_effort(effort, by=request.user, at=at),
        told=f"Weggehaald: {effort.what}.",
        anchor="#toegepast",
        undo=undoing.keep_effort(request, effort),
    )


@require_POST
def applicant_add(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody asks along."""
    case = fetch(request, number, to_handle=True)
    form = forms.ApplicantForm(request.POST)
    if form.is_valid():
        try:
            opening.add_applicant(case, form.asker(), by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        except PermissionDenied:
            messages.error(request, OVER)
            return redirect(case)
        else:
            messages.success(request, "Toegevoegd.")
            return redirect(f"{reverse('case_intake', args=[number])}#aanvragers")
    return _page(request, case, applicant=form)


_ACTS = {
    "contact": (opening.make_contact, "is nu contactpersoon."),
    "tekent": (opening.make_signatory, "tekent nu."),
    "weg": (opening.drop_applicant, "vraagt niet meer mee."),
}


@require_POST
def applicant_act(request: HttpRequest, number: int, pk: int, act: str) -> HttpResponse:
    """Make somebody the contact or who signs, or take somebody off."""
    case = fetch(request, number, to_handle=True)
    if act not in _ACTS:
        raise Http404
    applicant = get_object_or_404(Applicant.objects.select_related("case", "person"), case=case, pk=pk)
    function, told = _ACTS[act]
    return done(
        request,
        case,
        lambda at: function(applicant, by=request.user, at=at),
        told=f"{applicant.name} {told}",
        anchor="#aanvragers",
        undo=undoing.keep_applicant(request, applicant) if act == "weg" else "",
    )


@require_POST
def effort_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take back that something from layer 1 or 2 was taken off."""
    case = fetch(request, number, to_handle=True)
    tried = undoing.kept_effort(request, case)
    return done(
        request,
        case,
        lambda at: intake.add_effort(case, tried, by=request.user, at=at),
        told=f"Teruggezet: {tried.what}.",
        anchor="#toegepast",
    )


@require_POST
def applicant_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take back that somebody was taken off."""
    case = fetch(request, number, to_handle=True)
    asker = undoing.kept_applicant(request, case)
    return done(
        request,
        case,
        lambda at: opening.add_applicant(case, asker, by=request.user, at=at),
        told=f"{asker.name} vraagt weer mee.",
        anchor="#aanvragers",
    )


@require_POST
def intake_judge(request: HttpRequest, number: int) -> HttpResponse:
    """The criteria, one by one."""
    case = fetch(request, number, to_handle=True)
    stage = Stage.PRE_INTAKE
    form = judgement_form(case, stage, evidence.of_case(case, stage), request.POST)
    if not form.is_valid():
        return _page(request, case, judgement=form)
    return done(
        request,
        case,
        lambda at: judging.judge(case, stage, form.opinions(), by=request.user, at=at),
        told="De beoordeling is bewaard.",
        anchor="#beoordeling",
    )


@require_POST
def intake_conclude(request: HttpRequest, number: int) -> HttpResponse:
    """How the pre-intake ends. What is missing is told, and what was typed stays."""
    case = fetch(request, number, to_handle=True)
    form = forms.ConcludeForm(request.POST)
    if not form.is_valid():
        return _page(request, case, conclude=form)
    try:
        intake.conclude(case, **form.cleaned_data, by=request.user, at=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, case, conclude=form)
    except (PermissionDenied, StaleState):
        messages.error(request, OVER)
    else:
        outcome = Outcome(form.cleaned_data["outcome"]).label.lower()
        messages.success(request, f"De pre-intake is afgerond: {outcome}. De vrager krijgt bericht.")
    return redirect(case)
