import hashlib
import json
import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, connections, transaction

from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from tests.factories import UserFactory
from tests.xperts.factory import case_in
from tests.xperts.pool import factory as pool
from tests.xperts.trajectories.factory import (
    AT,
    again,
    begun,
    content_with,
    contract_of,
    coordinator,
    part,
    running,
    signed,
    signers,
    to_contract,
    with_more_hours,
)
from xperts.cases import workflow as cases
from xperts.cases.enums import State
from xperts.trajectories import contracting, wording
from xperts.trajectories.contracting import CONTRACTS, Helper
from xperts.trajectories.enums import ContractState, Party
from xperts.trajectories.models import Agreement, Contract, Trajectory

pytestmark = pytest.mark.django_db


def agree(trajectory: Trajectory, person, number: int = 0, version: int | None = None) -> Contract:
    contract = contract_of(trajectory, number)
    return contracting.agree(contract, version=version or contract.version, by=person, at=AT)


def test_begin_drafts_from_what_pre_intake_and_application_say():
    trajectory = begun(minutes=601, xperts=2)

    content = contract_of(trajectory).content

    assert (content["goal"], content["result"]) == ("Denk mee.", "Tekst over wished_result.")
    assert [line["minutes"] for line in content["xperts"]] == [301, 300]
    assert sum(line["minutes"] for line in content["milestones"]) == 601
    assert [line["minutes"] for line in content["askers"]] == [600]


def test_accepted_ask_drafts_the_contract_of_who_accepted():
    ask = pool.accepted()

    part = Trajectory.objects.get(case=ask.case).engagements.get()

    assert (part.person, part.rate_cents, part.granted_minutes) == (ask.xpert.person, 9_000, 600)


def test_begin_twice_gives_the_same_trajectory():
    case, helper = to_contract(), Helper(UserFactory(), rate_cents=9_500)

    first, second = (contracting.begin(case, [helper], by=None, at=AT) for _ in range(2))

    assert first == second
    assert first.contracts.count() == 1


@pytest.mark.parametrize("state", [state for state in State if state != State.CONTRACT])
def test_begin_needs_an_xpert_who_accepted(state):
    with pytest.raises(ValidationError, match="heeft aangenomen"):
        contracting.begin(case_in(state), [Helper(UserFactory(), rate_cents=1)], by=None, at=AT)


def test_begin_refuses_an_asker_as_xpert():
    case = to_contract()

    with pytest.raises(ValidationError, match="niet zelf de Xpert"):
        contracting.begin(case, [Helper(case.contact, rate_cents=1)], by=None, at=AT)


def test_last_agreement_seals_and_starts_the_case():
    trajectory = begun()

    signed(trajectory)

    contract = contract_of(trajectory)
    assert (contract.state, contract.sealed_at) == (ContractState.SEALED, AT)
    assert contract.trajectory.case.state == State.RUNNING
    assert contract.trajectory.milestones.count() == 3


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_sides_agree_in_any_order(order):
    trajectory = begun()
    people = signers(trajectory)

    states = [agree(trajectory, people[place]).state for place in order]

    assert states == [ContractState.DRAFT, ContractState.DRAFT, ContractState.SEALED]


def test_every_xpert_agrees_for_the_own_part():
    trajectory = begun(xperts=2)
    asker, first, second, cgl = signers(trajectory)

    for person in (asker, first, cgl):
        agree(trajectory, person)
    before = contract_of(trajectory).state
    agree(trajectory, second)

    assert (before, contract_of(trajectory).state) == (ContractState.DRAFT, ContractState.SEALED)


def test_digest_is_that_of_the_canonical_text():
    trajectory = running()

    contract = contract_of(trajectory)

    told = json.loads(contract.sealed_text)
    assert contract.sha256 == hashlib.sha256(contract.sealed_text.encode()).hexdigest()
    assert told["content"] == contract.content
    assert [row["party"] for row in told["agreed"]] == ["asker", "xpert", "cgl"]


def test_edit_takes_earlier_agreements_away_and_tells_who_gave_them():
    trajectory = begun()
    asker, xpert, _ = signers(trajectory)
    agree(trajectory, asker)
    OutgoingMail.objects.all().delete()
    contract = contract_of(trajectory)

    contracting.change(contract, content_with(contract, goal="Iets anders."), seen=1, by=xpert, at=AT)

    assert [row.lapsed_at for row in Agreement.objects.all()] == [AT]
    assert [(mail.to, mail.subject) for mail in OutgoingMail.objects.all()] == [
        (asker.email, f"Opnieuw tekenen: {contract.trajectory.case.title}")
    ]


