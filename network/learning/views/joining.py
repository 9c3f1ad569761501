"""Becoming a member, choosing how to hear of it, leaving, and the page behind an invitation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from network.learning import forms, joining, pages, permissions
from network.learning.enums import Access, InvitationState, MembershipState
from network.learning.models import Invitation, LearningNetwork, Membership
from network.learning.naming import name_of
from network.learning.views.fetching import shown, tell


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """In what role, and why; at once or after the facilitator. Pressing twice changes nothing."""
    found = shown(request, slug)
    if permissions.is_member(request.user, found):
        messages.info(request, "U doet al mee.")
        return redirect(found)
    if not permissions.can_join(request.user, found):
        raise PermissionDenied("Dit netwerk is alleen op uitnodiging, of het is al voorbij.")
    form = forms.JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        held = joining.join(found, by=request.user, at=timezone.now(), **form.cleaned_data)
        is_in = held.state == MembershipState.ACTIVE
        told = "Welkom! U doet mee." if is_in else "Uw vraag is verstuurd. U krijgt bericht van de begeleider."
        messages.success(request, told)
        return redirect(found)
    context = pages.frame(found, request.user, tab="overzicht") | {"form": form}
    context["is_open"] = found.access == Access.OPEN
    return render(request, "network/learning/join.html", context, status=422 if form.errors else 200)


def _own(request: HttpRequest, slug: str, **states) -> tuple[LearningNetwork, Membership]:
    found = shown(request, slug)
    rows = Membership.objects.filter(network=found, person=request.user, **states)
    return found, get_object_or_404(rows.select_related("network", "person"))


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    found, own = _own(request, slug, state=MembershipState.ACTIVE)
    if request.method == "POST":
        tell(
            request, lambda: joining.leave(own, by=request.user, at=timezone.now()), f"U doet niet meer mee in {found}."
        )
        return redirect("my_networks")
    context = pages.frame(found, request.user, tab="overzicht")
    return render(request, "network/learning/leave.html", context)


@require_POST
def stop_asking(request: HttpRequest, slug: str) -> HttpResponse:
    found, own = _own(request, slug, state=MembershipState.ASKED)
    tell(request, lambda: joining.stop_asking(own, by=request.user, at=timezone.now()), "Uw vraag is ingetrokken.")
    return redirect(found)


@require_POST
def mailing(request: HttpRequest, slug: str) -> HttpResponse:
    """How soon one hears of the conversation."""
    found, own = _own(request, slug, state=MembershipState.ACTIVE)
    chosen = request.POST.get("mailing", "")
    tell(request, lambda: joining.set_mailing(own, chosen, by=request.user), "Uw keuze is bewaard.")
    return redirect("network_members", found.slug)


@require_POST
def new_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """A new secret address for the calendar; the old one stops."""
    found, own = _own(request, slug, state=MembershipState.ACTIVE)
    done = "U hebt een nieuw agenda-adres. Het oude werkt niet meer."
    tell(request, lambda: joining.new_calendar_address(own, by=request.user), done)
    return redirect("network_sessions", found.slug)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The networks in which I take part, what I asked for, what I proposed, and for the desk what waits."""
    user = request.user
    taking_part = pages.in_order(LearningNetwork.objects.filter(pk__in=LearningNetwork.objects.of(user).values("pk")))
    asked = Membership.objects.filter(person=user, state=MembershipState.ASKED).select_related("network")
    proposed = LearningNetwork.objects.filter(proposer=user, opened_at=None).order_by("-created_at")
    waiting = LearningNetwork.objects.filter(state="proposed").order_by("created_at")
    context = {
        "cards": pages.cards(list(taking_part), user),
        "asked": asked,
        "proposed": proposed,
        "waiting": waiting if permissions.can_judge(user) else [],
    }
    return render(request, "network/learning/mine.html", context)


def _invitation(token: str) -> Invitation:
    return get_object_or_404(Invitation.objects.select_related("network", "by"), token=token)


@login_not_required
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What one is asked for; the answer is a button. Who has the link sees what the network is for."""
    found = _invitation(token)
    path = found.get_absolute_url()
    is_mine = request.user.is_authenticated and request.user.email.lower() == found.email.lower()
    context = {
        "invitation": found,
        "network": found.network,
        "inviter": name_of(found.by),
        "is_open": found.state == InvitationState.SENT and found.network.is_live,
        "is_mine": is_mine,
        "next": urlencode({"next": path}),
    }
    return render(request, "network/learning/invitation.html", context)


@login_not_required
@require_POST
def decline(request: HttpRequest, token: str) -> HttpResponse:
    found = _invitation(token)
    done = "U hebt bedankt. U krijgt geen uitnodiging meer voor dit netwerk."
    tell(request, lambda: joining.decline(found, at=timezone.now()), done)
    return redirect(found)


@require_POST
def accept(request: HttpRequest, token: str) -> HttpResponse:
    found = _invitation(token)
    if tell(request, lambda: joining.accept(found, by=request.user, at=timezone.now()), "Welkom! U doet mee."):
        return redirect(found.network)
    return redirect(found)
