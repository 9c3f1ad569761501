"""Where there is little and where much is asked, as a table and as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from loket.catalogue.gaps import exporting, matrix, pages
from loket.catalogue.gaps.views.white_spots import for_lookers
from loket.core import spreadsheets
from loket.core.files.serving import content_disposition

SUBJECTS = {"matrix": matrix.CATALOGUE, "opleidingen": matrix.TRAININGS}


@require_safe
def white_spot_matrix(request: HttpRequest) -> HttpResponse:
    """Themes, settings and target groups."""
    return _page(request, "matrix", [])


@require_safe
def training_matrix(request: HttpRequest) -> HttpResponse:
    """Trainings by competence, level and sector, with the overlaps too."""
    return _page(request, "opleidingen", matrix.overlaps())


def _page(request: HttpRequest, name: str, overlaps: list[matrix.Overlap]) -> HttpResponse:
    for_lookers(request)
    choice = matrix.Choice.read(SUBJECTS[name], request.GET)
    context = {
        "name": name,
        "choice": choice,
        "axes": list(choice.subject.axes.values()),
        "rows": matrix.build(choice),
        "overlaps": overlaps,
        "tabs": pages.tabs(name),
        "files": [(each, f"{reverse('matrix_file', args=[name, each])}?{choice.query}") for each in spreadsheets.MIMES],
        "little": matrix.LITTLE,
    }
    return render(request, "catalogue/gaps/matrix.html", context)


@require_safe
def matrix_file(request: HttpRequest, name: str, extension: str) -> HttpResponse:
    """The matrix that the address chooses."""
    for_lookers(request)
    if name not in SUBJECTS or extension not in spreadsheets.MIMES:
        raise Http404
    choice = matrix.Choice.read(SUBJECTS[name], request.GET)
    file = exporting.table(choice, matrix.build(choice), extension)
    response = HttpResponse(file, content_type=spreadsheets.MIMES[extension])
    response["Content-Disposition"] = content_disposition(f"witte-vlekken-{name}.{extension}")
    return response
