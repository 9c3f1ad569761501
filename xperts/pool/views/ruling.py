"""The rules of the pool, the yearly check of fairness, and the training of everybody; for the coordinator first."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from loket.core.working_days import local_date
from xperts.pool import pages, permissions, profile_forms, ruling
from xperts.pool.models import Rules
from xperts.pool.views.answers import try_form

FIRST_YEAR = 2000


@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """The version in force with the ones before; a coordinator writes the next."""
    if not permissions.sees_register(request.user):
        raise PermissionDenied("De werkwijze is voor de servicedesk, het kernteam en de coördinator.")
    current, can_set = Rules.objects.current(), permissions.can_set_rules(request.user)
    if request.method == "POST" and not can_set:
        raise PermissionDenied("Alleen een coördinator verandert de werkwijze.")
    form = profile_forms.RulesForm(request.POST or None, rules=current) if can_set else None
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        words = {"note": told.pop("note"), "seen": told.pop("seen"), "by": request.user, "at": timezone.now()}
        if try_form(form, lambda: ruling.renew(told, **words)):
            messages.success(request, "De nieuwe versie geldt vanaf nu.")
            return redirect("pool_rules")
    context = {"form": form, "rules": current, "versions": Rules.objects.select_related("made_by")[:50]}
    context |= {"weights": pages.weights(current), "tabs": pages.tabs("pool_rules", request.user)}
    return render(request, "xperts/pool/rules.html", context, status=422 if form and form.errors else 200)


@require_safe
def fairness_of(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """What was chosen in a year, beside the best that could have been; this year when none is named."""
    if not permissions.keeps_pool(request.user):
        raise PermissionDenied("Deze bladzijde is voor de servicedesk en de coördinator.")
    at = timezone.now()
    now = local_date(at).year
    year = now if year is None else year
    if not FIRST_YEAR <= year <= now:
        raise Http404
    context = pages.fairness_page(year, at=at) | {"years": range(now, max(FIRST_YEAR, now - 5) - 1, -1)}
    context |= {"year": year, "tabs": pages.tabs("pool_fairness", request.user)}
    return render(request, "xperts/pool/fairness.html", context)


@require_safe
def team_training(request: HttpRequest) -> HttpResponse:
    if not permissions.keeps_pool(request.user):
        raise PermissionDenied("Deze bladzijde is voor de servicedesk en de coördinator.")
    context = {"rows": pages.team(at=timezone.now()), "tabs": pages.tabs("team_training", request.user)}
    context |= {"keeps_hours": permissions.keeps_hours(request.user)}
    return render(request, "xperts/pool/team_training.html", context)
