"""What the coordinator keeps: targets with their estimates, and the budget."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core.working_days import local_date
from loket.monitoring import budget, forms, pages, targets
from loket.monitoring.models import Cost
from loket.monitoring.permissions import can_monitor


def require_keeper(request: HttpRequest) -> None:
    if not can_monitor(request.user):
        raise PermissionDenied("Deze bladzijde is voor de coördinator.")


def refuse(form, error: ValidationError) -> None:
    """Put each sentence beside its field where the form has that field, else above the form."""
    told = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
    for name, sentences in told.items():
        form.add_error(name if name in form.fields else None, sentences)


@require_http_methods(["GET", "HEAD", "POST"])
def target_list(request: HttpRequest) -> HttpResponse:
    """The three targets, and what they are divided by; an estimate is added, never changed."""
    require_keeper(request)
    at = timezone.now()
    form = forms.EstimateForm(
        request.POST if request.method == "POST" else None, initial={"counted_on": local_date(at)}
    )
    if form.is_valid():
        try:
            targets.estimate(form.cleaned_data, by=request.user, at=at)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, "De schatting staat erbij. Wat er stond, blijft in de geschiedenis.")
            return redirect("targets")
    context = pages.targets_page(at) | {"form": form}
    return render(request, "monitoring/targets.html", context, status=422 if form.errors else 200)


@require_safe
def definitions(request: HttpRequest) -> HttpResponse:
    """Every figure in words and as a query."""
    require_keeper(request)
    return render(request, "monitoring/definitions.html", pages.definitions_page())


@require_safe
def this_year(request: HttpRequest) -> HttpResponse:
    return redirect("year_budget", local_date(timezone.now()).year)


@require_http_methods(["GET", "HEAD", "POST"])
def year_budget(request: HttpRequest, year: int) -> HttpResponse:
    """The budget of a year, and a form for a cost."""
    require_keeper(request)
    at = timezone.now()
    form = forms.CostForm(request.POST if request.method == "POST" else None, initial={"day": local_date(at)})
    if form.is_valid():
        try:
            cost = budget.enter(form.told, by=request.user, at=at)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, "De kostenpost is bewaard.")
            return redirect("year_budget", cost.day.year)
    context = pages.budget_page(year, at, request.GET.get("pagina")) | {"form": form}
    return render(request, "monitoring/budget.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def set_year(request: HttpRequest, year: int) -> HttpResponse:
    """A new version of the budget of a year."""
    require_keeper(request)
    at = timezone.now()
    form = forms.YearBudgetForm(request.POST if request.method == "POST" else None, initial=_start(year, at))
    if form.is_valid():
        try:
            budget.set_year({"year": year} | form.told, by=request.user, at=at)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, f"Het budget van {year} is bewaard.")
            return redirect("year_budget", year)
    return render(request, "monitoring/set_year.html", {"form": form, "year": year}, status=422 if form.errors else 200)


def _start(year: int, at) -> dict:
    """What stands there now."""
    plan = budget.in_force(year, at)
    if plan is None:
        return {}
    shares = {name: getattr(plan, name) for name in ("things", "meeting", "tailored", "coordination")}
    return shares | {"amount": plan.cents / 100}


@require_POST
def cost_step(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Take a cost out of the sums, or put it back."""
    require_keeper(request)
    cost = get_object_or_404(Cost, pk=pk)
    if act == "intrekken":
        done = budget.withdraw(cost, by=request.user, at=timezone.now())
    else:
        done = budget.put_back(cost, by=request.user)
    sentence = "De kostenpost telt niet meer mee." if act == "intrekken" else "De kostenpost telt weer mee."
    messages.success(request, sentence if done else "Dat was al gebeurd.")
    return redirect("year_budget", cost.day.year)
