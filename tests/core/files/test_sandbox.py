"""The child process and its limits."""

import pytest

from loket.core.files.sandbox import ChildFailed, run_in_child
from tests.core.files import factory


def test_run_in_child_answers(put):
    assert run_in_child("examine", put(factory.pdf()), "pdf", seconds=10, memory_mb=512) == {"pages": 2}


def test_run_in_child_answers_a_refusal(put):
    answer = run_in_child("examine", put(factory.encrypted_pdf()), "pdf", seconds=10, memory_mb=512)

    assert answer == {"refused": "encrypted"}


def test_run_in_child_stops_it_in_time(put):
    with pytest.raises(ChildFailed) as failed:
        run_in_child("examine", put(factory.endless_word()), "docx", seconds=1, memory_mb=512)

    assert failed.value.reason == "time"


def test_run_in_child_survives_its_death(put, caplog):
    with pytest.raises(ChildFailed) as failed:
        run_in_child("no-such-action", put(b"x"), "pdf", seconds=10, memory_mb=512)

    assert failed.value.reason == "crash"
    assert "KeyError: 'no-such-action'" in caplog.text


def test_run_in_child_knows_no_secret(put, monkeypatch):
    monkeypatch.setenv("PYTHONINSPECT", "1")

    answer = run_in_child("examine", put(factory.pdf()), "pdf", seconds=10, memory_mb=512)

    assert answer == {"pages": 2}


def test_run_in_child_keeps_the_name_of_a_path_as_it_is(put):
    path = put(factory.pdf(), "-rf $(x) 'y'.pdf")

    assert run_in_child("examine", path, "pdf", seconds=10, memory_mb=512) == {"pages": 2}
