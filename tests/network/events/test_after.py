"""After an event: presence, what people thought, the proof of attendance and the personal register."""

import io
from datetime import timedelta

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from loket.core.models import OutgoingMail
from network.events import attendance, evaluating, registering, workflow
from network.events.models import Evaluation, Event, Needs, Registration, RegistrationHistory
from tests.factories import UserFactory
from tests.network.events.factory import AT, START, EventFactory, registered

pytestmark = pytest.mark.django_db
AFTER = START + timedelta(hours=4)
ANSWERS = {"usefulness": 4, "takes_along": "Eerder beginnen", "better": ""}


def held(count: int = 1, **changes) -> tuple[Event, list[Registration]]:
    event = EventFactory(**changes)
    rows = [registered(event, diet="Zonder noten") for _ in range(count)]
    workflow.mark_held(at=AFTER)
    return event, list(Registration.objects.select_related("event").filter(pk__in=[row.pk for row in rows]))


def test_mark_held_asks_once_and_throws_away_what_people_needed():
    event, rows = held(2)

    workflow.mark_held(at=AFTER + timedelta(hours=1))

    assert OutgoingMail.objects.filter(subject=f"Hoe was het? {event.title}").count() == 2
    assert not Needs.objects.exists()


def test_only_who_was_there_is_asked_when_presence_was_ticked():
    event = EventFactory()
    there, _ = registered(event), registered(event)
    attendance.tick(there, by=event.organiser, at=START)

    workflow.mark_held(at=AFTER)

    asked = OutgoingMail.objects.filter(subject=f"Hoe was het? {event.title}")
    assert [mail.to for mail in asked] == [there.email]


def test_tick_twice_is_as_once():
    event = EventFactory()
    row = registered(event)

    attendance.tick(row, by=event.organiser, at=START)
    attendance.tick(row, by=event.organiser, at=START + timedelta(minutes=5))

    assert Registration.objects.get().attended_at == START
    assert RegistrationHistory.objects.filter(act="attended").count() == 1


def test_tick_lets_in_who_was_cancelled_meanwhile_and_says_so():
    event = EventFactory()
    row = registered(event)
    registering.cancel(row, by=row.person, at=AT)

    attendance.tick(row, by=event.organiser, at=START)

    step = RegistrationHistory.objects.get(act="attended")
    assert (step.from_state, Registration.objects.get().attended_at) == ("cancelled", START)


def test_tick_is_for_organisers_only():
    with pytest.raises(PermissionDenied):
        attendance.tick(registered(EventFactory()), by=UserFactory(), at=START)


def test_answer_is_kept_without_who_and_only_once():
    _, (row,) = held()

    evaluating.answer(row, at=AFTER, **ANSWERS)
    with pytest.raises(ValidationError, match="al beoordeeld"):
        evaluating.answer(row, at=AFTER, **ANSWERS)

    assert [field.name for field in Evaluation._meta.fields if field.is_relation] == ["event"]
    assert Evaluation.objects.count() == 1


def test_answer_before_the_event_is_refused():
    with pytest.raises(ValidationError, match="dat kan nog niet"):
        evaluating.answer(registered(EventFactory()), at=AT, **ANSWERS)


def test_figures_stay_hidden_below_three_answers():
    event, rows = held(3)
    for row in rows[:2]:
        evaluating.answer(row, at=AFTER, **ANSWERS)
    assert evaluating.figures(event) is None

    evaluating.answer(rows[2], at=AFTER, **ANSWERS | {"usefulness": 1})

    assert (evaluating.figures(event)["mean"], evaluating.figures(event)["number"]) == (3.0, 3)


def test_page_to_evaluate_acts_by_post_only(visitor):
    _, (row,) = held()
    address = reverse("event_evaluate", args=[row.token])

    visitor.get(address)
    assert not Evaluation.objects.exists()
    visitor.post(address, ANSWERS)

    assert Evaluation.objects.get().usefulness == 4


def test_page_to_evaluate_without_a_choice_keeps_the_words(visitor):
    _, (row,) = held()

    response = visitor.post(reverse("event_evaluate", args=[row.token]), {"takes_along": "Eerder beginnen"})

    assert response.status_code == 422
    assert "Eerder beginnen" in response.content.decode()


def test_certificate_is_for_who_was_there(visitor):
    event, (row,) = held(title="Wandelen in Tiel")
    address = reverse("event_certificate", args=[row.token])
    assert visitor.get(address).status_code == 404

    attendance.tick(row, by=event.organiser, at=START)
    text = pypdfium2.PdfDocument(io.BytesIO(visitor.get(address).content))[0].get_textpage().get_text_bounded()

    assert row.name in text
    assert "Wandelen in Tiel" in text
    assert "Uren: 3" in text


def test_register_shows_what_was_attended_and_nothing_else(client_for):
    event, (row, _) = held(2, title="Wandelen in Tiel")
    attendance.tick(row, by=event.organiser, at=START)

    pages = [
        client_for(person).get(reverse("learning_register")).content.decode() for person in (row.person, UserFactory())
    ]

    assert ["Wandelen in Tiel" in page for page in pages] == [True, False]
    assert client_for(row.person).get(reverse("learning_register_ods")).content[:2] == b"PK"
