"""The terms of a queue follow its own hours; the coordinator sets them, the desk reads them."""

from datetime import date, time

import pytest
from django.urls import reverse

from servicedesk import explaining, hours, warning, workflow
from servicedesk.models import Question, Queue
from tests.conftest import VISITOR
from tests.servicedesk.factory import asked, moment, staff

pytestmark = pytest.mark.django_db
MORNINGS = {"opens": time(9), "closes": time(13), "weekdays": [0, 1, 3]}


@pytest.fixture
def mornings() -> Queue:
    queue = Queue.objects.named("gezonde-school")
    Queue.objects.filter(pk=queue.pk).update(**MORNINGS)
    queue.refresh_from_db()
    return queue


def test_term_counts_the_hours_of_its_queue(mornings):
    question = asked(at=moment(3, 11), queue="gezonde-school")

    assert question.answer_due_at == moment(5, 11)
    assert question.solve_due_at == moment(16, 11)


def test_closed_day_of_a_queue_does_not_count(mornings):
    Queue.objects.filter(pk=mornings.pk).update(closed_days=[date(2026, 3, 5)])

    assert asked(at=moment(3, 11), queue="gezonde-school").answer_due_at == moment(9, 11)


def test_clock_that_stood_still_goes_on_in_the_hours_of_its_queue(mornings):
    by, question = staff(), asked(at=moment(3, 11), queue="gezonde-school")
    workflow.act(question, "wait_for_asker", by=by, at=moment(3, 12))
    workflow.act(question, "work", by=by, at=moment(5, 10))

    assert question.answer_due_at == moment(5, 13)


def test_warning_waits_until_the_queue_opens(mornings):
    staff()
    asked(at=moment(2, 9), queue="gezonde-school")

    assert [warning.warn(at=at) for at in (moment(3, 14), moment(4, 10), moment(5, 9))] == [0, 0, 1]


def test_queue_says_when_it_is_open(mornings):
    mornings.closed_days = [date(2026, 12, 24)]

    assert explaining.opening(mornings) == "maandag en dinsdag en donderdag van 9.00 tot 13.00 uur"
    assert explaining.rule(mornings).endswith("behalve op feestdagen en op 1 extra gesloten dagen.")
    assert hours.is_open(moment(4, 10), mornings.opening) is False


@pytest.mark.parametrize(
    ("role", "looks", "changes"),
    [(VISITOR, 302, 302), ("professional", 403, 403), ("servicedesk", 200, 403), ("coordinator", 200, 200)],
)
def test_terms_are_read_by_the_desk_and_set_by_the_coordinator(client_as, mornings, role, looks, changes):
    client = client_as(role)

    assert client.get(reverse("desk_queues")).status_code == looks
    assert client.get(reverse("desk_queue", args=[mornings.slug])).status_code == changes


def test_coordinator_changes_what_comes_in_from_now_on(client_as, mornings):
    before = asked(at=moment(2, 9), queue="gezonde-school")
    told = {
        "name": "Helpdesk",
        "answer_days": 2,
        "solve_days": 4,
        "opens": "08:30",
        "closes": "12:00",
        "weekdays": [0, 4],
        "closed_days": "24-12-2026\n2026-12-31",
    }

    response = client_as("coordinator").post(reverse("desk_queue", args=[mornings.slug]), told)

    mornings.refresh_from_db()
    assert response.status_code == 302
    assert mornings.opening == hours.Opening(
        time(8, 30), time(12), (0, 4), frozenset({date(2026, 12, 24), date(2026, 12, 31)})
    )
    assert Question.objects.get().answer_due_at == before.answer_due_at


@pytest.mark.parametrize(
    "wrong",
    [{"closes": "08:00"}, {"weekdays": []}, {"closed_days": "kerst"}, {"answer_days": 9}, {"opens": "laat"}],
)
def test_hours_that_cannot_be_are_refused(client_as, mornings, wrong):
    told = {"name": "X", "answer_days": 1, "solve_days": 5, "opens": "09:00", "closes": "17:00", "weekdays": [0]}

    response = client_as("coordinator").post(reverse("desk_queue", args=[mornings.slug]), told | wrong)

    assert response.status_code == 422
    mornings.refresh_from_db()
    assert mornings.closes == time(13)
