"""Figures about recognition. Public."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from loket.catalogue.recognition import reports
from loket.core.working_days import local_date


@login_not_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    return render(request, "catalogue/recognition/figures.html", reports.figures(local_date(timezone.now())))
