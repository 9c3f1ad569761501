"""A real IMAP server (pymap) for tests, with folders that a test fills."""

import contextlib
import imaplib
from collections.abc import Iterator
from datetime import UTC, datetime

from tests import listening

RUN = "import sys; from pymap.main import main; sys.exit(main())"
USER, PASSWORD = "demouser", "demopass"


class ImapServer:
    """Where it listens, and a client of its own to look with."""

    def __init__(self, port: int) -> None:
        self.port = port

    def url(self, folder: str, **options) -> str:
        query = "&".join(f"{name}={told}" for name, told in options.items())
        return f"imap://{USER}:{PASSWORD}@127.0.0.1:{self.port}/{folder}?{query}"

    @contextlib.contextmanager
    def client(self) -> Iterator[imaplib.IMAP4]:
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        client.login(USER, PASSWORD)
        try:
            yield client
        finally:
            client.logout()

    def fill(self, folder: str, *messages: bytes, arrived: datetime | None = None) -> None:
        """Put messages in a folder, which is made when it is not there."""
        moment = imaplib.Time2Internaldate(arrived or datetime.now(UTC))
        with self.client() as client:
            client.create(folder)
            for message in messages:
                client.append(folder, "", moment, message)

    def drop(self, folder: str) -> None:
        with self.client() as client:
            client.delete(folder)

    def flags(self, folder: str) -> list[bytes]:
        """What each message in the folder is marked with, in order."""
        with self.client() as client:
            count = int(client.select(folder, readonly=True)[1][0])
            return [imaplib.ParseFlags(row) for row in client.fetch("1:*", "(FLAGS)")[1]] if count else []

    def mark_read(self, folder: str) -> None:
        with self.client() as client:
            client.select(folder)
            client.store("1:*", "+FLAGS", r"(\Seen)")


@contextlib.contextmanager
def running() -> Iterator[ImapServer]:
    with listening.running(_arguments) as port:
        yield ImapServer(port)


def _arguments(port: int) -> list[str]:
    return ["-c", RUN, "--host", "127.0.0.1", "--port", str(port), "--no-tls", "dict", "--demo-data"]
