"""Taking back what was just taken off one's own ties, times or training."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from tests.factories import OrganisationFactory
from tests.xperts.pool.factory import XpertFactory, desk
from xperts.pool import profiling, training
from xperts.pool.enums import InterestKind, TrainingKind
from xperts.pool.models import Availability, Interest, Training, XpertHistory

BACK = "/xperts/terugzetten/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def xpert():
    return XpertFactory()


@pytest.fixture
def client(client_for, xpert):
    return client_for(xpert.person)


@pytest.fixture
def tie(xpert):
    known = OrganisationFactory(name="Bureau (voorbeeld)")
    told = {"kind": InterestKind.CLIENT, "name": known.name, "organisation": known, "from_year": 2020}
    return Interest.objects.create(xpert=xpert, until_year=2024, **told)


def told_of(row) -> dict:
    return {field.attname: getattr(row, field.attname) for field in row._meta.fields if not field.primary_key}


def drop(client, name: str, *args):
    return client.post(reverse(name, args=args), follow=True).content.decode()


def test_tie_that_was_taken_off_is_put_back_by_the_message_that_says_so(client, tie):
    page = drop(client, "xpert_tie_remove", "belang", tie.pk)
    assert f'action="{BACK}"' in page

    client.post(BACK)

    assert told_of(Interest.objects.get()) == told_of(tie)
    assert [row.note.split(":")[0] for row in XpertHistory.objects.order_by("pk")] == ["weg", "erbij"]


def test_time_that_was_taken_off_is_put_back(client, xpert):
    row = Availability.objects.create(xpert=xpert, begins_on=date(2026, 5, 1), ends_on=date(2026, 6, 30))
    assert "de periode vanaf 1 mei 2026" in drop(client, "xpert_tie_remove", "periode", row.pk)

    client.post(BACK)

    assert told_of(Availability.objects.get()) == told_of(row)


def test_hours_that_were_taken_off_count_again(client, xpert):
    told = {"kind": TrainingKind.TRAINING, "on": date(2026, 1, 10), "minutes": 90, "title": "Cursus"}
    row = training.log(xpert.person, by=xpert.person, at=timezone.now(), **told)
    drop(client, "training_remove", row.pk)
    assert not Training.objects.exists()

    client.post(BACK)

    assert {name: getattr(Training.objects.get(), name) for name in told} == told


def test_second_press_finds_nothing_and_adds_nothing(client, tie):
    drop(client, "xpert_tie_remove", "belang", tie.pk)

    assert [client.post(BACK).status_code for _ in range(2)] == [302, 404]
    assert Interest.objects.count() == 1


def test_nobody_else_finds_what_somebody_took_off(client, client_for, tie):
    drop(client, "xpert_tie_remove", "belang", tie.pk)

    assert client_for(desk()).post(BACK).status_code == 404


def test_desk_that_took_it_off_comes_back_at_the_page_of_that_xpert(client_for, xpert, tie):
    client = client_for(desk())
    drop(client, "xpert_tie_remove", "belang", tie.pk)

    assert client.post(BACK).url == reverse("xpert_ties", args=[xpert.pk])


def test_tie_of_another_is_not_put_back(tie):
    tie.pk = None

    with pytest.raises(PermissionDenied):
        profiling.put_back(tie, by=XpertFactory().person, at=timezone.now())
