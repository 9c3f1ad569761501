"""What happens when something stops halfway, and when two are at it at once."""

from datetime import timedelta

import pytest

from loket.core.models import OutgoingMail
from loket.post import receiving, routing
from loket.post.enums import Outcome, RawState
from loket.post.models import Message, Placement, RawMessage
from tests.bad_input.test_at_once import at_once
from tests.post import stored
from tests.post.desk import Desk


@pytest.fixture
def waiting(db, at) -> RawMessage:
    """A message that was stored by a process that then ended."""
    raw = stored.raw("64-good-mail-a")
    return receiving._store(raw, source="pipe", at=at, queue="", size=len(raw), is_old=False, also=None)


def test_sweep_finds_what_was_left_halfway(desk, waiting, at):
    found = receiving.unfinished(at=at + timedelta(minutes=6))

    receiving.process(found[0], at=at + timedelta(minutes=6))

    waiting.refresh_from_db()
    assert (waiting.state, waiting.outcome, len(desk.questions)) == (RawState.ROUTED, Outcome.NEW, 1)


def test_sweep_leaves_alone_what_was_just_taken_up(waiting, at):
    assert receiving.unfinished(at=at + timedelta(minutes=4)) == []


def test_delivery_again_of_an_unfinished_message_goes_on_with_it(desk, waiting, at):
    receipt = receiving.receive(stored.raw("64-good-mail-a"), source="pipe", at=at)

    assert (receipt.outcome, receipt.raw_id, len(desk.questions)) == (Outcome.NEW, waiting.pk, 1)


def test_message_that_ends_the_process_each_time_is_held(desk, waiting, at):
    RawMessage.objects.update(attempts=receiving.MOST_ATTEMPTS)

    receipt = receiving.process(waiting.pk, at=at)

    assert (receipt.outcome, receipt.reason) == (
        Outcome.HELD,
        "Dit bericht is al 3 keer opgepakt en nooit afgemaakt.",
    )


def test_process_of_a_finished_message_changes_nothing(desk, arrive, at):
    receipt = arrive("64-good-mail-a")

    again = receiving.process(receipt.raw_id, at=at)

    assert (again, len(desk.questions)) == (receipt, 1)


def test_area_that_fails_leaves_nothing_half_and_the_message_held(desk, arrive, monkeypatch):
    def fail(*_arguments):
        raise KeyError("fout in het onderdeel")

    monkeypatch.setattr(Desk, "_new", fail)
    routing.register(desk.route())

    receipt = arrive("64-good-mail-a")

    raw = RawMessage.objects.get()
    assert (receipt.outcome, receipt.reason) == (Outcome.HELD, "Wij kunnen dit bericht niet verwerken.")
    assert (Placement.objects.count(), Message.objects.count()) == (0, 1)
    assert "fout in het onderdeel" in raw.error


def test_text_of_an_error_does_not_reach_the_log(desk, arrive, monkeypatch, caplog):
    def fail(*_arguments):
        raise KeyError("geheim uit de mail")

    monkeypatch.setattr(Desk, "_new", fail)
    routing.register(desk.route())

    arrive("64-good-mail-a")

    assert "geheim" not in " ".join(str(vars(record)) for record in caplog.records)


def test_mail_for_two_routes_goes_to_both_once(desk, arrive):
    network = Desk("network", {"netwerk@example.org"})
    routing.register(network.route())
    both = {b"To: loket@example.org": b"To: loket@example.org, netwerk@example.org"}

    first = arrive("64-good-mail-a", changes=both)
    second = arrive("64-good-mail-a", changes=both | {b"From: Ans": b"X-Copy: 2\nFrom: Ans"})

    assert (first.outcome, second.outcome) == (Outcome.NEW, Outcome.DUPLICATE)
    assert (len(desk.questions), len(network.questions)) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_same_bytes_at_once_give_one_question(desk, at):
    raw = stored.raw("64-good-mail-a")

    at_once(lambda number: receiving.receive(raw, source="pipe", at=at).raw_id)

    assert (RawMessage.objects.count(), len(desk.questions), OutgoingMail.objects.count()) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_copies_by_several_roads_at_once_give_one_question(desk, at):
    raw = stored.raw("64-good-mail-a")
    copies = [b"Received: from mx%d.example\n" % number + raw for number in range(8)]

    answers = at_once(lambda number: receiving.receive(copies[number], source="pipe", at=at).outcome)

    assert answers == {Outcome.NEW: 1, Outcome.DUPLICATE: 7}
    assert (len(desk.questions), OutgoingMail.objects.count()) == (1, 1)
