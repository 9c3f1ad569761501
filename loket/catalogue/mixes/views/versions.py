"""Versions of a mix: every save, those with a name, two beside each other, and back to one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.catalogue.mixes import forms, pages, versions, workflow
from loket.catalogue.mixes.models import Mix, MixHistory
from loket.catalogue.mixes.views.opening import opened, to_edit, told
from loket.catalogue.mixes.views.overview import axis_of
from loket.core.working_days import local_date

PER_PAGE = 25


@told
@require_http_methods(["GET", "HEAD", "POST"])
def all_versions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every save; the form gives what stands there now a name."""
    mix = to_edit(request, pk) if request.method == "POST" else opened(request, pk)
    form = forms.NameForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        try:
            workflow.name_version(mix, name, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error("name", error.message)
        else:
            messages.success(request, f"“{name}” is vastgelegd. U kunt er altijd naar terug.")
            return redirect("mix_versions", pk)
    page = Paginator(mix.history.select_related("by"), PER_PAGE).get_page(request.GET.get("pagina"))
    context = {"form": form, "page": page, "named": versions.named(mix)}
    frame = pages.frame(mix, request.user, "mix_versions")
    return render(request, "catalogue/mixes/versions.html", frame | context, status=422 if form.errors else 200)


def _step(mix: Mix, number: int) -> MixHistory:
    return get_object_or_404(mix.history.select_related("by"), number=number)


@require_safe
@told
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The mix as it was after one save."""
    mix = opened(request, pk)
    step = _step(mix, number)
    plan = pages.plan_of(versions.state_at(mix, number), local_date(timezone.now()))
    context = {"step": step, **pages.overview(plan, axis_of(request))}
    return render(request, "catalogue/mixes/version.html", pages.frame(mix, request.user, "mix_versions") | context)


@require_safe
@told
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """What differs between two saves; without numbers the last with a name against now."""
    mix = opened(request, pk)
    numbers = [_number(request.GET.get(name, ""), mix) for name in ("van", "met")]
    older, newer = _step(mix, min(numbers)), _step(mix, max(numbers))
    before, after = versions.state_at(mix, older.number), versions.state_at(mix, newer.number)
    context = {"older": older, "newer": newer, "changed": versions.compare(before, after)}
    return render(request, "catalogue/mixes/compare.html", pages.frame(mix, request.user, "mix_versions") | context)


def _number(asked: str, mix: Mix) -> int:
    return int(asked) if asked.isdecimal() and len(asked) < 9 else mix.version


@told
@require_POST
def restore(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    mix = to_edit(request, pk)
    step = _step(mix, number)
    versions.restore(mix, step.number, by=request.user, at=timezone.now())
    named = f"“{step.name}”" if step.name else f"versie {step.number}"
    messages.success(request, f"De mix is weer zoals in {named}. Wat er stond vindt u bij Versies.")
    return redirect(mix)
