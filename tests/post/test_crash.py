"""A process that is killed between any two steps of receiving loses and doubles nothing.

The child is killed for real (SIGKILL) at a step that the seed chooses; then the mail server offers the message again,
or the sweep goes by. ``CRASH_POINTS`` gives more points than the hundred of a usual run.
"""

import os
import random
import signal
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest
from django.db import connection, connections

from loket.core.models import OutgoingMail
from loket.post import fetching, imap, locks, receiving, routing
from loket.post.enums import Outcome, RawState
from loket.post.models import Fetched, Message, Placement, RawMessage
from loket.post.routing import Arrival, Delivery, Route
from tests.post import stored

pytestmark = pytest.mark.django_db(transaction=True)

SEED = 20260302
# So that no sender seems to send a flood.
AN_HOUR = timedelta(hours=1)
POINTS = int(os.environ.get("CRASH_POINTS", "100"))
# Where something changes; what only reads a message cannot leave anything half.
STEPS_IN = ("loket/post/", "django/core/files/storage/", "tests/post/test_crash")
NO_STEPS_IN = "loket/post/reading/"


def deliver(arrival: Arrival, at) -> Delivery:
    """An area whose only trace is a mail, without a key that would hide a second one."""
    mail = OutgoingMail.objects.create(
        to="ans@ggd.example", subject=arrival.message.message_id, text="Ontvangen", created_at=at, not_before=at
    )
    return Delivery(Outcome.NEW, str(mail.pk), mail.pk)


@pytest.fixture(autouse=True)
def route(desk):
    """The only area: it keeps what it does in the database, where a killed process leaves it."""
    routing.unregister("desk")
    routing.register(Route("crash", lambda address: address == "loket@example.org", deliver))


def mail(number: int) -> bytes:
    name = ("66-content-id", "64-good-mail-a")[number % 2]
    return stored.raw(name).replace(b"Message-ID: <", b"Message-ID: <%d-" % number)


def in_child(act: Callable[[], object], *, kill_at: int = 0) -> int:
    """Do this in a process of its own, killed at that step; returns how many steps it took, 0 when it was killed."""
    connection.close()
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        _act_and_end(act, kill_at, tell)
    os.close(tell)
    with os.fdopen(told, "rb") as answer:
        steps = int(answer.read() or 0)
    _, status = os.waitpid(child, 0)
    assert steps or os.WTERMSIG(status) == signal.SIGKILL
    return steps


def _act_and_end(act: Callable[[], object], kill_at: int, tell: int) -> None:
    steps = 0

    def at_line(frame, event, argument):
        nonlocal steps
        steps += event == "line"
        if steps == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return at_line

    def at_call(frame, event, argument):
        name = frame.f_code.co_filename
        return at_line if any(part in name for part in STEPS_IN) and NO_STEPS_IN not in name else None

    # Where an event loop runs in this process (the browser's), the parent's connections are out of sight of ``close``;
    # a child has no loop, and would go on with an open one that then outlives it.
    for inherited in connections.all(initialized_only=True):
        inherited.connection = None
    try:
        sys.settrace(at_call)
        act()
        sys.settrace(None)
        os.write(tell, b"%d" % steps)
    finally:
        os._exit(0)


def assert_once(number: int) -> None:
    raw = RawMessage.objects.get(message__message_id__startswith=f"{number}-")
    files = [kept.stored.size == kept.size for kept in raw.message.attachments.all()]

    assert (raw.state, raw.outcome) == (RawState.ROUTED, Outcome.NEW)
    assert (Placement.objects.filter(message__raw=raw).count(), files) == (1, [True, True] if number % 2 == 0 else [])
    assert OutgoingMail.objects.filter(subject__startswith=f"{number}-").count() == 1


def test_killed_at_any_step_of_receiving_loses_and_doubles_nothing(at):
    chance = random.Random(SEED)
    whole = [in_child(partial(receiving.receive, mail(number), source="pipe", at=at)) for number in (0, 1)]

    for number in range(2, POINTS + 2):
        at += AN_HOUR
        offer = partial(receiving.receive, mail(number), source="pipe", at=at)
        in_child(offer, kill_at=chance.randint(1, whole[number % 2]))
        # The mail server heard nothing, so it offers the message again; or the sweep is first.
        if chance.random() < 0.5 or not is_stored(number):
            offer()
        sweep(at)
        assert_once(number)

    assert (RawMessage.objects.count(), Message.objects.count()) == (POINTS + 2, POINTS + 2)


def is_stored(number: int) -> bool:
    return RawMessage.objects.filter(sha256=receiving.digest_of(mail(number))).exists()


def sweep(at: datetime) -> None:
    later = at + timedelta(minutes=6)
    for raw_id in receiving.unfinished(at=later):
        receiving.process(raw_id, at=later)


def wait_until_free(where: imap.Place) -> None:
    """PostgreSQL takes a moment to see that a killed worker has gone; until then its mailbox is somebody's."""
    with locks.waited_for(locks.MAILBOXES, where.name):
        pass


def test_killed_at_any_step_of_fetching_loses_and_doubles_nothing(imap_server, folder, at):
    chance = random.Random(SEED)
    where = imap.place(imap_server.url(folder, after="seen"))
    imap_server.fill(folder, mail(0))
    whole = in_child(partial(fetching.fetch, where, at=at))

    for number in range(1, POINTS // 8):
        at += AN_HOUR
        imap_server.fill(folder, mail(number))
        in_child(partial(fetching.fetch, where, at=at), kill_at=chance.randint(1, whole))
        wait_until_free(where)
        fetching.fetch(where, at=at)
        sweep(at)
        assert_once(number)

    assert Fetched.objects.filter(is_tidied=True).count() == RawMessage.objects.count() == POINTS // 8
    assert all(rb"\Seen" in flags for flags in imap_server.flags(folder))
