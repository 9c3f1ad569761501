"""The calendar of campaigns: public to read, kept by editors."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from network.campaigns import calendars, forms, pages, workflow
from network.campaigns.models import Campaign
from network.campaigns.permissions import can_keep

FIRST_YEAR, LAST_YEAR = 2000, 2100


@login_not_required
@require_safe
def campaigns(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """A year at a glance; without a year this one."""
    today = timezone.localdate()
    year = year or today.year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    theme = request.GET.get("theme", "")[:80].replace("\x00", "")
    context = pages.year_page(year, theme, today=today) | {"can_keep": can_keep(request.user)}
    return render(request, "network/campaigns/year.html", context)


@login_not_required
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    theme = request.GET.get("theme", "")[:80].replace("\x00", "")
    text = calendars.feed(Campaign.objects.about(theme), at=timezone.now())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@login_not_required
@require_safe
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(Campaign.objects.select_related("toolkit"), slug=slug)
    context = {"campaign": shown, "period": pages.period(shown), "can_keep": can_keep(request.user)}
    context["follows"] = pages.themes_to_follow(shown)
    return render(request, "network/campaigns/campaign.html", context)


def _for_keepers(request: HttpRequest) -> None:
    if not can_keep(request.user):
        raise PermissionDenied("Deze bladzijde is voor de redactie.")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str = "") -> HttpResponse:
    """A new campaign, or one that changes."""
    _for_keepers(request)
    shown = get_object_or_404(Campaign, slug=slug) if slug else Campaign(changed_at=timezone.now())
    form = forms.CampaignForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        kept = workflow.keep(form.save(), by=request.user, at=timezone.now())
        messages.success(request, "De campagne staat in de kalender.")
        return redirect(kept)
    context = {"form": form, "campaign": shown if slug else None}
    return render(request, "network/campaigns/edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    _for_keepers(request)
    shown = get_object_or_404(Campaign, slug=slug)
    if request.method == "POST":
        workflow.remove(shown, by=request.user)
        messages.success(request, f"“{shown.title}” staat niet meer in de kalender.")
        return redirect("campaigns")
    return render(request, "network/campaigns/remove.html", {"campaign": shown})
