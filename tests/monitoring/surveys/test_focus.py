from datetime import timedelta

import pytest
from django.utils import timezone

from loket.accounts import privacy
from loket.core import retention
from loket.monitoring.surveys.models import FocusGroup, Participant
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
HOME = "/metingen/focusgroepen/"
FILLED = {"title": "Waarom brengen zo weinig?", "purpose": "Horen wat tegenhoudt.", "starts_at": "2026-01-10T10:00"}


@pytest.fixture
def client(client_as):
    return client_as("coordinator")


@pytest.fixture
def group(client) -> FocusGroup:
    client.post(f"{HOME}nieuw/", FILLED)
    return FocusGroup.objects.get()


def steps(client, group: FocusGroup, *names: str) -> str:
    for name in names:
        client.post(f"{group.get_absolute_url()}stap/{name}/")
    group.refresh_from_db()
    return group.state


def test_focus_group_goes_from_plan_to_conclusions(client, group):
    held = steps(client, group, "hold")
    without = steps(client, group, "conclude")
    client.post(f"{group.get_absolute_url()}wijzigen/", FILLED | {"conclusions": "Maak delen kleiner."})

    assert (held, without, steps(client, group, "conclude")) == ("held", "held", "concluded")


def test_focus_group_to_come_was_not_held(client):
    client.post(f"{HOME}nieuw/", FILLED | {"starts_at": "2031-01-10T10:00"})

    assert steps(client, FocusGroup.objects.get(), "hold") == "planned"


@pytest.mark.parametrize("changed", [{"title": ""}, {"starts_at": "morgen"}, {"purpose": "a\x00b"}])
def test_wrong_input_is_refused(client, changed):
    assert client.post(f"{HOME}nieuw/", FILLED | changed).status_code == 422


def test_participants_are_added_once_and_marked(client, group):
    person = UserFactory(level="2", sector="ggd")
    here = f"{group.get_absolute_url()}deelnemers/"
    client.post(here, {"account": person.email})
    twice = client.post(here, {"account": person.email})
    nobody = client.post(here, {})
    row = Participant.objects.get()

    client.post(f"{here}{row.pk}/", {"was_erbij": "ja"})

    row.refresh_from_db()
    assert (twice.status_code, nobody.status_code, row.came, row.level) == (422, 422, True, "2")


def test_names_go_a_year_after_and_with_the_account(client, group, at):
    person = UserFactory()
    for told in ({"account": person.email}, {"name": "Wim Proefman"}):
        client.post(f"{group.get_absolute_url()}deelnemers/", told)

    privacy.erase(person, at=at)
    early, late = (retention.run(at=group.starts_at + timedelta(days=days)) for days in (360, 370))

    name = "namen van deelnemers aan focusgroepen"
    assert (early[name], late[name], set(Participant.objects.values_list("name", flat=True))) == (0, 1, {""})


def test_only_coordinators_see_focus_groups(client_as, group):
    other = client_as("redactie")

    assert (other.get(HOME).status_code, other.get(group.get_absolute_url()).status_code) == (403, 404)
    assert group.starts_at < timezone.now()
