import threading
from datetime import timedelta

import pytest
from django.db import connection

from loket.core.models import OutgoingMail
from loket.monitoring.steering import reminding, workflow
from loket.monitoring.steering.models import ActionPoint
from tests.factories import UserFactory
from tests.monitoring.steering import factory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("days", "mails"), [(8, 0), (7, 1), (0, 1), (-1, 1), (-30, 1)])
def test_owner_is_reminded_a_week_before_and_after_the_last_day(at, days, mails):
    factory.action(at, days=days)

    assert reminding.remind(at=at) == mails


def test_second_run_writes_no_mail(at):
    item = factory.action(at, days=3)

    sent = [reminding.remind(at=at) for _ in range(3)]

    assert sent == [1, 0, 0]
    assert OutgoingMail.objects.get().to == item.owner.email


def test_each_last_day_has_two_reminders_at_most(at):
    factory.action(at, days=5)

    sent = [reminding.remind(at=at + timedelta(days=day)) for day in range(20)]

    assert sent == [1, 0, 0, 0, 0, 0, 1, *[0] * 13]


def test_another_last_day_is_reminded_of_anew(at):
    item = factory.action(at, days=3)
    reminding.remind(at=at)
    item.refresh_from_db()
    item.due_on += timedelta(days=2)
    workflow.keep(item, by=factory.lead(), at=at)

    assert reminding.remind(at=at) == 1


def test_what_is_done_or_has_no_active_owner_is_not_reminded_of(at):
    done = factory.action(at, days=3)
    workflow.step(done, "finish", by=done.owner, at=at)
    factory.action(at, days=3, owner=UserFactory(inactive=True))

    assert reminding.remind(at=at) == 0


def test_all_four_registers_are_minded(at):
    for make in (factory.action, factory.pilot, factory.risk, factory.deal):
        make(at - timedelta(days=40))

    assert reminding.remind(at=at) == 4


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_send_one_mail(at):
    factory.action(at, days=3)

    def run() -> None:
        reminding.remind(at=at)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (OutgoingMail.objects.count(), ActionPoint.objects.get().reminded_soon) == (
        1,
        ActionPoint.objects.get().due_on,
    )
