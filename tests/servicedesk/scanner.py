"""A ClamAV daemon of our own: speaks the protocol over TCP in a thread, and finds what holds the word EICAR."""

import contextlib
import socketserver
import struct
import threading
import time
from collections.abc import Iterator

FOUND = b"stream: Eicar-Test-Signature FOUND\0"
CLEAN = b"stream: OK\0"
TOO_LARGE = b"INSTREAM size limit exceeded. ERROR\0"


class Scanner(socketserver.ThreadingTCPServer):
    """``mood``: how it behaves: ``well``, ``silent``, ``rude`` (hangs up), ``confused``; ``limit`` in bytes."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.mood, self.limit, self.received = "well", 1_000_000, []

    @property
    def url(self) -> str:
        return f"tcp://127.0.0.1:{self.server_address[1]}?timeout=0.5"


class _Conversation(socketserver.StreamRequestHandler):
    server: Scanner

    def handle(self) -> None:
        if self.server.mood == "rude":
            return
        command = self.rfile.read(10)
        assert command == b"zINSTREAM\0", command
        content = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
            if len(content) > self.server.limit:
                self.wfile.write(TOO_LARGE)
                return
        self.server.received.append(content)
        if self.server.mood == "silent":
            time.sleep(1)
        elif self.server.mood == "confused":
            self.wfile.write(b"UNKNOWN COMMAND\0")
        else:
            self.wfile.write(FOUND if b"EICAR" in content else CLEAN)


@contextlib.contextmanager
def running() -> Iterator[Scanner]:
    with Scanner() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
