"""What an organiser does with invitations: begin a round, stop it, remind who did not answer."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet

from loket.core.workflow import StaleState
from network.events.models import Event, Registration
from network.invitations import audience, notifications, permissions
from network.invitations.enums import RoundState
from network.invitations.models import Invitation, InvitationHistory, OptOut, ReminderRound, Round

REMIND_AFTER = timedelta(days=7)
MOST_REMINDERS = 2
MOST_AT_ONCE = 1_000


def invite(event: Event, choice: audience.Choice, *, words: str, is_open: bool, by, at: datetime) -> Round:
    """Begin to send to all whom the choice fits. Raises ``ValidationError`` when there is nobody, or nothing chosen."""
    if not permissions.can_invite(by, event):
        raise PermissionDenied("Uitnodigen kan alleen de organisator, zolang de inschrijving open is.")
    if choice.is_empty:
        raise ValidationError("Kies eerst voor wie deze bijeenkomst is.")
    if not event.takes_registrations(at):
        raise ValidationError("De inschrijving is gesloten. Open die eerst.")
    with transaction.atomic():
        # Two windows at once: the second sees the round of the first.
        list(Event.objects.select_for_update(no_key=True).filter(pk=event.pk).values("pk"))
        if Round.objects.sending().filter(event=event).exists():
            raise ValidationError("Er wordt nog een ronde verstuurd. Wacht tot die klaar is.")
        expected = audience.counts(event, choice, at=at).get("", 0)
        if not expected:
            raise ValidationError("Er is niemand om uit te nodigen: iedereen die past, valt af.")
        return Round.objects.create(
            event=event,
            chosen=choice.as_json(),
            words=words.strip(),
            is_open=is_open,
            expected=expected,
            by=by,
            created_at=at,
        )


def stop(current: Round, *, by, at: datetime) -> None:
    """Send no more of a round; what left stays. Raises ``StaleState`` when it is done already."""
    if not permissions.can_read_all(by, current.event):
        raise PermissionDenied("Alleen de organisator stopt een ronde.")
    sending = Round.objects.filter(pk=current.pk, state=RoundState.SENDING)
    if not sending.update(state=RoundState.STOPPED, finished_at=at):
        raise StaleState


def can_be_reminded(event: Event, *, at: datetime) -> QuerySet[Invitation]:
    """Who did not answer, is not registered in another way, and was not written to in the last week."""
    registered = Registration.objects.active().filter(event=event)
    rows = Invitation.objects.unanswered().filter(event=event, reminders__lt=MOST_REMINDERS)
    rows = rows.exclude(person__in=registered.filter(person__isnull=False).values("person"))
    rows = rows.exclude(address_key__in=registered.values("address_key"))
    rows = rows.exclude(address_key__in=OptOut.objects.values("address_key"))
    rows = rows.filter(Q(person=None) | Q(person__is_active=True))
    before = at - REMIND_AFTER
    return rows.filter(Q(reminded_at=None, invited_at__lt=before) | Q(reminded_at__lt=before)).order_by("pk")


def remind(event: Event, numbers: list[int] | None, *, by, at: datetime) -> int:
    """Remind these, or all who can be; returns how many. Each is marked before the next, and the round is logged."""
    if not permissions.can_invite(by, event):
        raise PermissionDenied("Herinneren kan alleen de organisator, zolang de inschrijving open is.")
    due = can_be_reminded(event, at=at)
    if numbers is not None:
        due = due.filter(pk__in=numbers[:MOST_AT_ONCE])
    told = sum(_remind_one(number, event, by, at) for number in list(due.values_list("pk", flat=True)[:MOST_AT_ONCE]))
    if told:
        ReminderRound.objects.create(event=event, by=by, at=at, number=told)
    return told


def _remind_one(number: int, event: Event, by, at: datetime) -> bool:
    with transaction.atomic():
        marked = can_be_reminded(event, at=at).order_by().filter(pk=number)
        if not marked.update(reminded_at=at, reminders=F("reminders") + 1):
            return False
        invitation = Invitation.objects.select_related("round").get(pk=number)
        invitation.event = event
        InvitationHistory.objects.create(subject=invitation, at=at, by=by, act="remind")
        notifications.reminded(invitation, at=at)
    return True
