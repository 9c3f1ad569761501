"""What is done with a group: one answer to all, an event, a network; each asker in person, each case closed."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from network.events import registering
from network.events import workflow as events
from network.learning import workflow as networks
from servicedesk import answering
from servicedesk import workflow as questions
from servicedesk.collective import reports, settling
from servicedesk.collective.enums import GroupState, Way
from servicedesk.collective.models import Group
from servicedesk.enums import Outcome, State
from servicedesk.models import Question, Referral
from tests.servicedesk.collective.factory import NAMES, confirmed, telling, three
from tests.servicedesk.factory import AT, staff

pytestmark = pytest.mark.django_db
SOON, LATER = AT + timedelta(seconds=10), AT + timedelta(days=1)
EVENT = {
    "title": "Vapen op het mbo",
    "kind": "leersessie",
    "summary": "Drie scholen vertellen.",
    "themes": ["roken"],
    "starts_at": AT + timedelta(days=40),
    "ends_at": AT + timedelta(days=40, hours=2),
    "closes_at": AT + timedelta(days=40),
    "location": "Tiel",
    "capacity": 10,
}


def group_of_three():
    by = staff()
    return confirmed(three(), by), by


def answers() -> dict[str, OutgoingMail]:
    return {row.to: row for row in OutgoingMail.objects.filter(subject__startswith="Antwoord")}


def outcomes() -> list[tuple[str, str]]:
    return list(Question.objects.order_by("pk").values_list("state", "outcome"))


def to_event(group: Group, by):
    """Proposed and open for registration."""
    told = {"looked_at": [], "why_new": "Hier is nog niets over."}
    event = settling.propose_event(group, dict(EVENT), **told, by=by, at=AT)
    events.approve(event, by=by, at=AT)
    events.open_registration(event, by=by, at=AT)
    return event


def test_answer_reaches_each_in_person_and_closes_the_cases():
    group, by = group_of_three()

    told = settling.answer_all(group, telling(group), by=by, at=AT)

    assert (len(told.done), told.left, group.state) == (3, [], GroupState.SETTLED)
    assert {row.text.split(",")[0].split("Beste ")[1] for row in answers().values()} == set(NAMES)
    assert outcomes() == [(State.CLOSED, Outcome.COLLECTIVE)] * 3
    assert not OutgoingMail.objects.filter(subject__contains="gesloten").exists()


def test_nobody_reads_who_else_asked():
    group, by = group_of_three()

    settling.answer_all(group, telling(group), by=by, at=AT)

    for mail in answers().values():
        others = [name for name in NAMES if name not in mail.text]
        assert len(others) == 2
        assert not any(name in mail.html for name in others)


def test_sent_twice_is_one_answer_each():
    group, by = group_of_three()
    told = telling(group)
    settling.answer_all(group, told, by=by, at=AT)

    with pytest.raises(StaleState):
        settling.answer_all(group, told, by=by, at=AT)

    assert len(answers()) == OutgoingMail.objects.filter(subject__startswith="Antwoord").count() == 3


def test_all_of_it_can_be_taken_back():
    group, by = group_of_three()
    before = outcomes()
    settling.answer_all(group, telling(group), by=by, at=AT)

    assert settling.take_back(group, by=by, at=SOON) == 3

    assert (outcomes(), answers(), group.state) == (before, {}, GroupState.CONFIRMED)
    assert settling.answer_all(group, telling(group), by=by, at=LATER).done


def test_taking_back_after_half_a_minute_is_too_late():
    group, by = group_of_three()
    settling.answer_all(group, telling(group), by=by, at=AT)

    with pytest.raises(StaleState):
        settling.take_back(group, by=by, at=LATER)


def test_one_answer_taken_back_by_itself_leaves_that_one_to_answer():
    group, by = group_of_three()
    settling.answer_all(group, telling(group), by=by, at=AT)

    answering.take_back(group.members.first().message, by=by, at=SOON)

    assert group.members.unanswered().count() == 1
    assert settling.answer_all(group, telling(group), by=by, at=LATER).done


def test_who_wrote_meanwhile_is_left_and_told():
    group, by = group_of_three()
    told = telling(group)
    late = Question.objects.earliest("pk")
    answering.hear(late, "Het is al opgelost", at=AT)

    done = settling.answer_all(group, told, by=by, at=AT)

    assert (len(done.done), [row for row, _ in done.left]) == (2, [late])
    assert (group.state, Question.objects.earliest("pk").state) == (GroupState.CONFIRMED, State.NEW)


def test_reaction_opens_ones_own_question_alone():
    group, by = group_of_three()
    settling.answer_all(group, telling(group), by=by, at=AT)

    answering.hear(Question.objects.earliest("pk"), "Dit past niet", at=LATER)

    assert [state for state, _ in outcomes()] == [State.REOPENED, State.CLOSED, State.CLOSED]


@pytest.mark.parametrize("text", ["", "   "])
def test_answer_without_text_is_refused(text):
    group, by = group_of_three()

    with pytest.raises(ValidationError, match="eerst een antwoord"):
        settling.answer_all(group, telling(group, text), by=by, at=AT)


def test_event_carries_the_numbers_of_its_questions():
    group, by = group_of_three()
    event = settling.propose_event(group, dict(EVENT), looked_at=[], why_new="Nog niets.", by=by, at=AT)

    assert event.why_new.endswith("3 vragen aan de servicedesk: 2026-00001, 2026-00002, 2026-00003.")
    assert (group.way, group.led_to_url) == (Way.EVENT, event.get_absolute_url())


def test_askers_are_invited_when_the_event_is_open():
    group, by = group_of_three()
    event = to_event(group, by)

    settling.answer_all(group, telling(group), by=by, at=AT)

    assert all(event.get_absolute_url() in mail.text for mail in answers().values())
    assert Referral.objects.filter(subject_type="event", subject_id=event.pk).count() == 3
    assert outcomes() == [(State.CLOSED, Outcome.COLLECTIVE)] * 3


def test_invitation_to_what_is_not_open_yet_is_refused():
    group, by = group_of_three()
    settling.propose_event(group, dict(EVENT), looked_at=[], why_new="Nog niets.", by=by, at=AT)

    with pytest.raises(ValidationError, match="staat nog niet open"):
        settling.answer_all(group, telling(group), by=by, at=AT)

    assert answers() == {}


def test_group_leads_to_one_thing():
    group, by = group_of_three()
    to_event(group, by)

    with pytest.raises(ValidationError, match="leidde al tot"):
        settling.propose_event(group, dict(EVENT), looked_at=[], why_new="x", by=by, at=AT)


def test_group_that_lets_go_is_free_again():
    group, by = group_of_three()
    settling.propose_event(group, dict(EVENT), looked_at=[], why_new="x", by=by, at=AT)

    settling.let_go(Group.objects.get(), by=by, at=AT)

    assert settling.answer_all(Group.objects.get(), telling(group), by=by, at=AT).done


def test_network_takes_the_askers():
    group, by = group_of_three()
    content = {"name": "Vapen op het mbo", "purpose": "Samen lessen maken.", "themes": ["roken"]}
    content |= {"starts_on": AT.date(), "ends_on": (AT + timedelta(days=300)).date(), "areas": []}
    network = settling.propose_network(group, content, looked_at=[], why_new="Nog niets.", by=by, at=AT)
    networks.approve(network, by=by, at=AT)

    told = settling.answer_all(group, telling(group), by=by, at=AT)

    assert (len(told.done), group.way) == (3, Way.NETWORK)
    assert all(network.get_absolute_url() in mail.text for mail in answers().values())


def test_counts_are_of_what_was_settled_in_the_period():
    group, by = group_of_three()
    event = to_event(group, by)
    settling.answer_all(group, telling(group), by=by, at=AT)
    registering.register(event, registering.Asking(name="Anke", email="anke@example.org"), at=AT)

    found = reports.counts(AT - timedelta(days=1), LATER)
    before = reports.counts(AT - timedelta(days=9), AT - timedelta(days=1))

    assert (found.groups, found.questions, found.by_way["event"], found.registered) == (1, 3, (1, 3), 1)
    assert (before.groups, before.questions, before.registered) == (0, 0, 0)


def test_question_answered_by_itself_is_left_out():
    group, by = group_of_three()
    first = Question.objects.earliest("pk")
    questions.close(first, "answered", by=by, at=AT)

    told = settling.answer_all(group, telling(group), by=by, at=AT)

    assert [row for row, _ in told.left] == [first]
