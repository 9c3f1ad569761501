"""Subscribing, leaving and reading: for everybody, without an account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from loket.core.telling import stopped_by
from loket.newsletter import forms, pages, rendering, subscribing
from loket.newsletter.enums import SubscriptionState
from loket.newsletter.models import Edition, Subscription


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def newsletter(request: HttpRequest) -> HttpResponse:
    """The form to subscribe, above all that was sent."""
    own = pages.subscription_of(request.user)
    initial = {"email": request.user.email} if request.user.is_authenticated else {}
    form = forms.SubscribeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _asked(request, form)
    context = pages.archive_page(request.GET.get("theme", "")[:80], request.GET.get("pagina"))
    context |= {"form": form, "own": own, "preferences": rendering.link_to_preferences(own) if own else ""}
    return render(request, "newsletter/newsletter.html", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest, form: forms.SubscribeForm) -> HttpResponse:
    """Who types an address hears the same, whether or not it is known; one's own was verified already."""
    address, at = form.cleaned_data["email"], timezone.now()
    if form.is_of_a_program:
        return redirect("newsletter_asked")
    if request.user.is_authenticated and address.lower() == request.user.email.lower():
        subscribing.subscribe_verified(address, form.choice(), at=at)
        messages.success(request, "U krijgt de nieuwsbrief voortaan.")
        return redirect("newsletter")
    subscribing.ask(address, form.choice(), at=at)
    return redirect("newsletter_asked")


@login_not_required
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return render(request, "newsletter/asked.html")


@login_not_required
@require_safe
def edition(request: HttpRequest, slug: str) -> HttpResponse:
    """An edition on the web."""
    shown = get_object_or_404(Edition.objects.archive(), slug=slug)
    return render(request, "newsletter/edition.html", pages.edition_page(shown))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the first mail: a mail scanner that opens it confirms nothing."""
    number, _, asked_at = (stopped_by(rendering.CONFIRM, token) or "").partition("-")
    subscription = Subscription.objects.filter(pk=number or 0).first()
    is_newest = bool(subscription) and asked_at == f"{subscription.asked_at.timestamp():.0f}"
    if request.method == "POST" and is_newest and subscription.state == SubscriptionState.PENDING:
        subscribing.confirm(subscription, at=timezone.now())
        subscription.refresh_from_db()
    context = {
        "is_pending": is_newest and subscription.state == SubscriptionState.PENDING,
        "is_active": is_newest and subscription.is_active,
        "preferences": rendering.link_to_preferences(subscription) if is_newest else "",
    }
    return render(request, "newsletter/confirm.html", context)


def _by(url_name: str, token: str) -> Subscription:
    """Whose link this is. Raises ``Http404`` when it was tampered with, or the address was thrown away since."""
    number = stopped_by(url_name, token)
    subscription = Subscription.objects.filter(pk=number).first() if number else None
    if subscription is None:
        raise Http404
    return subscription


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    """What this address gets, to be changed by who has the link."""
    subscription = _by(rendering.PREFERENCES, token)
    form = forms.ChoiceForm(request.POST or None, initial=forms.ChoiceForm.initial_of(subscription))
    if request.method == "POST" and form.is_valid():
        subscribing.change(subscription, form.choice(), at=timezone.now())
        told = "Uw keuze is bewaard." if subscription.is_active else "U bent afgemeld. U krijgt geen nieuwsbrief meer."
        messages.success(request, told)
        return redirect(request.path)
    context = {"form": form, "subscription": subscription, "stop": rendering.link_to_stop(subscription)}
    return render(request, "newsletter/preferences.html", context, status=422 if form.errors else 200)


@csrf_exempt  # mail programs post here themselves (RFC 8058); the signature in the address says that it is right
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind *afmelden*: one button, no sign-in."""
    subscription = _by(rendering.STOP, token)
    if request.method == "POST":
        subscribing.stop(subscription, at=timezone.now())
    is_over = subscription.state == SubscriptionState.STOPPED
    context = {"is_over": is_over, "preferences": rendering.link_to_preferences(subscription)}
    return render(request, "newsletter/stop.html", context)
