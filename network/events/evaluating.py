"""What people thought of an event: asked once, answered once, kept without who."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Avg, Count

from loket.core.working_days import local_date
from network.events import notifications
from network.events.enums import EventState, RegistrationState
from network.events.models import Evaluation, Event, Registration

# Fewer answers than this would say who gave which.
FEWEST_SHOWN = 3


def ask(event: Event, *, at: datetime) -> int:
    """Ask everybody who came, by mail; returns how many. Within the transaction in which it became *geweest*."""
    came = list(event.registrations.confirmed())
    if any(row.attended_at for row in came):
        came = [row for row in came if row.attended_at]
    for row in came:
        row.event = event
        notifications.asked_to_evaluate(row, at=at)
    return len(came)


def can_evaluate(registration: Registration) -> bool:
    """Whether the form stands open: it was held, this person was in, and did not answer before."""
    was_held = registration.event.state in (EventState.HELD, EventState.EVALUATED)
    return was_held and registration.state == RegistrationState.CONFIRMED and not registration.has_evaluated


@transaction.atomic
def answer(registration: Registration, *, at: datetime, usefulness: int, takes_along: str, better: str) -> None:
    """Keep the answers. Raises ``ValidationError`` when it was done before, or there was nothing to judge."""
    if not can_evaluate(registration):
        raise ValidationError("U hebt deze bijeenkomst al beoordeeld, of dat kan nog niet.")
    first = Registration.objects.filter(pk=registration.pk, has_evaluated=False).update(has_evaluated=True)
    if not first:
        raise ValidationError("U hebt deze bijeenkomst al beoordeeld.")
    Evaluation.objects.create(
        event=registration.event, at=local_date(at), usefulness=usefulness, takes_along=takes_along, better=better
    )


def figures(event: Event) -> dict | None:
    """Mean (one to five), number of answers and what was said; None below three answers."""
    found = event.evaluations.aggregate(mean=Avg("usefulness"), number=Count("pk"))
    if found["number"] < FEWEST_SHOWN:
        return None
    said = event.evaluations.exclude(takes_along="", better="").order_by("?")
    return found | {"said": list(said.values("takes_along", "better")[:50])}
