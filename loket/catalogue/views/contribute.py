"""Bringing: the wizard in which a professional shares something."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.catalogue import attachments, forms, pages, presentation, workflow
from loket.catalogue import content as contents
from loket.catalogue.enums import AUTHOR_STATES, FileState
from loket.catalogue.models import Entry, EntryFile, Revision
from loket.catalogue.permissions import can_edit_revision
from loket.catalogue.sheets import SHEETS
from loket.core import gate
from loket.core.files import receiving
from loket.core.files.kinds import ACCEPT, MB
from loket.core.files.refusals import RefusedFile
from loket.core.workflow import StaleState

STEPS = (
    ("basis", "Kort verteld"),
    ("inhoud", "De inhoud"),
    ("vindbaar", "Voor wie en waar"),
    ("bestanden", "Bestanden en indienen"),
)
STEP_NAMES = [name for name, _ in STEPS]


def _own(request: HttpRequest, pk: int) -> Revision:
    """The author's own proposal; somebody else's is not found."""
    revisions = Revision.objects.filter(author=request.user).select_related("entry", "author")
    return get_object_or_404(revisions, pk=pk)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My contributions, and the way to a new one."""
    revisions = Revision.objects.filter(author=request.user).select_related("entry").order_by("-saved_at")[:200]
    return render(request, "catalogue/contribute.html", {"revisions": revisions})


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    form = forms.StartForm(
        request.POST if request.method == "POST" else None,
        initial={"kind": request.GET.get("kind"), "title": request.GET.get("title"), "token": uuid.uuid4()},
    )
    if request.method == "POST" and form.is_valid():
        revision = workflow.start(**form.cleaned_data, by=request.user, at=timezone.now())
        return redirect("contribute_step", revision.pk, "basis")
    return render(
        request,
        "catalogue/contribute_start.html",
        {"form": form, "sheets": SHEETS.values()},
        status=422 if form.errors else 200,
    )


