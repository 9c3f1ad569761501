"""Fetching a network and what is in it for somebody: what they may not see is not there."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest

from loket.core import gate
from loket.core.workflow import StaleState
from network.learning import permissions
from network.learning.models import LearningNetwork


def shown(request: HttpRequest, slug: str) -> LearningNetwork:
    """A network that this person may come across."""
    return gate.fetch(LearningNetwork, request.user, "parent", "proposer", slug=slug)


def inside(request: HttpRequest, slug: str) -> LearningNetwork:
    """For members. Who may see the network itself is told no more than that the page is not there."""
    network = shown(request, slug)
    if not permissions.can_read(request.user, network):
        raise Http404
    return network


def managed(request: HttpRequest, slug: str) -> LearningNetwork:
    """For who manages it; a member who does not gets 403."""
    network = shown(request, slug)
    if permissions.can_manage(request.user, network):
        return network
    if permissions.can_read(request.user, network):
        raise PermissionDenied("Deze bladzijde is voor de begeleiders.")
    raise Http404


def tell(request: HttpRequest, act: Callable[[], object], done: str) -> bool:
    """Do it, and say in a sentence how it went. Returns whether it was done."""
    try:
        act()
    except ValidationError as error:
        messages.error(request, error.messages[0])
    except (StaleState, PermissionDenied) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
        return True
    return False


def add_errors(form, error: ValidationError) -> None:
    """Put what the rules say with the fields that they are about; what is about no field stands above."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.message_dict.items():
        form.add_error(name if name in form.fields else None, errors)
