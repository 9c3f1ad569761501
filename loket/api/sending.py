"""Handing a delivery to a server that somebody else chose, so that it can do us no harm.

Only https, and only addresses that are open to the world, whatever a name leads to (server-side request forgery); no
redirect is followed; the whole of it, names and TLS included, may take ten seconds; of the answer only the first line
is read. In the demo and in tests this machine itself may be spoken to as well.
"""

import asyncio
import ipaddress
import re
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

from loket.core.addresses import is_public

SECONDS = 10
LONGEST_LINE = 8 * 1024
_STATUS_LINE = re.compile(rb"HTTP/1\.[01] ([1-5]\d\d)\b")
_NOT_ALLOWED = "Dit adres is niet voor iedereen te bereiken. Kies een openbaar adres dat met https:// begint."
_HEADER_SAFE = re.compile(r"[\x20-\x7e]*")


@dataclass(frozen=True)
class Answer:
    """What came of it: the status the receiver gave, or in Dutch why there is none."""

    status: int | None = None
    error: str = ""

    @property
    def is_received(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class _NotAllowed(Exception):
    pass


def require_allowed(url: str) -> None:
    """Raises ``ValidationError`` for what is no https address of a server that is open to the world.

    A name is looked up again with every delivery; here only what the address itself says is judged.
    """
    try:
        parts = _parts(url)
    except _NotAllowed as error:
        raise ValidationError({"url": _NOT_ALLOWED}) from error
    literal = _literal(parts.hostname)
    if literal is not None and not _may_speak_to(literal):
        raise ValidationError({"url": _NOT_ALLOWED})


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise _NotAllowed from error
    is_own = settings.WEBHOOKS_ALLOW_LOOPBACK and _is_this_machine(host or "")
    if not host or port == 0 or parts.username or parts.password or not re.fullmatch(r"[\w.:-]+", host, re.ASCII):
        raise _NotAllowed
    if parts.scheme != "https" and not (parts.scheme == "http" and is_own):
        raise _NotAllowed
    if host.endswith((".localhost", ".local", ".internal")) or (host == "localhost" and not is_own):
        raise _NotAllowed
    return parts


def _is_this_machine(host: str) -> bool:
    return host in ("localhost", "127.0.0.1", "::1")


def _literal(host: str) -> str | None:
    """The host when it is an IP address, in any way of writing it."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host))  # also 127.1 and 2130706433
    except OSError:
        return None


def _may_speak_to(address: str) -> bool:
    is_own = ipaddress.ip_address(address.partition("%")[0]).is_loopback
    return is_public(address) or (settings.WEBHOOKS_ALLOW_LOOPBACK and is_own)


async def post(url: str, body: str, headers: dict[str, str], *, seconds: float = SECONDS) -> Answer:
    """Send it; never raises for what the other side does or does not do."""
    try:
        async with asyncio.timeout(seconds):
            return Answer(await _post(_parts(url), body.encode(), headers))
    except TimeoutError:
        return Answer(error=f"De ontvanger gaf niet binnen {seconds:g} seconden antwoord.")
    except _NotAllowed:
        return Answer(error=_NOT_ALLOWED)
    except socket.gaierror:
        return Answer(error="De naam van de ontvanger bestaat niet.")
    except ssl.SSLError:
        return Answer(error="De beveiliging (TLS) van de ontvanger klopt niet.")
    except (OSError, EOFError, asyncio.LimitOverrunError):
        return Answer(error="De ontvanger is niet te bereiken, of antwoordt niet zoals het hoort.")


async def _post(parts: SplitResult, body: bytes, headers: dict[str, str]) -> int:
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = await _resolved(parts.hostname, port)
    context = ssl.create_default_context() if parts.scheme == "https" else None
    name = parts.hostname if context else None
    reader, writer = await asyncio.open_connection(address, port, ssl=context, server_hostname=name, limit=LONGEST_LINE)
    try:
        writer.write(_head(parts, len(body), headers) + body)
        await writer.drain()
        found = _STATUS_LINE.match(await reader.readuntil(b"\n"))
        if found is None:
            raise EOFError
        return int(found[1])
    finally:
        writer.transport.abort()


async def _resolved(host: str, port: int) -> str:
    """The address to connect to. It is judged and then used itself, so that a name cannot change in between."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [row[4][0] for row in found]
    if not all(_may_speak_to(address) for address in addresses):
        raise _NotAllowed
    ipv4_first = sorted(addresses, key=lambda address: ":" in address)
    return ipv4_first[0]


def _head(parts: SplitResult, length: int, headers: dict[str, str]) -> bytes:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~?')}" if parts.query else ""
    lines = [
        f"POST {path}{query} HTTP/1.1",
        f"Host: {parts.netloc.rpartition('@')[2]}",
        "Content-Type: application/json; charset=utf-8",
        f"Content-Length: {length}",
        "Connection: close",
        *(f"{name}: {value}" for name, value in headers.items() if _HEADER_SAFE.fullmatch(value)),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii", "ignore")
