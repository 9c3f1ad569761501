"""Each invariant finds the row that breaks it, and is silent while all goes as it should."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.xperts.kernteam.factory import budget, case, cast_all, decide, kernteam
from xperts.cases.enums import Term
from xperts.cases.models import Case, Lateness, Reminder
from xperts.kernteam import invariants
from xperts.kernteam.enums import Choice, SeatName, Via
from xperts.kernteam.models import Asked, Declaration, Layer3Budget

G = Choice.GRANT
pytestmark = pytest.mark.django_db


@pytest.fixture
def crew(at):
    made = kernteam(at=at)
    budget(made, at=at)
    return made


@pytest.fixture
def decided(crew, at):
    """A case that was granted two days after it came."""
    made = case(at=at)
    cast_all(made, crew, G, G, G, at=at)
    decide(made, crew, at=at + timedelta(days=2))
    return made


def found(at) -> list[str]:
    return [line.partition(".")[0] for line in invariants.broken(at, at=at + timedelta(days=20))]


def test_nothing_is_broken_by_a_case_that_goes_as_it_should(decided, at):
    assert found(at) == []


def test_late_decision_without_a_trace_is_found(decided, at):
    late = {"diagnosed_at": at, "decision_due_at": at + timedelta(days=1)}
    Case.objects.filter(pk=decided.pk).update(**late)

    assert found(at) == ["Een besluit na de termijn staat als te laat genoteerd, vanaf de termijn"]

    noted = {"due_at": late["decision_due_at"], "noted_at": at + timedelta(days=2)}
    Lateness.objects.create(case=decided, term=Term.DECISION, **noted)
    assert found(at) == []


def test_reminder_after_the_decision_is_found(decided, crew, at):
    told = {"kind": "day-5", "due_at": at, "at": at + timedelta(days=3)}
    Reminder.objects.create(case=decided, recipient=crew.lead, **told)

    assert found(at) == ["Na het besluit herinneren wij niet meer"]


def test_two_mails_of_one_sweep_are_found(decided, crew, at):
    for kind in ("day-5", "day-9"):
        Reminder.objects.create(case=decided, recipient=crew.lead, kind=kind, due_at=at, at=at)

    assert found(at) == ["Niemand krijgt dezelfde herinnering twee keer, of twee mails tegelijk"]


def test_request_that_stayed_open_is_found(decided, at):
    Asked.objects.filter(seat=SeatName.INDEPENDENT).update(ended_at=None)

    assert found(at) == ["Wie niet meer hoeft te oordelen, is niet meer gevraagd"]


def test_stand_in_of_a_seat_without_one_is_found(decided, at):
    Asked.objects.filter(seat=SeatName.CGL).update(via=Via.STAND_IN)

    assert found(at) == ["Alleen partner en praktijk hebben een achterwacht"]


def test_who_is_asked_with_an_interest_or_for_two_seats_is_found(crew, at):
    made = case(at=at)
    row = Asked.objects.get(case=made, seat=SeatName.CGL)
    Asked.objects.create(case=made, seat=SeatName.PARTNER, member=row.member, via=Via.HOLDER, at=at)
    Declaration.objects.create(case=made, member=row.member, has_conflict=True, at=at)

    assert found(at) == [
        "Niemand is voor twee zetels tegelijk gevraagd",
        "Wie een belang heeft, is niet meer gevraagd",
    ]


def test_ballot_of_who_was_not_asked_is_found(decided, at):
    Asked.objects.filter(seat=SeatName.PRACTICE).delete()

    assert found(at) == ["Alleen wie gevraagd is en geen belang heeft, oordeelt"]


def test_reservation_that_is_not_what_was_decided_is_found(decided, at):
    Layer3Budget.objects.update(reserved_cents=1)

    assert found(at) == ["Er is nooit meer gereserveerd dan er is, en precies wat de besluiten zeggen"]


def test_old_decisions_are_not_looked_at_again(decided, at):
    Asked.objects.filter(seat=SeatName.INDEPENDENT).update(ended_at=None)

    assert list(invariants.broken(timezone.now(), at=timezone.now())) == []
