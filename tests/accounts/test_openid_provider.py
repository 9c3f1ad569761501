"""Signing in at a real OpenID Connect provider that listens on this machine: discovery, code, PKCE, tokens, claims."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from django.urls import reverse

from loket.accounts.models import User
from loket.accounts.sign_in import PROVIDER
from tests import listening
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ADDRESS = "noor@ggd.example.org"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with listening.running(lambda port: ["-m", "oidc_provider_mock", "--port", str(port)]) as port:
        yield f"http://localhost:{port}"


@pytest.fixture(autouse=True)
def provider(issuer, settings):
    client = {
        "provider_id": "organisatie",
        "name": "uw GGD",
        "client_id": "loket",
        "secret": "geheim",
        "settings": {"server_url": issuer},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {PROVIDER: {"OAUTH_PKCE_ENABLED": True, "APPS": [client]}}


@pytest.fixture
def come_back(client, issuer):
    """Go to the provider, be the person with these claims there, and follow the way back into the portal."""

    def walk(**claims):
        requests.put(f"{issuer}/users/noor", json=claims, timeout=20).raise_for_status()
        leaving = client.post(reverse("openid_connect_login", args=["organisatie"]))
        there = requests.post(leaving["Location"], data={"sub": "noor"}, allow_redirects=False, timeout=20)
        back = urlsplit(there.headers["Location"])
        return client.get(f"{back.path}?{back.query}", follow=True)

    return walk


def test_request_names_the_code_and_its_challenge(client):
    leaving = client.post(reverse("openid_connect_login", args=["organisatie"]))

    query = urlsplit(leaving["Location"]).query
    assert {"response_type=code", "code_challenge_method=S256"} <= set(query.split("&"))
    assert re.search(r"\bstate=\w+", query)


def test_new_person_with_a_verified_address_comes_in_as_professional(come_back):
    come_back(email=ADDRESS, email_verified=True, name="Noor van Dijk (voorbeeld)")

    person = User.objects.get(email=ADDRESS)
    assert (person.name, person.roles) == ("Noor van Dijk (voorbeeld)", ["professional"])
    assert EmailAddress.objects.get(user=person).verified


def test_second_visit_is_the_same_person(client, come_back):
    come_back(email=ADDRESS, email_verified=True, name="Noor")
    client.logout()

    page = come_back(email=ADDRESS, email_verified=True, name="Noor")

    assert page.wsgi_request.user == User.objects.get()


def test_address_of_an_existing_account_does_not_open_it(come_back):
    held = UserFactory(email=ADDRESS)

    page = come_back(email=ADDRESS, email_verified=True, name="Een ander")

    assert not page.wsgi_request.user.is_authenticated
    assert list(User.objects.all()) == [held]
    assert page.status_code == 200


def test_unverified_address_is_verified_by_mail_first(come_back):
    page = come_back(email=ADDRESS, email_verified=False, name="Noor")

    assert not page.wsgi_request.user.is_authenticated
    assert page.request["PATH_INFO"] == reverse("account_email_verification_sent")


@pytest.mark.parametrize("answer", ["code=stolen", "code=stolen&state=made-up", "error=access_denied"])
def test_answer_that_nobody_asked_for_reads_a_sentence(client, answer):
    page = client.get(f"{reverse('openid_connect_callback', args=['organisatie'])}?{answer}")

    assert page.status_code == 401
    assert "Inloggen via uw organisatie lukte niet" in page.content.decode()
    assert not User.objects.exists()
