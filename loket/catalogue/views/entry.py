"""Taking: the page of an entry, its files and its changes. Public."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from loket.catalogue import attachments, feeds, pages
from loket.catalogue.enums import EntryState
from loket.catalogue.models import Entry, EntryFile, EntryHistory, Revision
from loket.catalogue.permissions import can_open_file
from loket.core import gate
from loket.core.files.names import safe_name
from loket.core.files.serving import content_disposition, response_headers
from loket.usage import counting

# Steps that leave what an entry says as it was.
BESIDE_THE_TEXT = ("checked", "unchecked", "handed_over")


@login_not_required
@require_safe
def entry(request: HttpRequest, slug: str) -> HttpResponse:
    shown = gate.fetch(Entry, request.user, "organisation", slug=slug)
    if shown.state == EntryState.UNPUBLISHED:
        return redirect(_latest_proposal(shown, request.user))
    if shown.state == EntryState.ARCHIVED:
        return render(request, "catalogue/entry_gone.html", pages.gone_page(shown, request.user), status=410)
    counting.count(request, "view", "entry", shown.pk, owner_id=shown.owner_id)
    return render(request, "catalogue/entry.html", pages.entry_page(shown, request.user))


def _latest_proposal(entry: Entry, user) -> Revision:
    """What there is to see of an entry that was never published. A draft is its author's alone: 404 for others."""
    latest = Revision.objects.visible_to(user).filter(entry=entry).order_by("-pk").first()
    if latest is None:
        raise Http404
    return latest


@login_not_required
@require_safe
def changes(request: HttpRequest, slug: str) -> HttpResponse:
    """The public list of changes of one entry."""
    shown = get_object_or_404(Entry.objects.visible_to(request.user).exclude(state=EntryState.UNPUBLISHED), slug=slug)
    return render(request, "catalogue/entry_changes.html", pages.changes_page(shown, request.user))


@login_not_required
@require_safe
def all_changes(request: HttpRequest) -> HttpResponse:
    """The public list of changes of the whole catalogue, newest first."""
    page = Paginator(_public_steps(), 50).get_page(request.GET.get("pagina"))
    return render(request, "catalogue/changes.html", {"page": page})


@login_not_required
@require_safe
def changes_feed(request: HttpRequest) -> HttpResponse:
    """The newest of those changes as an Atom feed."""
    steps = _public_steps().only("act", "at", "note", "subject__title", "subject__slug", "subject__summary")
    origin = request.build_absolute_uri("/").rstrip("/")
    return HttpResponse(feeds.changes(steps[: feeds.ENTRIES], origin), content_type=feeds.MIME)


def _public_steps() -> QuerySet[EntryHistory]:
    return EntryHistory.objects.select_related("subject").exclude(act__in=BESIDE_THE_TEXT).order_by("-at", "-pk")


@login_not_required
@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """One file, inert. Not public and not yours: not found."""
    file = get_object_or_404(EntryFile.objects.select_related("entry").defer("passages"), pk=pk)
    if not can_open_file(request.user, file):
        return _same_file_elsewhere(file)
    if file.is_public:
        counting.count(request, "download", "entry", file.entry_id, owner_id=file.entry.owner_id)
    response = FileResponse(file.stored.open("rb"))
    # Set afterwards: by itself the response is named after the stored file.
    for name, value in response_headers(file.name, file.kind).items():
        response[name] = value
    return response


def _same_file_elsewhere(file: EntryFile) -> HttpResponse:
    """Where its entry was merged into another that had the same file already: that one; else not found."""
    successor = file.entry.living_successor
    if successor is not None and file.pk in file.entry.content.get("files", []):
        same = EntryFile.objects.filter(pk__in=successor.content.get("files", []), sha256=file.sha256).first()
        if same is not None:
            return redirect(same)
    raise Http404


@login_not_required
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture of the first page."""
    file = get_object_or_404(EntryFile.objects.select_related("entry").defer("passages"), pk=pk)
    if not file.preview or not can_open_file(request.user, file):
        raise Http404
    headers = {
        "Content-Type": "image/webp",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=3600",
    }
    return FileResponse(file.preview.open("rb"), headers=headers)


@login_not_required
@require_safe
def download_all(request: HttpRequest, slug: str) -> HttpResponse:
    """Every file of an entry as one zip with an inventory, streamed."""
    shown = get_object_or_404(Entry.objects.published(), slug=slug)
    files = attachments.public_files(shown)
    if not files:
        raise Http404
    counting.count(request, "download", "entry", shown.pk, owner_id=shown.owner_id)
    headers = {"Content-Disposition": content_disposition(safe_name(f"{shown.slug}.zip")), "X-Accel-Buffering": "no"}
    return StreamingHttpResponse(attachments.zip_of(shown, files), content_type="application/zip", headers=headers)
