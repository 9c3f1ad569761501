"""The desk's list of cases, a new one from a question, and the page of one; the coordinator looks along."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import gate, spreadsheets
from loket.core.workflow import StaleState
from loket.core.working_days import local_date
from network.events.places import Busy
from servicedesk.models import Question
from xperts.cases import collective, exporting, filters, forms, opening, pages, placing, similar, workflow
from xperts.cases.enums import Stage, State
from xperts.cases.models import Case
from xperts.cases.permissions import can_keep_rules, is_desk, sees_all

_RELATED = ("contact", "handler", "organisation", "framework", "question", "intake")
DESK_STAGES = (Stage.PRE_INTAKE, Stage.DIAGNOSIS)


def fetch(request: HttpRequest, number: int, *, to_handle: bool = False) -> Case:
    """The case for who is of the desk; 403 for who only looks along and wants to act."""
    case = gate.fetch(Case, request.user, *_RELATED, number=number)
    if not (is_desk(request.user) if to_handle else sees_all(request.user)):
        raise PermissionDenied
    return case


def _require_seeing(user) -> None:
    if not sees_all(user):
        raise PermissionDenied


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """One list with its filters; the tabs say how many are in each."""
    _require_seeing(request.user)
    at = timezone.now()
    shown = pages.BY_SLUG.get(request.GET.get("lijst", ""), pages.LISTS[0])
    found = filters.CaseFilter(request.GET, queryset=pages.in_list(shown, at), request=request)
    page = pages.CappedPaginator(found.qs, pages.PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {
        "shown": shown,
        "tabs": pages.tabs(shown, at),
        "figures": pages.key_figures(at),
        "filter": found,
        "is_filtered": any(value for name, value in request.GET.items() if name in found.filters),
        "page": page,
        "lines": [pages.line(row, at) for row in page.object_list],
        "keeps": can_keep_rules(request.user),
    }
    return render(request, "xperts/cases/cases.html", context)


@require_safe
def cases_ods(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, as a spreadsheet."""
    _require_seeing(request.user)
    at = timezone.now()
    shown = pages.BY_SLUG.get(request.GET.get("lijst", ""), pages.LISTS[0])
    found = filters.CaseFilter(request.GET, queryset=pages.in_list(shown, at), request=request)
    response = HttpResponse(exporting.ods(found.qs, at=at), content_type=spreadsheets.MIME)
    response["Content-Disposition"] = f'attachment; filename="advies-op-maat-{local_date(at)}.ods"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, number: int) -> HttpResponse:
    """Begin the pre-intake of a question."""
    question = gate.fetch(Question, request.user, "asker", number=number)
    if not is_desk(request.user):
        raise PermissionDenied
    initial = {"title": question.subject, "email": question.asker.email if question.asker else ""}
    form = forms.BeginForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = {"title": form.cleaned_data["title"], "contact": form.contact}
        try:
            case = opening.begin(question, by=request.user, at=timezone.now(), **told)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"De pre-intake is begonnen: {case.reference}.")
            return redirect("case_intake", case.number)
    context = {"form": form, "question": question}
    return render(request, "xperts/cases/begin.html", context, status=422 if form.errors else 200)


@require_safe
def case(request: HttpRequest, number: int) -> HttpResponse:
    """The whole of a case at a glance; who asks for it is led to their own page."""
    found = gate.fetch(Case, request.user, *_RELATED, number=number)
    if not sees_all(request.user):
        return redirect(found.get_own_url())
    at, together = timezone.now(), collective.alternatives(found)
    context = head(found, "case", at) | {
        "terms": pages.terms(found, at),
        "facts": pages.facts(found),
        "applicants": pages.applicants(found),
        "efforts": found.efforts.all(),
        "judgements": pages.judgements(found, DESK_STAGES),
        "history": pages.history(found),
        "days": pages.days_since_question(found, at),
        "similar": together.alike[: similar.MOST_SHOWN],
        "together": together,
        "can_close": pages.can_close(found, request.user),
        "places": _places(request, found, at),
    }
    return render(request, "xperts/cases/case.html", context)


def head(found: Case, current: str, at) -> dict:
    """What stands above each page of a case for the desk; what its parts need is fetched at once."""
    prefetch_related_objects([found], "efforts", "framework__criteria")
    return {
        "case": found,
        "state": pages.badge(found),
        "due": pages.due(found, at),
        "path": pages.path(found),
        "tabs": pages.case_tabs(found, current),
    }


@require_POST
def close(request: HttpRequest, number: int) -> HttpResponse:
    """The desk has nothing more to do for it."""
    found = fetch(request, number, to_handle=True)
    try:
        workflow.step(found, "close", by=request.user, at=timezone.now())
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "De aanvraag is gesloten.")
    return redirect(found)


def _places(request: HttpRequest, found: Case, at) -> list[placing.Choice]:
    """To what the desk can bring the askers of a case that is taken up together."""
    is_wanted = is_desk(request.user) and found.state == State.COLLECTIVE
    return placing.choices(found, request.user, at=at) if is_wanted else []


@require_POST
def place(request: HttpRequest, number: int) -> HttpResponse:
    """Give everybody who asks a place in an event or a network."""
    found = fetch(request, number, to_handle=True)
    try:
        names = placing.give_places(found, request.POST.get("plek", ""), by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except (PermissionDenied, Busy) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Een plaats of uitnodiging is er nu voor: {', '.join(names)}. Zij krijgen bericht.")
    return redirect(found)
