"""A person decides, once, within the budget; the letter is composed, edited and sent once."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, InternalError, connection, transaction
from django.http import Http404

from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from tests.factories import UserFactory
from tests.xperts.factory import AT, staff
from tests.xperts.kernteam.factory import (
    budget,
    case,
    cast,
    cast_all,
    decide,
    deciding_on,
    kernteam,
)
from xperts.cases import workflow
from xperts.cases.enums import Stage, State
from xperts.kernteam import deciding, letters, reading, rules, voting
from xperts.kernteam.enums import Basis, Choice, SeatName
from xperts.kernteam.models import Asked, Decision, Layer3Budget, Letter
from xperts.pool import granting

G, R, C, D = Choice.GRANT, Choice.REJECT, Choice.COLLECTIVE, Choice.DISCUSS
pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


def decided(outcome: str = G, *choices, **changes):
    crew, made = kernteam(), case()
    budget(crew)
    cast_all(made, crew, *(choices or [outcome] * 3))
    return crew, made, decide(made, crew, outcome, **changes)


@pytest.mark.parametrize(("outcome", "state"), [(G, State.GRANTED), (R, State.REJECTED), (C, State.COLLECTIVE)])
def test_decision_moves_the_case_and_ends_the_clock(outcome, state) -> None:
    _, made, _ = decided(outcome)

    made.refresh_from_db()
    assert (made.state, made.decided_at, made.next_due_at) == (state, AT, None)


def test_grant_is_written_with_the_case_and_reserved() -> None:
    _, made, decision = decided(minutes=1230, cents=120_050, xperts=2)

    made.refresh_from_db()
    assert (made.form, made.minutes, made.cents) == ("coaching", 1230, 120_050)
    assert Layer3Budget.objects.get(year=2026).reserved_cents == 120_050
    assert granting.number_of_xperts(made) == decision.xperts


def test_decision_without_quorum_is_refused() -> None:
    crew, made = kernteam(), case()
    cast_all(made, crew, G, G)

    with pytest.raises(ValidationError, match="Zonder quorum"):
        decide(made, crew)


def test_decision_before_the_call_is_refused() -> None:
    crew, made = kernteam(), case()
    cast_all(made, crew, R, R, C, C)

    with pytest.raises(ValidationError, match="Overleg eerst"):
        decide(made, crew, R)


def test_tie_after_a_call_is_settled_by_the_version_in_force() -> None:
    crew, made = kernteam(), case()
    rules.renew(text="Praktijk eerst.", tie_seats=["praktijk"], change="Praktijk", shown=1, by=crew.lead, at=AT)
    cast_all(made, crew, R, R, C, C)
    voting.record_call(made, minutes="Wij bleven het oneens.", by=crew.lead, at=LATER)

    decision = decide(made, crew, C, at=LATER)

    assert (decision.basis, decision.tie_seat, decision.way_of_working.number) == (Basis.RULE, SeatName.PRACTICE, 2)


def test_other_decision_than_the_proposal_needs_a_sentence() -> None:
    crew, made = kernteam(), case()
    cast_all(made, crew, R, R, R)

    with pytest.raises(ValidationError, match="Leg uit"):
        decide(made, crew, C)
    assert decide(made, crew, C, deviation="Er komt een leernetwerk.").deviation == "Er komt een leernetwerk."


def test_cgl_seat_decides_after_its_own_ballot() -> None:
    crew, made = kernteam(), case()
    cast_all(made, crew, R, R, R)

    decision = deciding.decide(made, deciding_on(R), by=crew.holders[SeatName.CGL].person, at=AT)

    assert decision.by == crew.holders[SeatName.CGL].person


def test_other_seats_do_not_decide() -> None:
    crew, made = kernteam(), case()
    cast_all(made, crew, R, R, R)

    with pytest.raises(PermissionDenied):
        deciding.decide(made, deciding_on(R), by=crew.holders[SeatName.PARTNER].person, at=AT)


def test_coordinator_who_asks_cannot_decide() -> None:
    crew = kernteam()
    made = case(person=crew.lead)
    cast_all(made, crew, R, R, R)

    with pytest.raises(Http404):
        decide(made, crew, R)


def test_second_press_gives_the_same_decision() -> None:
    crew, made = kernteam(), case()
    budget(crew)
    cast_all(made, crew, G, G, G)
    told = deciding_on(cents=100_000)

    first = deciding.decide(made, told, by=crew.lead, at=AT)
    again = deciding.decide(made, told, by=crew.lead, at=LATER)

    assert again == first
    assert Layer3Budget.objects.get().reserved_cents == 100_000


def test_second_person_hears_that_somebody_was_first() -> None:
    crew, made, _ = decided(R)

    with pytest.raises(StaleState):
        decide(made, crew, R)


def test_more_than_is_left_is_refused_with_what_is_left() -> None:
    crew, made = kernteam(), case()
    budget(crew, 100_000)
    cast_all(made, crew, G, G, G)

    with pytest.raises(rules.OverBudget, match="nog €\xa01.000 over"):
        decide(made, crew, cents=100_001)


def test_grant_without_a_budget_of_the_year_is_refused() -> None:
    crew, made = kernteam(), case()
    cast_all(made, crew, G, G, G)

    with pytest.raises(rules.OverBudget, match="2026 is nog geen budget"):
        decide(made, crew)


def test_database_refuses_to_reserve_more_than_there_is() -> None:
    budget(kernteam(), 100)

    with pytest.raises(IntegrityError), transaction.atomic():
        Layer3Budget.objects.update(reserved_cents=101)


def test_budget_below_what_was_granted_is_refused() -> None:
    crew, _, _ = decided(cents=200_000)

    with pytest.raises(ValidationError, match="2.000 toegekend"):
        budget(crew, 199_999)


def test_withdrawal_after_the_grant_frees_the_budget_once() -> None:
    _, made, decision = decided(cents=200_000)
    made.refresh_from_db()

    workflow.withdraw(made, by=made.contact, at=LATER)

    assert Layer3Budget.objects.get().reserved_cents == 0
    assert rules.give_back(decision, 1, at=LATER) == 0


def test_judgements_stand_beside_the_others_only_after_the_decision() -> None:
    crew, made = kernteam(), case()
    cast_all(made, crew, R, R, R)
    before = made.judgements.filter(stage=Stage.BALLOT).count()

    decide(made, crew, R)

    criteria = made.framework.criteria.count()
    assert (before, made.judgements.filter(stage=Stage.BALLOT).count()) == (0, 3 * criteria)


def test_who_still_had_to_judge_is_thanked() -> None:
    crew, made, _ = decided(R)
    late = crew.holders[SeatName.INDEPENDENT].person

    assert not Asked.objects.filter(case=made, ended_at=None).exists()
    assert OutgoingMail.objects.filter(to=late.email, subject__contains="niet meer nodig").count() == 1


def test_letter_begins_with_motivations_and_criteria() -> None:
    _, made, decision = decided(R)

    text = decision.letter.text
    assert "Ik vind: afwijzen." in text
    assert "**De vraag is complex**: ja. Dat blijkt uit de diagnose." in text
    assert "## Wat u nu kunt doen" in text


def test_letter_names_no_seat_and_no_member() -> None:
    crew, _, decision = decided(R)

    names = [holder.person.name for holder in crew.holders.values()]
    assert [name for name in names if name in decision.letter.text] == []


def test_letter_goes_once_to_contact_and_applicants() -> None:
    crew, made, decision = decided(R)

    sent = [letters.send(decision.letter, by=crew.lead, at=LATER) for _ in range(2)]

    assert sent == [True, False]
    assert OutgoingMail.objects.filter(to=made.contact.email, subject__startswith="Besluit over").count() == 1


def test_closed_account_does_not_break_the_letter() -> None:
    crew, made, decision = decided(R)
    made.contact.is_active = False
    made.contact.save()

    assert letters.send(decision.letter, by=crew.lead, at=LATER)


def test_asker_reads_nothing_before_the_letter_is_sent() -> None:
    crew, made, decision = decided(R)

    before = letters.of_asker(made)
    letters.send(decision.letter, by=crew.lead, at=LATER)

    assert (before, letters.of_asker(made)) == (None, decision.letter)


def test_sent_letter_cannot_be_changed() -> None:
    crew, _, decision = decided(R)
    letters.send(decision.letter, by=crew.lead, at=LATER)
    letter = Letter.objects.get()

    with pytest.raises(StaleState):
        letters.edit(letter, "Toch niet.", shown_at=letter.edited_at, by=crew.lead, at=LATER)
    with pytest.raises(InternalError), transaction.atomic():
        Letter.objects.update(text="Toch niet.")


def test_second_editor_does_not_write_over_the_first() -> None:
    _, _, decision = decided(R)
    letter = decision.letter
    shown_at = letter.edited_at
    letters.edit(letter, "Eerste.", shown_at=shown_at, by=staff(), at=LATER)

    with pytest.raises(StaleState):
        letters.edit(letter, "Tweede.", shown_at=shown_at, by=staff(), at=LATER)


def test_letter_is_an_accessible_pdf() -> None:
    _, _, decision = decided()

    assert letters.as_pdf(decision.letter).startswith(b"%PDF")


def test_letter_of_a_grant_says_what_is_granted() -> None:
    _, _, decision = decided(minutes=750, cents=123_456, xperts=1)

    text = decision.letter.text
    assert "- Eén Xpert, samen hooguit 12,5 uur" in text
    assert "hooguit €\xa01.234,56" in text


def test_old_ballot_is_marked_when_the_case_changed() -> None:
    crew, made = kernteam(), case()
    version = cast(made, crew.holders[SeatName.CGL])
    made.changed_at = LATER
    made.save()
    from xperts.kernteam import pages

    assert pages.is_old(version, made)


def test_outsider_cannot_read_a_case() -> None:
    _, made, _ = decided(R)

    with pytest.raises(Http404):
        reading.read(UserFactory(), made, at=AT)


def at_once(*acts) -> list[Exception]:
    """Run these in threads with connections of their own; the errors that they gave."""
    errors: list[Exception] = []
    start = threading.Barrier(len(acts))

    def run(act) -> None:
        try:
            start.wait()
            act()
        except (StaleState, rules.OverBudget, ValidationError) as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


@pytest.mark.django_db(transaction=True)
def test_two_decisions_at_once_give_one_and_a_clear_refusal() -> None:
    crew, made = kernteam(), case()
    cast_all(made, crew, R, R, R)

    errors = at_once(*[lambda: decide(made, crew, R)] * 2)

    assert [type(error) for error in errors] == [StaleState]
    assert Decision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_last_money_is_granted_once() -> None:
    crew, one, other = kernteam(), case(), case()
    budget(crew, 250_000)
    for made in (one, other):
        cast_all(made, crew, G, G, G)

    errors = at_once(lambda: decide(one, crew), lambda: decide(other, crew))

    assert [type(error) for error in errors] == [rules.OverBudget]
    assert Layer3Budget.objects.get().reserved_cents == 250_000
