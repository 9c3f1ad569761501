import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from loket.catalogue import workflow as catalogue
from loket.catalogue.enums import EntryState
from loket.catalogue.models import Revision
from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from tests.factories import UserFactory
from tests.xperts.trajectories.factory import (
    AT,
    again,
    consented,
    coordinator,
    evaluated,
    example_of,
    finished,
)
from xperts.cases import workflow as cases
from xperts.cases.enums import State
from xperts.trajectories import exemplifying
from xperts.trajectories.models import Consent, Example

pytestmark = pytest.mark.django_db


@pytest.fixture
def example(db) -> Example:
    return example_of(evaluated())


def fresh(example: Example) -> Example:
    row = Example.objects.select_related("entry").get(pk=example.pk)
    row.trajectory = again(example.trajectory)
    return row


def rewrite(example: Example, confirmed=(), **changes) -> Example:
    row = fresh(example)
    by = row.trajectory.people[0].person
    return exemplifying.save(row, row.content | changes, confirmed=list(confirmed), seen=row.version, by=by, at=AT)


def submitted(example: Example) -> Example:
    exemplifying.submit(consented(fresh(example)), by=coordinator(), at=AT)
    return fresh(example)


def test_first_draft_comes_from_contract_and_evaluations():
    trajectory = evaluated()

    content = exemplifying.begin(trajectory, by=trajectory.people[0].person, at=AT).content

    assert content["title"] == trajectory.case.title
    assert content["resultaten"] == "Er is een plan.\n\nEr is een plan.\n\nEr is een plan."
    assert content["aanpak"].startswith("Denk mee.")


def test_draft_needs_an_evaluation():
    trajectory = finished()

    with pytest.raises(PermissionDenied):
        exemplifying.begin(trajectory, by=trajectory.people[0].person, at=AT)


def test_names_of_those_involved_are_found(example):
    trajectory = example.trajectory
    asker, xpert = trajectory.signer.name, trajectory.people[0].name

    row = rewrite(example, aanpak=f"{asker} sprak met {xpert}, bel 06-12345678.")

    assert {name.text for name in exemplifying.found_names(row)} >= {asker, xpert, "06-12345678"}


def test_text_with_names_gets_no_consent(example):
    row = rewrite(example, aanpak=f"Met {example.trajectory.signer.name}.")

    with pytest.raises(ValidationError, match="Haal eerst deze namen weg"):
        exemplifying.consent(row, version=row.version, by=example.trajectory.signer, at=AT)


def test_confirmed_name_may_stay(example):
    name = example.trajectory.signer.name

    row = rewrite(example, confirmed=[name], aanpak=f"De {name}-methode.")

    assert exemplifying.found_names(row) == []


def test_example_is_handed_in_with_consent_of_both_only(example):
    chief = coordinator()
    exemplifying.consent(example, version=example.version, by=example.trajectory.signer, at=AT)

    with pytest.raises(ValidationError, match="eerst toestemming"):
        exemplifying.submit(fresh(example), by=chief, at=AT)

    assert Revision.objects.count() == 0


def test_consent_twice_is_one(example):
    for _ in range(2):
        exemplifying.consent(example, version=example.version, by=example.trajectory.signer, at=AT)

    assert Consent.objects.count() == 1


def test_edit_makes_consent_lapse(example):
    consented(example)

    row = rewrite(example, summary="Iets anders.")

    assert len(exemplifying.waiting_for(row)) == 2


def test_consent_to_an_outdated_text_is_refused(example):
    rewrite(example, summary="Iets anders.")

    with pytest.raises(exemplifying.Outdated, match="veranderd nadat"):
        exemplifying.consent(fresh(example), version=example.version, by=example.trajectory.signer, at=AT)


def test_consent_can_be_taken_back_before_it_is_handed_in(example):
    consented(example)

    exemplifying.take_back(fresh(example), by=example.trajectory.signer, at=AT)

    assert len(exemplifying.waiting_for(fresh(example))) == 1


@pytest.mark.parametrize("role", ["professional", "kernteam", "coordinator", "servicedesk"])
def test_others_cannot_consent(example, role):
    with pytest.raises(PermissionDenied):
        exemplifying.consent(example, version=example.version, by=UserFactory(roles=[role]), at=AT)


def test_handed_in_text_is_a_proposal_without_names(example):
    row = submitted(example)

    revision = Revision.objects.get()
    text = str(revision.content)
    people = [row.trajectory.signer, row.trajectory.people[0].person]
    assert (revision.state, revision.entry) == ("submitted", row.entry)
    assert [person.name for person in people if person.name in text] == []
    assert revision.content["themes"] == ["valpreventie"]


def test_handed_in_text_stands_still(example):
    submitted(example)

    with pytest.raises(StaleState):
        rewrite(example, summary="Iets anders.")


def test_handing_in_twice_is_stale(example):
    row = submitted(example)

    with pytest.raises(StaleState):
        exemplifying.submit(row, by=coordinator(), at=AT)


def test_published_entry_publishes_the_case_and_tells_both(example):
    row = submitted(example)
    OutgoingMail.objects.all().delete()

    catalogue.accept(row.entry.revisions.get(), by=UserFactory(editor=True), at=AT)

    published = fresh(example)
    assert published.trajectory.case.state == State.PUBLISHED
    assert published.entry.state == EntryState.PUBLISHED
    told = {mail.to for mail in OutgoingMail.objects.filter(subject__startswith="Geplaatst")}
    assert told >= {published.trajectory.signer.email, published.trajectory.people[0].person.email}


def test_closed_case_does_not_stop_the_editors(example):
    row = submitted(example)
    cases.step(row.trajectory.case, "close", by=UserFactory(roles=["servicedesk"]), at=AT)

    catalogue.accept(row.entry.revisions.get(), by=UserFactory(editor=True), at=AT)

    assert fresh(example).trajectory.case.state == State.CLOSED


def test_refused_proposal_can_be_written_anew(example):
    row = submitted(example)
    catalogue.refuse(row.entry.revisions.get(), by=UserFactory(editor=True), at=AT, note="Te kort.")

    again_handed = submitted(rewrite(example, summary="Langer en beter."))

    assert again_handed.entry != row.entry
    assert again_handed.entry.revisions.get().state == "submitted"
