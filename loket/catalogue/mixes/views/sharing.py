"""Sharing a mix, and coming in by a link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.catalogue.mixes import forms, pages, sharing
from loket.catalogue.mixes.enums import Right
from loket.catalogue.mixes.models import MixLink
from loket.catalogue.mixes.views.opening import ENDED, to_manage, told
from loket.catalogue.mixes.views.overview import axis_of
from loket.core.working_days import local_date


@told
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """With whom the mix is shared; the form invites somebody by address."""
    mix = to_manage(request, pk)
    form = forms.InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email, right = form.cleaned_data["email"], form.cleaned_data["right"]
        try:
            sharing.invite(mix, email, right, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error("email", error.message)
        else:
            messages.success(request, f"De mix is gedeeld met {email}. Wij sturen een mail naar dit adres.")
            return redirect("mix_share", pk)
    context = {"form": form, **pages.sharing(mix, request.build_absolute_uri)}
    frame = pages.frame(mix, request.user, "mix_share")
    return render(request, "catalogue/mixes/share.html", frame | context, status=422 if form.errors else 200)


@told
@require_POST
def make_link(request: HttpRequest, pk: int) -> HttpResponse:
    mix = to_manage(request, pk)
    right = request.POST.get("right", "")
    if right not in Right.values:
        raise Http404
    sharing.open_link(mix, right, by=request.user, at=timezone.now())
    messages.success(request, "De link is gemaakt. Stuur hem alleen naar wie de mix mag zien.")
    return redirect("mix_share", pk)


@told
@require_POST
def revoke_link(request: HttpRequest, pk: int, link_pk: int) -> HttpResponse:
    mix = to_manage(request, pk)
    sharing.revoke_link(mix, link_pk, by=request.user, at=timezone.now())
    messages.success(request, "De link werkt niet meer. Wie erdoor meewerkte, ziet de mix niet meer.")
    return redirect("mix_share", pk)


@told
@require_POST
def revoke_member(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    mix = to_manage(request, pk)
    sharing.revoke_member(mix, member_pk, by=request.user, at=timezone.now())
    messages.success(request, "De mix wordt niet meer met dit adres gedeeld.")
    return redirect("mix_share", pk)


def _link(token: str) -> MixLink:
    link = sharing.link_of(token)
    if link is None:
        raise Http404
    return link


@login_not_required
@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The mix by a link: to look at for everybody who has it, to work in after signing in and a press."""
    link = _link(token)
    if link.revoked_at:
        return render(request, "catalogue/mixes/ended.html", {"sentence": ENDED, "typed": [], "pk": 0}, status=410)
    plan = pages.read(link.mix, local_date(timezone.now()))
    context = {"link": link, "may_join": link.right == Right.EDIT, **pages.overview(plan, axis_of(request))}
    response = render(request, "catalogue/mixes/shared.html", context)
    # The address is the key: it is not passed on, and not kept by search engines.
    response["Referrer-Policy"], response["X-Robots-Tag"] = "no-referrer", "noindex"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Work along by a link for that. After signing in the page asks it again; the press makes it so."""
    link = _link(token)
    if link.right != Right.EDIT:
        raise Http404
    if request.method != "POST":
        return redirect(link)
    try:
        sharing.join(link, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.message)
        return redirect(link)
    messages.success(request, "U werkt nu mee aan deze mix. U vindt hem ook in Mijn loket.")
    return redirect(link.mix)
