"""What editors do: the queue, a proposal with its differences, and the shelves."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.catalogue import content as contents
from loket.catalogue import filters, forms, pages, reports, workflow
from loket.catalogue.models import Entry, FieldComment, Revision
from loket.catalogue.permissions import can_propose, is_editor
from loket.core import gate, menus
from loket.core.workflow import StaleState
from loket.core.working_days import local_date

DONE = {
    "ask_changes": "De indiener heeft uw vraag om aanpassing gekregen.",
    "accept": "Gepubliceerd. De indiener heeft bericht gekregen.",
    "schedule": "Ingepland. U kunt dit stoppen tot het moment van publiceren.",
    "unschedule": "De planning is gestopt.",
    "refuse": "Niet geplaatst. De indiener heeft uw uitleg gekregen.",
}


def _for_editors(request: HttpRequest) -> None:
    if not is_editor(request.user):
        raise PermissionDenied("Deze bladzijde is voor de redactie.")


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    _for_editors(request)
    waiting = (
        Revision.objects.in_queue().select_related("entry", "author", "assignee").order_by("due_on", "submitted_at")
    )
    found = filters.QueueFilter(request.GET, queryset=waiting, request=request)
    page = Paginator(found.qs, 25).get_page(request.GET.get("pagina"))
    also = menus.pages(menus.EDITORS, request.user)
    context = {"filter": found, "page": page, "today": local_date(timezone.now()), "also": also}
    return render(request, "catalogue/queue.html", context)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """How the catalogue stands, for editors."""
    _for_editors(request)
    return render(request, "catalogue/figures.html", reports.overview(local_date(timezone.now())))


@require_safe
def revision(request: HttpRequest, pk: int) -> HttpResponse:
    """A proposal: for its author and for editors."""
    shown = gate.fetch(Revision, request.user, "entry", "author", "assignee", pk=pk)
    return _page(request, shown, _judge_form(shown))


def _judge_form(shown: Revision, **told) -> forms.JudgeForm:
    return forms.JudgeForm(initial=told | {"seen": shown.saved_at.isoformat()})


def _page(request: HttpRequest, shown: Revision, form: forms.JudgeForm, *, refused=None, status=200) -> HttpResponse:
    """The proposal with what was typed still in its forms; ``refused`` is a comment: its key, text and sentence."""
    context = pages.revision_page(shown, request.user)
    context |= {
        "form": form,
        "refused": refused,
        "today": local_date(timezone.now()),
        "editors": filters.editors(request) if context["is_editor"] else [],
    }
    return render(request, "catalogue/revision.html", context, status=status)


@require_POST
def judge(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Take one of the editors' steps with a proposal."""
    _for_editors(request)
    shown = gate.fetch(Revision, request.user, "entry", "author", pk=pk)
    form = forms.JudgeForm(request.POST)
    if act not in DONE:
        raise Http404
    if not form.is_valid():
        return _page(request, shown, form, status=422)
    try:
        _take_step(shown, act, form.cleaned_data, by=request.user)
    except ValidationError as error:
        messages.error(request, error.message)
        return _page(request, shown, form, status=422)
    except StaleState as error:
        messages.error(request, str(error))
        fresh = gate.fetch(Revision, request.user, "entry", "author", pk=pk)
        return _page(request, fresh, _judge_form(fresh, note=form.cleaned_data["note"]), status=409)
    messages.success(request, DONE[act])
    return redirect(shown)


