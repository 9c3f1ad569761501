"""Reading notices and reacting to them, for who is signed in."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from loket.core import gate
from loket.core.working_days import local_date
from network.notices import filters, forms, pages, permissions, workflow
from network.notices.models import Posting


@require_safe
def postings(request: HttpRequest) -> HttpResponse:
    """What stands open, newest first; what is over on request."""
    at, is_archive = timezone.now(), "geweest" in request.GET
    visible = Posting.objects.visible_to(request.user)
    shown = visible.over(local_date(at)) if is_archive else visible.current(local_date(at))
    found = filters.PostingFilter(request.GET, queryset=shown, request=request)
    context = pages.board_page(found, request.user, request.GET.get("pagina"), at=at)
    context |= {"is_archive": is_archive, "tabs": pages.archive_tabs(is_archive=is_archive)}
    return render(request, "network/notices/board.html", context)


@require_safe
def posting(request: HttpRequest, pk: int) -> HttpResponse:
    shown = gate.fetch(Posting, request.user, pk=pk)
    return render(request, "network/notices/posting.html", pages.posting_page(shown, request.user, at=timezone.now()))


@require_http_methods(["GET", "HEAD", "POST"])
def react(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to who posted it; nobody sees an address that was not given."""
    shown, at = gate.fetch(Posting, request.user, pk=pk), timezone.now()
    if not permissions.can_react(request.user, shown):
        raise Http404
    form = forms.MessageForm(
        request.POST or None, sender=request.user, initial={"subject": f"Over: {shown.title}"[:120]}
    )
    if form.is_valid():
        try:
            workflow.react(shown, form.letter(), by=request.user, at=at)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Uw reactie is verstuurd.")
            return redirect(shown)
    context = pages.lines([shown], request.user, at=at)[0] | {"form": form}
    return render(request, "network/notices/react.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    shown = gate.fetch(Posting, request.user, "author", pk=pk)
    form = forms.ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        workflow.report(shown, form.cleaned_data["note"], by=request.user, at=timezone.now())
        messages.success(request, "Dank u wel. De redactie kijkt ernaar.")
        return redirect(shown)
    context = {"form": form, "title": shown.title, "back": shown.get_absolute_url()}
    return render(request, "network/directory/report.html", context, status=422 if form.errors else 200)
