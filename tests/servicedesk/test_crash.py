"""A crash between any two steps of receiving and sending loses and doubles nothing; a real mail server counts.

The child is killed for real (SIGKILL) at a step that the seed chooses, and so are processes of a real worker.
``CRASH_POINTS`` and ``WORKER_KILLS`` give more of them, ``TORTURE_RESULT`` names the file in which the outcome is kept
(``make torture``).
"""

import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import time
from datetime import timedelta
from functools import partial

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.utils import timezone

from loket.celery import app
from loket.core import outbox
from loket.core.enums import MailState
from loket.core.models import OutgoingMail
from loket.launcher import places
from loket.post import receiving
from loket.post.models import RawMessage
from servicedesk.models import Message, Question
from tests.servicedesk import crashing
from tests.servicedesk.factory import AT

pytestmark = pytest.mark.django_db(transaction=True)

SEED = 20260304
PARTS = 8
POINTS = int(os.environ.get("CRASH_POINTS", "1000"))
KILLS = int(os.environ.get("WORKER_KILLS", "25"))
MAILS_PER_KILL = 8
# So that no sender seems to send a flood.
AN_HOUR = timedelta(hours=1)


@pytest.fixture
def sink(settings):
    with crashing.mail_server() as (server, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield server


def mail(number: int) -> bytes:
    return (
        f"From: Vera Voorbeeld <vera{number}@example.com>\r\nTo: servicedesk@example.org\r\n"
        f"Subject: Vraag {number}\r\nMessage-ID: <{number}@crash.example>\r\n"
        f"Date: Mon, 02 Mar 2026 10:00:00 +0100\r\n\r\nHoe pakken wij dit aan?\r\n"
    ).encode()


def keep(name: str, **outcome) -> None:
    """Beside what other runs kept."""
    path = os.environ.get("TORTURE_RESULT")
    if path:
        file = pathlib.Path(path)
        known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        file.write_text(json.dumps(known | {name: outcome}, indent=1), encoding="utf-8")


def receive_and_send(number: int, at) -> None:
    """What the pipe and the worker do with one mail: a question, and its receipt handed to the mail server."""
    receiving.receive(mail(number), source="pipe", at=at)
    for mail_id in OutgoingMail.objects.filter(state=MailState.QUEUED).values_list("pk", flat=True):
        outbox.send(mail_id)


def go_on(number: int, at, *, is_offered_again: bool) -> None:
    """What happens after a crash: the mail server offers the mail again, or the sweep is first; then the outbox."""
    if is_offered_again or not RawMessage.objects.filter(sha256=receiving.digest_of(mail(number))).exists():
        receiving.receive(mail(number), source="pipe", at=at)
    later = at + timedelta(minutes=6)
    for raw_id in receiving.unfinished(at=later):
        receiving.process(raw_id, at=later)
    for mail_id in outbox.sweep(at=timezone.now() + timedelta(minutes=11)):
        outbox.send(mail_id)


def assert_once(number: int, sink) -> str:
    """One question with one message and one receipt, which left at most once; returns how the receipt stands."""
    question = Question.objects.get(subject=f"Vraag {number}")
    receipt = OutgoingMail.objects.get(to=f"vera{number}@example.com")
    handed_over = sink.received[question.reference]

    assert Message.objects.filter(question=question).count() == 1
    assert handed_over <= 1
    assert receipt.state in (MailState.SENT, MailState.UNSURE)
    assert receipt.state == MailState.UNSURE or handed_over == 1
    return receipt.state


@pytest.mark.parametrize("part", range(PARTS))
def test_killed_at_any_step_of_receiving_and_sending_loses_and_doubles_nothing(sink, part):
    chance, at = random.Random(SEED + part), AT
    # What a process makes once (templates, word lists) is made here, and not by each child anew.
    receive_and_send(-1, at)
    whole = crashing.in_child(partial(receive_and_send, 0, at + AN_HOUR / 2))
    states: list[str] = []

    for number in range(1, POINTS // PARTS + 1):
        at += AN_HOUR
        crashing.in_child(partial(receive_and_send, number, at), kill_at=chance.randint(1, whole))
        go_on(number, at, is_offered_again=chance.random() < 0.5)
        states.append(assert_once(number, sink))

    assert Question.objects.count() == len(states) + 2
    keep(f"crash points, part {part}", points=len(states), steps=whole, unsure=states.count(MailState.UNSURE))


def database_url() -> str:
    told = connection.settings_dict
    host = told["HOST"] or told["OPTIONS"].get("host", "")
    return f"postgresql://{told['USER']}@/{told['NAME']}?host={host}"


@pytest.fixture
def worker(sink, settings, tmp_path):
    """A real worker with two processes, on the database, the broker and the mail server of this test."""
    port, number = settings.EMAIL_PORT, app.conf.broker_url.rpartition("=")[2]
    told = {"DATABASE_URL": database_url(), "EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    told |= {"REDIS_URL": f"{django_settings.REDIS_URL.partition('?')[0]}?db={number}", "LOKET_MODE": "demo"}
    command = [sys.executable, "-m", "celery", "--app", "loket.celery", "worker", "--concurrency=2"]
    command += ["--loglevel=ERROR", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    app.control.purge()
    with (tmp_path / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=places.ROOT, env=os.environ | told, stdout=log, stderr=log, start_new_session=True
        )
        yield process
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def pool_of(worker) -> list[int]:
    """The processes of the worker that do the work."""
    told = pathlib.Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()
    return [int(text) for text in told]


def queued(count: int, first: int) -> None:
    for number in range(first, first + count):
        outbox.queue_rendered(to=f"v{number}@example.com", subject=f"Mail [{number}]", text="Dag", at=timezone.now())


def left() -> int:
    return OutgoingMail.objects.filter(state=MailState.QUEUED).count()


def test_worker_killed_for_real_sends_nothing_twice_and_loses_nothing(worker, sink):
    chance = random.Random(SEED)
    queued(1, 0)
    end = time.monotonic() + 60
    while not sink.received and time.monotonic() < end:
        time.sleep(0.1)
    assert sink.received["0"] == 1

    for kill in range(KILLS):
        queued(MAILS_PER_KILL, 1 + kill * MAILS_PER_KILL)
        time.sleep(chance.uniform(0, 0.15))
        for process in pool_of(worker)[: chance.randint(1, 2)]:
            os.kill(process, signal.SIGKILL)
    end = time.monotonic() + 60
    while left() and time.monotonic() < end:
        for mail_id in outbox.sweep(at=timezone.now()):
            outbox.send(mail_id)
    time.sleep(0.5)
    outbox.sweep(at=timezone.now() + timedelta(minutes=11))

    rows = {row.subject[6:-1]: row.state for row in OutgoingMail.objects.all()}
    assert len(rows) == 1 + KILLS * MAILS_PER_KILL
    assert set(rows.values()) <= {MailState.SENT, MailState.UNSURE}
    assert max(sink.received.values()) == 1
    assert all(sink.received[number] == 1 for number, state in rows.items() if state == MailState.SENT)
    unsure = sum(state == MailState.UNSURE for state in rows.values())
    keep("real SIGKILLs of the worker", kills=KILLS, mails=len(rows), unsure=unsure)
