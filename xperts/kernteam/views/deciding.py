"""Taking the decision, the letter about it, and the letter as the asker reads it."""

import uuid
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import gate, markdown, pdf
from loket.core.workflow import StaleState
from xperts.cases.models import Case
from xperts.kernteam import appointing, deciding, forms, letters, pages, permissions, rules, team_pages
from xperts.kernteam.models import Letter
from xperts.kernteam.views.judging import fetch


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """The portal proposes, a person decides. A second press changes nothing."""
    shown = fetch(request, number)
    if shown.must_declare:
        return redirect("kernteam_case", number)
    start = {"submission": uuid.uuid4(), "outcome": shown.counted.outcome if shown.sees_ballots else None}
    form = forms.DecisionForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        try:
            deciding.decide(shown.case, form.deciding(), by=request.user, at=timezone.now())
        except (ValidationError, rules.OverBudget) as error:
            form.add_error(None, str(getattr(error, "message", error)))
        except StaleState as error:
            messages.error(request, str(error))
            return redirect("kernteam_case", number)
        else:
            messages.success(request, "Het besluit staat vast. Lees nu de brief na en verstuur hem.")
            return redirect("kernteam_case", number)
    return _decide_page(request, shown, form)


def _decide_page(request: HttpRequest, shown, form) -> HttpResponse:
    if not form.errors and not shown.can_decide:
        raise PermissionDenied("U kunt over deze aanvraag nu geen besluit nemen.")
    context = pages.decide_page(shown, at=timezone.now()) | {"form": form}
    return render(request, "xperts/kernteam/decide.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, number: int) -> HttpResponse:
    """Appoint somebody for one vacant seat in this one case."""
    shown = fetch(request, number)
    if not shown.can_steer:
        raise Http404
    at = timezone.now()
    vacant = [seat for seat, acting in shown.team.seats.items() if acting.is_vacant]
    candidates = team_pages.candidates(shown.case, vacant, at=at)
    able = [row["member"] for row in candidates if not row["obstacles"]]
    form = forms.ReplaceForm(request.POST if request.method == "POST" else None, seats=vacant, members=able)
    if form.is_valid():
        told = form.cleaned_data
        seat, member = told["seat"], told["member"]
        try:
            appointing.replace_once(shown.case, seat, member, reason=told["reason"], by=request.user, at=at)
        except (ValidationError, StaleState) as error:
            form.add_error(None, str(getattr(error, "message", error)))
        else:
            messages.success(request, f"{member} is gevraagd voor deze aanvraag.")
            return redirect("kernteam_case", number)
    context = {"case": shown.case, "form": form, "candidates": candidates, "vacant": vacant}
    return render(request, "xperts/kernteam/replace.html", context, status=422 if form.errors else 200)


def _letter(request: HttpRequest, number: int) -> Letter:
    """For who writes to the asker: desk and coordinator, not for one's own application."""
    if not permissions.edits_letters(request.user):
        raise Http404
    own = Case.objects.of_asker(request.user)
    rows = Letter.objects.exclude(decision__case__in=own).select_related(
        "decision__case__contact", "decision__case__organisation", "edited_by", "sent_by"
    )
    return get_object_or_404(rows, decision__case__number=number)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_letter(request: HttpRequest, number: int) -> HttpResponse:
    """Read the letter again and change it, until it is sent."""
    letter = _letter(request, number)
    start = {"text": letter.text, "shown_at": letter.edited_at.isoformat()}
    form = forms.LetterForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        try:
            shown_at = datetime.fromisoformat(form.cleaned_data["shown_at"])
            letters.edit(letter, form.cleaned_data["text"], shown_at=shown_at, by=request.user, at=timezone.now())
        except (ValidationError, ValueError, StaleState) as error:
            form.add_error(None, str(getattr(error, "message", error)))
        else:
            messages.success(request, "De tekst is bewaard.")
            return redirect("kernteam_letter", number)
    context = {"letter": letter, "case": letter.decision.case, "form": form, "html": markdown.to_html(letter.text)}
    context["readers"] = pages.readers(letter.decision.case)
    return render(request, "xperts/kernteam/letter.html", context, status=422 if form.errors else 200)


@require_POST
def send_letter(request: HttpRequest, number: int) -> HttpResponse:
    """To contact and applicants, once."""
    letter = _letter(request, number)
    if letters.send(letter, by=request.user, at=timezone.now()):
        messages.success(request, "De brief is verstuurd.")
    else:
        messages.info(request, "De brief was al verstuurd. Er is niets nog een keer gestuurd.")
    return redirect("kernteam_letter", number)


def _of_asker(request: HttpRequest, number: int) -> Letter:
    case = gate.fetch(Case, request.user, number=number)
    letter = letters.of_asker(case)
    if letter is None:
        raise Http404
    return letter


@require_safe
def letter(request: HttpRequest, number: int) -> HttpResponse:
    """The decision as the asker reads it."""
    shown = _of_asker(request, number)
    context = {"letter": shown, "case": shown.decision.case, "decision": shown.decision}
    context["html"] = markdown.to_html(shown.text)
    return render(request, "xperts/kernteam/decision.html", context)


@require_safe
def letter_pdf(request: HttpRequest, number: int) -> HttpResponse:
    shown = _of_asker(request, number)
    name = f"besluit-{shown.decision.case.reference.lower()}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(letters.as_pdf(shown), content_type=pdf.MIME, headers=headers)
