"""Tokens and webhooks for tests."""

import contextlib
import http.server
import json
import threading
import uuid
from collections.abc import Iterator
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from loket.api import hearing, tokens
from loket.api.enums import Happening, Scope
from loket.api.models import Subscription, Token
from tests.factories import UserFactory


def make_token(person=None, *, scopes=tuple(Scope.values), at=None, life=timedelta(days=30)) -> tuple[Token, str]:
    """A token of a partner's organisation, and its text."""
    person, at = person or UserFactory(partner=True), at or timezone.now()
    told = {"name": "Koppeling", "scopes": list(scopes), "form_key": uuid.uuid4()}
    return tokens.make(person.organisation, **told, person=person, expires_at=at + life, by=person, at=at)


def make_webhook(
    person=None, *, url="https://example.org/hook", at=None, happenings=tuple(Happening.values)
) -> Subscription:
    person = person or UserFactory(partner=True)
    told = {"name": "Ontvanger", "url": url, "happenings": list(happenings)}
    return hearing.subscribe(person.organisation, **told, by=person, at=at or timezone.now())


class Caller:
    """A partner's system: sends JSON with a token. Its GET may write: that a token was used is noted."""

    def __init__(self, text: str) -> None:
        self.client = Client()
        self.text = text

    def get(self, path: str):
        return self.client.get(path, headers={"Authorization": f"Bearer {self.text}"})

    def post(self, path: str, body: object, **headers: str):
        raw = body if isinstance(body, bytes) else json.dumps(body)
        given = {"Authorization": f"Bearer {self.text}"} | headers
        return self.client.post(path, raw, content_type="application/json", headers=given)

    def delete(self, path: str):
        return self.client.delete(path, headers={"Authorization": f"Bearer {self.text}"})


class Received(list):
    """What a receiver got: (headers, body) of each."""


@contextlib.contextmanager
def receiver(*, status: int = 200, hangs: bool = False) -> Iterator[tuple[str, Received]]:
    """A server on this machine that takes webhooks; gives its address and what it received."""
    received, done = Received(), threading.Event()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append((dict(self.headers), body.decode()))
            if hangs:
                done.wait(20)
                return
            self.send_response(status)
            self.send_header("Location", "https://example.org/elders")
            self.end_headers()

        def log_message(self, *told) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hook", received
    finally:
        done.set()
        server.shutdown()
        thread.join()
        server.server_close()
