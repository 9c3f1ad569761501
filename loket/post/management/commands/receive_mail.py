"""Take in mail from a mail server's pipe or from files; one JSON object a message on the standard output."""

import contextlib
import json
import logging
import mailbox
import pathlib
import sys
from collections.abc import Iterator
from typing import BinaryIO

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from loket.post import receiving
from loket.post.reading import limits

logger = logging.getLogger(__name__)

TRY_LATER = 75  # EX_TEMPFAIL of sysexits.h: the mail server keeps the message and comes back
NO_FILE = 66  # EX_NOINPUT
_BLOCK = 1024 * 1024


class TryLater:
    """Whatever stops us before the message is safe: the mail server must keep it, so it hears *try later*."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind, error, trace) -> None:
        if kind is None or not issubclass(kind, Exception):
            return
        logger.error("mail not taken in, the mail server will try again", exc_info=(kind, error, trace))
        raise SystemExit(TRY_LATER) from None


class Command(BaseCommand):
    help = "Neemt mail aan: van de mailserver (-), uit bestanden of uit een mbox."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--queue", default="", help="de wachtrij waar deze mail voor is")
        parser.add_argument(
            "files", nargs="*", metavar="FILE", help="bestand met een bericht of mbox; - is de standaardinvoer"
        )

    def handle(self, *, files: list[str], queue: str, **options) -> None:
        paths = files or ["-"]
        missing = [path for path in paths if path != "-" and not pathlib.Path(path).is_file()]
        if missing:
            self.stderr.write(f"Dit bestand is er niet: {', '.join(missing)}.")
            sys.exit(NO_FILE)
        with TryLater():
            for raw, size in (each for path in paths for each in _messages(path)):
                receipt = receiving.receive(raw, source="pipe", at=timezone.now(), queue=queue, size=size)
                self.stdout.write(json.dumps(receipt.as_json(), ensure_ascii=False))


def _messages(path: str) -> Iterator[tuple[bytes, int]]:
    """The raw messages, each with its size in bytes; of what is too large only the start."""
    if path == "-":
        yield _bounded(sys.stdin.buffer)
        return
    with open(path, "rb") as file:
        is_mbox = file.read(5) == b"From "
        file.seek(0)
        if not is_mbox:
            yield _bounded(file)
            return
    with contextlib.closing(mailbox.mbox(path, create=False)) as box:
        for key in box.iterkeys():
            with box.get_file(key) as part:
                yield _bounded(part)


def _bounded(stream: BinaryIO) -> tuple[bytes, int]:
    """What is too large is read to its end all the same, so that the mail server is not left with a broken pipe."""
    raw = stream.read(limits.MOST_BYTES + 1)
    size = len(raw)
    if size > limits.MOST_BYTES:
        while block := stream.read(_BLOCK):
            size += len(block)
    return raw, size
