"""How tailored advice works, for everybody; and what the coordinator keeps: criteria, rules of the game, terms."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from loket.core import markdown
from loket.core.workflow import StaleState
from xperts import deadlines
from xperts.cases import forms, keeping
from xperts.cases.enums import Form
from xperts.cases.models import Framework, Rules
from xperts.cases.permissions import can_keep_rules
from xperts.cases.starting import RULES


def _require_keeper(user) -> None:
    if not can_keep_rules(user):
        raise PermissionDenied("Alleen een coördinator kan dit wijzigen.")


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """*Advies op maat*: for whom, the steps with their terms, what is asked in return."""
    context = {
        "terms": keeping.terms(),
        "days": deadlines.DAYS_TO_DECIDE,
        "criteria": keeping.criteria(keeping.framework()),
        "kinds": Form.choices,
        "keeps": can_keep_rules(request.user),
    }
    return render(request, "xperts/cases/about.html", context)


@login_not_required
@require_safe
def rules(request: HttpRequest, version: int | None = None) -> HttpResponse:
    """The rules of the game: the newest version, or the one that somebody accepted."""
    newest = keeping.rules()
    shown = get_object_or_404(Rules, version=version) if version and newest else newest
    context = {
        "shown": shown,
        "newest": newest,
        "html": markdown.to_html(shown.text if shown else RULES, top=2),
        "versions": Rules.objects.only("version", "at", "note")[:50],
        "keeps": can_keep_rules(request.user),
    }
    return render(request, "xperts/cases/rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rules_edit(request: HttpRequest) -> HttpResponse:
    """A new version of the rules; who accepted the former keeps that."""
    _require_keeper(request.user)
    newest = keeping.rules()
    form = forms.RulesForm(request.POST or None, initial={"text": newest.text if newest else RULES})
    if request.method == "POST" and form.is_valid():
        try:
            made = keeping.renew_rules(**form.cleaned_data, by=request.user, at=timezone.now())
        except StaleState as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"De spelregels zijn bewaard als versie {made.version}.")
            return redirect("rules")
    context = {"form": form, "newest": newest}
    return render(request, "xperts/cases/rules_edit.html", context, status=422 if form.errors else 200)


@require_safe
def framework(request: HttpRequest, version: int | None = None) -> HttpResponse:
    """The criteria by which each case is judged."""
    newest = keeping.framework()
    shown = get_object_or_404(Framework.objects.prefetch_related("criteria"), version=version) if version else newest
    context = {
        "shown": shown,
        "newest": newest,
        "criteria": keeping.criteria(shown),
        "versions": Framework.objects.select_related("by")[:50],
        "keeps": can_keep_rules(request.user),
    }
    return render(request, "xperts/cases/framework.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def framework_edit(request: HttpRequest) -> HttpResponse:
    """A new version of the criteria; a case keeps the version that it began with."""
    _require_keeper(request.user)
    lines = keeping.criteria(keeping.framework())
    initial = [{"code": line.code, "title": line.title, "explanation": line.explanation} for line in lines]
    data = request.POST if request.method == "POST" else None
    rows, note = forms.CriteriaForms(data, initial=initial), forms.NoteForm(data)
    if data and rows.is_valid() and note.is_valid():
        typed = [keeping.Line(**form.cleaned_data) for form in rows if form.cleaned_data.get("title")]
        try:
            told = {"note": note.cleaned_data["note"], "by": request.user, "at": timezone.now()}
            made = keeping.renew_framework(typed, **told)
        except (ValidationError, StaleState) as error:
            note.add_error(None, error if isinstance(error, ValidationError) else str(error))
        else:
            messages.success(request, f"Het toetsingskader is bewaard als versie {made.version}.")
            return redirect("framework")
    wrong = bool(data) and (note.errors or not rows.is_valid())
    return render(
        request, "xperts/cases/framework_edit.html", {"rows": rows, "note": note}, status=422 if wrong else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: HttpRequest) -> HttpResponse:
    """Terms and rates, for what begins from now on."""
    _require_keeper(request.user)
    form = forms.TermsForm(request.POST or None, instance=keeping.terms())
    if request.method == "POST" and form.is_valid():
        keeping.change_terms(form.values(), by=request.user, at=timezone.now())
        messages.success(request, "Bewaard. Dit geldt voor wat vanaf nu begint.")
        return redirect("case_terms")
    return render(request, "xperts/cases/terms.html", {"form": form}, status=422 if form.errors else 200)
