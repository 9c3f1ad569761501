"""Messages between colleagues, without an address in sight."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loket.core import gate
from network.directory import contacting, forms, pages, people, permissions
from network.directory.enums import ReportedKind
from network.directory.models import DirectMessage


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, token: str) -> HttpResponse:
    """A message to somebody in the directory."""
    seen = people.find(request.user, token)
    if seen is None or not permissions.can_write_to(request.user, seen.listing):
        raise Http404
    form = forms.MessageForm(request.POST or None, sender=request.user)
    if form.is_valid() and _sent(request, form, to=seen.listing.person):
        messages.success(request, f"Uw bericht is verstuurd aan {seen.name}.")
        return redirect(seen.url)
    context = {"form": form, "card": seen}
    return render(request, "network/directory/write.html", context, status=422 if form.errors else 200)


def _sent(request: HttpRequest, form: forms.MessageForm, *, to, replies_to: DirectMessage | None = None) -> bool:
    try:
        contacting.send(form.letter(), to=to, by=request.user, at=timezone.now(), replies_to=replies_to)
    except ValidationError as refusal:
        form.add_error(None, refusal)
    return not form.errors


@require_safe
def message(request: HttpRequest, token: str) -> HttpResponse:
    """A message that somebody got, with what can be done about it."""
    shown = gate.fetch(DirectMessage, request.user, "sender", token=token)
    return render(request, "network/directory/message.html", pages.message_page(shown, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """An answer by the portal: the other does not see an address either."""
    shown = gate.fetch(DirectMessage, request.user, "sender", token=token)
    if not pages.message_page(shown, request.user)["can_reply"]:
        raise PermissionDenied("U kunt dit bericht niet beantwoorden.")
    subject = shown.subject if shown.subject.startswith("Re: ") else f"Re: {shown.subject}"
    form = forms.MessageForm(request.POST or None, sender=request.user, initial={"subject": subject[:120]})
    if form.is_valid() and _sent(request, form, to=shown.sender, replies_to=shown):
        messages.success(request, f"Uw antwoord is verstuurd aan {shown.sender_name}.")
        return redirect(shown)
    context = {"form": form, "message": shown}
    return render(request, "network/directory/reply.html", context, status=422 if form.errors else 200)


@require_POST
def block(request: HttpRequest, token: str, act: str) -> HttpResponse:
    """No more messages from this sender, or again after all; each takes the other back."""
    shown = gate.fetch(DirectMessage, request.user, "sender", token=token)
    if act == "blokkeren":
        contacting.block(shown, by=request.user, at=timezone.now())
        messages.success(request, f"U krijgt geen berichten meer van {shown.sender_name}.")
    else:
        contacting.unblock(shown, by=request.user)
        messages.success(request, f"{shown.sender_name} mag u weer berichten sturen.")
    return redirect(shown)


@require_http_methods(["GET", "HEAD", "POST"])
def report_message(request: HttpRequest, token: str) -> HttpResponse:
    shown = gate.fetch(DirectMessage, request.user, "sender", token=token)
    form = forms.ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        contacting.report_message(shown, form.cleaned_data["note"], by=request.user, at=timezone.now())
        return _thanked(request, shown)
    context = {"form": form, "title": shown.subject, "back": shown.get_absolute_url()}
    return render(request, "network/directory/report.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def report_listing(request: HttpRequest, token: str) -> HttpResponse:
    """Something in what somebody tells about themselves is not right."""
    seen = people.find(request.user, token)
    if seen is None:
        raise Http404
    form = forms.ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = "\n\n".join(part for part in (seen.work, seen.expertise, seen.about) if part)
        about = contacting.Reported(ReportedKind.LISTING, seen.name, told, seen.listing.person, seen.url)
        contacting.report(about, form.cleaned_data["note"], by=request.user, at=timezone.now())
        return _thanked(request, seen.url)
    context = {"form": form, "title": seen.name, "back": seen.url}
    return render(request, "network/directory/report.html", context, status=422 if form.errors else 200)


def _thanked(request: HttpRequest, back) -> HttpResponse:
    messages.success(request, "Dank u wel. De redactie kijkt ernaar.")
    return redirect(back)
