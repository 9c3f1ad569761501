"""Who has which role: for coordinators."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from loket.accounts import workflow
from loket.accounts.enums import ROLE_EXPLANATIONS, STAFF_ROLES, Role
from loket.accounts.forms import PersonSearchForm
from loket.accounts.models import User
from loket.accounts.permissions import can_manage_people
from loket.accounts.reports import role_changes

PER_PAGE = 25


def _require_coordinator(request: HttpRequest) -> None:
    if not can_manage_people(request.user):
        raise PermissionDenied("Deze pagina is voor coördinatoren.")


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    _require_coordinator(request)
    form = PersonSearchForm(request.GET)
    filters = form.cleaned_data if form.is_valid() else {}
    found = User.objects.select_related("organisation").order_by("name", "pk")
    if filters.get("q"):
        found = found.matching(filters["q"])
    if filters.get("rol"):
        found = found.with_role(filters["rol"])
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "accounts/people.html", {"form": form, "page": page})


@require_safe
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    _require_coordinator(request)
    someone = get_object_or_404(User.objects.select_related("organisation"), pk=person_id)
    roles = [(role, ROLE_EXPLANATIONS[role], role in someone.roles) for role in Role]
    return render(
        request, "accounts/person.html", {"person": someone, "roles": roles, "changes": role_changes(someone)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def role(request: HttpRequest, person_id: int, code: str) -> HttpResponse:
    """Give a role to who has it not, take it from who has it: first asked, then done."""
    _require_coordinator(request)
    someone = get_object_or_404(User, pk=person_id)
    if code not in Role.values:
        raise Http404("Deze rol bestaat niet.")
    chosen, has_role = Role(code), code in someone.roles
    if request.method == "POST":
        return _change_role(request, someone, chosen)
    context = {
        "person": someone,
        "role": chosen,
        "has_role": has_role,
        "is_staff_role": chosen in STAFF_ROLES,
    }
    return render(request, "accounts/role.html", context | {"explanation": ROLE_EXPLANATIONS[chosen]})


def _change_role(request: HttpRequest, someone: User, chosen: Role) -> HttpResponse:
    is_grant = request.POST.get("act") == "geven"
    change = workflow.grant_role if is_grant else workflow.withdraw_role
    try:
        change(someone, chosen, by=request.user, at=timezone.now())
    except workflow.LastCoordinator as refusal:
        messages.error(request, str(refusal))
    else:
        done = "heeft nu de rol" if is_grant else "heeft niet meer de rol"
        messages.success(request, f"{someone} {done} {chosen.label}.")
    return redirect("person", person_id=someone.pk)