def _step_form(revision: Revision, step: str, data=None, *, is_autosave: bool = False) -> forms.ContentForm:
    classes = {"basis": forms.BasicsForm, "inhoud": forms.sheet_form(revision.kind), "vindbaar": forms.FindForm}
    return classes[step](data, content=revision.content, is_autosave=is_autosave)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One screen of the wizard. *Verder* keeps and goes on; *Bewaren* keeps and stays."""
    revision = _own(request, pk)
    if revision.state not in AUTHOR_STATES:
        messages.info(request, "Dit voorstel is ingediend. U kunt het nu niet meer veranderen.")
        return redirect(revision)
    if step not in STEP_NAMES:
        return redirect("contribute_step", pk, "basis")
    if step == "bestanden":
        return _last_step(request, revision)
    form = _step_form(revision, step, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.save(revision, form.changes(), by=request.user, at=timezone.now())
        except StaleState as error:
            messages.error(request, str(error))
            return redirect(revision)
        following = step if "stay" in request.POST else STEP_NAMES[STEP_NAMES.index(step) + 1]
        return redirect("contribute_step", pk, following)
    context = {"form": form, **_wizard(revision, step)}
    return render(request, "catalogue/contribute_step.html", context, status=422 if form.errors else 200)


def _wizard(revision: Revision, current: str) -> dict:
    """The stepper: number of this screen, and (label, address) of each."""
    steps = [(label, reverse("contribute_step", args=[revision.pk, name])) for name, label in STEPS]
    number = STEP_NAMES.index(current) + 1
    return {
        "revision": revision,
        "step": current,
        "steps": steps,
        "number": number,
        "back": steps[number - 2][1] if number > 1 else "",
    }


def _last_step(request: HttpRequest, revision: Revision, form: forms.SubmitForm | None = None) -> HttpResponse:
    context = {
        "form": form or forms.SubmitForm(),
        "missing": contents.missing_for_submission(revision.content),
        "accept": ACCEPT,
        "most_bytes": receiving.MOST_BYTES,
        **_files(revision, request.user),
        **_wizard(revision, "bestanden"),
    }
    return render(request, "catalogue/contribute_files.html", context, status=422 if form else 200)


@require_POST
def autosave(request: HttpRequest, pk: int, step: str) -> JsonResponse:
    """Keep what is valid so far; says when, and what cannot be kept yet."""
    revision = _own(request, pk)
    if step not in STEP_NAMES[:3]:
        return JsonResponse({"error": "Deze bladzijde bestaat niet."}, status=404)
    form = _step_form(revision, step, request.POST, is_autosave=True)
    form.is_valid()
    at = timezone.now()
    try:
        workflow.save(revision, form.changes(), by=request.user, at=at)
    except StaleState as error:
        return JsonResponse({"error": str(error)}, status=409)
    saved = timezone.localtime(at).strftime("%H.%M")
    errors = {name: rows[0] for name, rows in form.errors.items()}
    return JsonResponse({"saved": saved, "message": f"Bewaard om {saved} uur", "errors": errors})


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The entry as visitors will see it."""
    revision = gate.fetch(Revision, request.user, "entry", pk=pk)
    context = {
        "revision": revision,
        "entry": revision.entry,
        "blocks": presentation.render(revision.content),
        "files": pages.files_of(revision),
        **pages.common(revision.content),
    }
    return render(request, "catalogue/entry_preview.html", context)


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    revision = _own(request, pk)
    form = forms.SubmitForm(request.POST)
    if not form.is_valid():
        return _last_step(request, revision, form)
    try:
        workflow.submit(revision, by=request.user, at=timezone.now(), remark=form.cleaned_data["remark"])
    except ValidationError as error:
        messages.error(request, error.message)
        return _last_step(request, revision, form)
    except StaleState:
        messages.info(request, "Dit voorstel was al ingediend.")
        return redirect(revision)
    messages.success(request, "Bedankt voor uw bijdrage. De redactie leest hem en laat u weten wat ermee gebeurt.")
    return redirect(revision)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    revision = _own(request, pk)
    try:
        workflow.withdraw(revision, by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
        return redirect(revision)
    messages.success(request, "Uw voorstel is ingetrokken. U kunt het altijd weer oppakken.")
    return redirect("contribute")


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    revision = _own(request, pk)
    try:
        workflow.reopen(revision, by=request.user, at=timezone.now())
    except (workflow.ProposalRunning, StaleState) as error:
        messages.error(request, str(error))
        return redirect("contribute")
    return redirect("contribute_step", pk, "basis")


@require_POST
def propose(request: HttpRequest, slug: str) -> HttpResponse:
    """Owner or editor starts a change of a published entry; the published text stays up."""
    entry = get_object_or_404(Entry.objects.published(), slug=slug)
    try:
        revision = workflow.propose_change(entry, by=request.user, at=timezone.now())
    except workflow.ProposalRunning as error:
        messages.error(request, str(error))
        return redirect(entry)
    return redirect("contribute_step", revision.pk, "basis")


@require_POST
def add_files(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in one or more files; each refused file gets its own sentence and the others go in."""
    revision = _own(request, pk)
    refused, before = [], len(revision.content["files"])
    for upload in request.FILES.getlist("files"):
        try:
            attachments.attach(revision, upload, by=request.user, at=timezone.now())
        except RefusedFile as error:
            refused.append(f"{upload.name}: {error.sentence}")
        except ValidationError as error:
            refused.append(error.message)
        except (PermissionDenied, StaleState) as error:
            refused.append(str(error))
    refused += [f"{name}: {_too_large()}" for name in receiving.too_large(request)]
    if request.htmx:
        context = {"files": pages.files_of(revision)[before:], "refused": refused, "revision": revision}
        return render(request, "catalogue/_files_added.html", context)
    if not request.FILES and not refused:
        refused.append("Kies eerst een bestand.")
    for sentence in refused:
        messages.error(request, sentence)
    return redirect("contribute_step", pk, "bestanden")


def _too_large() -> str:
    limits = {"limit": receiving.MOST_BYTES // MB, "together": receiving.MOST_BYTES_TOGETHER // MB}
    return RefusedFile("far-too-large", **{name: str(number) for name, number in limits.items()}).sentence


@require_POST
def remove_file(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse:
    revision = _own(request, pk)
    file = get_object_or_404(EntryFile, pk=file_pk, entry=revision.entry_id)
    try:
        attachments.detach(revision, file, by=request.user, at=timezone.now())
    except (PermissionDenied, StaleState) as error:
        messages.error(request, str(error))
        return redirect(revision)
    messages.success(request, f"{file.name} is weggehaald.")
    return redirect("contribute_step", pk, "bestanden")


@require_safe
def files_status(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of files with the progress of their processing; htmx asks for it until all is done."""
    revision = gate.fetch(Revision, request.user, "entry", pk=pk)
    return render(request, "catalogue/_files_in_progress.html", _files(revision, request.user))


def _files(revision: Revision, user) -> dict:
    files = pages.files_of(revision)
    return {
        "revision": revision,
        "files": files,
        "can_remove": can_edit_revision(user, revision),
        "is_busy": any(file.state == FileState.WAITING for file in files),
    }
