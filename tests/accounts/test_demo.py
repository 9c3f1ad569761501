from io import StringIO

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from loket.accounts import demo
from loket.accounts.enums import STAFF_ROLES, Role
from loket.accounts.models import User
from tests.accounts.factory import UserFactory, enrol

pytestmark = pytest.mark.django_db


def test_create_demo_accounts_twice_makes_one_for_each_role():
    first = demo.create_demo_accounts()
    second = demo.create_demo_accounts()

    assert [user.pk for user in first] == [user.pk for user in second]
    assert User.objects.count() == len(Role)


def test_demo_staff_have_a_code_and_others_need_none():
    demo.create_demo_accounts()

    assert {account.role for account in demo.accounts() if account.code} == STAFF_ROLES


def test_demo_password_is_one_that_the_portal_takes():
    validate_password(demo.PASSWORD)


@pytest.mark.parametrize("role", list(Role))
def test_every_demo_account_signs_in_with_what_the_pages_show(role):
    demo.create_demo_accounts()
    client = Client()
    page = client.get(reverse("account_login"), {"demo": role.value})
    answers = {name: page.context["form"][name].value() for name in ("login", "password")}

    response = client.post(reverse("account_login"), answers)
    if response.headers["Location"] == reverse("mfa_authenticate"):
        code = demo.code_of(User.objects.get(email=demo.address(role)))
        assert code in client.get(reverse("mfa_authenticate")).content.decode()
        response = client.post(reverse("mfa_authenticate"), {"code": code})

    assert response.headers["Location"] == reverse("my_loket")


def test_outside_the_demo_there_are_no_accounts_and_no_codes(settings):
    demo.create_demo_accounts()
    editor = User.objects.get(email=demo.address(Role.REDACTIE))
    settings.IS_DEMO = False

    assert (demo.accounts(), demo.code_of(editor)) == ([], "")
    with pytest.raises(CommandError):
        call_command("demo_accounts")


def test_outside_the_demo_the_sign_in_page_fills_in_nothing(client, settings):
    settings.IS_DEMO = False

    response = client.get(reverse("account_login"), {"demo": "redactie"})

    assert response.context["form"]["login"].value() is None
    assert demo.PASSWORD not in response.content.decode()


def test_code_of_a_real_account_is_never_shown():
    person = UserFactory(editor=True)
    enrol(person)

    assert demo.code_of(person) == ""


def test_command_prints_every_account():
    out = StringIO()

    call_command("demo_accounts", stdout=out)

    lines = out.getvalue().splitlines()
    assert [line.split()[-3] for line in lines[1:] if "niet nodig" not in line] == [
        demo.address(role) for role in Role if role in STAFF_ROLES
    ]