def _take_step(shown: Revision, act: str, told: dict, *, by) -> None:
    at = timezone.now()
    workflow.require_seen(shown, told["seen"])
    if act == "schedule":
        if told["publish_at"] is None:
            raise ValidationError("Kies het moment waarop dit gepubliceerd moet worden.")
        workflow.schedule(shown, by=by, at=at, publish_at=told["publish_at"])
    elif act == "unschedule":
        workflow.unschedule(shown, by=by, at=at)
    else:
        functions = {"accept": workflow.accept, "refuse": workflow.refuse, "ask_changes": workflow.ask_changes}
        functions[act](shown, by=by, at=at, note=told["note"])


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who handles the proposal."""
    _for_editors(request)
    shown = get_object_or_404(Revision.objects.in_queue(), pk=pk)
    form = forms.TakeForm(request.POST, editors=filters.editors(request))
    if not form.is_valid():
        raise Http404
    assignee = form.cleaned_data["assignee"]
    workflow.take(shown, by=request.user, assignee=assignee)
    messages.success(request, f"Behandelaar: {assignee}." if assignee else "Dit voorstel heeft geen behandelaar meer.")
    return redirect(shown)


@require_POST
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    shown = gate.fetch(Revision, request.user, "entry", pk=pk)
    field, form = request.POST.get("field", ""), forms.CommentForm(request.POST)
    key = field if field in contents.ordered_keys(shown.kind) else ""
    if not form.is_valid():
        refused = {"key": key, "text": request.POST.get("text", ""), "sentence": form.errors["text"][0]}
        return _page(request, shown, _judge_form(shown), refused=refused, status=422)
    workflow.comment(shown, field=key, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
    return redirect(f"{shown.get_absolute_url()}#veld-{key}")


@require_POST
def resolve_comment(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(FieldComment.objects.select_related("revision"), pk=pk)
    gate.fetch(Revision, request.user, pk=row.revision_id)
    workflow.resolve_comment(row, by=request.user)
    return redirect(f"{row.revision.get_absolute_url()}#veld-{row.field}")


@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    _for_editors(request)
    entry = get_object_or_404(Entry.objects.published(), slug=slug)
    form = forms.ArchiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        named = form.cleaned_data["successor"].rstrip("/").rsplit("/", 1)[-1]
        published = Entry.objects.published()
        successor = published.filter(slug=named).first() or published.filter(external_id=named).first()
        if named and successor is None:
            form.add_error("successor", "Deze opvolger vinden wij niet. Plak het adres van de bladzijde.")
        elif successor == entry:
            form.add_error("successor", "Een ingang kan niet zichzelf opvolgen.")
        else:
            return _archive(request, entry, form.cleaned_data["reason"], successor)
    return render(request, "catalogue/archive.html", {"entry": entry, "form": form}, status=422 if form.errors else 200)


def _archive(request: HttpRequest, entry: Entry, reason: str, successor: Entry | None) -> HttpResponse:
    try:
        workflow.archive(entry, by=request.user, at=timezone.now(), reason=reason, successor=successor)
    except (ValidationError, StaleState) as error:
        messages.error(request, getattr(error, "message", str(error)))
        return redirect(entry)
    messages.success(request, f"{entry.title} is gearchiveerd. U kunt dit terugdraaien op de bladzijde zelf.")
    return redirect(entry)


@require_POST
def restore(request: HttpRequest, slug: str) -> HttpResponse:
    entry = gate.fetch(Entry, request.user, slug=slug)
    try:
        workflow.restore(entry, by=request.user, at=timezone.now())
    except (ValidationError, StaleState) as error:
        messages.error(request, getattr(error, "message", str(error)))
    return redirect(entry)


@require_POST
def confirm_current(request: HttpRequest, slug: str) -> HttpResponse:
    """*Klopt nog*."""
    entry = get_object_or_404(Entry.objects.published(), slug=slug)
    at = timezone.now()
    try:
        workflow.confirm_current(entry, by=request.user, today=local_date(at), at=at)
    except StaleState as error:
        messages.error(request, str(error))
    else:
        undo = f"undo:{reverse('undo_confirmation', args=[entry.slug])}"
        messages.success(request, "Bedankt. Deze ingang is weer als actueel gemerkt.", extra_tags=undo)
    return redirect(entry)


@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What changed in one version, for who may propose a change."""
    entry = gate.fetch(Entry, request.user, slug=slug)
    shown = get_object_or_404(entry.revisions.filter(version=number).select_related("entry", "author"))
    if not can_propose(request.user, entry):
        raise PermissionDenied("Deze bladzijde is voor de eigenaar, diens organisatie en de redactie.")
    return render(request, "catalogue/version.html", pages.revision_page(shown, request.user))
