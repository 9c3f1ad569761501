"""Who was there: ticked by an organiser, or by the code on somebody's phone. Twice is as once (hard case 38)."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from network.events.models import Registration, RegistrationHistory
from network.events.permissions import can_manage_registration


def tick(registration: Registration, *, by, at: datetime) -> None:
    """Somebody is there; also who was cancelled meanwhile and let in all the same, which the history then says."""
    _require(by, registration)
    if at < registration.event.created_at:
        raise ValidationError("Deze bijeenkomst bestond toen nog niet.")
    with transaction.atomic():
        if Registration.objects.filter(pk=registration.pk, attended_at=None).update(attended_at=at):
            _note(registration, "attended", by, at)


def untick(registration: Registration, *, by, at: datetime) -> None:
    """Take it back."""
    _require(by, registration)
    with transaction.atomic():
        if Registration.objects.filter(pk=registration.pk, attended_at__isnull=False).update(attended_at=None):
            _note(registration, "not_attended", by, at)


def _require(by, registration: Registration) -> None:
    if not can_manage_registration(by, registration):
        raise PermissionDenied("Alleen de organisatoren vinken aan wie er is.")


def _note(registration: Registration, act: str, by, at: datetime) -> None:
    state = registration.state
    RegistrationHistory.objects.create(subject=registration, at=at, by=by, act=act, from_state=state, to_state=state)
