"""Requests that no button makes: each refusal is a page in Dutch, or a problem in JSON."""

import threading

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from loket.catalogue.models import Revision
from loket.celery import app
from loket.core.models import OutgoingMail
from tests.factories import EntryFactory, RevisionFactory

pytestmark = pytest.mark.django_db
NOWHERE = "unix:///nonexistent/redis.sock?db=0"
LISTS = ("moderation_queue", "synonyms", "white_spots", "bookmarks", "changes", "contribute")


def title(response) -> str:
    return response.content.decode().partition("<title>")[2].partition(" |")[0]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_wrong_method_is_told_in_dutch(method, visitor):
    response = getattr(visitor, method)(reverse("search"))

    assert (response.status_code, title(response), response["Allow"]) == (405, "Dat kan hier niet", "GET, HEAD")


@pytest.mark.parametrize(("method", "path", "status"), [("post", "/api/v1/search", 405), ("get", "/api/v1/onzin", 404)])
def test_refusal_of_the_api_is_a_problem(method, path, status, visitor):
    response = getattr(visitor, method)(path)

    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert response.json()["status"] == status


@pytest.mark.parametrize("name", ["contribute_start", "profile", "search", "api_search", "home"])
def test_head_is_answered_as_get(name, client_as):
    assert client_as("professional").head(reverse(name)).status_code == 200


@pytest.mark.parametrize("body", [{"login": "x" * 6_000_000}, {f"veld-{number}": "1" for number in range(2100)}])
def test_form_that_is_too_large_is_told(body, visitor):
    response = visitor.post(reverse("account_login"), body)

    assert (response.status_code, title(response)) == (413, "Dit is te veel tegelijk")


def test_cookie_with_nul_is_left_out(visitor):
    visitor.cookies["sessionid"] = "a\x00bcdefghijklm"

    assert visitor.get(reverse("my_loket")).status_code == 302


def test_form_without_token_is_told_and_keeps_nothing(client_as):
    client = Client(enforce_csrf_checks=True)
    client.cookies = client_as("professional").cookies

    response = client.post(reverse("contribute_start"), {"kind": "materiaal", "title": "Folder"})

    assert (response.status_code, title(response)) == (403, "Het formulier is verlopen")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("page", ["-1", "0", "1000000000", "abc", "%00", "9" * 5000])
def test_any_page_of_a_list_is_shown(page, name, client_as):
    assert client_as("redactie").get(reverse(name), {"pagina": page}).status_code == 200


@pytest.mark.parametrize("number", [0, 10**9, 10**30])
@pytest.mark.parametrize("name", ["download", "file_preview", "revision", "contribute_preview"])
def test_number_of_nothing_is_not_found(number, name, client_as):
    response = client_as("redactie").get(reverse(name, args=[number]))

    assert (response.status_code, title(response)) == (404, "Pagina niet gevonden")


def without_database(path: str) -> list:
    """The answer of a thread of its own, whose connection leads nowhere."""
    answers = []

    def ask() -> None:
        connection.settings_dict = connection.settings_dict | {"HOST": "/nonexistent"}
        answers.append(Client(raise_request_exception=False).get(path))

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    return answers


def test_without_database_a_page_says_so_and_readyz_too(caplog):
    (page,), (ready,) = without_database("/catalogus/"), without_database("/readyz")

    assert (page.status_code, title(page)) == (500, "Er ging iets mis")
    assert (ready.status_code, ready.json()["checks"]["database"]) == (503, False)


@pytest.fixture
def no_redis(settings, monkeypatch):
    settings.CACHES = {"default": django_settings.CACHES["default"] | {"LOCATION": NOWHERE}}
    monkeypatch.setattr(app.conf, "broker_url", "redis+socket:///nonexistent/redis.sock")


@pytest.mark.parametrize("name", ["home", "search", "account_login", "readyz", "themes"])
def test_without_redis_pages_go_on(name, no_redis, visitor):
    assert visitor.get(reverse(name)).status_code == 200


def test_without_redis_an_entry_is_shown(no_redis, visitor):
    assert visitor.get(EntryFactory(published=True).get_absolute_url()).status_code == 200


def test_without_redis_a_proposal_is_submitted_and_its_mail_waits(no_redis, client_for):
    revision = RevisionFactory()

    client_for(revision.author).post(reverse("contribute_submit", args=[revision.pk]))

    assert (Revision.objects.get().state, OutgoingMail.objects.count()) == ("submitted", 1)
