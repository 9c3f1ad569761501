"""Reading, writing and signing a contract, and additions to it."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import pdf
from loket.core.workflow import StaleState
from xperts.trajectories import contract_forms, contracting, pages, papers, permissions
from xperts.trajectories.models import Contract
from xperts.trajectories.views.trajectory import fetch

MOST_VERSION = 1_000_000


def _fetch(request: HttpRequest, number: int, part: int) -> Contract:
    """The contract (part 0) or an addition, with its people; 404 for who is not part of it."""
    rows = Contract.objects.visible_to(request.user).with_people()
    return get_object_or_404(rows, trajectory__case__number=number, number=part)


@require_safe
def contract(request: HttpRequest, number: int, part: int) -> HttpResponse:
    """The text, who agreed, and the button to sign."""
    shown = _fetch(request, number, part)
    return render(request, "xperts/trajectories/contract.html", pages.contract_page(shown, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int, part: int) -> HttpResponse:
    """Write the text; whoever agreed before has to agree again."""
    shown = _fetch(request, number, part)
    if not permissions.can_edit_contract(request.user, shown):
        messages.info(request, str(contracting.Fixed(shown)))
        return redirect(shown)
    typed = contract_forms.ContractForms(shown, request.POST if request.method == "POST" else None)
    if request.method == "POST" and typed.is_valid():
        sentence = _keep(request, shown, typed)
        if sentence is None:
            messages.success(request, "De tekst is bewaard. Iedereen kan hem nu lezen en tekenen.")
            return redirect(shown)
        typed.form.add_error(None, sentence)
    errors = typed.errors if request.method == "POST" else []
    context = {"contract": shown, "case": shown.trajectory.case, "typed": typed, "errors": errors}
    return render(
        request, "xperts/trajectories/edit.html", context | {"agreed": shown.standing}, status=422 if errors else 200
    )


def _keep(request: HttpRequest, shown: Contract, typed: contract_forms.ContractForms) -> str | None:
    """None when it was kept, else the sentence that says why not."""
    seen = typed.form.cleaned_data["version"]
    try:
        contracting.change(shown, typed.content(), seen=seen, by=request.user, at=timezone.now())
    except (contracting.Outdated, StaleState) as error:
        return f"{error} Wat u typte, staat hieronder nog."
    return None


@require_POST
def agree(request: HttpRequest, number: int, part: int) -> HttpResponse:
    """Sign the version that was on the page."""
    shown = _fetch(request, number, part)
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isdecimal() and int(seen) < MOST_VERSION else 0
    return _said(request, shown, lambda: _agree(request, shown, version))


def _agree(request: HttpRequest, shown: Contract, version: int) -> str:
    kept = contracting.agree(shown, version=version, by=request.user, at=timezone.now())
    if kept.is_sealed:
        return "Iedereen heeft getekend. De tekst staat nu vast."
    return "U hebt getekend. Wie nog moet tekenen, staat op deze bladzijde."


def _said(request: HttpRequest, shown: Contract, act: Callable[[], str]) -> HttpResponse:
    """Do it and say what happened, in one sentence, on the page of the contract."""
    try:
        messages.success(request, act())
    except contracting.AlreadyAgreed as error:
        messages.info(request, str(error))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except (contracting.Outdated, StaleState) as error:
        messages.error(request, str(error))
    return redirect(shown)


@require_POST
def drop(request: HttpRequest, number: int, part: int) -> HttpResponse:
    """Leave an addition that is not wanted after all."""
    shown = _fetch(request, number, part)

    def act() -> str:
        contracting.drop(shown, by=request.user, at=timezone.now())
        return "De aanvulling is vervallen. Het contract blijft zoals het was."

    return _said(request, shown, act)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, number: int) -> HttpResponse:
    """Begin an addition, after having read what that means."""
    shown = fetch(request, number)
    if not permissions.can_add(request.user, shown):
        raise PermissionDenied("Een aanvulling maken kan alleen zolang het traject loopt.")
    if request.method == "POST":
        made = contracting.add(shown, by=request.user, at=timezone.now())
        return redirect("contract_edit", number, made.number)
    return render(request, "xperts/trajectories/add.html", {"trajectory": shown, "case": shown.case})


@require_safe
def contract_pdf(request: HttpRequest, number: int, part: int) -> HttpResponse:
    shown = _fetch(request, number, part)
    response = HttpResponse(papers.contract_pdf(shown), content_type=pdf.MIME)
    name = f"{shown.trajectory.case.reference}-{shown.name.lower().replace(' ', '-')}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def contract_text(request: HttpRequest, number: int, part: int) -> HttpResponse:
    """The sealed text, byte for byte: its SHA-256 is the digest on the page."""
    shown = _fetch(request, number, part)
    if not shown.is_sealed:
        raise Http404
    response = HttpResponse(shown.sealed_text.encode(), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{shown.trajectory.case.reference}-{part}.json"'
    return response
