import contextlib
import json
import os
import shutil
import signal
import socket
import time

import psycopg2
import pytest

from loket.launcher import identity, parts, places, servers
from tests.launcher import processes


@pytest.fixture
def local(tmp_path):
    folder = tmp_path / "gegevens van het loket"
    yield folder
    for pid in processes.of(folder):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    shutil.rmtree(places.run_dir(folder), ignore_errors=True)


def ask(local, statement):
    with contextlib.closing(psycopg2.connect(places.database_url(local))) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []


def keeper(local) -> int:
    return json.loads((local / "parts.json").read_text())["keeper"]


def postmaster(local) -> int:
    return int((local / "postgres" / "postmaster.pid").read_text().split()[0])


def kill(local, pid):
    """The kernel takes a moment, and the keeper looks five times a second."""
    os.kill(pid, signal.SIGKILL)
    end = time.monotonic() + 20
    while parts.are_running(local) and time.monotonic() < end:
        time.sleep(0.01)


def test_running_in_a_folder_with_spaces_leaves_no_process_and_no_socket(local):
    with parts.running(local):
        answer = ask(local, "SELECT 1")

    assert answer == [(1,)]
    assert processes.are_gone(local)
    assert not places.run_dir(local).exists()


def test_data_is_there_the_next_time(local):
    with parts.running(local):
        ask(local, "CREATE TABLE kept AS SELECT 7 AS number")

    with parts.running(local):
        assert ask(local, "SELECT number FROM kept") == [(7,)]


def test_redis_answers_on_its_socket(local):
    with parts.running(local), socket.socket(socket.AF_UNIX) as client:
        client.connect(str(places.run_dir(local) / "redis.sock"))
        client.sendall(b"PING\r\n")

        assert client.recv(7) == b"+PONG\r\n"


def test_second_user_shares_the_parts_and_the_last_one_stops_them(local):
    with parts.running(local):
        first = keeper(local)
        with parts.running(local):
            second = keeper(local)
        still_there = ask(local, "SELECT 1")

    assert (second, still_there) == (first, [(1,)])
    assert processes.are_gone(local)


def test_eight_users_at_once_get_one_keeper(local):
    users = [processes.user(local, seconds=0.5) for _ in range(8)]

    codes = [user.wait(60) for user in users]

    for user in users:
        user.communicate()
    assert codes == [0] * 8
    assert processes.are_gone(local)


def test_killed_user_leaves_nothing_behind(local):
    processes.end(processes.user(local))

    assert processes.are_gone(local)


def test_killed_keeper_leaves_nothing_behind_and_the_data_whole(local):
    user = processes.user(local)
    ask(local, "CREATE TABLE kept AS SELECT 7 AS number")

    kill(local, keeper(local))

    processes.end(user)
    assert processes.are_gone(local)
    with parts.running(local):
        assert ask(local, "SELECT number FROM kept") == [(7,)]


def test_new_user_right_after_a_killed_keeper_waits_for_its_servers(local):
    user = processes.user(local)
    kill(local, keeper(local))

    with parts.running(local):
        answer = ask(local, "SELECT 1")

    processes.end(user)
    assert answer == [(1,)]


def test_killed_keeper_and_user_leave_nothing_behind(local):
    user = processes.user(local)

    kill(local, keeper(local))
    processes.end(user)

    assert processes.are_gone(local)


def test_killed_database_stops_the_rest_and_starts_again(local):
    with parts.running(local):
        ask(local, "CREATE TABLE kept AS SELECT 7 AS number")
        kill(local, postmaster(local))
        with parts.running(local):
            assert ask(local, "SELECT number FROM kept") == [(7,)]

    assert processes.are_gone(local)


def test_keeper_asked_to_stop_stops_its_servers(local):
    user = processes.user(local)

    os.kill(keeper(local), signal.SIGTERM)

    processes.end(user)
    assert processes.are_gone(local)


def test_pid_file_that_names_a_living_stranger_is_no_hindrance(local):
    with parts.running(local):
        text = (local / "postgres" / "postmaster.pid").read_text()
    (local / "postgres" / "postmaster.pid").write_text(text.replace(text.split()[0], str(os.getpid())))

    with parts.running(local):
        assert ask(local, "SELECT 1") == [(1,)]


def test_socket_left_by_an_earlier_redis_is_no_hindrance(local):
    with socket.socket(socket.AF_UNIX) as old:
        old.bind(str(places.make_run_dir(local) / "redis.sock"))

    with parts.running(local):
        assert processes.of(local) != []


def test_half_made_data_folder_is_made_anew(local):
    (local / "postgres").mkdir(parents=True)
    (local / "postgres.new").mkdir()

    with parts.running(local):
        assert ask(local, "SELECT 1") == [(1,)]


def test_setting_that_the_database_refuses_is_told_with_the_log(local):
    with (
        pytest.raises(parts.PartFailed, match=r"PostgreSQL start niet[\s\S]*max_connections"),
        parts.running(local, max_connections="geen"),
    ):
        pass

    assert processes.are_gone(local)


def test_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(parts.PartFailed, match="LOCAL_DIR"), parts.running(tmp_path / "file" / "local"):
        pass


def test_sockets_folder_made_by_somebody_else_is_refused(local, tmp_path):
    places.run_dir(local).symlink_to(tmp_path)
    try:
        with pytest.raises(parts.PartFailed, match="andere gebruiker"), parts.running(local):
            pass
    finally:
        places.run_dir(local).unlink()


def test_only_root_runs_the_database_as_somebody_else(tmp_path):
    become = identity.find(servers.postgres_binary("postgres"), tmp_path)

    assert (become is None) == (os.getuid() != 0)


def test_commands_without_database_start_nothing(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)

    contexts = [parts.for_command(["manage.py", *rest]) for rest in ([], ["help"], ["analyse"], ["migrate", "--help"])]

    assert {type(context) for context in contexts} == {contextlib.nullcontext}


def test_production_never_needs_the_embedded_parts(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("LOKET_MODE", "production")

    assert parts.are_needed() is False
