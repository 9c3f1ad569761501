"""Tokens: shown once, kept as a digest, for one organisation and one purpose, until they end."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from loket.accounts import privacy
from loket.api import authentication, tokens
from loket.api.models import Call, Token
from loket.core.models import OutgoingMail
from tests.api.factory import Caller, make_token
from tests.checking import CheckingClient
from tests.factories import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
PROPOSALS = "/api/v1/entry-proposals"


def filled(form_page: str, by, **changes) -> dict:
    key = re.search(r'name="form_key" value="([^"]+)"', form_page)[1]
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    told = {"name": "Site", "scopes": ["entries"], "person": by.pk, "expires_on": day, "form_key": key}
    return told | changes


@pytest.fixture
def partner():
    return UserFactory(partner=True)


def test_token_is_shown_once_and_works(partner, client_for):
    client, address = client_for(partner), reverse("token_new", args=[partner.organisation_id])
    form = filled(client.get(address).content.decode(), partner)

    made = client.post(address, form)
    again = client.post(address, form)

    text = re.search(r"lgb_\w+_[\w-]+", made.content.decode())[0]
    assert Caller(text).get(PROPOSALS).status_code == 200
    assert (again.status_code, Token.objects.count()) == (302, 1)
    assert text not in client.get(reverse("connections_of", args=[partner.organisation_id])).content.decode()


def test_only_a_digest_is_kept(partner):
    token, text = make_token(partner)

    kept = json.dumps(list(Token.objects.values()), default=str)

    assert text not in kept and text.split("_", 2)[2] not in kept
    assert token.prefix in kept


def test_who_it_works_for_hears_of_it(partner):
    make_token(partner)

    assert OutgoingMail.objects.get().to == partner.email


@pytest.mark.parametrize(
    "given",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Basic YTpi",
        "Bearer lgb_x_y",
        "Bearer lgb__",
        "lgb_a_b",
        f"Bearer {'x' * 5000}",
    ],
)
def test_malformed_token_is_a_problem(given):
    response = CheckingClient().get(PROPOSALS, headers={"Authorization": given} if given else {})

    assert (response.status_code, response["Content-Type"]) == (401, "application/problem+json")
    assert response["WWW-Authenticate"].startswith("Bearer")


def test_token_with_another_secret_opens_nothing():
    _, text = make_token()

    assert Caller(text[:-1] + ("a" if text[-1] != "a" else "b")).get(PROPOSALS).status_code == 401


def test_withdrawn_token_opens_nothing(partner, client_for):
    token, text = make_token(partner)

    client_for(partner).post(reverse("token_withdraw", args=[token.pk]))

    assert Caller(text).get(PROPOSALS).status_code == 401


def test_token_ends_by_itself():
    _, text = make_token(life=timedelta(days=2))

    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert Caller(text).get(PROPOSALS).status_code == 401


def test_token_of_who_is_no_partner_any_more_is_told_so(partner):
    _, text = make_token(partner)
    type(partner).objects.filter(pk=partner.pk).update(roles=[])

    assert Caller(text).get(PROPOSALS).status_code == 403


def test_token_is_for_its_purpose_only(partner):
    _, text = make_token(partner, scopes=["events"])

    assert Caller(text).get(PROPOSALS).status_code == 403
    assert Caller(text).get("/api/v1/event-proposals").status_code == 200


def test_more_calls_than_allowed_wait(partner, monkeypatch):
    monkeypatch.setattr(authentication, "PER_MINUTE", 2)

    with time_machine.travel("2026-03-02T10:00:10+01:00", tick=False):
        caller = Caller(make_token(partner)[1])
        answers = [caller.get(PROPOSALS) for _number in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "51"


def test_use_of_a_token_is_noted(partner):
    token, text = make_token(partner)

    Caller(text).get(PROPOSALS)

    token.refresh_from_db()
    assert token.last_used_at is not None


def test_cookie_of_the_site_opens_nothing(partner, client_for):
    assert client_for(partner).get(PROPOSALS).status_code == 401


@pytest.mark.parametrize("role", ["professional", "partner", "redactie", "servicedesk"])
def test_connections_of_others_are_not_found(role, partner, client_as):
    token, _ = make_token(partner)

    for name, number in (("connections_of", partner.organisation_id), ("token_withdraw", token.pk)):
        assert client_as(role).get(reverse(name, args=[number])).status_code == 404


def test_coordinator_sees_all_and_makes_one_in_the_name_of_a_partner(partner, client_as):
    client = client_as("coordinator")
    assert partner.organisation.name in client.get(reverse("connections")).content.decode()
    address = reverse("token_new", args=[partner.organisation_id])

    client.post(address, filled(client.get(address).content.decode(), partner))

    assert Token.objects.get().person == partner


def test_nobody_makes_a_token_for_another_organisation(partner):
    told = {"name": "x", "scopes": ["entries"], "form_key": "0" * 32, "at": timezone.now()}
    ends = timezone.now() + timedelta(days=1)

    with pytest.raises(PermissionDenied):
        tokens.make(OrganisationFactory(), **told, person=partner, expires_at=ends, by=partner)
    with pytest.raises(ValidationError, match="hooguit een jaar"):
        tokens.make(partner.organisation, **told, person=partner, expires_at=ends + timedelta(days=400), by=partner)


@pytest.mark.parametrize("change", [{"name": ""}, {"scopes": []}, {"expires_on": "2020-01-01"}, {"person": "0"}])
def test_form_that_is_not_right_is_kept(change, partner, client_for):
    client, address = client_for(partner), reverse("token_new", args=[partner.organisation_id])

    response = client.post(address, filled(client.get(address).content.decode(), partner, **change))

    assert (response.status_code, Token.objects.count()) == (422, 0)


def test_who_leaves_takes_the_tokens_along(partner, at):
    token, text = make_token(partner)

    privacy.erase(partner, at=at)

    token.refresh_from_db()
    assert (token.person, token.withdrawn_at) == (None, at)
    assert Caller(text).get(PROPOSALS).status_code == 401


def test_reading_with_a_token_is_not_written_down(partner):
    Caller(make_token(partner)[1]).get(PROPOSALS)

    assert not Call.objects.exists()


def test_token_that_ends_soon_waits_for_its_person(partner, client_for):
    make_token(partner, life=timedelta(days=10))

    page = client_for(partner).get(reverse("my_loket")).content.decode()

    assert "Dit token verloopt" in page
    assert "Dit token verloopt" not in client_for(UserFactory(partner=True)).get(reverse("my_loket")).content.decode()
