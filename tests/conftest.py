"""Fixtures for all tests."""

import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.userkit import user_id_to_str
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.test import override_settings

from loket.accounts.permissions import needs_second_factor
from loket.celery import app
from loket.vocabulary import loading, lookup, snapshot
from tests import checking, emptying, factories, template_database

AT = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
VISITOR = "bezoeker"


def pytest_configure() -> None:
    """Redis databases for each worker, fast passwords, static files unscanned, templates that tell what they miss.

    The cache is emptied before each test, so the queue of tasks has a database of its own. It is named here, before
    anything is sent: connections are kept.
    """
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) % 7 + 1
    app.conf.broker_url = f"{django_settings.CELERY_BROKER_URL.partition('?')[0]}?virtual_host={number + 8}"
    shared = django_settings.CACHES["default"]
    shared["LOCATION"] = f"{shared['LOCATION'].partition('?')[0]}?db={number}"
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django_settings.WHITENOISE_AUTOREFRESH = True
    django_settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = checking.Undefined()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_keepdb, request) -> None:
    """A new test database is a copy of an empty portal; one that is used again (``--reuse-db``) needs none."""
    if not django_db_keepdb or request.config.getvalue("create_db"):
        connection.settings_dict["TEST"]["TEMPLATE"] = template_database.ensure()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """The test database, with the vocabulary loaded once."""
    with django_db_blocker.unblock():
        loading.load()
        emptying.install()
    lookup.forget()


@pytest.fixture(scope="session", autouse=True)
def _files(tmp_path_factory) -> Iterator[None]:
    """Brought files go to a folder that is thrown away."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files")):
        yield


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """What an earlier test or run left in Redis is gone: numbers of rows come back in a new database."""
    cache.clear()


@pytest.fixture
def steady_vocabulary(monkeypatch) -> None:
    """On a slow machine the look for changes of the vocabulary may not fall between two counts of queries."""
    monkeypatch.setattr(snapshot, "SECONDS_BETWEEN_CHECKS", 3600)
    lookup.choices("theme")


@pytest.fixture
def at() -> datetime:
    """Monday 2 March 2026, ten o'clock in the Netherlands."""
    return AT


@pytest.fixture
def visitor() -> checking.CheckingClient:
    """A browser of somebody without an account."""
    return checking.CheckingClient()


@pytest.fixture
def client_for(db: None) -> Callable[..., checking.CheckingClient]:
    """A browser in which this person is signed in, with a second factor where the role asks for one."""

    def sign_in(user) -> checking.CheckingClient:
        client = checking.CheckingClient()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        client.user = user
        if needs_second_factor(user):
            session = client.session
            session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
            session["account_authentication_methods_user"] = user_id_to_str(user)
            session.save()
        return client

    return sign_in


@pytest.fixture
def client_as(client_for) -> Callable[..., checking.CheckingClient]:
    """A browser of a new person with this role; ``bezoeker`` has no account."""

    def somebody(role: str) -> checking.CheckingClient:
        if role == VISITOR:
            return checking.CheckingClient()
        return client_for(factories.UserFactory(roles=[] if role == "professional" else [role]))

    return somebody
