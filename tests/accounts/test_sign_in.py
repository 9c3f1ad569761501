import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from loket.accounts import second_factor
from loket.accounts.views.security import too_many_requests
from loket.core.models import OutgoingMail
from tests.accounts.access import signed_in
from tests.accounts.factory import PASSWORD, UserFactory, enrol

pytestmark = pytest.mark.django_db

LOGIN = "account_login"


def sign_in(client, person, password=PASSWORD):
    return client.post(reverse(LOGIN), {"login": person.email, "password": password})


def test_sign_in_leads_to_own_page(client):
    assert sign_in(client, UserFactory()).headers["Location"] == reverse("my_loket")


def test_sign_in_in_capitals_is_the_same_person(client):
    person = UserFactory(email="ans@example.org")

    client.post(reverse(LOGIN), {"login": "ANS@EXAMPLE.ORG", "password": PASSWORD})

    assert client.session["_auth_user_id"] == str(person.pk)


@pytest.mark.parametrize("email", ["ans@example.org", "niemand@example.org"])
def test_sign_in_refused_says_the_same_to_everybody(client, email):
    UserFactory(email="ans@example.org")

    response = client.post(reverse(LOGIN), {"login": email, "password": "niet het goede"})

    assert response.context["form"].non_field_errors() == [
        "Dit e-mailadres en wachtwoord horen niet bij elkaar. Controleer beide en probeer het opnieuw."
    ]


def test_sign_in_is_stopped_after_five_wrong_passwords(client):
    person = UserFactory()
    for _ in range(5):
        sign_in(client, person, "fout")

    response = sign_in(client, person)

    assert "te vaak mislukt" in response.context["form"].non_field_errors()[0]


def test_sign_in_without_a_confirmed_address_sends_the_mail_again(client):
    person = UserFactory(address=False)

    response = sign_in(client, person)

    assert response.headers["Location"] == reverse("account_email_verification_sent")
    assert OutgoingMail.objects.get(to=person.email).subject == "Bevestig uw e-mailadres"


def test_sign_in_with_an_app_asks_for_a_code_that_works_once(client):
    person = UserFactory(editor=True)
    code = second_factor.next_code(enrol(person))
    other = Client()
    sign_in(client, person)
    sign_in(other, person)

    first = client.post(reverse("mfa_authenticate"), {"code": code})
    second = other.post(reverse("mfa_authenticate"), {"code": code})

    assert first.headers["Location"] == reverse("my_loket")
    assert "al gebruikt" in second.context["form"].errors["code"][0]


def test_password_alone_does_not_sign_in_who_has_an_app(client):
    person = UserFactory(editor=True)
    enrol(person)

    sign_in(client, person)

    assert "_auth_user_id" not in client.session


def test_sign_in_goes_on_while_redis_is_away(client, settings):
    cache = settings.CACHES["default"]
    backend = "loket.accounts.cache.SpareableRedisCache"
    settings.CACHES = {"default": cache | {"BACKEND": backend, "LOCATION": "unix:///nergens.sock?db=0"}}
    person = UserFactory(editor=True)
    app = enrol(person)

    sign_in(client, person)
    response = client.post(reverse("mfa_authenticate"), {"code": second_factor.next_code(app)})

    assert response.headers["Location"] == reverse("my_loket")


def test_sign_out_is_by_post_only():
    client = signed_in(UserFactory())

    client.get(reverse("account_logout"))
    still = "_auth_user_id" in client.session
    client.post(reverse("account_logout"))

    assert (still, "_auth_user_id" in client.session) == (True, False)


def test_sign_in_does_not_lead_to_another_site(client):
    person = UserFactory()
    form = {"login": person.email, "password": PASSWORD, "next": "https://elders.example/"}

    response = client.post(reverse(LOGIN), form)

    assert response.headers["Location"] == reverse("my_loket")


@pytest.mark.parametrize(
    ("email", "subject"),
    [
        ("ans@example.org", "Kies een nieuw wachtwoord"),
        ("niemand@example.org", "Bij dit e-mailadres hoort geen account"),
    ],
)
def test_forgotten_password_answers_by_mail_only(client, email, subject):
    UserFactory(email="ans@example.org")

    response = client.post(reverse("account_reset_password"), {"email": email})

    assert response.headers["Location"] == reverse("account_reset_password_done")
    assert [(mail.to, mail.subject) for mail in OutgoingMail.objects.all()] == [(email, subject)]


def test_link_of_forgotten_password_sets_a_new_one(client):
    person = UserFactory()
    client.post(reverse("account_reset_password"), {"email": person.email})
    link = next(word for word in OutgoingMail.objects.get().text.split() if "/password/reset/key/" in word)
    form = client.get(link).headers["Location"]

    client.post(form, {"password1": "nieuwe-sleutelbos-12", "password2": "nieuwe-sleutelbos-12"})

    person.refresh_from_db()
    assert person.check_password("nieuwe-sleutelbos-12")
    assert OutgoingMail.objects.filter(subject="U hebt een nieuw wachtwoord").count() == 1


def test_change_of_address_counts_after_confirmation():
    person = UserFactory(email="oud@example.org")
    client = signed_in(person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    client.post(reverse("account_email"), {"action_add": "", "email": "nieuw@example.org"})
    before = type(person).objects.get(pk=person.pk).email
    link = next(
        word for word in OutgoingMail.objects.get(to="nieuw@example.org").text.split() if "/confirm-email/" in word
    )
    client.post(link)

    assert (before, type(person).objects.get(pk=person.pk).email) == ("oud@example.org", "nieuw@example.org")


def test_who_tries_too_often_is_asked_to_wait(rf):
    request = rf.post("/")
    request.user = AnonymousUser()

    response = too_many_requests(request)

    assert (response.status_code, response.headers["Retry-After"]) == (429, "60")
    assert "Wacht een minuut" in response.content.decode()
