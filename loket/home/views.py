"""The landing page, the themes, and pages with information. All public."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from loket.home import overview


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home/home.html", overview.landing())


@login_not_required
@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    return render(request, "home/themes.html", overview.themes())


@login_not_required
@require_safe
def meeting(request: HttpRequest) -> HttpResponse:
    """Layer 2: the ways to meet and learn from each other, as the areas registered them."""
    return render(request, "home/meeting.html", {"ways": overview.ways_to_meet(request.user)})


@login_not_required
@require_safe
def information(request: HttpRequest, page: str) -> HttpResponse:
    """A page with information; the text is its template."""
    return render(request, f"home/{page}.html")


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116; obligatory for the government since 25 May 2023. Valid for half a year from today."""
    expires = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
        f"Policy: {settings.SITE_URL}/kwetsbaarheid-melden/",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /account/",
        "Disallow: /bijdragen/",
        "Disallow: /mijn/",
        "Disallow: /redactie/",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
