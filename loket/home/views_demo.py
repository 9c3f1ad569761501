"""The mail that left, in the demo: the folder to which it is written, as a mailbox one can look into."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from loket.home.demo import mailbox


@login_not_required
@require_safe
def post(request: HttpRequest) -> HttpResponse:
    return render(request, "home/demo_post.html", {"letters": mailbox.newest()})


@login_not_required
@require_safe
def message(request: HttpRequest, name: str) -> HttpResponse:
    letter = mailbox.read(name)
    if letter is None:
        raise Http404
    return render(request, "home/demo_message.html", {"letter": letter})