def test_same_text_again_keeps_the_agreements():
    trajectory = begun()
    agree(trajectory, trajectory.signer)
    contract = contract_of(trajectory)

    contracting.change(contract, contract.content, seen=1, by=trajectory.signer, at=AT)

    assert [row.version for row in contract_of(trajectory).standing] == [1]


def test_rule_of_help_only_cannot_be_written_away():
    trajectory = begun()
    contract = contract_of(trajectory)

    contracting.change(
        contract, content_with(contract, goal="Anders", rule="Geen."), seen=1, by=trajectory.signer, at=AT
    )

    assert contract_of(trajectory).content["rule"] == wording.RULE


def test_edit_of_an_outdated_text_is_refused():
    trajectory = begun()
    contract = contract_of(trajectory)
    contracting.change(contract, content_with(contract, goal="Eerst."), seen=1, by=trajectory.signer, at=AT)

    with pytest.raises(contracting.Outdated, match="veranderd nadat u hem opende"):
        contracting.change(contract, content_with(contract, goal="Later."), seen=1, by=trajectory.signer, at=AT)


def test_signing_an_outdated_version_is_refused():
    trajectory = begun()
    contract = contract_of(trajectory)
    contracting.change(contract, content_with(contract, goal="Anders."), seen=1, by=trajectory.signer, at=AT)

    with pytest.raises(contracting.Outdated):
        agree(trajectory, trajectory.signer, version=1)


def test_signing_twice_gives_one_agreement_and_a_sentence():
    trajectory = begun()
    agree(trajectory, trajectory.signer)

    with pytest.raises(contracting.AlreadyAgreed, match="al getekend"):
        agree(trajectory, trajectory.signer)

    assert Agreement.objects.count() == 1


def test_another_coordinator_cannot_sign_for_cgl_once_more():
    trajectory = begun()
    agree(trajectory, coordinator())

    with pytest.raises(contracting.AlreadyAgreed):
        agree(trajectory, coordinator())


@pytest.mark.parametrize("role", ["professional", "kernteam", "xpert", "redactie", "partner"])
def test_somebody_else_cannot_sign(role):
    trajectory = begun()

    with pytest.raises(PermissionDenied):
        agree(trajectory, UserFactory(roles=[role]))


def test_applicant_who_does_not_sign_cannot_agree():
    trajectory = begun()
    other = UserFactory()
    trajectory.case.applicants.create(person=other, name=other.name)

    with pytest.raises(PermissionDenied):
        agree(trajectory, other)


def test_coordinator_who_asks_signs_as_asker_only():
    case = to_contract()
    case.contact.roles = ["coordinator"]
    case.contact.save()
    trajectory = contracting.begin(case, [Helper(UserFactory(), rate_cents=9_500)], by=None, at=AT)

    agree(trajectory, trajectory.signer)

    assert [row.party for row in Agreement.objects.all()] == [Party.ASKER]


def test_contract_changed_after_signing_is_refused_by_form_and_database():
    trajectory = running()
    contract = contract_of(trajectory)

    with pytest.raises(contracting.Fixed, match="Maak een aanvulling"):
        contracting.change(contract, content_with(contract, goal="X"), seen=1, by=trajectory.signer, at=AT)
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        Contract.objects.filter(pk=contract.pk).update(content={})
    with pytest.raises(InternalError, match="Cannot delete"), transaction.atomic():
        Contract.objects.filter(pk=contract.pk).delete()


def test_agreement_cannot_be_rewritten_or_removed():
    trajectory = running()

    for act in ({"name": "Iemand anders"}, {"version": 9}, {"at": AT - timedelta(days=1)}):
        with pytest.raises(InternalError), transaction.atomic():
            trajectory.contracts.get().agreements.update(**act)
    with pytest.raises(InternalError), transaction.atomic():
        trajectory.contracts.get().agreements.all().delete()


def test_signer_who_erases_the_account_leaves_the_contract_whole():
    trajectory = running()
    digest = contract_of(trajectory).sha256

    trajectory.signer.delete()

    contract = contract_of(trajectory)
    assert contract.sha256 == digest
    assert contract.agreements.filter(person=None).count() == 1


