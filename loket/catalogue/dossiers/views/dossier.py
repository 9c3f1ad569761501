"""The dossier of a file, for who looks after it and for editors; the statement that belongs to it is public."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from loket.catalogue.dossiers import forms, pages, permissions, workflow
from loket.catalogue.dossiers.models import Problem
from loket.catalogue.models import EntryFile
from loket.catalogue.workflow import ProposalRunning
from loket.core.files.kinds import ACCEPT
from loket.core.files.receiving import MOST_BYTES, too_large
from loket.core.files.refusals import RefusedFile
from loket.core.workflow import StaleState


def own_file(request: HttpRequest, pk: int) -> EntryFile:
    """A file that this person looks after; another's is not found."""
    file = get_object_or_404(EntryFile.objects.select_related("entry__organisation", "uploaded_by"), pk=pk)
    if not permissions.can_look_after(request.user, file):
        raise Http404
    return file


@require_safe
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    file = own_file(request, pk)
    return _page(request, file)


def _page(request: HttpRequest, file: EntryFile, *, kept: str = "", form: forms.KeepForm | None = None) -> HttpResponse:
    """``kept``: the point whose form was sent, with what was typed."""
    context = {"accept": ACCEPT, "most_bytes": MOST_BYTES, "sent_code": kept, "form": form or forms.KeepForm()}
    context |= pages.dossier(file, request.user)
    return render(request, "catalogue/dossiers/dossier.html", context, status=422 if form else 200)


@require_POST
def decide(request: HttpRequest, pk: int, code: str, act: str) -> HttpResponse:
    """*Wij laten het zo*, with the reason, and *toch herstellen*."""
    file = own_file(request, pk)
    problem = get_object_or_404(Problem.objects.select_related("file__entry"), file=file, code=code)
    at, by = timezone.now(), request.user
    form = forms.KeepForm(request.POST)
    try:
        if act == "laten":
            if not form.is_valid():
                return _page(request, file, kept=code, form=form)
            workflow.keep(problem, by=by, at=at, reason=form.cleaned_data["reason"])
        elif act == "herstellen":
            workflow.reopen(problem, by=by, at=at)
        else:
            raise Http404
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, "Bewaard. Uw uitleg staat nu bij het bestand." if act == "laten" else "Dit punt staat weer open."
        )
    return redirect("file_dossier", pk)


@require_POST
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a new version; it goes along with a proposal that an editor judges."""
    file = own_file(request, pk)
    upload = request.FILES.get("file")
    if upload is None:
        messages.error(request, "Dit bestand is te groot." if too_large(request) else "Kies eerst een bestand.")
        return redirect("file_dossier", pk)
    try:
        revision = workflow.replace(file, upload, by=request.user, at=timezone.now())
    except RefusedFile as error:
        messages.error(request, f"{upload.name}: {error.sentence}")
    except ValidationError as error:
        messages.error(request, error.message)
    except (PermissionDenied, ProposalRunning, StaleState) as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, "De nieuwe versie staat klaar in uw voorstel. Dien het in, dan kijkt de redactie ernaar."
        )
        return redirect("contribute_step", revision.pk, "bestanden")
    return redirect("file_dossier", pk)


@login_not_required
@require_safe
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """What in a file stays inaccessible, and why. As public as the file."""
    file = get_object_or_404(EntryFile.objects.select_related("entry__organisation").defer("passages"), pk=pk)
    kept = pages.statement(file) if permissions.can_open_file(request.user, file) else []
    if not kept:
        raise Http404
    web = pages.links([file]).get(file.pk, [])
    return render(request, "catalogue/dossiers/statement.html", {"file": file, "kept": kept, "links": web})


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """For editors: what is not accessible in the whole catalogue."""
    if not permissions.is_editor(request.user):
        raise PermissionDenied("Deze bladzijde is voor de redactie.")
    asked = (request.GET.get(name, "").replace("\x00", "") for name in ("punt", "organisatie"))
    context = pages.overview(*asked, request.GET.get("pagina"))
    return render(request, "catalogue/dossiers/overview.html", context)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The files that this person looks after."""
    return render(request, "catalogue/dossiers/mine.html", pages.own_page(request.user, request.GET.get("pagina")))
