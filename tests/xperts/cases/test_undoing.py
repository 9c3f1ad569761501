"""Taking back what was just taken off a pre-intake."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import OrganisationFactory, UserFactory
from tests.xperts.factory import opened, staff
from xperts.cases import intake, opening
from xperts.cases.intake import Tried
from xperts.cases.models import Case, Effort
from xperts.cases.opening import Asker

TRIED = Tried(1, "Handleiding", "Bij twee groepen", "Het hielp wat", "https://loket.test/ingang/")
pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client_for):
    return client_for(staff())


@pytest.fixture
def made(desk) -> Case:
    return opened(at=timezone.now(), by=desk.user)


def dropped_effort(desk, made: Case):
    row = intake.add_effort(made, TRIED, by=desk.user, at=timezone.now())
    return desk.post(reverse("case_effort_drop", args=[made.number, row.pk]), follow=True)


def test_effort_that_was_taken_off_is_put_back_by_the_message_that_says_so(desk, made):
    back = reverse("case_effort_back", args=[made.number])
    assert f'action="{back}"' in dropped_effort(desk, made).content.decode()

    desk.post(back)

    kept = Effort.objects.get()
    assert Tried(kept.layer, kept.what, kept.applied, kept.came_of_it, kept.url) == TRIED


def test_putting_back_twice_or_in_another_case_finds_nothing(desk, made):
    other = opened(at=timezone.now(), by=desk.user)
    dropped_effort(desk, made)

    answers = [desk.post(reverse("case_effort_back", args=[row.number])).status_code for row in (other, made, made)]

    assert answers == [404, 302, 404]
    assert Effort.objects.count() == 1


def test_applicant_who_was_taken_off_comes_back_with_hours_and_signature(desk, made):
    person = UserFactory(organisation=OrganisationFactory())
    at = timezone.now()
    asker = Asker(email=person.email, minutes=90, signs=True)
    row = opening.add_applicant(made, asker, by=desk.user, at=at)
    desk.post(reverse("case_applicant_act", args=[made.number, row.pk, "weg"]))

    desk.post(reverse("case_applicant_back", args=[made.number]))

    back = made.applicants.get(person=person)
    assert (back.minutes, back.signs, back.organisation) == (90, True, person.organisation)


@pytest.mark.parametrize("name", ["case_effort_back", "case_applicant_back"])
@pytest.mark.parametrize(("role", "status"), [("professional", 404), ("coordinator", 403), ("servicedesk", 404)])
def test_putting_back_is_for_the_desk_that_took_it_off(client_as, made, name, role, status):
    assert client_as(role).post(reverse(name, args=[made.number])).status_code == status
