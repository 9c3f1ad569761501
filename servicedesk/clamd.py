"""Talking to a ClamAV daemon over TCP: INSTREAM, the one command that needs no shared folder.

The protocol (clamd.conf(5), *INSTREAM*): pieces with their length before them, a length of nothing at the end, and one
answer that ends with a NUL. Raises ``Unreachable`` for whatever keeps an answer away, never an error of the socket.
"""

import socket
import struct
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import parse_qs, urlsplit

CHUNK = 64 * 1024
USUAL_PORT, USUAL_TIMEOUT = 3310, 30.0
_LONGEST_ANSWER = 4096


class Unreachable(Exception):
    """The scanner gave no usable answer; the same file is offered again later."""


@dataclass(frozen=True)
class Place:
    """``timeout`` in seconds, for connecting and for each piece and answer."""

    host: str
    port: int = USUAL_PORT
    timeout: float = USUAL_TIMEOUT


@dataclass(frozen=True)
class Answer:
    """``finding``: the name of what was found; empty for a file that is clean."""

    finding: str = ""
    is_too_large: bool = False


def place(url: str) -> Place:
    """From ``tcp://host:3310?timeout=30``. Raises ``ValueError`` for anything else."""
    parts = urlsplit(url)
    if parts.scheme != "tcp" or not parts.hostname:
        raise ValueError("CLAMAV_URL moet eruitzien als tcp://host:3310.")
    timeout = float(parse_qs(parts.query).get("timeout", [USUAL_TIMEOUT])[0])
    return Place(parts.hostname, parts.port or USUAL_PORT, timeout)


def scan(where: Place, file: BinaryIO) -> Answer:
    """Offer a file, piece by piece, from where it is read now."""
    try:
        with socket.create_connection((where.host, where.port), timeout=where.timeout) as line:
            _send(line, file)
            return _judged(_answer(line))
    except OSError as error:
        raise Unreachable(type(error).__name__) from error


def _send(line: socket.socket, file: BinaryIO) -> None:
    line.sendall(b"zINSTREAM\0")
    try:
        while piece := file.read(CHUNK):
            line.sendall(struct.pack("!I", len(piece)) + piece)
        line.sendall(struct.pack("!I", 0))
    except (BrokenPipeError, ConnectionResetError):
        # A file above its limit is refused halfway: the reason may stand ready to be read.
        return


def _answer(line: socket.socket) -> str:
    told = b""
    while b"\0" not in told and len(told) < _LONGEST_ANSWER:
        piece = line.recv(_LONGEST_ANSWER)
        if not piece:
            break
        told += piece
    return told.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _judged(told: str) -> Answer:
    name, _, verdict = told.rpartition(" ")
    if verdict == "FOUND":
        return Answer(finding=name.partition(": ")[2][:200] or "onbekend")
    if verdict == "OK":
        return Answer()
    if "size limit exceeded" in told:
        return Answer(is_too_large=True)
    raise Unreachable(told[:100] or "no answer")