def test_signing_fails_when_the_case_was_withdrawn():
    trajectory = begun()
    asker, xpert, cgl = signers(trajectory)
    for person in (asker, xpert):
        agree(trajectory, person)
    cases.withdraw(trajectory.case, by=trajectory.case.contact, at=AT)

    with pytest.raises(StaleState):
        agree(trajectory, cgl)

    assert contract_of(trajectory).state == ContractState.DRAFT


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"goal": " "}, "Schrijf het doel op."),
        ({"result": ""}, "Schrijf het gewenste resultaat op."),
        ({"milestones": []}, "Zet minstens één stap met een datum in de planning."),
        ({"askers": []}, "Schrijf op hoeveel uur de aanvrager zelf inzet."),
        ({"costs": [{"what": "Zaal", "cents": 500_000, "bearer": "programme"}]}, "Dit kost het programma meer"),
    ],
)
def test_incomplete_contract_cannot_be_signed(changes, sentence):
    trajectory = begun()
    contract = contract_of(trajectory)
    contracting.change(contract, content_with(contract, **changes), seen=1, by=trajectory.signer, at=AT)

    with pytest.raises(ValidationError, match=sentence):
        agree(trajectory, trajectory.signer)


def test_hours_above_the_grant_cannot_be_signed():
    trajectory = begun(minutes=600)
    contract = contract_of(trajectory)
    lines = [line | {"minutes": 601} for line in contract.content["xperts"]]
    contracting.change(contract, content_with(contract, xperts=lines), seen=1, by=trajectory.signer, at=AT)

    with pytest.raises(ValidationError, match="meer uren dan er zijn toegekend"):
        agree(trajectory, trajectory.signer)


def test_addition_continues_the_chain_and_gives_hours():
    trajectory = running()

    with_more_hours(trajectory, 90)
    with pytest.raises(ValidationError, match="budget van laag 3"):
        signed(trajectory, 1)

    assert contract_of(trajectory, 1).state == ContractState.DRAFT


def test_addition_of_an_institute_needs_no_budget():
    trajectory = running(institute="GGD Elders (voorbeeld)")
    with_more_hours(trajectory, 90)

    signed(trajectory, 1)

    contract, addition = contract_of(trajectory), contract_of(trajectory, 1)
    assert (addition.previous_sha256, addition.is_sealed) == (contract.sha256, True)
    assert part(trajectory).allowed_minutes == 1_290


def test_addition_cannot_take_hours_that_were_used():
    trajectory = running(institute="GGD Elders (voorbeeld)", minutes=60)
    with_more_hours(trajectory, -61)

    with pytest.raises(ValidationError, match="al gebruikt"):
        signed(trajectory, 1)


def test_second_addition_waits_for_the_first():
    trajectory = running()
    first = contracting.add(trajectory, by=trajectory.signer, at=AT)

    assert contracting.add(trajectory, by=trajectory.people[0].person, at=AT) == first


def test_dropped_addition_keeps_its_number():
    trajectory = running()
    first = contracting.add(trajectory, by=trajectory.signer, at=AT)

    contracting.drop(contract_of(trajectory, first.number), by=trajectory.signer, at=AT)

    assert contracting.add(again(trajectory), by=trajectory.signer, at=AT).number == 2


def test_yes_that_is_taken_back_takes_the_draft_along():
    trajectory = begun()
    agree(trajectory, trajectory.signer)

    cases.step(trajectory.case, "take_back", by=None, at=AT)

    assert Trajectory.objects.count() == 0
    assert contracting.begin(to_contract(), [Helper(UserFactory(), rate_cents=9_500)], by=None, at=AT).pk


PAIRS = [
    (name, state) for name, row in CONTRACTS.transitions.items() for state in ContractState if state not in row.sources
]


@pytest.mark.parametrize(("name", "state"), PAIRS)
def test_step_from_another_state_is_stale(name, state):
    contract = contract_of(begun())
    contract.number, contract.state = 1, state

    with pytest.raises((StaleState, PermissionDenied)):
        CONTRACTS.apply(contract, name, by=contract.trajectory.signer, at=AT)


@pytest.mark.django_db(transaction=True)
def test_last_two_sign_at_once_and_it_is_sealed_once():
    trajectory = begun()
    people = signers(trajectory)
    agree(trajectory, people[0])
    gate, failed = threading.Barrier(2), []

    def press(person) -> None:
        gate.wait()
        try:
            agree(trajectory, person)
        except Exception as error:  # noqa: BLE001 - shown by the assertion
            failed.append(error)
        connections.close_all()

    threads = [threading.Thread(target=press, args=[person]) for person in people[1:]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert contract_of(trajectory).history.filter(act="seal").count() == 1
    assert contract_of(trajectory).trajectory.case.state == State.RUNNING
