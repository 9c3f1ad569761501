"""From the number or token in an address to the list, with what this visitor may do with it."""

import functools
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from loket.catalogue.collections import pages


def reached(view: Callable) -> Callable:
    """Gives the view a ``pages.Reached`` in the place of the key.

    A link that was taken back says so, with what somebody was typing; nothing tells whether it ever existed.
    """

    @functools.wraps(view)
    def found(request: HttpRequest, key: str, *args, **kwargs) -> HttpResponse:
        row = pages.reach(key, request.user)
        if row is None:
            typed = [text for name in ("name", "description", "note") if (text := request.POST.get(name, ""))]
            return render(request, "catalogue/collections/gone.html", {"typed": typed}, status=404)
        response = view(request, row, *args, **kwargs)
        # The address is the key: no search engine and no other site may learn it. Not *no-referrer*: with that a
        # browser hides where a form comes from, and every button would be refused as forged.
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return found
