"""Opening a mix for somebody, and what they see when it is no longer shared with them."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from loket.catalogue.mixes import describing, permissions
from loket.catalogue.mixes.models import Mix
from loket.catalogue.mixes.workflow import AccessEnded

ENDED = "Deze interventiemix wordt niet meer met u gedeeld."
ONLY_VIEWING = "U kunt deze interventiemix nog wel bekijken, maar er niet meer in werken."
_NOT_TYPED = ("csrfmiddlewaretoken", "seen", "token")
_LABELS = {"email": "E-mailadres", "name": "Naam"} | {
    key: label for labels in describing.LABELS.values() for key, label in labels.items()
}


def opened(request: HttpRequest, pk: int) -> Mix:
    """The mix as this person may see it. Not theirs: not found; theirs until a while ago: a sentence (``told``)."""
    mix = Mix.objects.visible_to(request.user).select_related("owner").filter(pk=pk).first()
    if mix is None:
        if Mix.objects.once_shared_with(request.user).filter(pk=pk).exists():
            raise AccessEnded(ENDED)
        raise Http404
    return mix


def to_edit(request: HttpRequest, pk: int) -> Mix:
    """The mix to work in; who may only look on reads so, with what was typed."""
    mix = opened(request, pk)
    if not permissions.can_edit(request.user, mix):
        raise AccessEnded(ONLY_VIEWING)
    return mix


def to_manage(request: HttpRequest, pk: int) -> Mix:
    mix = opened(request, pk)
    if not permissions.can_manage(request.user, mix):
        raise PermissionDenied("Alleen de eigenaar van deze mix kan dit.")
    return mix


def told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Says that sharing was stopped while the page was open, with what was typed, so that it can be copied."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except AccessEnded as error:
            if request.htmx:
                # What htmx puts in a corner of the page would be missed: the whole page tells it.
                return HttpResponse(headers={"HX-Refresh": "true"})
            context = {"sentence": str(error), "typed": typed(request), "can_view": str(error) == ONLY_VIEWING}
            return render(request, "catalogue/mixes/ended.html", context | {"pk": kwargs.get("pk")}, status=403)

    return guarded


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What somebody filled in, as (label, text) in the order of the form."""
    rows = []
    for name, values in request.POST.lists():
        text = "\n".join(value for value in values if value.strip())
        if text and name not in _NOT_TYPED:
            field, *rest = name.split("-")
            rows.append((" ".join([_LABELS.get(field.partition("_own")[0], field), *rest[:1]]), text))
    return rows
