"""Whether an address on the web answers: one question to somebody else's server, that can do us no harm.

Nothing of a page is read but its head; five seconds go to the whole of it, redirects included; and only addresses
that are open to the world are spoken to, whatever a name or a redirect leads to (server-side request forgery).
"""

import asyncio
import re
import socket
import ssl
from dataclasses import dataclass
from http.client import HTTPException, parse_headers
from io import BytesIO
from urllib.parse import quote, urljoin, urlsplit

from loket.catalogue.enums import LinkFault
from loket.core.addresses import is_public

SECONDS_PER_LINK = 5
MOST_REDIRECTS = 5
LONGEST_HEAD = 32 * 1024
ADDRESSES_TRIED = 3
REDIRECTS = frozenset({301, 302, 303, 307, 308})
# The server is there and wants to know who asks, or asks us to come back later: a person may well get in.
GUARDED = frozenset({401, 403, 407, 429, 451})
GONE = frozenset({404, 410})
_STATUS_LINE = re.compile(rb"HTTP/1\.[01] ([1-5]\d\d)\b")


@dataclass(frozen=True)
class Outcome:
    """``status`` is the last answer, if any; ``fault`` is empty when the link works."""

    status: int | None = None
    fault: LinkFault = LinkFault.NONE


class _Failed(Exception):
    def __init__(self, fault: LinkFault) -> None:
        self.fault = fault


@dataclass(frozen=True)
class _Target:
    scheme: str
    host: str
    port: int
    path: str


async def probe(url: str, *, agent: str, allow_private: bool = False, seconds: float = SECONDS_PER_LINK) -> Outcome:
    """Ask with HEAD, and with GET where that is not answered well; never raises for what the other side does."""
    try:
        async with asyncio.timeout(seconds):
            status = await _status_by_head(url, agent, allow_private)
            if status is None or status >= 400:
                status = await _follow("GET", url, agent, allow_private)
    except TimeoutError:
        return Outcome(fault=LinkFault.TIMEOUT)
    except _Failed as failure:
        return Outcome(fault=failure.fault)
    except ssl.SSLError:
        return Outcome(fault=LinkFault.CERTIFICATE)
    except (OSError, EOFError, asyncio.LimitOverrunError, HTTPException):
        return Outcome(fault=LinkFault.UNREACHABLE)
    return Outcome(status, _fault_of(status))


async def _status_by_head(url: str, agent: str, allow_private: bool) -> int | None:
    """``None`` for a server that hangs up on HEAD."""
    try:
        return await _follow("HEAD", url, agent, allow_private)
    except (EOFError, ConnectionError):
        return None


def _fault_of(status: int) -> LinkFault:
    if status < 400 or status in GUARDED:
        return LinkFault.NONE
    return LinkFault.GONE if status in GONE else LinkFault.REFUSED


async def _follow(method: str, url: str, agent: str, allow_private: bool) -> int:
    """The status at the end of the redirects."""
    for _step in range(MOST_REDIRECTS + 1):
        target = _parse(url)
        address = await _resolve(target, allow_private)
        status, location = await _ask(method, target, address, agent)
        if status not in REDIRECTS or not location:
            return status
        try:
            url = urljoin(url, location)
        except ValueError as error:
            raise _Failed(LinkFault.INVALID) from error
    raise _Failed(LinkFault.LOOP)


def _parse(url: str) -> _Target:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".").encode("idna").decode()
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except (ValueError, UnicodeError) as error:
        raise _Failed(LinkFault.INVALID) from error
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[\w.:-]+", host):
        raise _Failed(LinkFault.INVALID)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~?[]')}" if parts.query else ""
    return _Target(parts.scheme, host, port, path + query)


async def _resolve(target: _Target, allow_private: bool) -> list[str]:
    """The IP addresses of the host. They are what is connected to, so that a name cannot change in between."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise _Failed(LinkFault.UNKNOWN_HOST) from error
    addresses = list(dict.fromkeys(row[4][0] for row in found))
    if not allow_private and not all(is_public(address) for address in addresses):
        raise _Failed(LinkFault.NOT_PUBLIC)
    return addresses[:ADDRESSES_TRIED]


async def _ask(method: str, target: _Target, addresses: list[str], agent: str) -> tuple[int, str]:
    """Status and ``Location`` of one answer; the connection is dropped after its head."""
    reader, writer = await _connect(target, addresses)
    try:
        writer.write(_request(method, target, agent))
        await writer.drain()
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            found = _STATUS_LINE.match(head)
            if found is None:
                raise _Failed(LinkFault.UNREACHABLE)
            status = int(found[1])
            if status >= 200:  # below: «continue» and «early hints», the answer itself comes after
                break
        headers = parse_headers(BytesIO(head.partition(b"\r\n")[2]))
        return status, headers.get("Location", "")
    finally:
        writer.transport.abort()


async def _connect(target: _Target, addresses: list[str]) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    context = ssl.create_default_context() if target.scheme == "https" else None
    name = target.host if context else None
    for address in addresses[:-1]:
        try:
            return await asyncio.open_connection(
                address, target.port, ssl=context, server_hostname=name, limit=LONGEST_HEAD
            )
        except ssl.SSLError:
            raise
        except OSError:
            continue  # such as IPv6 where we have none
    return await asyncio.open_connection(
        addresses[-1], target.port, ssl=context, server_hostname=name, limit=LONGEST_HEAD
    )


def _request(method: str, target: _Target, agent: str) -> bytes:
    host = f"[{target.host}]" if ":" in target.host else target.host
    usual = 443 if target.scheme == "https" else 80
    where = host if target.port == usual else f"{host}:{target.port}"
    lines = [
        f"{method} {target.path} HTTP/1.1",
        f"Host: {where}",
        f"User-Agent: {agent}",
        "Accept: */*",
        "Accept-Language: nl",
        "Connection: close",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")
