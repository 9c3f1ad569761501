"""Who takes part: the list for members, and what a facilitator does with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import spreadsheets
from network.learning import exporting, forms, inside_pages, joining, pages, permissions
from network.learning.models import Invitation, LearningNetwork, Membership
from network.learning.naming import name_of
from network.learning.views.fetching import add_errors, managed, shown, tell


@require_safe
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """For members, and for who manages it; others do not learn who takes part (hard case 39)."""
    network = shown(request, slug)
    if not permissions.can_see_members(request.user, network):
        raise Http404
    context = inside_pages.members_page(network, request.user)
    own = context["own"]
    context["mailing_form"] = forms.MailingForm(initial={"mailing": own.mailing}) if own else None
    return render(request, "network/learning/members.html", context)


@require_safe
def members_ods(request: HttpRequest, slug: str) -> HttpResponse:
    network = managed(request, slug)
    response = HttpResponse(exporting.members(network), content_type=spreadsheets.MIME)
    response["Content-Disposition"] = f'attachment; filename="{network.slug}-leden.ods"'
    return response


def _membership(network: LearningNetwork, pk: int) -> Membership:
    found = get_object_or_404(Membership.objects.select_related("person"), network=network, pk=pk)
    found.network = network
    return found


@require_POST
def admit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    row = _membership(managed(request, slug), pk)
    done = f"{name_of(row.person)} doet nu mee en krijgt bericht."
    tell(request, lambda: joining.admit(row, by=request.user, at=timezone.now()), done)
    return redirect("network_members", slug)


WORDED = {
    "niet-toelaten": ("niet toelaten", joining.refuse),
    "uit-netwerk": ("uit het netwerk halen", joining.remove),
}


@require_http_methods(["GET", "HEAD", "POST"])
def act_with_reason(request: HttpRequest, slug: str, pk: int, act: str) -> HttpResponse:
    """Not letting in, or taking out: the person reads why."""
    network = managed(request, slug)
    row = _membership(network, pk)
    words, function = WORDED[act]
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note, name = form.cleaned_data["note"], name_of(row.person)
        done = f"{name} krijgt bericht."
        tell(request, lambda: function(row, by=request.user, at=timezone.now(), note=note), done)
        return redirect("network_members", slug)
    context = pages.frame(network, request.user, tab="leden")
    context |= {"label": f"{name_of(row.person)} {words}", "form": form, "explanation": ""}
    context["back"] = reverse("network_members", args=[slug])
    return render(request, "network/learning/step.html", context, status=422 if form.errors else 200)


@require_POST
def change_role(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    row = _membership(managed(request, slug), pk)
    chosen = request.POST.get("role", "")
    done = f"De rol van {name_of(row.person)} is gewijzigd."
    tell(request, lambda: joining.change_role(row, chosen, by=request.user, at=timezone.now()), done)
    return redirect("network_members", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    network = managed(request, slug)
    if not permissions.can_invite(request.user, network):
        raise PermissionDenied("In een netwerk dat voorbij is, nodigt u niemand meer uit.")
    form = forms.InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count = joining.invite(network, **form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"{count} {'uitnodiging is' if count == 1 else 'uitnodigingen zijn'} verstuurd.")
            return redirect("network_members", slug)
    context = pages.frame(network, request.user, tab="leden") | {"form": form}
    return render(request, "network/learning/invite.html", context, status=422 if form.errors else 200)


@require_POST
def take_back_invitation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    network = managed(request, slug)
    found = get_object_or_404(Invitation, network=network, pk=pk)
    found.network = network
    done = f"De uitnodiging aan {found.email} is teruggenomen."
    tell(request, lambda: joining.take_back(found, by=request.user, at=timezone.now()), done)
    return redirect("network_members", slug)
