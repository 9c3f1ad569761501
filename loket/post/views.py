"""Mail that waits for a person: looking, trying again, throwing away."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from loket.core import gate
from loket.core.workflow import StaleState
from loket.post import forms, pages, receiving, serving, workflow
from loket.post.enums import Outcome
from loket.post.models import RawMessage
from loket.post.permissions import can_see_held


def _for_staff(request: HttpRequest) -> None:
    """To others this part of the portal does not exist."""
    if not can_see_held(request.user):
        raise Http404


@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """What is held, what programs sent, and what was refused."""
    _for_staff(request)
    section = request.GET.get("deel", pages.HELD)
    if section not in pages.SECTIONS:
        raise Http404
    page = Paginator(pages.rows(section, request.user), 25).get_page(request.GET.get("pagina"))
    context = {
        "page": page,
        "section": section,
        "heading": pages.SECTIONS[section],
        "tabs": pages.tabs(section, request.user, reverse("held_mail")),
        **pages.troubles(timezone.now()),
    }
    return render(request, "post/held.html", context)


@require_safe
def message(request: HttpRequest, pk: int) -> HttpResponse:
    raw = gate.fetch(RawMessage, request.user, "message", pk=pk)
    return _page(request, raw, forms.DiscardForm())


def _page(request: HttpRequest, raw: RawMessage, form: forms.DiscardForm, *, status: int = 200) -> HttpResponse:
    return render(request, "post/message.html", pages.one(raw, request.user) | {"form": form}, status=status)


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a held message in after all, and say what became of it."""
    raw = gate.fetch(RawMessage, request.user, pk=pk)
    try:
        workflow.retry(raw, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect(raw)
    except StaleState as error:
        messages.error(request, str(error))
        return redirect(raw)
    receipt = receiving.process(raw.pk, at=timezone.now())
    if receipt.outcome == Outcome.HELD:
        messages.error(request, f"Het lukt nog niet. {receipt.reason}")
        return redirect(raw)
    messages.success(request, "Het bericht is verwerkt.")
    return redirect("held_mail")


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a held message away, with the reason."""
    raw = gate.fetch(RawMessage, request.user, "message", pk=pk)
    form = forms.DiscardForm(request.POST)
    if not form.is_valid():
        return _page(request, raw, form, status=422)
    try:
        workflow.discard(raw, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"])
    except StaleState as error:
        messages.error(request, str(error))
        return redirect(raw)
    messages.success(request, "Het bericht is weggegooid. U vindt het nog bij Geweigerd.")
    return redirect("held_mail")


@require_safe
def download(request: HttpRequest, pk: int) -> FileResponse:
    """The message as it came in, as a file that nothing here opens."""
    raw = gate.fetch(RawMessage, request.user, pk=pk)
    if raw.content is None:
        raise Http404
    return serving.raw(raw)
