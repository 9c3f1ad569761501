"""The address of the demo, claimed before anything else starts."""

import errno
import socket

LARGEST = 65535


class PortTaken(Exception):
    """The port cannot be had; the text says what to do."""


def number(text: str) -> int:
    """The port as a number. Raises ``PortTaken`` for anything that is none."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= LARGEST:
        raise PortTaken(f"PORT moet een getal van 1 tot en met {LARGEST} zijn, niet {text!r}.")
    return int(text)


def claim(host: str, port: int) -> list[socket.socket]:
    """Sockets bound to the port, not listening yet: visitors are refused until the web server is there.

    For ``localhost`` both of its addresses are claimed, where the machine has them.
    Raises ``PortTaken`` with one sentence.
    """
    claimed = [_bind("127.0.0.1" if host == "localhost" else host, port)]
    if host == "localhost" and _has_ipv6():
        try:
            claimed.append(_bind("::1", port))
        except PortTaken:
            release(claimed)
            raise
    return claimed


def _has_ipv6() -> bool:
    if not socket.has_ipv6:
        return False
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def _bind(address: str, port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((address, port))
    except OSError as error:
        bound.close()
        raise _explained(error, address, port) from error
    return bound


def listen(claimed: list[socket.socket]) -> None:
    """Let visitors queue from now on. Raises ``PortTaken`` when another program was quicker."""
    for one in claimed:
        try:
            one.listen()
        except OSError as error:
            address, port = one.getsockname()[:2]
            raise _explained(error, address, port) from error


def _explained(error: OSError, address: str, port: int) -> PortTaken:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < LARGEST else 8000
        return PortTaken(f"Poort {port} is al in gebruik. Kies een andere: make demo PORT={other}")
    if error.errno == errno.EACCES:
        return PortTaken(f"Poort {port} mag u niet openen. Kies er een boven 1023: make demo PORT=8000")
    return PortTaken(f"Op het adres {address} kan niet worden geluisterd ({error.strerror}).")


def release(claimed: list[socket.socket]) -> None:
    for one in claimed:
        one.close()
