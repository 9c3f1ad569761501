import json
import logging

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from loket.core.logs import JsonFormatter
from loket.core.middleware import RequestLog

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("path", "status"), [("/", 503), ("/bijdragen/", 503), ("/healthz", 200), ("/readyz", 200)])
def test_maintenance_page_leaves_health_checks_open(path, status, settings, visitor):
    settings.IS_UNDER_MAINTENANCE = True

    response = visitor.get(path)

    assert (response.status_code, response.get("Retry-After")) == (status, "600" if status == 503 else None)


def test_every_answer_has_a_number_of_its_own(visitor):
    numbers = {visitor.get(reverse("healthz"))["X-Request-Id"] for _visit in range(3)}

    assert {len(number) for number in numbers} == {12}
    assert len(numbers) == 3


def test_failed_request_is_logged_without_what_was_typed(caplog):
    request = RequestFactory().post("/zoeken/?q=mijn+geheim", {"naam": "geheim"})

    RequestLog(lambda request: _answer(500))(request)

    line = json.loads(JsonFormatter().format(caplog.records[0]))
    assert (line["path"], line["status"], "geheim" in json.dumps(line)) == ("/zoeken/", 500, False)


def test_quick_and_good_request_is_not_logged(caplog):
    with caplog.at_level(logging.INFO):
        RequestLog(lambda request: _answer(200))(RequestFactory().get("/"))

    assert caplog.records == []


def _answer(status: int) -> HttpResponse:
    return HttpResponse(status=status)
