"""Making a network into a learning region, its profile and phase, and what it agrees to."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.core.workflow import StaleState, Transition, Workflow
from loket.search import index
from network.learning.models import LearningNetwork
from network.regions import findable, permissions
from network.regions.enums import Box, ConsentKind, Phase
from network.regions.models import BoxText, ConsentHistory, Region, RegionHistory

PHASES = Workflow(
    [
        Transition(
            "implement", frozenset({Phase.INSPIRE}), Phase.IMPLEMENT, permissions.can_lead, "Naar implementeren"
        ),
        Transition("embed", frozenset({Phase.IMPLEMENT}), Phase.EMBED, permissions.can_lead, "Naar inbedden"),
        Transition("back_to_inspire", frozenset({Phase.IMPLEMENT}), Phase.INSPIRE, permissions.can_lead, "Terug"),
        Transition("back_to_implement", frozenset({Phase.EMBED}), Phase.IMPLEMENT, permissions.can_lead, "Terug"),
    ],
    history=lambda: RegionHistory,
)
GIVEN, WITHDRAWN = "given", "withdrawn"


def found(network: LearningNetwork, *, by, at: datetime) -> Region:
    """Give a network a profile, an empty canvas and the rest of a learning region. A second press changes nothing."""
    if not permissions.can_found(by, network):
        raise PermissionDenied("Alleen de begeleider maakt van een netwerk een leerregio.")
    try:
        with transaction.atomic():
            region = Region.objects.create(network=network, created_at=at, changed_at=at)
            BoxText.objects.bulk_create([BoxText(region=region, key=key) for key in Box.values])
            RegionHistory.objects.create(subject=region, at=at, by=by, act="found", to_state=region.state)
    except IntegrityError:
        return Region.objects.select_related("network").get(network=network)
    return region


def change_profile(region: Region, changes: dict, *, by, at: datetime) -> None:
    """Change what the profile says. Raises ``ValidationError`` for years in the wrong order."""
    _require_lead(by, region)
    for name, value in changes.items():
        setattr(region, name, value)
    region.changed_at = at
    region.full_clean(exclude=["network"])
    with transaction.atomic():
        region.save(update_fields=[*changes, "changed_at"])
        renew(region)


def go(region: Region, step: str, *, by, at: datetime, note: str = "") -> None:
    """To another phase; the reason is kept."""
    with transaction.atomic():
        PHASES.apply(region, step, by=by, at=at, note=note, changed_at=at)
        renew(region)


def give(region: Region, kind: str, *, by, at: datetime) -> None:
    """Agree to one thing, for the region."""
    _agree(region, kind, GIVEN, by=by, at=at)


def withdraw(region: Region, kind: str, *, by, at: datetime) -> None:
    """Take it back: from this moment nobody outside sees it any more."""
    _agree(region, kind, WITHDRAWN, by=by, at=at)


def _agree(region: Region, kind: str, act: str, *, by, at: datetime) -> None:
    _require_lead(by, region)
    if kind not in ConsentKind.values:
        raise ValidationError("Deze toestemming kennen wij niet.")
    with transaction.atomic():
        held = Region.objects.select_for_update(of=("self",)).select_related("network").get(pk=region.pk)
        if (kind in held.agrees_to) == (act == GIVEN):
            raise StaleState
        kept = {*held.agrees_to, kind} if act == GIVEN else {*held.agrees_to} - {kind}
        held.agrees_to = [code for code in ConsentKind.values if code in kept]
        held.save(update_fields=["agrees_to"])
        ConsentHistory.objects.create(subject=held, at=at, by=by, act=act, note=kind)
        if kind == ConsentKind.STORY:
            renew(held)
    region.agrees_to = held.agrees_to


def renew(region: Region) -> None:
    """Put what everybody may find into the index, or take it out."""
    if region.is_findable():
        index.put(findable.document(region))
    else:
        index.remove(findable.SUBJECT_TYPE, region.pk)


def _require_lead(user, region: Region) -> None:
    if not permissions.can_lead(user, region):
        raise PermissionDenied("Dit is voor de begeleider van deze leerregio.")
