"""My trajectories, and all of them for the desk."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from loket.accounts.enums import Role
from loket.core import spreadsheets
from xperts.cases.models import Case
from xperts.cases.permissions import sees_all
from xperts.trajectories import contracting, exporting, forms, pages, permissions
from xperts.trajectories.filters import TrajectoryFilter
from xperts.trajectories.models import Engagement, Trajectory

PER_PAGE = 25


def _for_desk(request: HttpRequest) -> None:
    if not sees_all(request.user):
        raise PermissionDenied("Deze bladzijde is voor de servicedesk en de coördinator.")


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The trajectories in which I ask or help, newest first; for the desk without own ones all of them."""
    at = timezone.now()
    own = Trajectory.objects.of(request.user)
    if sees_all(request.user) and not own.exists():
        return redirect("trajectories")
    rows = pages.listed(own)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("pagina"))
    context = {"page": page, "lines": [pages.line(row, at) for row in page]}
    context["is_xpert"] = Engagement.objects.of(request.user).exists()
    return render(request, "xperts/trajectories/mine.html", context)


@require_safe
def trajectories(request: HttpRequest) -> HttpResponse:
    """All trajectories, and the cases of which the contract still has to be begun."""
    _for_desk(request)
    at = timezone.now()
    found = TrajectoryFilter(request.GET, queryset=Trajectory.objects.all(), request=request)
    page = Paginator(pages.listed(found.qs), PER_PAGE).get_page(request.GET.get("pagina"))
    context = {"filter": found, "page": page, "lines": [pages.line(row, at) for row in page]}
    context |= {"to_begin": pages.to_begin()[:50], "judges_claims": permissions.can_judge_claims(request.user)}
    return render(request, "xperts/trajectories/trajectories.html", context)


@require_safe
def trajectories_ods(request: HttpRequest) -> HttpResponse:
    _for_desk(request)
    found = TrajectoryFilter(request.GET, queryset=Trajectory.objects.all(), request=request)
    response = HttpResponse(exporting.trajectories_ods(found.qs, at=timezone.now()), content_type=spreadsheets.MIME)
    response["Content-Disposition"] = 'attachment; filename="trajecten.ods"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, number: int) -> HttpResponse:
    """Begin the contract of a case whose Xpert accepted, where the pool did not do so by itself."""
    _for_desk(request)
    case = get_object_or_404(Case.objects.select_related("contact", "organisation"), number=number)
    begun = Trajectory.objects.filter(case=case).first()
    if begun:
        return redirect(begun)
    people = get_user_model().objects.with_role(Role.XPERT).order_by("name")
    form = forms.HelpersForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        helper = contracting.Helper(told["person"], told["rate"], told["institute"])
        try:
            made = contracting.begin(case, [helper], by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Het contract staat klaar. De aanvrager en de Xpert hebben bericht gekregen.")
            return redirect("contract", made.case.number, 0)
    context = {"case": case, "form": form}
    return render(request, "xperts/trajectories/begin.html", context, status=422 if form.errors else 200)
