"""A self-scan: opened for the members, filled in by each, closed with a median for each element."""

from datetime import datetime
from statistics import median

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from loket.core.workflow import StaleState, Transition, Workflow
from network.regions import permissions
from network.regions.enums import Element, ScanState
from network.regions.models import Region, Result, Scan, ScanHistory, Score

SCANS = Workflow(
    [
        Transition("close", frozenset({ScanState.OPEN}), ScanState.CLOSED, permissions.can_lead_scan, "Scan sluiten"),
        Transition(
            "reopen", frozenset({ScanState.CLOSED}), ScanState.OPEN, permissions.can_lead_scan, "Scan weer openen"
        ),
    ],
    history=lambda: ScanHistory,
)
ONE_IS_OPEN = "Er staat al een zelfscan open. Sluit die eerst."


def open_scan(region: Region, name: str, *, by, at: datetime) -> Scan:
    """A new moment. Raises ``ValidationError`` when one is open already."""
    if not permissions.can_lead(by, region):
        raise PermissionDenied("De begeleider opent een zelfscan.")
    try:
        with transaction.atomic():
            scan = Scan.objects.create(region=region, name=name, opened_at=at, by=by)
            ScanHistory.objects.create(subject=scan, at=at, by=by, act="open", to_state=scan.state)
    except IntegrityError as error:
        raise ValidationError(ONE_IS_OPEN) from error
    return scan


def score(scan: Scan, scores: dict[str, tuple[int, str]], *, by, at: datetime) -> None:
    """What one member thinks: per element a value (1–5) with the evidence. Filling in again changes one's own.

    Raises ``StaleState`` when the scan was closed meanwhile.
    """
    if not permissions.can_write(by, scan.region):
        raise PermissionDenied("Alleen leden vullen de zelfscan in.")
    with transaction.atomic():
        held = Scan.objects.select_for_update().get(pk=scan.pk)
        if held.state != ScanState.OPEN:
            raise StaleState
        for element, (value, evidence) in scores.items():
            row = Score(scan=held, person=by, element=element, value=value, evidence=evidence, at=at)
            row.full_clean(exclude=["scan", "person"], validate_constraints=False)
            fields = {"value": value, "evidence": evidence, "at": at}
            Score.objects.update_or_create(scan=held, person=by, element=element, defaults=fields)


def close(scan: Scan, *, by, at: datetime) -> None:
    """Work out the medians; they stay as they are, whoever leaves later."""
    with transaction.atomic():
        SCANS.apply(scan, "close", by=by, at=at, closed_at=at)
        values: dict[str, list[int]] = {}
        for element, value in scan.scores.values_list("element", "value"):
            values.setdefault(element, []).append(value)
        if not values:
            raise ValidationError("Nog niemand heeft de scan ingevuld.")
        Result.objects.bulk_create(
            [_result(scan, element, values[element]) for element in Element.values if element in values]
        )


def _result(scan: Scan, element: str, values: list[int]) -> Result:
    return Result(
        scan=scan,
        element=element,
        median=median(values),
        lowest=min(values),
        highest=max(values),
        count=len(values),
    )


def reopen(scan: Scan, *, by, at: datetime) -> None:
    """Let members fill in again; what came out is worked out anew at closing."""
    try:
        with transaction.atomic():
            SCANS.apply(scan, "reopen", by=by, at=at, closed_at=None)
            scan.results.all().delete()
    except IntegrityError as error:
        raise ValidationError(ONE_IS_OPEN) from error
