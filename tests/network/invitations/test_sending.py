"""Sending and reminding: once, in batches, each with the own link (hard cases 24, 26, 27, 29 and 33)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from loket.core.models import OutgoingMail
from network.events import registering
from network.events import workflow as events
from network.invitations import answering, sending, workflow
from network.invitations.audience import Choice
from network.invitations.enums import Answer, RoundState
from network.invitations.models import Invitation, OptOut, ReminderRound, Round
from tests.factories import UserFactory
from tests.network.events.factory import AT, EventFactory, asking
from tests.network.invitations.factory import TWO, WEEK, InvitationFactory, invited, somebody

pytestmark = pytest.mark.django_db


def test_each_person_gets_one_mail_with_the_own_link() -> None:
    event, people = EventFactory(), [somebody(), somebody()]

    made = invited(event)

    for person in people:
        mail = OutgoingMail.objects.get(to=person.email)
        assert Invitation.objects.get(person=person).token in mail.text
        assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    made.refresh_from_db()
    assert (made.state, made.expected) == (RoundState.SENT, 2)


def test_person_in_two_groups_is_invited_once() -> None:
    event, person = EventFactory(), somebody(sector="ggd")
    somebody(sector="sport", level="3")

    invited(event)
    invited(event, Choice(sectors=["ggd", "sport"]))

    assert Invitation.objects.filter(event=event, person=person).count() == 1
    assert OutgoingMail.objects.filter(to=person.email).count() == 1


def test_two_accounts_with_one_mailbox_get_one() -> None:
    event = EventFactory()
    somebody(email="anke@example.org")
    somebody(email="anke+werk@example.org")

    invited(event)

    assert Invitation.objects.filter(event=event).count() == 1


def test_run_that_broke_off_goes_on_where_it_was(monkeypatch) -> None:
    monkeypatch.setattr(sending, "BATCH", 2)
    event = EventFactory()
    for _ in range(5):
        somebody()
    made = workflow.invite(event, TWO, words="", is_open=False, by=event.organiser, at=AT)

    batches = [sending.send_batch(made.pk, at=AT) for _ in range(4)]

    assert batches == [2, 2, 1, 0]
    assert OutgoingMail.objects.filter(subject=f"Uitnodiging: {event.title}").count() == 5


def test_round_of_an_event_that_was_called_off_stops() -> None:
    event = EventFactory()
    somebody()
    made = workflow.invite(event, TWO, words="", is_open=False, by=event.organiser, at=AT)
    events.cancel(event, by=event.organiser, at=AT, reason="De zaal is dicht")

    sent = sending.send_due(at=AT)

    assert sent == 0
    assert Round.objects.get(pk=made.pk).state == RoundState.STOPPED


def test_who_joins_after_the_round_is_not_in_it() -> None:
    event, old = EventFactory(), somebody()
    somebody(date_joined=AT + timedelta(hours=1))

    invited(event)

    assert [row.person for row in Invitation.objects.all()] == [old]


def test_stranger_may_not_invite() -> None:
    somebody()

    with pytest.raises(PermissionDenied):
        workflow.invite(EventFactory(), TWO, words="", is_open=False, by=UserFactory(), at=AT)


def test_choosing_nothing_invites_nobody() -> None:
    event = EventFactory()

    with pytest.raises(ValidationError, match="Kies eerst"):
        workflow.invite(event, Choice(), words="", is_open=False, by=event.organiser, at=AT)


def test_only_who_did_not_answer_is_reminded() -> None:
    event = EventFactory()
    silent, said_no, registered = somebody(), somebody(), somebody()
    invited(event)
    answering.decline(Invitation.objects.get(person=said_no), by=said_no, at=AT)
    registering.register(event, asking(registered), at=AT)

    told = workflow.remind(event, None, by=event.organiser, at=AT + WEEK)

    assert told == 1
    mail = OutgoingMail.objects.get(subject=f"Komt u? {event.title}")
    assert mail.to == silent.email
    assert Invitation.objects.get(person=silent).token in mail.text


def test_reminder_is_logged_and_not_repeated_within_a_week() -> None:
    invitation = InvitationFactory()
    by = invitation.event.organiser

    told = [workflow.remind(invitation.event, None, by=by, at=AT + WEEK + timedelta(hours=hour)) for hour in range(2)]

    assert told == [1, 0]
    assert [(row.by, row.number) for row in ReminderRound.objects.all()] == [(by, 1)]


def test_reminding_is_for_who_was_chosen() -> None:
    event = EventFactory()
    first, second = InvitationFactory(event=event), InvitationFactory(event=event)

    workflow.remind(event, [second.pk], by=event.organiser, at=AT + WEEK)

    assert [row.reminders for row in (Invitation.objects.get(pk=first.pk), Invitation.objects.get(pk=second.pk))] == [
        0,
        1,
    ]


def test_who_opted_out_after_the_invitation_is_not_reminded() -> None:
    invitation = InvitationFactory()
    OptOut.objects.create(address_key=invitation.address_key, since=AT)

    assert workflow.remind(invitation.event, None, by=invitation.event.organiser, at=AT + WEEK) == 0


def test_editing_the_event_keeps_the_answers() -> None:
    invitation = InvitationFactory()
    answering.consider(invitation, by=invitation.person, at=AT)

    events.change(invitation.event, {"title": "Een andere titel"}, by=invitation.event.organiser, at=AT)

    assert Invitation.objects.get(pk=invitation.pk).answer == Answer.MAYBE
