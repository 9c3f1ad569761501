"""Schemathesis asks whatever the description allows and forbids, and holds each answer against the description."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode, checks

from loket.api import schema
from loket.wsgi import application
from network.campaigns.models import Campaign
from tests.api.factory import make_token
from tests.factories import AT, EntryFactory, FormerNameFactory
from tests.network.events.factory import EventFactory
from tests.network.learning.factory import LearningNetworkFactory

pytestmark = pytest.mark.django_db
EXAMPLES = 8
BOUNDED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def _content(db) -> None:
    """Something of everything that can be read."""
    FormerNameFactory()
    EntryFactory.create_batch(3, published=True, recognised=True, kind="interventie")
    EntryFactory(archived=True)
    EventFactory()
    LearningNetworkFactory()
    days = {"starts_on": AT.date(), "ends_on": AT.date(), "plan_from": AT.date()}
    Campaign.objects.create(title="Week", slug="week", summary="Kort", lead="Instituut", changed_at=AT, **days)


@pytest.fixture
def described(_content) -> Iterator[schemathesis.schemas.BaseSchema]:
    """The application itself, on the connection of the test: a request may not close it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def ask_all(described, mode: GenerationMode, *, token: str = "", excluded=(), **chosen) -> int:
    """Send what the description allows (or forbids) to each operation; returns to how many operations."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    operations = [result.ok() for result in described.include(**chosen).get_all_operations()]
    for operation in operations:
        _ask(operation, mode, headers, list(excluded))
    return len(operations)


def _ask(operation, mode: GenerationMode, headers: dict, excluded: list) -> None:
    if mode is GenerationMode.NEGATIVE and not (operation.query or operation.body):
        return

    @BOUNDED
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case) -> None:
        case.call_and_validate(headers=headers, excluded_checks=excluded)

    ask()


@pytest.mark.parametrize("mode", GenerationMode)
def test_reading_is_as_described(mode, described):
    assert ask_all(described, mode, method="GET") > 15


@pytest.mark.parametrize("mode", GenerationMode)
def test_writing_without_a_token_is_refused_as_described(mode, described):
    assert ask_all(described, mode, method=["POST", "DELETE"]) == 4


def test_writing_with_a_token_is_as_described(described, monkeypatch):
    """The vocabularies and the sheets forbid more than the description can say: a 422 is no fault here."""
    monkeypatch.setattr("loket.api.authentication.PER_MINUTE", 10**9)
    excluded = [checks.positive_data_acceptance, checks.ignored_auth]

    asked = ask_all(
        described, GenerationMode.POSITIVE, token=make_token()[1], excluded=excluded, tag="Voorstellen van partners"
    )

    assert asked == 8


def test_description_is_valid_and_has_an_answer_for_every_operation():
    operations = [row for methods in schema.document()["paths"].values() for row in methods.values()]

    assert len(operations) > 20
    assert [row["operationId"] for row in operations if not any(code[0] == "2" for code in row["responses"])] == []
