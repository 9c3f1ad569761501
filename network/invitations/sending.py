"""Sending a round in batches: each batch is marked and written before the next begins (hard case 29)."""

from datetime import datetime

from django.db import transaction

from loket.accounts.models import User
from network.events.registering import address_key
from network.invitations import audience, notifications
from network.invitations.enums import RoundState
from network.invitations.models import Invitation, InvitationHistory, Round
from network.invitations.models.invitation import new_token

BATCH = 200
MOST_BATCHES = 10


def send_due(*, at: datetime) -> int:
    """Send what waits, some batches of each round; returns how many invitations. The next run goes on from there."""
    return sum(_send(number, at) for number in Round.objects.sending().values_list("pk", flat=True))


def _send(number: int, at: datetime) -> int:
    sent = 0
    for _ in range(MOST_BATCHES):
        batch = send_batch(number, at=at)
        if not batch:
            break
        sent += batch
    return sent


@transaction.atomic
def send_batch(number: int, *, at: datetime) -> int:
    """One batch of a round; 0 when it is done, was stopped, or another worker has it. Who is invited drops out."""
    held = Round.objects.sending().select_for_update(skip_locked=True, of=("self",)).select_related("event")
    current = held.filter(pk=number).first()
    if current is None:
        return 0
    if not current.event.takes_registrations(at):
        Round.objects.filter(pk=number).update(state=RoundState.STOPPED, finished_at=at)
        return 0
    choice = audience.Choice(**current.chosen)
    people = audience.invitable(current.event, choice, at=at).filter(date_joined__lte=current.created_at)
    batch = list(people.order_by("pk")[:BATCH])
    if not batch:
        Round.objects.filter(pk=number).update(state=RoundState.SENT, finished_at=at)
        return 0
    _write(current, batch, at)
    return len(batch)


def _write(current: Round, people: list[User], at: datetime) -> None:
    """The invitations with their mails. Two accounts with one mailbox get one; so do two rounds at once."""
    made = [_invitation(current, person, at) for person in people]
    Invitation.objects.bulk_create(made, ignore_conflicts=True)
    written = Invitation.objects.filter(token__in=[row.token for row in made]).select_related("round")
    rows = list(written.order_by("pk"))
    InvitationHistory.objects.bulk_create(
        InvitationHistory(subject=row, at=at, by_id=current.by_id, act="invite") for row in rows
    )
    for row in rows:
        row.event = current.event
        notifications.invited(row, at=at)


def _invitation(current: Round, person: User, at: datetime) -> Invitation:
    return Invitation(
        event=current.event,
        round=current,
        person=person,
        name=str(person),
        email=person.email,
        address_key=address_key(person.email),
        sector=person.sector,
        level=person.level,
        token=new_token(),
        invited_at=at,
    )
