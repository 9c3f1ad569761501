"""Hard cases 1–21 of events: places, the waiting list, and leaving."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
from django.db import connection, connections, transaction

from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from network.events import places, registering
from network.events.enums import RegistrationState
from network.events.models import Needs, Registration
from tests.factories import UserFactory
from tests.network.events.factory import AT, START, EventFactory, asking, guest, registered

pytestmark = pytest.mark.django_db
S = RegistrationState


def states(event) -> list[str]:
    return list(event.registrations.order_by("pk").values_list("state", flat=True))


def again(registration: Registration) -> Registration:
    return Registration.objects.select_related("event", "person").get(pk=registration.pk)


def test_register_gives_a_place_and_says_so_once():
    event = EventFactory(capacity=2)

    registration = registered(event)

    assert registration.state == S.CONFIRMED
    assert [mail.subject for mail in OutgoingMail.objects.all()] == [f"U bent ingeschreven: {event.title}"]


def test_register_on_a_full_event_lands_on_the_waiting_list():
    event = EventFactory(capacity=1)
    registered(event)

    registration = registered(event)

    assert registration.state == S.WAITING
    assert "nummer 1 van de wachtlijst" in OutgoingMail.objects.latest("pk").text


def test_register_without_limit_never_waits():
    event = EventFactory(capacity=None)

    assert {registered(event).state for _ in range(5)} == {S.CONFIRMED}


def test_register_with_capacity_nought_lets_everybody_wait():
    event = EventFactory(capacity=0)

    assert [registered(event).state for _ in range(2)] == [S.WAITING, S.WAITING]


def test_register_counts_the_margin_for_who_does_not_come():
    event = EventFactory(capacity=1, overbooking=1)

    assert [registered(event).state for _ in range(3)] == [S.CONFIRMED, S.CONFIRMED, S.WAITING]


def test_register_while_somebody_waits_goes_behind():
    event = EventFactory(capacity=1)
    registered(event)
    registered(event, places=2)
    type(event).objects.filter(pk=event.pk).update(capacity=2)

    assert registered(event).state == S.WAITING


@pytest.mark.parametrize("same", ["persoon@example.org", "Persoon@Example.org", "persoon+loket@example.org"])
def test_register_twice_by_an_alias_is_one_registration(same):
    event = EventFactory()
    registering.register(event, asking(UserFactory(email="persoon@example.org")), at=AT)

    with pytest.raises(registering.AlreadyRegistered):
        registering.register(event, guest(same), at=AT)


def test_register_again_after_leaving_starts_anew():
    event, person = EventFactory(), UserFactory()
    registering.cancel(registered(event, person=person), by=person, at=AT)

    assert registered(event, person=person).state == S.CONFIRMED


@pytest.mark.parametrize(
    ("trait", "at"),
    [
        ({"closed": True}, AT),
        ({"cancelled": True}, AT),
        ({"approved": True}, AT),
        ({}, START),
        ({}, START + timedelta(1)),
    ],
)
def test_register_when_it_is_not_open_is_refused_with_a_sentence(trait, at):
    event = EventFactory(**trait)

    with pytest.raises(ValidationError, match="deze bijeenkomst|Deze bijeenkomst"):
        registered(event, at=at)
    assert not event.registrations.exists()


@pytest.mark.parametrize("count", [0, 6, 1000])
def test_register_with_too_many_at_once_is_refused(count):
    with pytest.raises(ValidationError, match="een tot 5"):
        registered(EventFactory(), places=count)


def test_guest_has_no_place_before_the_address_is_confirmed():
    event = EventFactory(capacity=1)
    registration = registering.register(event, guest(), at=AT)

    assert registration.state == S.UNCONFIRMED
    assert registered(event).state == S.CONFIRMED
    registering.confirm_address(registration, at=AT)
    assert again(registration).state == S.WAITING


def test_guest_who_confirms_twice_is_placed_once():
    event = EventFactory()
    registration = registering.register(event, guest(), at=AT)

    registering.confirm_address(registration, at=AT)
    registering.confirm_address(registration, at=AT)

    assert again(registration).state == S.CONFIRMED
    assert OutgoingMail.objects.count() == 2


def test_approval_and_waiting_list_are_different_things():
    event = EventFactory(capacity=1, needs_approval=True)

    registration = registered(event)

    assert registration.state == S.REQUESTED
    mail = OutgoingMail.objects.get(to=registration.email)
    assert mail.subject == f"Uw aanmelding wacht op goedkeuring: {event.title}"
    assert "U hebt nog geen plaats." in mail.text


def test_admit_gives_a_place_or_the_waiting_list():
    event = EventFactory(capacity=1, needs_approval=True)
    rows = [registered(event), registered(event)]

    for row in rows:
        registering.admit(row, by=event.organiser, at=AT)

    assert states(event) == [S.CONFIRMED, S.WAITING]


def test_admit_twice_is_stale():
    event = EventFactory(needs_approval=True)
    row = registered(event)
    registering.admit(row, by=event.organiser, at=AT)

    with pytest.raises(StaleState):
        registering.admit(row, by=event.organiser, at=AT)


def test_refuse_needs_a_reason_that_the_asker_reads():
    event = EventFactory(needs_approval=True)
    row = registered(event)

    with pytest.raises(ValidationError):
        registering.refuse(row, by=event.organiser, at=AT, note=" ")
    registering.refuse(row, by=event.organiser, at=AT, note="Alleen voor GGD'en")

    assert "Alleen voor GGD'en" in OutgoingMail.objects.latest("pk").text


def test_cancel_offers_the_place_to_exactly_one_of_who_waits():
    event = EventFactory(capacity=1)
    first = registered(event)
    for _ in range(5):
        registered(event)

    registering.cancel(first, by=first.person, at=AT)

    assert states(event) == [S.CANCELLED, S.OFFERED, S.WAITING, S.WAITING, S.WAITING, S.WAITING]


@pytest.mark.parametrize("how", ["self", "organiser", "capacity", "lapse", "erased"])
def test_place_that_comes_free_is_offered_the_same_way_whatever_the_cause(how):
    event = EventFactory(capacity=1)
    first, head = registered(event), registered(event)
    later = AT + timedelta(hours=1)
    if how == "capacity":
        registering.change_capacity(event, 2, by=event.organiser, at=later)
    elif how == "erased":
        registering.forget(first, at=later)
    elif how == "lapse":
        other = registered(event)
        registering.cancel(first, by=first.person, at=AT)
        registering.lapse_offers(at=AT + timedelta(hours=49))
        head = other
    else:
        registering.cancel(first, by=first.person if how == "self" else event.organiser, at=later)

    assert again(head).state == S.OFFERED
    assert OutgoingMail.objects.filter(subject=f"Er is een plaats voor u: {event.title}", to=head.email).count() == 1


def test_newcomer_does_not_pass_who_was_offered_a_place():
    event = EventFactory(capacity=1)
    first = registered(event)
    registered(event)
    registering.cancel(first, by=first.person, at=AT)

    assert registered(event).state == S.WAITING


def test_strict_order_lets_a_pair_at_the_head_hold_up_the_list():
    event = EventFactory(capacity=2)
    rows = [registered(event), registered(event), registered(event, places=2), registered(event)]

    registering.cancel(rows[0], by=rows[0].person, at=AT)
    assert states(event)[2:] == [S.WAITING, S.WAITING]
    registering.cancel(rows[1], by=rows[1].person, at=AT)
    assert states(event)[2:] == [S.OFFERED, S.WAITING]


def test_promoted_person_who_leaves_gives_the_place_to_the_next_at_once():
    event = EventFactory(capacity=1)
    first, second, third = (registered(event) for _ in range(3))
    registering.cancel(first, by=first.person, at=AT)
    registering.accept_offer(second, by=second.person, at=AT)

    registering.cancel(second, by=second.person, at=AT)

    assert states(event) == [S.CANCELLED, S.CANCELLED, S.OFFERED]
    with pytest.raises(ValidationError, match="verlopen"):
        registering.accept_offer(second, by=second.person, at=AT)


def test_accept_in_the_last_moment_of_the_term_counts():
    event = EventFactory(capacity=1)
    first, second = registered(event), registered(event)
    registering.cancel(first, by=first.person, at=AT)
    until = again(second).offer_until

    assert registering.lapse_offers(at=until) == 0
    registering.accept_offer(second, by=second.person, at=until)

    assert again(second).state == S.CONFIRMED


def test_accept_after_the_term_is_refused():
    event = EventFactory(capacity=1)
    first, second = registered(event), registered(event)
    registering.cancel(first, by=first.person, at=AT)

    with pytest.raises(ValidationError, match="verlopen"):
        registering.accept_offer(second, by=second.person, at=AT + timedelta(hours=48, seconds=1))


def test_decline_passes_the_offer_on():
    event = EventFactory(capacity=1)
    first, second, third = (registered(event) for _ in range(3))
    registering.cancel(first, by=first.person, at=AT)

    registering.cancel(second, by=second.person, at=AT)

    assert again(third).state == S.OFFERED


@pytest.mark.parametrize("change", [{"closes_at": AT}, {"state": "closed"}, {"state": "cancelled"}])
def test_no_offer_after_closing_or_for_a_cancelled_event(change):
    event = EventFactory(capacity=1)
    first, second = registered(event, at=AT - timedelta(1)), registered(event, at=AT - timedelta(1))
    type(event).objects.filter(pk=event.pk).update(**change, cancel_reason="Geen zaal")

    registering.cancel(first, by=first.person, at=AT)

    assert again(second).state == S.WAITING


def test_offer_never_holds_longer_than_registration_is_open():
    event = EventFactory(capacity=1, closes_at=AT + timedelta(hours=5))
    first, second = registered(event), registered(event)

    registering.cancel(first, by=first.person, at=AT)

    assert again(second).offer_until == event.closes_at


def test_capacity_below_what_is_given_is_refused():
    event = EventFactory(capacity=3)
    registered(event)
    registered(event)

    with pytest.raises(ValidationError, match="al 2 plaatsen"):
        registering.change_capacity(event, 1, by=event.organiser, at=AT)
    event.refresh_from_db()
    assert event.capacity == 3


def test_capacity_is_for_organisers_only():
    with pytest.raises(PermissionDenied):
        registering.change_capacity(EventFactory(), 5, by=UserFactory(), at=AT)


def test_answers_may_change_when_it_is_full():
    event = EventFactory(capacity=1)
    row = registered(event)

    registering.change(row, by=row.person, at=AT, answer="Met de trein", diet="Zonder noten", access="")

    assert (again(row).answer, again(row).needs.diet) == ("Met de trein", "Zonder noten")


def test_somebody_elses_registration_cannot_be_cancelled():
    row = registered(EventFactory())

    with pytest.raises(PermissionDenied):
        registering.cancel(row, by=UserFactory(), at=AT)


def test_forget_leaves_no_name_and_frees_the_place():
    event = EventFactory(capacity=1)
    row = registered(event, diet="Zonder noten")
    second = registered(event)

    registering.forget(row, at=AT)

    row.refresh_from_db()
    assert (row.name, row.email, row.person, row.state) == ("", "", None, S.CANCELLED)
    assert again(second).state == S.OFFERED
    assert not Needs.objects.exists()


def test_every_step_stands_in_the_history():
    event = EventFactory(capacity=1)
    first, second = registered(event), registered(event)
    registering.cancel(first, by=first.person, at=AT)
    registering.accept_offer(second, by=second.person, at=AT)

    assert [row.act for row in second.history.order_by("pk")] == ["wait", "offer", "confirm"]


@pytest.mark.django_db(transaction=True)
def test_places_refuse_an_isolation_level_that_counts_the_past():
    event = EventFactory()

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        with pytest.raises(ImproperlyConfigured), places.held(event.pk):
            pass


@pytest.mark.django_db(transaction=True)
def test_the_last_places_are_given_once_to_many_at_once():
    event, people = EventFactory(capacity=3), [UserFactory() for _ in range(12)]
    gate = threading.Barrier(len(people))

    def take(person) -> None:
        gate.wait()
        registering.register(event, asking(person), at=AT)
        connections.close_all()

    threads = [threading.Thread(target=take, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(states(event)) == [S.CONFIRMED] * 3 + [S.WAITING] * 9


@pytest.mark.django_db(transaction=True)
def test_places_that_others_hold_too_long_give_a_sentence(monkeypatch):
    monkeypatch.setattr(places, "WAIT_AT_MOST", "50ms")
    event, holds, done = EventFactory(), threading.Event(), threading.Event()

    def hold() -> None:
        with places.held(event.pk):
            holds.set()
            done.wait(10)
        connections.close_all()

    thread = threading.Thread(target=hold)
    thread.start()
    holds.wait(10)
    with pytest.raises(places.Busy, match="druk"):
        registered(event)
    done.set()
    thread.join()
