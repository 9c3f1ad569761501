"""The page behind the link of an invitation: it only shows; each answer is a button. Public, by its own link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core.telling import stopped_by
from network.events import pages as event_pages
from network.events.places import Busy
from network.invitations import answering, forms
from network.invitations.models import Invitation, OptOut
from network.invitations.notifications import STOP


def _by_token(token: str) -> Invitation:
    rows = Invitation.objects.select_related("event", "person", "round", "registration", "sent_on")
    return get_object_or_404(rows, token=token)


@login_not_required
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What it is about, and the buttons. Somebody else who is signed in is told so, or led to register themselves."""
    shown = _by_token(token)
    event_pages.with_places_left([shown.event])
    context = {
        "invitation": shown,
        "event": shown.event,
        "when": event_pages.when(shown.event),
        "where": event_pages.where(shown.event),
        "price": event_pages.price(shown.event),
        "is_of_another": answering.is_of_another(shown, request.user),
        "takes": shown.event.takes_registrations(timezone.now()),
        "can_pass_on": shown.sender_id is None and not hasattr(shown, "sent_on"),
    }
    return render(request, "network/invitations/invitation.html", context)


ACTS = {
    "ja": (answering.accept, "Dank u wel."),
    "nee": (answering.decline, "Dank u wel voor uw antwoord. U krijgt geen herinnering."),
    "misschien": (answering.consider, "Genoteerd. Er is nog geen plaats voor u. U kunt later alsnog kiezen."),
}


@login_not_required
@require_POST
def answer(request: HttpRequest, token: str, act: str) -> HttpResponse:
    shown = _by_token(token)
    if act not in ACTS:
        raise Http404
    function, told = ACTS[act]
    by = request.user if request.user.is_authenticated else None
    try:
        registration = function(shown, by=by, at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.messages[0])
    except (Busy, PermissionDenied) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told)
        return redirect(registration or shown)
    return redirect(shown)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def colleague(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody else in one's place: invited once, and told by whom."""
    shown = _by_token(token)
    form = forms.ColleagueForm(request.POST or None)
    by = request.user if request.user.is_authenticated else None
    if request.method == "POST" and form.is_valid():
        try:
            answering.send_colleague(shown, **form.cleaned_data, by=by, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        except PermissionDenied as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Uw collega krijgt een uitnodiging, met uw naam erbij.")
            return redirect(shown)
    context = {"invitation": shown, "event": shown.event, "form": form}
    return render(request, "network/invitations/colleague.html", context, status=422 if form.errors else 200)


@csrf_exempt  # mail programs post here themselves (RFC 8058); the signature in the address says that it is right
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind *afmelden* in a mail: one button, no sign-in; and back again."""
    key = stopped_by(STOP, token)
    if key is None:
        raise Http404
    if request.method == "POST":
        if "terug" in request.POST:
            answering.opt_in(key)
        else:
            answering.opt_out(key, at=timezone.now())
    is_out = OptOut.objects.filter(address_key=key).exists()
    return render(request, "network/invitations/stop.html", {"is_out": is_out})
