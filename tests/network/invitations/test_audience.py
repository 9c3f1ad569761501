"""Whom an invitation concerns, and why somebody is left out (hard case 26)."""

from datetime import timedelta

import pytest

from network.events import registering
from network.events.models import Event
from network.invitations import audience
from network.invitations.audience import Choice
from network.invitations.enums import LeftOut
from network.invitations.models import OptOut
from tests.factories import OrganisationFactory
from tests.network.events.factory import AT, EventFactory, guest, registered
from tests.network.invitations.factory import TWO, InvitationFactory, somebody

pytestmark = pytest.mark.django_db


def _left_out(event: Event, person, choice: Choice = TWO) -> str:
    return audience.chosen(event, choice, at=AT).get(pk=person.pk).left_out


@pytest.mark.parametrize(
    ("choice", "fits"),
    [
        (Choice(levels=["2"]), True),
        (Choice(levels=["3"]), False),
        (Choice(sectors=["ggd"], levels=["2", "3"]), True),
        (Choice(sectors=["sport"], levels=["2"]), False),
        (Choice(themes=["roken", "slaap"]), True),
        (Choice(areas=["ggd-gelderland-zuid"]), True),
        (Choice(areas=["ggd-zeeland"]), False),
    ],
)
def test_choice_fits_when_all_of_its_groups_do(choice, fits) -> None:
    person = somebody(sector="ggd", themes=["roken"], areas=["gemeente-tiel"])

    assert audience.chosen(EventFactory(), choice, at=AT).filter(pk=person.pk).exists() is fits


def test_who_is_not_active_is_never_invited() -> None:
    event, person = EventFactory(), somebody(is_active=False)

    assert _left_out(event, person) == LeftOut.INACTIVE


def test_who_is_registered_is_left_out_also_by_an_alias() -> None:
    event, person = EventFactory(), somebody(email="anke@example.org")
    registering.register(event, guest("anke+werk@example.org"), at=AT)

    assert _left_out(event, person) == LeftOut.REGISTERED


def test_who_is_invited_is_left_out() -> None:
    invitation = InvitationFactory()

    assert _left_out(invitation.event, invitation.person) == LeftOut.INVITED


def test_in_company_event_is_for_its_own_people() -> None:
    home = OrganisationFactory()
    event = EventFactory(organisation=home, is_in_company=True)

    assert _left_out(event, somebody()) == LeftOut.NOT_ALLOWED
    assert _left_out(event, somebody(organisation=home)) == ""


def test_who_opted_out_is_left_out() -> None:
    person = somebody(email="Anke+nieuws@Example.org".lower())
    OptOut.objects.create(address_key="anke@example.org", since=AT)

    assert _left_out(EventFactory(), person) == LeftOut.OPTED_OUT


def test_who_was_asked_four_times_this_month_is_left_out() -> None:
    person = somebody()
    InvitationFactory.create_batch(4, person=person, invited_at=AT - timedelta(days=29))

    assert _left_out(EventFactory(), person) == LeftOut.TOO_OFTEN


def test_invitations_of_before_this_month_do_not_count() -> None:
    person = somebody()
    InvitationFactory.create_batch(4, person=person, invited_at=AT - timedelta(days=31))

    assert _left_out(EventFactory(), person) == ""


def test_earlier_attendance_over_the_same_themes_counts() -> None:
    been, person = EventFactory(themes=["roken"]), somebody()
    registration = registered(been, person=person)
    type(registration).objects.filter(pk=registration.pk).update(attended_at=AT - timedelta(days=30))
    event = EventFactory(themes=["roken", "slaap"])

    found = audience.chosen(event, Choice(attended=audience.SAME_THEMES), at=AT)

    assert list(found) == [person]


def test_counts_take_one_query(django_assert_num_queries) -> None:
    event = EventFactory()
    somebody()
    somebody(is_active=False)

    with django_assert_num_queries(1):
        counted = audience.counts(event, TWO, at=AT)

    assert counted == {"": 1, LeftOut.INACTIVE: 1}
