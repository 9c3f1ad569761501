"""What holds for every page of this area."""

import re

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from tests.accounts.access import signed_in
from tests.accounts.factory import PASSWORD, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

VISITOR_PAGES = ["account_login", "account_signup", "account_reset_password", "account_reset_password_done",
                 "account_reset_password_from_key_done", "account_email_verification_sent", "account_inactive",
                 "socialaccount_login_cancelled"]  # fmt: skip
OWN_PAGES = ["my_loket", "profile", "security", "second_factor", "own_data", "delete_account", "account_logout",
             "account_email", "account_change_password", "account_reauthenticate", "mfa_index",
             "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn", "socialaccount_connections",
             "people"]  # fmt: skip
PUBLIC = {*VISITOR_PAGES, "account_signup", "account_confirm_login_code", "organisation_names", "healthz", "readyz",
          "mfa_authenticate", "mfa_login_webauthn", "socialaccount_signup", "account_logout"}  # fmt: skip
INLINE = re.compile(r"<script(?![^>]*(?: src=|type=\"application/json\"))|<style| style=| on[a-z]+=\"")


@pytest.fixture
def texts(client):
    """Every page that needs no argument, by name."""
    own = signed_in(UserFactory(coordinator=True))
    own.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    visitor = {name: client.get(reverse(name)).content.decode() for name in VISITOR_PAGES}
    return visitor | {name: own.get(reverse(name)).content.decode() for name in OWN_PAGES}


def test_titles_are_unique(texts):
    titles = [re.search(r"<title>(.*?)</title>", text, re.DOTALL).group(1) for text in texts.values()]

    assert sorted(set(titles)) == sorted(titles)


def test_no_page_says_je_or_has_inline_code(texts):
    found = {name for name, text in texts.items() if re.search(r"\b[Jj](e|ij|ouw)\b", text) or INLINE.search(text)}

    assert found == set()


def test_every_page_has_one_heading(texts):
    assert {name: text.count("<h1") for name, text in texts.items()} == dict.fromkeys(texts, 1)


def test_visitors_reach_no_more_than_the_public_pages(client):
    reached = set()
    for name in {name for name in get_resolver().reverse_dict if isinstance(name, str)}:
        if name in OWN_PAGES or name.startswith(("account_", "mfa_", "socialaccount_")):
            try:
                response = client.get(reverse(name))
            except NoReverseMatch:
                continue
            if not response.headers.get("Location", "").startswith(f"{reverse('account_login')}?next="):
                reached.add(name)

    assert reached <= PUBLIC
