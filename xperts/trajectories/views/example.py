"""The practice example of a trajectory: written, freed of names, consented to, handed in."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core.workflow import StaleState
from xperts.trajectories import exemplifying, forms, pages, permissions
from xperts.trajectories.models import Example, Trajectory
from xperts.trajectories.views.contract import MOST_VERSION
from xperts.trajectories.views.trajectory import fetch


def _example(shown: Trajectory) -> Example:
    """The example of this trajectory; 404 before somebody began it."""
    example = getattr(shown, "example", None)
    if example is None:
        raise Http404
    example.trajectory = shown
    return example


@require_safe
def example(request: HttpRequest, number: int) -> HttpResponse:
    """The text as it would be public, with marks on names; and consent."""
    shown = fetch(request, number)
    if getattr(shown, "example", None) is None:
        context = {
            "trajectory": shown,
            "case": shown.case,
            "can_begin": permissions.can_write_example(request.user, shown),
        }
        return render(request, "xperts/trajectories/example_none.html", context)
    return render(request, "xperts/trajectories/example.html", pages.example_page(shown, _example(shown), request.user))


@require_POST
def begin(request: HttpRequest, number: int) -> HttpResponse:
    exemplifying.begin(fetch(request, number), by=request.user, at=timezone.now())
    messages.success(request, "Er staat een eerste tekst, gemaakt van het contract en de evaluaties. Maak hem af.")
    return redirect("practice_example_edit", number)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Write the text; consents to an earlier text lapse."""
    shown = fetch(request, number)
    row = _example(shown)
    if not permissions.can_write_example(request.user, shown) or exemplifying.is_with_editors(row):
        messages.info(request, "Deze tekst verandert nu niet meer.")
        return redirect("practice_example", number)
    context = pages.example_page(shown, row, request.user)
    names = [*row.confirmed, *(line["row"].text for line in context["found"])]
    initial = row.content | {"version": row.version, "confirmed": row.confirmed}
    form = forms.ExampleForm(request.POST or None, initial=initial, fields=exemplifying.FIELDS, found=names)
    if request.method == "POST" and form.is_valid():
        told = {"confirmed": form.cleaned_data["confirmed"], "seen": form.cleaned_data["version"]}
        try:
            exemplifying.save(row, form.content(), **told, by=request.user, at=timezone.now())
        except (exemplifying.Outdated, StaleState) as error:
            form.add_error(None, f"{error} Wat u typte, staat hieronder nog.")
        else:
            messages.success(request, "De tekst is bewaard.")
            return redirect("practice_example", number)
    status = 422 if form.errors else 200
    return render(request, "xperts/trajectories/example_edit.html", context | {"form": form}, status=status)


def _said(request: HttpRequest, number: int, act: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, act())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except (exemplifying.Outdated, StaleState) as error:
        messages.error(request, str(error))
    return redirect("practice_example", number)


@require_POST
def ask_consent(request: HttpRequest, number: int) -> HttpResponse:
    row = _example(fetch(request, number))

    def act() -> str:
        exemplifying.ask_consent(row, by=request.user, at=timezone.now())
        return "De aanvrager en de Xpert hebben een mail gekregen met een link naar deze tekst."

    return _said(request, number, act)


@require_POST
def consent(request: HttpRequest, number: int) -> HttpResponse:
    """Agree with the version that was on the page, or take that back."""
    row = _example(fetch(request, number))
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isdecimal() and int(seen) < MOST_VERSION else 0

    def act() -> str:
        if request.POST.get("besluit") == "terug":
            exemplifying.take_back(row, by=request.user, at=timezone.now())
            return "U hebt uw toestemming ingetrokken."
        exemplifying.consent(row, version=version, by=request.user, at=timezone.now())
        return "Dank u wel. U hebt toestemming gegeven voor deze tekst."

    return _said(request, number, act)


@require_POST
def submit(request: HttpRequest, number: int) -> HttpResponse:
    row = _example(fetch(request, number))

    def act() -> str:
        exemplifying.submit(row, by=request.user, at=timezone.now())
        return "Het praktijkvoorbeeld ligt bij de redactie. Na plaatsing krijgt iedereen bericht."

    return _said(request, number, act)
