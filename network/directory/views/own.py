"""Somebody's own place in the directory."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from network.directory import forms, pages, workflow
from network.directory.showing import card


@require_http_methods(["GET", "HEAD", "POST"])
def own_listing(request: HttpRequest) -> HttpResponse:
    """What colleagues see of this person, and what they may see."""
    person = get_user_model().objects.select_related("organisation").get(pk=request.user.pk)
    listing = pages.own_listing(person)
    listing.person = person
    form = forms.ListingForm(request.POST if request.method == "POST" else None, instance=listing)
    if request.method == "POST" and form.is_valid():
        chosen = {"is_listed": form.cleaned_data["is_listed"], "shown_fields": form.shown_fields}
        try:
            workflow.keep(form.filled(), **chosen, at=timezone.now())
        except workflow.NoName as refusal:
            form.add_error("is_listed", str(refusal))
        else:
            told = "U bent vindbaar. Zo zien collega's u." if person.is_listed else "U bent niet meer te vinden."
            messages.success(request, told)
            return redirect("own_listing")
    since = pages.shown_since(listing)
    context = {"form": form, "listing": listing, "since": since, "card": card(listing) if since else None}
    return render(request, "network/directory/own.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def clear_listing(request: HttpRequest) -> HttpResponse:
    """Out of the directory, with all that was filled in for it."""
    if request.method == "POST":
        workflow.clear(get_user_model().objects.get(pk=request.user.pk))
        messages.success(request, "Uw vermelding is gewist. U bent nergens meer te vinden.")
        return redirect("own_listing")
    return render(request, "network/directory/clear.html")
