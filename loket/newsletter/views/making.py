"""Making editions: for the editors and the coordinator."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core.workflow import StaleState
from loket.newsletter import composing, forms, pages, sending, workflow
from loket.newsletter.enums import BlockKind
from loket.newsletter.models import Block, Edition
from loket.newsletter.permissions import can_edit, can_make


def for_makers(view):
    """Who does not make the newsletter is told so."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not can_make(request.user):
            raise PermissionDenied("De nieuwsbrief is van de redactie en de coördinator.")
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_makers
def desk(request: HttpRequest) -> HttpResponse:
    return render(request, "newsletter/desk.html", pages.desk_page(request.GET.get("pagina")))


@require_http_methods(["GET", "HEAD", "POST"])
@for_makers
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new edition, or the subject and introduction of a draft."""
    shown = get_object_or_404(Edition, pk=pk) if pk else Edition()
    form = forms.EditionForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        try:
            kept = workflow.keep(form.filled(), by=request.user, at=timezone.now())
        except StaleState as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "De nieuwsbrief is bewaard.")
            return redirect(kept.compose_url)
    context = {"form": form, "edition": shown if pk else None}
    return render(request, "newsletter/edit.html", context, status=422 if form.errors else 200)


@require_safe
@for_makers
def compose(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Edition, pk=pk)
    context = pages.compose_page(shown, request.user, at=timezone.now()) | {"plan_form": forms.PlanForm()}
    return render(request, "newsletter/compose.html", context)


@require_POST
@for_makers
def add_items(request: HttpRequest, pk: int) -> HttpResponse:
    """Put what was ticked at the end."""
    shown = get_object_or_404(Edition, pk=pk)
    blocks = composing.blocks_of(request.POST.getlist("item")[: workflow.MOST_BLOCKS])
    return _done(request, shown, lambda: workflow.add(shown, blocks, by=request.user), f"{len(blocks)} toegevoegd.")


@require_http_methods(["GET", "HEAD", "POST"])
@for_makers
def block(request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
    """A new free block, or the words of one that is in it."""
    edition = get_object_or_404(Edition, pk=pk)
    shown = get_object_or_404(Block.objects.select_related("edition"), edition=pk, pk=number) if number else Block()
    form = forms.BlockForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        filled = form.filled()
        filled.kind = filled.kind or BlockKind.TEXT
        step = workflow.change_block if number else lambda row, by: workflow.add(edition, [row], by=by)
        return _done(request, edition, lambda: step(filled, by=request.user), "Het blok is bewaard.")
    context = {"form": form, "edition": edition, "block": shown if number else None}
    return render(request, "newsletter/block.html", context, status=422 if form.errors else 200)


@require_POST
@for_makers
def block_step(request: HttpRequest, pk: int, number: int, act: str) -> HttpResponse:
    """Up, down, or out."""
    shown = get_object_or_404(Block.objects.select_related("edition"), edition=pk, pk=number)
    steps = {
        "omhoog": (lambda: workflow.move(shown, -1, by=request.user), ""),
        "omlaag": (lambda: workflow.move(shown, 1, by=request.user), ""),
        "weg": (lambda: workflow.take_out(shown, by=request.user), f"“{shown.title}” is eruit."),
    }
    return _done(request, shown.edition, *steps[act])


@require_safe
@for_makers
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """As it will look, at the width of a mail, and as plain text."""
    return render(request, "newsletter/preview.html", pages.preview_page(get_object_or_404(Edition, pk=pk)))


@require_POST
@for_makers
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail to oneself."""
    shown = get_object_or_404(Edition, pk=pk)
    sending.send_trial(shown, to=request.user.email, at=timezone.now())
    messages.success(request, f"De proefmail is verstuurd aan {request.user.email}.")
    return redirect(shown.compose_url)


@require_POST
@for_makers
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """At a moment, or at once (``nu``); both can be taken back until sending begins."""
    shown, at = get_object_or_404(Edition, pk=pk), timezone.now()
    form = forms.PlanForm(request.POST)
    if "nu" not in request.POST and not form.is_valid():
        context = pages.compose_page(shown, request.user, at=at) | {"plan_form": form}
        return render(request, "newsletter/compose.html", context, status=422)
    moment = at if "nu" in request.POST else form.cleaned_data["moment"]
    told = "De nieuwsbrief is ingepland. Tot het versturen begint, kunt u dit ongedaan maken."
    return _done(request, shown, lambda: workflow.plan(shown, moment, by=request.user, at=at), told)


@require_POST
@for_makers
def unplan(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Edition, pk=pk)
    step = lambda: workflow.unplan(shown, by=request.user, at=timezone.now())  # noqa: E731
    return _done(request, shown, step, "De nieuwsbrief is weer een concept.")


@require_http_methods(["GET", "HEAD", "POST"])
@for_makers
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away, after a question."""
    shown = get_object_or_404(Edition, pk=pk)
    if not can_edit(request.user, shown):
        raise PermissionDenied("Alleen een concept kan weg.")
    if request.method == "POST":
        workflow.remove(shown, by=request.user)
        messages.success(request, "Het concept is weggegooid.")
        return redirect("newsletter_desk")
    return render(request, "newsletter/remove.html", {"edition": shown})


def _done(request: HttpRequest, edition: Edition, step, told: str) -> HttpResponse:
    """Take the step and go back to the workbench, with what happened or why not."""
    try:
        step()
    except (StaleState, ValidationError) as error:
        messages.error(request, getattr(error, "message", str(error)))
    else:
        if told:
            messages.success(request, told)
    return redirect(edition.compose_url)
