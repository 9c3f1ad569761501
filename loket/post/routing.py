"""The routes that areas register: whose mail is whose, and what is done with it.

An area calls ``register`` in its ``apps.py``. It gets each message once per route, inside the transaction in which the
message is marked as handled: what it writes there stands or falls with that.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from loket.post.enums import Outcome
from loket.post.models import Message, Placement, SentMessage
from loket.post.models.thread import TOKEN_PATTERN
from loket.post.reading.bounces import Bounce

IN_ADDRESS = re.compile(rf"^(.{{1,200}})[+=_-]({TOKEN_PATTERN})@(.+)$")
"""An address with the reference of a thread: what comes before it, the reference, and the domain."""


@dataclass(frozen=True)
class Match:
    """The thread that a message belongs to. ``standing``: what the sender is to it (``enums.Standing``)."""

    key: str
    carrier: str
    standing: str
    is_internal: bool = False


@dataclass(frozen=True)
class Arrival:
    """A message for a route.

    ``match`` is the thread that it continues, or ``None``. ``related`` is the key of a thread that it only points to: a
    forwarded answer, or a number that a stranger wrote in the subject; the area makes something new and links it, and
    ``must_be_held`` says that a person looks first. ``copy_of`` is where an earlier copy went. ``may_acknowledge`` is
    already false for what programs wrote, for a sender who gets many, and for old mail.
    """

    message: Message
    queue: str = ""
    match: Match | None = None
    related: str = ""
    must_be_held: bool = False
    copy_of: Placement | None = None
    may_acknowledge: bool = False


@dataclass(frozen=True)
class Delivery:
    """What a route did: ``key`` of the thread in which the message is now, and the number of the question, if any."""

    outcome: str
    key: str
    number: int | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        Outcome(self.outcome)


def _nothing(*_arguments) -> None:
    return None


@dataclass(frozen=True)
class Route:
    """How an area takes mail.

    ``matches(address)``: whether mail to this address (lower case, without a reference) is for it.
    ``deliver(arrival, at)``: take the message in. ``has_queue(name)``: whether mail of this queue is for it.
    ``subject_token``: the area's numbers in a subject, the number itself in the first group;
    ``find_thread(reference)``: the key that belongs to such a number, or ``None``.
    ``participants(key)``: the addresses of those whose conversation it is.
    ``bounced(sent, bounce, at)``: a mail of ours in this route did not arrive.
    """

    name: str
    matches: Callable[[str], bool]
    deliver: Callable[[Arrival, datetime], Delivery]
    has_queue: Callable[[str], bool] = lambda queue: False
    subject_token: re.Pattern | None = None
    find_thread: Callable[[str], str | None] = _nothing
    participants: Callable[[str], set[str]] = lambda key: set()
    bounced: Callable[[SentMessage, Bounce, datetime], None] = _nothing


_routes: dict[str, Route] = {}


def register(route: Route) -> None:
    """Add a route; one of the same name is replaced."""
    _routes[route.name] = route


def unregister(name: str) -> None:
    _routes.pop(name, None)


def routes() -> list[Route]:
    """All routes, in the order in which they were registered."""
    return list(_routes.values())


def named(name: str) -> Route | None:
    return _routes.get(name)


def subject_tokens() -> list[re.Pattern]:
    return [route.subject_token for route in routes() if route.subject_token]


def taken_by(route: Route, addresses: list[str]) -> list[str]:
    """Those of these addresses that are of this route, in order; a reference in them does not count."""
    return [address for address in addresses if route.matches(without_reference(address))]


def is_own(address: str) -> bool:
    return bool(address) and any(route.matches(address) for route in routes())


def without_reference(address: str) -> str:
    """The address as areas know it: without the reference of a thread."""
    match = IN_ADDRESS.match(address)
    return f"{match[1]}@{match[3]}" if match else address
