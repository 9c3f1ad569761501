import json

import pytest
from django.urls import reverse

from loket.accounts.models import User
from tests.accounts.access import signed_in
from tests.accounts.factory import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def test_download_is_the_persons_own_data():
    person = UserFactory(name="Ans Voorbeeld")

    response = signed_in(person).get(reverse("export_own_data"))

    assert response.headers["Content-Disposition"] == 'attachment; filename="mijn-gegevens.json"'
    assert json.loads(response.content)["account"]["email"] == person.email


def test_delete_asks_to_sign_in_once_more():
    client = signed_in(UserFactory())

    response = client.post(reverse("delete_account"), {"is_sure": "on"})

    assert response.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert User.objects.count() == 1


def test_delete_after_signing_in_once_more_needs_a_tick():
    client = signed_in(UserFactory())
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    refused = client.post(reverse("delete_account"))
    left = User.objects.count()
    client.post(reverse("delete_account"), {"is_sure": "on"})

    assert (refused.status_code, left, User.objects.count()) == (422, 1, 0)
    assert "_auth_user_id" not in client.session


def test_delete_of_the_last_coordinator_says_why_not():
    client = signed_in(UserFactory(coordinator=True))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    response = client.post(reverse("delete_account"), {"is_sure": "on"})

    assert "Dit is de laatste coördinator." in response.content.decode()
    assert User.objects.count() == 1
