"""The mix on paper and as files: a page to print, a tagged PDF, and a spreadsheet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from loket.catalogue.mixes import describing, exporting, pages, papers, pdf
from loket.catalogue.mixes.views.opening import opened, told
from loket.catalogue.mixes.views.overview import axis_of
from loket.core import pdf as core_pdf
from loket.core import spreadsheets
from loket.core.files.serving import content_disposition
from loket.core.working_days import local_date


@require_safe
@told
def print_page(request: HttpRequest, pk: int) -> HttpResponse:
    """All that stands in the mix on one page."""
    mix = opened(request, pk)
    at = timezone.now()
    plan = pages.read(mix, local_date(at))
    rows = [(line.title, describing.facts(line)) for line in plan.lines]
    context = {"at": at, "rows": rows, **pages.overview(plan, axis_of(request))}
    return render(request, "catalogue/mixes/print.html", pages.frame(mix, request.user, "mix") | context)


@told
@require_http_methods(["GET", "HEAD", "POST"])
def as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """A tagged PDF, made while one waits; that of a large mix by a worker, while this page says how far it is."""
    mix = opened(request, pk)
    at, address = timezone.now(), request.build_absolute_uri(mix.get_absolute_url())
    if request.method == "POST":
        papers.ask(mix, address=address, at=at)
        return redirect("mix_pdf", pk)
    if mix.rows.count() <= papers.MOST_AT_ONCE:
        plan = pages.read(mix, local_date(at))
        return _file(pdf.build(plan, mix.version, local_date(at), address), mix.title, "pdf", core_pdf.MIME)
    paper = papers.paper_of(mix)
    if paper and paper.content and not request.htmx:
        return _file(bytes(paper.content), mix.title, "pdf", core_pdf.MIME)
    is_lost = bool(paper and paper.asked_at <= at - papers.LOST_AFTER)
    context = {"paper": paper, "is_ready": bool(paper and paper.content), "is_lost": is_lost}
    template = "catalogue/mixes/_paper.html" if request.htmx else "catalogue/mixes/paper.html"
    return render(request, template, pages.frame(mix, request.user, "mix") | context)


@require_safe
@told
def as_ods(request: HttpRequest, pk: int) -> HttpResponse:
    mix = opened(request, pk)
    origin = request.build_absolute_uri("/").rstrip("/")
    plan = pages.read(mix, local_date(timezone.now()))
    return _file(exporting.ods(plan, origin), mix.title, "ods", spreadsheets.MIME)


def _file(content: bytes, title: str, ending: str, mime: str) -> HttpResponse:
    name = f"interventiemix-{slugify(title)[:80] or 'plan'}.{ending}"
    return HttpResponse(content, content_type=mime, headers={"Content-Disposition": content_disposition(name)})
