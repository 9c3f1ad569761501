import socket

import pytest

from loket.launcher import ports


@pytest.fixture
def taken():
    """A port on which another program listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("text", ["", "0", "65536", "-1", "80a", "٨٠٠٠", "8000 "])
def test_number_that_is_no_port_is_refused_in_a_sentence(text):
    with pytest.raises(ports.PortTaken, match="PORT moet een getal"):
        ports.number(text)


def test_number_of_a_port():
    assert ports.number("8123") == 8123


def test_claim_of_a_taken_port_names_another(taken):
    with pytest.raises(ports.PortTaken, match=f"Poort {taken} is al in gebruik.*PORT={taken + 1}"):
        ports.claim("localhost", taken)


def test_claimed_port_refuses_visitors_until_it_listens():
    claimed = ports.claim("127.0.0.1", 0)
    address = claimed[0].getsockname()

    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address)
    ports.listen(claimed)
    socket.create_connection(address).close()

    ports.release(claimed)


def test_listen_after_another_program_was_quicker_is_told():
    claimed = ports.claim("127.0.0.1", 0)
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(claimed[0].getsockname())
        other.listen()

        with pytest.raises(ports.PortTaken, match="al in gebruik"):
            ports.listen(claimed)

    ports.release(claimed)


def test_address_of_another_machine_is_told():
    with pytest.raises(ports.PortTaken, match="192.0.2.1"):
        ports.claim("192.0.2.1", 8000)
