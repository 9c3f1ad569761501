"""The profile of the area with its priorities, and the settings of a mix."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.catalogue.mixes import describing, forms, pages, workflow
from loket.catalogue.mixes.models import Mix
from loket.catalogue.mixes.views.opening import opened, to_edit, told
from loket.core.working_days import local_date


@require_safe
@told
def profile(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known of the area and what weighs most."""
    mix = opened(request, pk)
    context = {"plan": pages.read(mix, local_date(timezone.now()))}
    return render(request, "catalogue/mixes/profile.html", pages.frame(mix, request.user, "mix_profile") | context)


@told
@require_http_methods(["GET", "HEAD", "POST"])
def edit_profile(request: HttpRequest, pk: int) -> HttpResponse:
    mix = to_edit(request, pk)
    initial = mix.told() | {"seen": mix.details_version}
    form = forms.ProfileForm(request.POST if request.method == "POST" else None, initial=initial)
    return _details(request, mix, form, "mix_profile")


@told
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Title, areas, years, pillars and columns. Who only looks on sees them on the overview."""
    mix = to_edit(request, pk)
    initial = forms.SettingsForm.initial_of(mix.told(), mix.details_version)
    form = forms.SettingsForm(request.POST if request.method == "POST" else None, initial=initial)
    return _details(request, mix, form, "mix_settings")


_HEADINGS = {"mix_profile": "Profiel aanpassen", "mix_settings": "Instellingen"}


def _details(request: HttpRequest, mix: Mix, form, tab: str) -> HttpResponse:
    """Save what belongs to the mix itself; somebody was first: both texts."""
    context = pages.frame(mix, request.user, tab) | {"form": form, "heading": _HEADINGS[tab], "tab": tab}
    if request.method == "POST" and form.is_valid():
        changes, seen = form.changes(), form.cleaned_data["seen"] or 0
        try:
            workflow.save_details(mix, changes, seen=seen, by=request.user, at=timezone.now())
        except workflow.Stale as error:
            form.with_seen(error.current.details_version)
            context["differences"] = describing.beside("mix", error.current.told(), changes)
            context["last"] = pages.last_details(mix)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, "Bewaard.")
            return redirect("mix_profile" if tab == "mix_profile" else "mix", mix.pk)
    return render(request, "catalogue/mixes/details.html", context, status=_status(form, context))


@told
@require_http_methods(["GET", "HEAD", "POST"])
def new_priority(request: HttpRequest, pk: int) -> HttpResponse:
    mix = to_edit(request, pk)
    form = forms.PriorityForm(request.POST if request.method == "POST" else None)
    return _priority(request, mix, form, None)


@told
@require_http_methods(["GET", "HEAD", "POST"])
def priority(request: HttpRequest, pk: int, priority_pk: int) -> HttpResponse:
    mix = to_edit(request, pk)
    row = mix.priorities.filter(pk=priority_pk).first()
    if row is None and request.method != "POST":
        messages.info(request, "Deze prioriteit is intussen weggehaald.")
        return redirect("mix_profile", pk)
    initial = row.told() | {"seen": row.version} if row else {}
    form = forms.PriorityForm(request.POST if request.method == "POST" else None, initial=initial)
    # What was taken away meanwhile is saved anew, so that what was typed is not lost.
    return _priority(request, mix, form, row.pk if row else None)


def _priority(request: HttpRequest, mix: Mix, form: forms.PriorityForm, number: int | None) -> HttpResponse:
    context = pages.frame(mix, request.user, "mix_profile") | {"form": form, "number": number}
    if request.method == "POST" and form.is_valid():
        changes, seen = form.changes(), form.cleaned_data["seen"] or 0
        try:
            workflow.save_priority(mix, changes, by=request.user, at=timezone.now(), priority_id=number, seen=seen)
        except workflow.Stale as error:
            form.with_seen(error.current.version)
            context["differences"] = describing.beside("priority", error.current.told(), changes)
            context["last"] = pages.last_save(mix, "priorities", error.current.pk)
        except ValidationError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"{changes['title']} is bewaard.")
            return redirect("mix_profile", mix.pk)
    return render(request, "catalogue/mixes/priority.html", context, status=_status(form, context))


def _status(form, context: dict) -> int:
    """What was refused, or would go over what a colleague saved, is shown with 422."""
    return 422 if form.errors or "differences" in context else 200


@told
@require_POST
def remove_priority(request: HttpRequest, pk: int, priority_pk: int) -> HttpResponse:
    mix = to_edit(request, pk)
    workflow.remove_priority(mix, priority_pk, by=request.user, at=timezone.now())
    messages.success(request, "De prioriteit is weggehaald. Bij Versies kunt u terug.")
    return redirect("mix_profile", pk)
