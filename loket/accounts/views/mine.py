"""*Mijn loket* and the profile."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from loket.accounts import my_loket, organisations
from loket.accounts.forms import ProfileForm
from loket.accounts.models import User


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this person, and what is theirs."""
    person = request.user
    filled, empty = my_loket.panels_of(person)
    tasks = my_loket.tasks_of(person)
    context = {"tasks": tasks, "filled": filled, "empty": empty, "gaps": profile_gaps(person)}
    return render(request, "accounts/my_loket.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    # A copy of the person, so that the header of a refused form keeps the name that is saved.
    person = User.objects.select_related("organisation").get(pk=request.user.pk)
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Uw profiel is bewaard.")
        if form.renamed:
            messages.info(request, form.renamed)
        return redirect("profile")
    return render(request, "accounts/profile.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
@require_safe
def organisation_names(request: HttpRequest) -> HttpResponse:
    """Suggestions for who types the name of an organisation: also asked for while signing up."""
    found = organisations.suggest(request.GET.get("organisation_name", "")[:200])
    return render(request, "accounts/organisation_options.html", {"organisations": found})


def profile_gaps(person: User) -> list[str]:
    """What would make the portal more useful to this person, in words; empty when all is filled in."""
    wanted = (
        ("uw organisatie", person.organisation_id),
        ("uw sector", person.sector),
        ("uw niveau", person.level),
        ("uw thema's", person.themes),
    )
    return [label for label, value in wanted if not value]
