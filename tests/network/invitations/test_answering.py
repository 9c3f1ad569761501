"""Answering an invitation, by its link (hard cases 6, 25, 62 and 63)."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from loket.core.models import OutgoingMail
from network.events.enums import EventState, RegistrationState
from network.events.models import Registration
from network.invitations import answering
from network.invitations.enums import Answer
from network.invitations.models import Invitation, OptOut
from tests.factories import UserFactory
from tests.network.events.factory import AT, EventFactory, registered
from tests.network.invitations.factory import InvitationFactory

pytestmark = pytest.mark.django_db


def test_yes_registers_the_invited_person() -> None:
    invitation = InvitationFactory()

    registration = answering.accept(invitation, by=None, at=AT)

    assert (registration.state, registration.person) == (RegistrationState.CONFIRMED, invitation.person)
    assert (invitation.answer, invitation.registration) == (Answer.YES, registration)


def test_maybe_that_becomes_yes_on_a_full_event_waits() -> None:
    invitation = InvitationFactory(event=EventFactory(capacity=1))
    answering.consider(invitation, by=None, at=AT)
    registered(invitation.event)

    registration = answering.accept(invitation, by=None, at=AT)

    assert registration.state == RegistrationState.WAITING


def test_yes_twice_is_one_registration() -> None:
    invitation = InvitationFactory()

    answering.accept(invitation, by=None, at=AT)
    answering.accept(invitation, by=None, at=AT)

    assert Registration.objects.count() == 1


def test_no_after_yes_gives_the_place_to_the_next() -> None:
    invitation = InvitationFactory(event=EventFactory(capacity=1))
    answering.accept(invitation, by=None, at=AT)
    waiting = registered(invitation.event)

    answering.decline(invitation, by=None, at=AT)

    waiting.refresh_from_db()
    assert (invitation.answer, waiting.state) == (Answer.NO, RegistrationState.OFFERED)


def test_guest_is_registered_without_a_second_proof() -> None:
    invitation = InvitationFactory(person=None)

    registration = answering.accept(invitation, by=None, at=AT)

    assert (registration.state, registration.email) == (RegistrationState.CONFIRMED, "gast@example.org")


def test_link_of_another_answers_nothing() -> None:
    invitation = InvitationFactory()

    with pytest.raises(PermissionDenied, match="voor een ander adres"):
        answering.accept(invitation, by=UserFactory(), at=AT)

    assert not Registration.objects.exists()


def test_yes_to_a_closed_event_says_why_not() -> None:
    invitation = InvitationFactory(event=EventFactory(state=EventState.CLOSED))

    with pytest.raises(ValidationError, match="niet"):
        answering.accept(invitation, by=None, at=AT)

    assert Invitation.objects.get(pk=invitation.pk).answer == Answer.NONE


def test_colleague_is_invited_once() -> None:
    invitation = InvitationFactory()

    made = answering.send_colleague(invitation, "Bram", "bram@example.org", by=None, at=AT)

    assert invitation.answer == Answer.COLLEAGUE
    assert OutgoingMail.objects.get(to="bram@example.org").subject.startswith(f"{invitation.name} geeft u")
    with pytest.raises(ValidationError, match="één keer"):
        answering.send_colleague(invitation, "Els", "els@example.org", by=None, at=AT)
    with pytest.raises(ValidationError, match="één keer"):
        answering.send_colleague(made, "Els", "els@example.org", by=None, at=AT)


def test_colleague_who_is_invited_already_is_not_invited_again() -> None:
    invitation = InvitationFactory()
    InvitationFactory(event=invitation.event, person=UserFactory(email="bram@example.org"))

    with pytest.raises(ValidationError, match="al uitgenodigd"):
        answering.send_colleague(invitation, "Bram", "bram+werk@example.org", by=None, at=AT)

    assert Invitation.objects.get(pk=invitation.pk).answer == Answer.NONE


def test_colleague_who_wants_none_gets_none() -> None:
    OptOut.objects.create(address_key="bram@example.org", since=AT)

    with pytest.raises(ValidationError, match="nu geen uitnodiging"):
        answering.send_colleague(InvitationFactory(), "Bram", "bram@example.org", by=None, at=AT)
