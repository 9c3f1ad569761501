"""Fetching what a page is about, and saying in a sentence how a step went."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from loket.core import gate
from loket.core.workflow import StaleState
from network.regions import permissions
from network.regions.models import Coupling, LearnSession, Need, Region, Scan


def region_to_read(request: HttpRequest, slug: str) -> Region:
    """A region of one's own, or one that everybody may read; 404 for others."""
    return gate.fetch(Region, request.user, "network", network__slug=slug)


def own_region(request: HttpRequest, slug: str) -> Region:
    """A region of which this person is a member; 404 for others: what members do there is theirs."""
    region = region_to_read(request, slug)
    if not permissions.is_member(request.user, region):
        raise Http404
    return region


def region_to_write(request: HttpRequest, slug: str) -> Region:
    """403 for members who read along only, and when the network is over."""
    region = own_region(request, slug)
    if not permissions.can_write(request.user, region):
        raise PermissionDenied("U leest mee in dit netwerk. Vraag de begeleider als u ook wilt schrijven.")
    return region


def region_to_lead(request: HttpRequest, slug: str) -> Region:
    region = own_region(request, slug)
    if not permissions.can_lead(request.user, region):
        raise PermissionDenied("Deze bladzijde is voor de begeleider van de leerregio.")
    return region


def scan_of(region: Region, pk: int) -> Scan:
    scan = get_object_or_404(region.scans, pk=pk)
    scan.region = region
    return scan


def need_of(region: Region, pk: int) -> Need:
    need = get_object_or_404(region.needs.select_related("session__region__network"), pk=pk)
    need.region = region
    return need


def session_to_read(request: HttpRequest, slug: str, pk: int) -> LearnSession:
    """A session of the region, for its members and those of the regions that were asked along."""
    found = gate.fetch(LearnSession, request.user, "region__network", pk=pk, region__network__slug=slug)
    if not permissions.can_read_session(request.user, found):
        raise Http404
    return found


def session_to_lead(request: HttpRequest, slug: str, pk: int) -> LearnSession:
    session = session_to_read(request, slug, pk)
    if not permissions.can_lead_session(request.user, session):
        raise PermissionDenied("Dit is voor wie de leersessie plande en voor de begeleider.")
    return session


def coupling_to_read(request: HttpRequest, pk: int) -> Coupling:
    found = get_object_or_404(Coupling.objects.visible_to(request.user).whole(), pk=pk)
    if not permissions.can_see_coupling(request.user, found):
        raise Http404
    return found


def tell(request: HttpRequest, step: Callable[[], object], done: str) -> bool:
    """Take a step, and say in a sentence how it went; whether it went well."""
    try:
        step()
    except ValidationError as error:
        messages.error(request, error.messages[0])
    except StaleState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
        return True
    return False
