"""A desk that takes mail, a question with a mail of ours in it, and stored messages that arrive."""

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from loket.post import fetching, imap, receiving, routing, threads
from loket.post.models import Message, SentMessage, Thread
from loket.post.receiving import Receipt
from tests.post import imap_server as imap_server_of_tests
from tests.post import stored
from tests.post.desk import Desk, Question
from tests.post.imap_server import ImapServer
from tests.post.real_desk import RealDesk

STAND_IN, REAL = "stand-in", "servicedesk"


def pytest_generate_tests(metafunc) -> None:
    """Every case runs against the stand-in and against the servicedesk itself."""
    if "desk" in metafunc.fixturenames and metafunc.module.__name__.rpartition(".")[2].startswith("test_cases_"):
        metafunc.parametrize("desk", [STAND_IN, REAL], indirect=True)


@pytest.fixture
def desk(request, at, monkeypatch) -> Iterator[Desk | RealDesk]:
    """The only area that takes mail."""
    before = routing.routes()
    for route in before:
        routing.unregister(route.name)
    if getattr(request, "param", STAND_IN) == REAL:
        request.getfixturevalue("db")
        desk = RealDesk(monkeypatch, at)
    else:
        desk = Desk(queues={"servicedesk", "gezonde-school"})
    routing.register(desk.route())
    yield desk
    for route in routing.routes():
        routing.unregister(route.name)
    for route in before:
        routing.register(route)


@pytest.fixture
def question(db, desk, at) -> Question:
    """Question 12 of Ans; we wrote to her, and to our colleague Els about it."""
    question = desk.ask(12, stored.ASKER)
    thread = Thread.objects.create(route=desk.name, key="12", token=stored.TOKEN, opened_at=at)
    for message_id, recipient, is_internal in (
        (stored.SENT, stored.ASKER, False),
        (stored.INTERNAL, stored.COLLEAGUE, True),
    ):
        SentMessage.objects.create(
            message_id=message_id, thread=thread, recipient=recipient, is_internal=is_internal, sent_at=at
        )
    return question


@pytest.fixture
def thread(question) -> Thread:
    return Thread.objects.get(token=stored.TOKEN)


@pytest.fixture
def other_thread(desk, thread, at) -> Thread:
    """The thread of a second question, number 13, of somebody else."""
    desk.ask(13, "carla@welzijn.example")
    return threads.open_thread(desk.name, "13", at=at)


@pytest.fixture
def arrive(db, desk, at) -> Callable[..., Receipt]:
    """Let a stored message come in; more words replace text in it."""

    def come_in(name: str, *, moment: datetime = at, queue: str = "", **told) -> Receipt:
        raw = stored.raw(name)
        for old, new in told.pop("changes", {}).items():
            assert old in raw
            raw = raw.replace(old, new)
        return receiving.receive(raw, source="pipe", at=moment, queue=queue, **told)

    return come_in


@pytest.fixture
def read(arrive) -> Callable[..., Message]:
    """Let a stored message come in; returns what was read of it."""

    def come_in(name: str, **told) -> Message:
        return Message.objects.get(raw=arrive(name, **told).raw_id)

    return come_in


@pytest.fixture(scope="session")
def imap_server() -> Iterator[ImapServer]:
    with imap_server_of_tests.running() as server:
        yield server


@pytest.fixture
def folder(imap_server, request) -> str:
    """The name of a folder of this test alone."""
    name = f"map-{uuid.uuid4().hex[:12]}"
    imap_server.fill(name)
    return name


@pytest.fixture
def fetch(db, desk, imap_server, folder, at) -> Callable[..., int]:
    """Fetch the folder of this test, as the task does each minute."""

    def once(*, moment: datetime = at, **options) -> int:
        return fetching.fetch(imap.place(imap_server.url(folder, **options)), at=moment)

    return once
