"""Who asked the same gets a place in what was made of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from network.events.models import Registration
from network.learning.models import Invitation
from tests.factories import UserFactory
from tests.network.events.factory import EventFactory
from tests.network.learning.factory import facilitator, network
from tests.xperts.factory import AT, case_in, staff
from xperts.cases import placing
from xperts.cases.enums import State
from xperts.cases.models import Applicant, Case, CaseHistory

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Case:
    """Taken up together, asked by two with an account and one without."""
    case = case_in(State.COLLECTIVE, at=AT)
    other = UserFactory()
    Applicant.objects.create(case=case, person=other, name=str(other))
    Applicant.objects.create(case=case, name="Zonder account")
    return case


def test_askers_are_written_in_for_the_event_and_the_case_says_so(made):
    event, desk = EventFactory(themes=made.themes), staff()

    names = placing.give_places(made, f"bijeenkomst-{event.pk}", by=desk, at=AT)

    people = set(Registration.objects.filter(event=event).values_list("person__name", flat=True))
    assert people == set(names)
    assert len(names) == 2
    assert event.title in CaseHistory.objects.get(act="place").note


def test_giving_a_place_twice_is_as_once(made):
    event, desk = EventFactory(themes=made.themes), staff()

    for _ in range(2):
        placing.give_places(made, f"bijeenkomst-{event.pk}", by=desk, at=AT)

    assert Registration.objects.count() == 2


def test_askers_are_invited_to_a_network_that_the_desk_leads(made):
    one = network(themes=made.themes)
    desk = facilitator(one)
    desk.roles = ["servicedesk"]
    desk.save()

    placing.give_places(made, f"netwerk-{one.pk}", by=desk, at=AT)

    assert Invitation.objects.filter(network=one).count() == 2


def test_event_on_another_theme_or_network_of_another_is_no_choice(made):
    EventFactory(themes=["slaap"])
    facilitator(network(themes=made.themes))

    assert placing.choices(made, staff(), at=AT) == []
    with pytest.raises(ValidationError, match="uit de lijst"):
        placing.give_places(made, "bijeenkomst-1", by=staff(), at=AT)


def test_only_the_desk_gives_places_and_only_of_what_is_taken_up_together(made):
    event = EventFactory(themes=made.themes)
    other = case_in(State.WITH_KERNTEAM, at=AT)

    with pytest.raises(PermissionDenied):
        placing.give_places(made, f"bijeenkomst-{event.pk}", by=UserFactory(roles=["coordinator"]), at=AT)
    with pytest.raises(ValidationError, match="niet samen"):
        placing.give_places(other, f"bijeenkomst-{event.pk}", by=staff(), at=AT)


def test_desk_gives_places_from_the_page_of_the_case(client_for):
    at = timezone.now()
    made = case_in(State.COLLECTIVE, at=at)
    starts_at = at + timedelta(days=30)
    days = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2), "closes_at": starts_at}
    event = EventFactory(themes=made.themes, **days)
    client = client_for(staff())
    assert event.title in client.get(made.get_absolute_url()).content.decode()

    told = client.post(reverse("case_place", args=[made.number]), {"plek": f"bijeenkomst-{event.pk}"}, follow=True)

    assert "Een plaats of uitnodiging is er nu voor" in told.content.decode()
    assert Registration.objects.get().person == made.contact
