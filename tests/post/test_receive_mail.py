"""The pipe of the mail server: what it prints, and what it answers when something is away."""

import io
import json

import pytest
from django.core.management import call_command
from django.db import OperationalError

from loket.post.management.commands import receive_mail
from loket.post.models import Message, RawMessage
from loket.post.reading import limits
from tests.post import stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def pipe(monkeypatch, capsys, desk):
    """What the command prints for these bytes on its standard input."""

    def run(raw: bytes, *arguments: str) -> dict:
        class Input:
            buffer = io.BytesIO(raw)

        monkeypatch.setattr(receive_mail.sys, "stdin", Input)
        call_command("receive_mail", *arguments)
        return json.loads(capsys.readouterr().out)

    return run


def test_pipe_prints_what_became_of_the_message(pipe):
    told = pipe(stored.raw("64-good-mail-a"))

    assert told == {"outcome": "new", "question": 1, "message": RawMessage.objects.get().pk, "reason": ""}


def test_pipe_of_the_same_message_again_is_a_duplicate(pipe):
    first = pipe(stored.raw("64-good-mail-a"), "-")

    again = pipe(stored.raw("64-good-mail-a"), "-")

    assert again == first | {"outcome": "duplicate", "reason": "Dit bericht was al binnen."}


def test_pipe_with_a_queue_needs_no_address(pipe):
    told = pipe(stored.raw("x-unknown-address"), "--queue", "gezonde-school")

    assert (told["outcome"], RawMessage.objects.get().queue) == ("new", "gezonde-school")


def test_pipe_with_the_line_of_a_mailbox_before_the_headers(pipe):
    pipe(b"From ans@ggd.example Mon Mar  2 09:30:00 2026\n" + stored.raw("64-good-mail-a"))

    assert Message.objects.get().author_address == "ans@ggd.example"


def test_pipe_of_a_far_too_large_message_keeps_its_start(pipe, monkeypatch):
    monkeypatch.setattr(limits, "MOST_BYTES", 300_000)

    told = pipe(stored.raw("64-good-mail-a") + b"x" * 1_000_000)

    raw = RawMessage.objects.get()
    assert (told["outcome"], raw.size > 1_000_000, len(raw.content)) == ("held", True, limits.KEPT_OF_TOO_LARGE)


def test_files_of_several_kinds_give_a_line_each(desk, capsys):
    paths = [str(stored.MESSAGES / name) for name in ("x-box.mbox", "51-pgp-signed.eml")]

    call_command("receive_mail", *paths)

    assert [json.loads(line)["question"] for line in capsys.readouterr().out.splitlines()] == [1, 2, 3, 4]


def test_file_that_is_not_there_is_named(capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("receive_mail", "bestaat-niet.eml")

    assert (ended.value.code, "bestaat-niet.eml" in capsys.readouterr().err) == (receive_mail.NO_FILE, True)


def test_database_that_is_away_asks_the_mail_server_to_come_back(pipe, monkeypatch):
    def away(*_arguments, **_options):
        raise OperationalError("connection refused")

    monkeypatch.setattr(RawMessage.objects, "light", away)

    with pytest.raises(SystemExit) as ended:
        pipe(stored.raw("64-good-mail-a"))

    assert ended.value.code == receive_mail.TRY_LATER
