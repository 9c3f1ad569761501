import pytest
from django.test import Client
from django.urls import reverse

from loket.accounts import sessions
from tests.accounts.factory import PASSWORD, UserFactory

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"


def device(user_agent: str, person) -> Client:
    client = Client(HTTP_USER_AGENT=user_agent)
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    return client


@pytest.mark.parametrize(
    ("user_agent", "name"), [(FIREFOX, "Firefox op Windows"), (SAFARI, "Safari op iPhone"), ("", "Onbekende browser")]
)
def test_device_has_a_name_that_one_knows(user_agent, name):
    assert sessions.device_name(user_agent) == name


@pytest.mark.django_db
def test_security_page_lists_where_one_is_signed_in():
    person = UserFactory()
    phone, laptop = device(SAFARI, person), device(FIREFOX, person)

    listed = laptop.get(reverse("security")).context["sessions"]

    assert {(row.device, row.is_current) for row in listed} == {
        ("Safari op iPhone", False), ("Firefox op Windows", True)
    }  # fmt: skip
    assert phone.get(reverse("my_loket")).status_code == 200


@pytest.mark.django_db
def test_sign_out_elsewhere_leaves_only_this_device():
    person = UserFactory()
    phone, laptop = device(SAFARI, person), device(FIREFOX, person)

    laptop.post(reverse("end_other_sessions"))

    assert phone.get(reverse("my_loket")).status_code == 302
    assert laptop.get(reverse("my_loket")).status_code == 200
