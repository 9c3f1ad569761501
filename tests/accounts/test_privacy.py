import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from loket.accounts import privacy, workflow
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.core import outbox
from loket.core.models import OutgoingMail
from tests.accounts.factory import OrganisationFactory, UserFactory, enrol

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def erasures(monkeypatch):
    """The registry, as it is put back after the test."""
    registry = dict(privacy._erasures)
    monkeypatch.setattr(privacy, "_erasures", registry)
    return registry


def test_export_has_the_account_and_is_json():
    person = UserFactory(name="Ans Voorbeeld", organisation=OrganisationFactory(name="GGD Nergens"))
    enrol(person)

    document = json.loads(json.dumps(privacy.export_of(person)))

    assert document["account"]["name"] == "Ans Voorbeeld"
    assert document["account"]["organisation"] == "GGD Nergens"
    assert [row["kind"] for row in document["inloggen"]["second_factors"]] == ["totp"]


def test_export_tells_no_secret():
    person = UserFactory()
    app = enrol(person)

    text = json.dumps(privacy.export_of(person))

    assert app.data["secret"] not in text
    assert person.password not in text


def test_erase_leaves_no_name_or_address_behind():
    person = UserFactory(name="Ans Voorbeeld")
    key = person.pk
    outbox.queue_rendered(to=person.email, subject="Dag Ans", text="", at=AT)

    privacy.erase(person, at=AT)

    event = User._meta.get_field("name_email_roles_is_active_organisation_events").related_model
    assert not User.objects.filter(pk=key).exists()
    assert set(event.objects.filter(pgh_obj_id=key).values_list("name", "email")) == {("", "")}
    assert [mail.subject for mail in OutgoingMail.objects.all()] == ["Uw account is verwijderd"]


def test_erase_asks_every_area(erasures):
    asked = []
    privacy.register_erasure("test", lambda user, at: asked.append((user.email, at)))
    person = UserFactory()

    privacy.erase(person, at=AT)

    assert asked == [(person.email, AT)]


def test_erase_is_all_or_nothing(erasures):
    def refuse(user, at):
        raise RuntimeError("an area cannot")

    privacy.register_erasure("test", refuse)
    person = UserFactory()

    with pytest.raises(RuntimeError):
        privacy.erase(person, at=AT)

    assert User.objects.filter(pk=person.pk, name=person.name).exists()


def test_erase_of_the_last_coordinator_is_refused():
    person = UserFactory(roles=[Role.COORDINATOR])

    with pytest.raises(workflow.LastCoordinator):
        privacy.erase(person, at=AT)

    assert User.objects.filter(pk=person.pk).exists()
