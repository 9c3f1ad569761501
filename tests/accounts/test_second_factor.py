import time

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from loket.accounts import second_factor
from loket.accounts.adapter import SecondFactorAdapter
from loket.accounts.enums import STAFF_ROLES, Role
from loket.accounts.urls import urlpatterns
from tests.accounts.access import signed_in
from tests.accounts.factory import PASSWORD, UserFactory, enrol

pytestmark = pytest.mark.django_db

OWN_PAGES = [row.name for row in urlpatterns if "<" not in str(row.pattern) and row.name != "second_factor"]


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
@pytest.mark.parametrize("name", OWN_PAGES)
def test_staff_without_second_factor_are_led_to_enrol(role, name):
    client = signed_in(UserFactory(roles=[role]), shows_second_factor=False)

    response = client.get(reverse(name))

    assert response.headers["Location"] == reverse("second_factor")


@pytest.mark.parametrize("name", ["account_change_password", "account_email", "socialaccount_connections"])
def test_staff_without_second_factor_cannot_change_the_account(name):
    client = signed_in(UserFactory(editor=True), shows_second_factor=False)

    assert client.get(reverse(name)).headers["Location"] == reverse("second_factor")


def test_staff_without_second_factor_see_why_and_can_sign_out():
    client = signed_in(UserFactory(editor=True), shows_second_factor=False)

    page = client.get(reverse("second_factor"))
    client.post(reverse("account_logout"))

    assert "Met uw rol ziet u gegevens van anderen" in page.content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["my_loket", "mfa_add_webauthn", "mfa_activate_totp"])
def test_staff_who_did_not_show_their_factor_must_show_it_first(name):
    person = UserFactory(editor=True)
    enrol(person)
    client = signed_in(person, shows_second_factor=False)

    response = client.get(reverse(name))

    assert response.headers["Location"].startswith(reverse("mfa_reauthenticate"))


@pytest.mark.parametrize("fields", [{"is_superuser": True}, {"is_staff": True}])
def test_who_manages_lists_is_staff_too(fields):
    client = signed_in(UserFactory(**fields), shows_second_factor=False)

    assert client.get(reverse("my_loket")).headers["Location"] == reverse("second_factor")


@pytest.mark.parametrize("role", [Role.PROFESSIONAL, Role.PARTNER, Role.XPERT])
def test_others_need_no_second_factor(role):
    client = signed_in(UserFactory(roles=[role]), shows_second_factor=False)

    assert client.get(reverse("my_loket")).status_code == 200


def test_code_counts_once():
    app = enrol(UserFactory())
    code = second_factor.next_code(app)

    assert [second_factor.use_code(app, code) for _ in range(2)] == [True, False]


def test_code_of_before_the_last_used_one_is_refused(time_machine):
    time_machine.move_to("2026-01-05T09:00:00Z")
    app = enrol(UserFactory())
    early = second_factor.next_code(app)
    time_machine.shift(30)
    second_factor.use_code(app, second_factor.next_code(app))

    assert not second_factor.use_code(app, early)


@pytest.mark.parametrize(("seconds", "is_taken"), [(29, True), (31, True), (61, False)])
def test_code_is_good_for_one_step_longer(time_machine, seconds, is_taken):
    time_machine.move_to("2026-01-05T09:00:00Z", tick=False)
    app = enrol(UserFactory())
    code = second_factor.next_code(app)

    time_machine.shift(seconds)

    assert second_factor.use_code(app, code) == is_taken


def test_next_code_after_use_is_another():
    app = enrol(UserFactory())
    first = second_factor.next_code(app)
    second_factor.use_code(app, first)
    app.refresh_from_db()

    assert second_factor.use_code(app, second_factor.next_code(app))


def test_secret_is_not_readable_in_the_database():
    secret = "JBSWY3DPEHPK3PXP"
    kept = SecondFactorAdapter().encrypt(secret)

    assert secret not in kept
    assert SecondFactorAdapter().decrypt(kept) == secret


@pytest.mark.parametrize(("role", "may"), [(Role.REDACTIE, False), (Role.PROFESSIONAL, True)])
def test_last_factor_can_go_only_for_who_needs_none(role, may):
    app = enrol(UserFactory(roles=[role]))

    assert SecondFactorAdapter().can_delete_authenticator(app) == may


@pytest.mark.django_db(transaction=True)
def test_enrolling_an_app_opens_the_portal_to_staff():
    person = UserFactory(editor=True)
    client = signed_in(person, shows_second_factor=False)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    code = second_factor._code(secret, int(time.time()) // second_factor.PERIOD_SECONDS)

    client.post(reverse("mfa_activate_totp"), {"code": code})

    assert Authenticator.objects.filter(user=person, type="totp").exists()
    assert client.get(reverse("my_loket")).status_code == 200
