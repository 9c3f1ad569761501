"""The lists of the desk, several at once, a phone call, and the standard answers."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import menus
from loket.core.workflow import StaleState
from loket.core.working_days import local_date
from servicedesk import calling, filters, forms, lists, loads, pages, standing_in, triage_forms, workflow
from servicedesk.models import Question, StandardAnswer
from servicedesk.permissions import can_handle, can_see_desk


def require_desk(user) -> None:
    if not can_see_desk(user):
        raise PermissionDenied


def require_handler(user) -> None:
    if not can_handle(user):
        raise PermissionDenied


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """One list with its filters; the tabs say how many are in each."""
    require_desk(request.user)
    at = timezone.now()
    shown = lists.BY_SLUG.get(request.GET.get("lijst", ""), lists.LISTS[0])
    own = standing_in.dealt_with_by(request.user, local_date(at))
    questions = pages.rows(lists.in_list(shown, own, at))
    found = filters.QuestionFilter(request.GET, queryset=questions, request=request)
    is_filtered = any(value for name, value in request.GET.items() if name in found.filters)
    counts = lists.counts(shown, own, at)
    page = _page(request, found.qs, None if is_filtered else counts[shown.slug])
    context = {
        "shown": shown,
        "tabs": lists.tabs(shown, counts),
        "views": lists.views_of(request.user, request.GET.urlencode()),
        "filter": found,
        "is_filtered": is_filtered,
        "page": page,
        "lines": [pages.line(row, at) for row in page.rows],
        "can_handle": can_handle(request.user),
        "people": loads.of_desk(at) if can_handle(request.user) else [],
        "more": menus.pages(lists.TOOLS, request.user),
        "outcomes": forms.CloseForm().fields["outcome"].choices,
    }
    return render(request, "servicedesk/desk.html", context)


def _page(request: HttpRequest, questions: QuerySet, count: int | None) -> lists.Page:
    """``count``: how many there are; ``None`` when only looking tells."""
    wanted = request.GET.get("pagina", "")
    if count is not None:
        return lists.counted_page(questions, wanted, count)
    return lists.page(questions, wanted, most=lists.MOST_PAGES_FOUND if request.GET.get("q") else lists.MOST_PAGES)


@require_POST
def desk_bulk(request: HttpRequest) -> HttpResponse:
    """Assign, tag or close what is ticked; what could not be done is told by number."""
    require_handler(request.user)
    form = triage_forms.BulkForm(request.POST)
    if not form.is_valid():
        messages.error(request, next(iter(form.errors.values()))[0])
        return back(request)
    if form.cleaned_data["act"] == "answer":
        chosen = urlencode({"numbers": form.cleaned_data["numbers"], "terug": request.POST.get("terug", "")}, True)
        return redirect(f"{reverse('desk_answer_many')}?{chosen}")
    done, left = 0, []
    chosen = Question.objects.select_related("queue", "assignee").filter(number__in=form.cleaned_data["numbers"])
    for question in chosen:
        try:
            _apply(question, form.cleaned_data, by=request.user, at=timezone.now())
            done += 1
        except (StaleState, ValidationError):
            left.append(question.reference)
    if done:
        messages.success(request, f"Gedaan bij {done} {'vraag' if done == 1 else 'vragen'}.")
    if left:
        messages.error(request, f"Dit kon niet bij {', '.join(left)}. Bekijk die apart.")
    return back(request)


def _apply(question: Question, data: dict, *, by, at) -> None:
    if data["act"] == "assign":
        workflow.change(question, by=by, at=at, assignee=data["assignee"])
    elif data["act"] == "queue" and data["queue"]:
        workflow.change(question, by=by, at=at, queue=data["queue"])
    elif data["act"] == "tag":
        workflow.change(question, by=by, at=at, tags=list(dict.fromkeys([*question.tags, *forms.tags(data["tag"])])))
    elif data["act"] == "close":
        workflow.close(question, data["outcome"], by=by, at=at)


def back(request: HttpRequest) -> HttpResponse:
    """To the list it came from."""
    wanted = request.POST.get("terug", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return redirect(wanted if is_ours else "desk")


@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest) -> HttpResponse:
    """Write down a phone call: who, what, and what was said or promised."""
    require_handler(request.user)
    form = forms.CallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        question = calling.log(form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, f"Vastgelegd als {question.reference}.")
        return redirect(question)
    return render(request, "servicedesk/call.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def callers(request: HttpRequest) -> HttpResponse:
    """While typing: people and organisations that the desk knows, with what they asked before."""
    require_handler(request.user)
    found = calling.known(request.GET.get("caller", ""))
    return render(request, "servicedesk/_callers.html", {"callers": found})


@require_http_methods(["GET", "HEAD", "POST"])
def standard_answers(request: HttpRequest) -> HttpResponse:
    """The texts that the desk uses often, and a new one."""
    require_handler(request.user)
    form = forms.StandardAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.instance.changed_at = timezone.now()
        form.save()
        messages.success(request, "Het standaardantwoord is bewaard.")
        return redirect("standard_answers")
    context = {"form": form, "answers": StandardAnswer.objects.all()[:200]}
    return render(request, "servicedesk/standard_answers.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def standard_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one, or throw it away."""
    require_handler(request.user)
    answer = get_object_or_404(StandardAnswer, pk=pk)
    if request.method == "POST" and "weg" in request.POST:
        answer.delete()
        messages.success(request, "Het standaardantwoord is weg.")
        return redirect("standard_answers")
    form = forms.StandardAnswerForm(request.POST or None, instance=answer)
    if request.method == "POST" and form.is_valid():
        form.instance.changed_at = timezone.now()
        form.save()
        messages.success(request, "Het standaardantwoord is bewaard.")
        return redirect("standard_answers")
    return render(request, "servicedesk/standard_answer.html", {"form": form, "answer": answer})
