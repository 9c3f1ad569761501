"""Fetching beyond the numbered cases: batches, locks, moving, and servers that misbehave."""

import contextlib
import socket

import pytest
from django.core import checks
from django.db import connection

from loket.post import fetching, imap, locks, tasks
from loket.post.checks import addresses_of_mailboxes
from loket.post.models import Fetched, Mailbox, Message, RawMessage
from loket.post.reading import limits
from tests.bad_input.test_at_once import at_once
from tests.post.test_cases_fetching import mail

pytestmark = pytest.mark.django_db


def test_large_mailbox_comes_in_by_batches_without_a_gap(imap_server, folder, fetch, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_A_TIME", 4)
    imap_server.fill(folder, *(mail(number) for number in range(10)))

    assert [fetch() for _ in range(4)] == [4, 4, 2, 0]
    assert Message.objects.count() == 10


def test_numbers_far_apart_are_found(imap_server, folder, fetch, monkeypatch):
    monkeypatch.setattr(fetching, "_SPAN", 7)
    imap_server.fill(folder, mail(1))

    assert (fetch(), Mailbox.objects.get().highest_uid) == (1, 101)


def test_mailbox_that_is_numbered_anew_gives_no_doubles(imap_server, folder, fetch, desk):
    imap_server.fill(folder, mail(1))
    fetch()
    before = Mailbox.objects.get().uid_validity
    imap_server.drop(folder)
    imap_server.fill(folder, mail(1), mail(2))

    fetch()

    assert Mailbox.objects.get().uid_validity != before
    assert (RawMessage.objects.count(), len(desk.questions)) == (2, 2)


def test_message_is_marked_as_read_when_asked(imap_server, folder, fetch):
    imap_server.fill(folder, mail(1))

    fetch(after="seen")

    assert [rb"\Seen" in flags for flags in imap_server.flags(folder)] == [True]


def test_message_is_moved_when_asked_also_after_a_crash(imap_server, folder, fetch):
    imap_server.fill(f"{folder}-klaar")
    imap_server.fill(folder, mail(1))
    fetch()
    assert not Fetched.objects.get().is_tidied

    fetch(after=f"move:{folder}-klaar")

    assert (imap_server.flags(folder), len(imap_server.flags(f"{folder}-klaar"))) == ([], 1)
    assert Fetched.objects.get().is_tidied


def test_too_large_message_is_held_and_not_fetched_whole(imap_server, folder, fetch, monkeypatch):
    monkeypatch.setattr(limits, "MOST_BYTES", 2_000)
    monkeypatch.setattr(limits, "KEPT_OF_TOO_LARGE", 500)
    imap_server.fill(folder, mail(1) + b"x" * 5_000)

    fetch()

    raw = RawMessage.objects.get()
    assert (raw.state, raw.is_cut, len(raw.content), raw.size > 5_000) == ("held", True, 500, True)


def test_queue_of_a_mailbox_goes_with_its_messages(imap_server, folder, fetch):
    imap_server.fill(folder, mail(1).replace(b"loket@", b"iemand@"))

    fetch(queue="gezonde-school")

    raw = RawMessage.objects.get()
    assert (raw.queue, raw.outcome) == ("gezonde-school", "new")


def test_server_that_never_answers_is_given_up_and_shown(db, at, monkeypatch):
    monkeypatch.setattr(imap, "SECONDS", 0.2)
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as silent:
        where = imap.place(f"imap://naam:geheim@127.0.0.1:{silent.getsockname()[1]}/INBOX")
        count = fetching.fetch(where, at=at)

    box = Mailbox.objects.get()
    assert (count, box.failing_since, box.error) == (0, at, "timed out")
    assert "geheim" not in box.name + box.error


def test_mailbox_that_works_again_is_no_trouble_any_more(imap_server, folder, fetch, at):
    fetch()
    Mailbox.objects.update(failing_since=at, error="timed out")

    fetch()

    assert Mailbox.objects.values_list("failing_since", "error", "fetched_at").get() == (None, "", at)


def test_wrong_password_is_shown(imap_server, folder, db, at):
    url = imap_server.url(folder).replace("demopass", "anders")

    fetching.fetch(imap.place(url), at=at)

    assert "credentials" in Mailbox.objects.get().error


def test_one_mailbox_that_fails_does_not_stop_the_next(imap_server, folder, settings, desk):
    imap_server.fill(folder, mail(1))
    settings.IMAP_URLS = ["imap://naam:geheim@127.0.0.1:9/INBOX", imap_server.url(folder)]

    tasks.fetch_mailboxes()

    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_one_mailbox_fetch_each_message_once(imap_server, folder, desk, at):
    imap_server.fill(folder, *(mail(number) for number in range(3)))
    where = imap.place(imap_server.url(folder))

    at_once(lambda number: fetching.fetch(where, at=at), times=3)

    assert (RawMessage.objects.count(), len(desk.questions)) == (3, 3)


@pytest.mark.django_db(transaction=True)
def test_mailbox_that_somebody_else_is_fetching_is_left_alone(imap_server, folder, desk, at):
    imap_server.fill(folder, mail(1))
    where = imap.place(imap_server.url(folder))

    with locks.if_free(locks.MAILBOXES, where.name):
        counts = at_once(lambda number: fetching.fetch(where, at=at), times=1)

    assert (counts, connection.in_atomic_block) == ({0: 1}, False)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("imaps://naam:a%40b@mail.example/", ("naam", "a@b", "INBOX", 993, "keep", "")),
        ("imap+starttls://n:p@mail.example/Post%20in?after=move:Gedaan", ("n", "p", "Post in", 143, "move", "Gedaan")),
    ],
)
def test_address_of_a_mailbox_is_read(url, told):
    where = imap.place(url)

    assert (where.user, where.password, where.folder, where.port, where.after, where.move_to) == told


@pytest.mark.parametrize(
    "url", ["http://a:b@c/", "imaps://mail.example/", "imaps://n:p@h/?after=weg", "imaps://n:p@h/?after=move"]
)
def test_unusable_address_stops_the_start_without_its_password(settings, url):
    settings.IMAP_URLS = [url]

    (error,) = addresses_of_mailboxes()

    assert (error.level, error.msg.startswith("Adres 1 van IMAP_URLS: ")) == (checks.ERROR, True)
    assert url not in error.msg


def test_folder_names_beyond_ascii_are_spelled_for_the_wire():
    assert imap._quoted('Geïmporteerd & "oud"') == '"Ge&AO8-mporteerd &- \\"oud\\""'
