import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from loket.accounts import sign_in

ISSUER = "https://inloggen.example.org/realms/ggd"


def providers(issuer=ISSUER, client_id="loket", secret="geheim"):
    return sign_in.openid_connect(issuer, name="uw GGD", client_id=client_id, secret=secret)


def test_without_an_issuer_there_is_nobody_else():
    assert (providers(issuer=""), sign_in.form_targets("")) == ({}, [])


def test_forms_may_lead_to_the_issuer_only():
    assert sign_in.form_targets(ISSUER) == ["https://inloggen.example.org"]


@pytest.mark.parametrize("wrong", [{"issuer": "http://example.org"}, {"client_id": ""}, {"secret": ""}])
def test_half_a_provider_stops_the_start(wrong):
    with pytest.raises(ImproperlyConfigured):
        providers(**wrong)


@pytest.mark.django_db
def test_sign_in_page_has_a_button_for_the_provider(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = providers()

    text = client.get(reverse("account_login")).content.decode()

    assert "Inloggen met uw GGD" in text
    assert 'action="/account/oidc/organisatie/login/' in text
