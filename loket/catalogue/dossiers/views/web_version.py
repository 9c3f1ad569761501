"""The text of a file as a web page: made, corrected and put beside the file by its owner, read by everyone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.catalogue.dossiers import forms, pages, web_text, workflow
from loket.catalogue.dossiers.models import Replacement, WebVersion
from loket.catalogue.dossiers.views.dossier import own_file
from loket.core import markdown
from loket.core.files.extraction import ExtractionFailed
from loket.core.workflow import StaleState

MOST_STEPS = 50


@login_not_required
@require_safe
def as_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The public page. An address of an earlier version of the file leads on to that of the present one."""
    web = WebVersion.objects.select_related("file__entry").defer("body").filter(file=pk).first()
    if web is None:
        newer = Replacement.objects.filter(old=pk).exclude(settled_at=None).first()
        heir = newer and WebVersion.objects.select_related("file__entry").filter(file=newer.new_id).first()
        if heir and pages.may_read(heir, request.user):
            return redirect(heir)
        raise Http404
    if not pages.may_read(web, request.user):
        raise Http404
    return render(request, "catalogue/dossiers/as_page.html", pages.as_page(web))


@require_POST
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the text out of the file."""
    file = own_file(request, pk)
    try:
        workflow.make_web_version(file, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.message)
    except ExtractionFailed:
        messages.error(request, "Het lukt ons niet om de tekst uit dit bestand te halen.")
    except web_text.NoText as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "De tekst staat klaar. Lees hem na en verbeter wat niet klopt.")
        return redirect("web_version", pk)
    return redirect("file_dossier", pk)


def _own_web(request: HttpRequest, pk: int) -> WebVersion:
    file = own_file(request, pk)
    web = get_object_or_404(WebVersion, file=file)
    web.file = file
    return web


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the text and see how it will look. When somebody else was first, what was typed stays."""
    web = _own_web(request, pk)
    initial = {**web.draft, "seen": web.number}
    form = forms.WebVersionForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        draft = {name: form.cleaned_data[name] for name in ("body", "left_out", "language")}
        try:
            seen = form.cleaned_data["seen"]
            workflow.save_web_version(web, draft, by=request.user, at=timezone.now(), seen=seen)
        except StaleState as error:
            form.add_error(None, f"{error} Wat u typte, staat hier nog.")
            form.data = form.data | {"seen": web.number}
        else:
            messages.success(request, "Bewaard. Zo ziet de pagina eruit.")
            return redirect("web_version", pk)
    context = {"web": web, "file": web.file, "form": form, "html": markdown.to_html(web.body)}
    context |= {"left_out": [line for line in web.left_out.splitlines() if line.strip()]}
    context |= {"history": web.history.select_related("by")[:MOST_STEPS]}
    return render(request, "catalogue/dossiers/edit.html", context, status=422 if form.errors else 200)


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    web = _own_web(request, pk)
    seen = request.POST.get("seen", "")
    try:
        number = int(seen) if seen.isdecimal() and len(seen) < 10 else -1
        workflow.publish_web_version(web, by=request.user, at=timezone.now(), seen=number)
    except StaleState as error:
        messages.error(request, str(error))
    else:
        public = (
            "De pagina staat op de site." if web.file.is_public else "De pagina gaat mee zodra het bestand openbaar is."
        )
        messages.success(request, public)
    return redirect("web_version", pk)


@require_POST
def unpublish(request: HttpRequest, pk: int) -> HttpResponse:
    web = _own_web(request, pk)
    try:
        workflow.unpublish_web_version(web, by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "De pagina is van de site. Uw tekst blijft bewaard.")
    return redirect("web_version", pk)
