"""Invites the people of the demo to events that come, and has them answer."""

from datetime import datetime, timedelta

from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import User
from network.events.enums import ACTIVE
from network.events.models import Event
from network.invitations import answering, audience, sending, workflow
from network.invitations.audience import Choice
from network.invitations.models import Invitation, Round

EVENTS = 3
ANSWERS = (answering.accept, answering.decline, None, answering.consider, None, answering.accept, None)
MOST_ANSWERS = 21


def load(*, at: datetime, say=lambda sentence: None) -> None:
    """Does nothing when somebody was invited already."""
    if Round.objects.exists():
        return
    desk = User.objects.get(email=address(Role.SERVICEDESK))
    coming = Event.objects.coming(at).filter(is_in_company=False, opened_at__lt=at - timedelta(days=9))
    for number, event in enumerate(coming.filter(closes_at__gt=at + timedelta(days=3))[:EVENTS]):
        _invite(event, number, desk, at=at)
    say(f"{Invitation.objects.count()} uitnodigingen, {Invitation.objects.exclude(answer='').count()} antwoorden.")


def _invite(event: Event, number: int, desk: User, *, at: datetime) -> None:
    choice = Choice(levels=["3"]) if number == 0 else Choice(levels=["2"], themes=event.themes[:1])
    sent = at - timedelta(days=9)
    if not audience.counts(event, choice, at=sent).get(""):
        return
    workflow.invite(
        event, choice, words="Graag zien wij u in het land van het voorbeeld.", is_open=bool(number), by=desk, at=sent
    )
    Round.objects.filter(event=event).update(created_at=at)  # the people of the demo joined just now
    sending.send_due(at=sent)
    _answer(event, at=sent)
    if number == 0:
        rest = list(workflow.can_be_reminded(event, at=at).values_list("pk", flat=True)[:4])
        workflow.remind(event, rest, by=desk, at=at)


def _answer(event: Event, *, at: datetime) -> None:
    rows = event.invitations.exclude(email__in=[address(role) for role in Role])
    for number, row in enumerate(rows.select_related("event")[:MOST_ANSWERS]):
        act = ANSWERS[number % len(ANSWERS)]
        if act and not event.registrations.filter(person=row.person, state__in=ACTIVE).exists():
            act(row, by=None, at=at + timedelta(hours=number + 1))
