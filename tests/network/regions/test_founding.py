import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from loket.core.workflow import StaleState
from loket.search.models import Findable
from network.learning import workflow as networks
from network.learning.enums import Kind
from network.regions.enums import Box, ConsentKind, Phase
from network.regions.models import Region
from network.regions.workflow import founding
from tests.network.learning import factory as network_factory
from tests.network.regions import factory


def findable(region: Region) -> list[str]:
    return list(Findable.objects.filter(subject_type="region", subject_id=region.pk).values_list("title", flat=True))


def test_founding_gives_a_canvas_of_seven_empty_boxes_once(db):
    network = network_factory.network(kind=Kind.REGION)
    leader = network_factory.facilitator(network)

    first = founding.found(network, by=leader, at=factory.AT)
    second = founding.found(network, by=leader, at=factory.AT)

    assert first == second
    assert set(first.boxes.values_list("key", "text")) == {(key, "") for key in Box.values}


@pytest.mark.parametrize("case", ["member", "another kind"])
def test_founding_is_for_the_facilitator_of_a_learning_region(db, case):
    network = network_factory.network(kind=Kind.REGION if case == "member" else Kind.PROJECT)
    by = network_factory.member(network) if case == "member" else network_factory.facilitator(network)

    with pytest.raises(PermissionDenied):
        founding.found(network, by=by, at=factory.AT)


def test_profile_with_years_in_the_wrong_order_is_refused(db):
    region = factory.region()

    with pytest.raises(ValidationError, match="Het laatste jaar ligt voor het eerste"):
        founding.change_profile(region, {"first_year": 2025, "last_year": 2020}, by=region.leader, at=factory.AT)


@pytest.mark.parametrize("step", founding.PHASES.transitions)
@pytest.mark.parametrize("phase", Phase.values)
def test_phase_steps_follow_the_table(db, step, phase):
    region = factory.region()
    Region.objects.update(state=phase)
    region.refresh_from_db()
    row = founding.PHASES.transitions[step]

    if phase in row.sources:
        founding.go(region, step, by=region.leader, at=factory.AT, note="Er is een programma.")
        assert (region.state, region.history.first().note) == (row.target, "Er is een programma.")
    else:
        with pytest.raises(StaleState):
            founding.go(region, step, by=region.leader, at=factory.AT)


def test_consent_that_is_given_makes_findable_and_withdrawn_takes_it_out_at_once(db):
    region = factory.region(name="Gezond Voorbeelddorp")

    founding.give(region, ConsentKind.STORY, by=region.leader, at=factory.AT)
    assert findable(region) == ["Gezond Voorbeelddorp"]
    founding.withdraw(region, ConsentKind.STORY, by=region.leader, at=factory.AT)

    assert findable(region) == []
    assert list(region.consents.values_list("act", "note")) == [("withdrawn", "verhaal"), ("given", "verhaal")]


def test_consent_given_twice_says_that_somebody_was_first(db):
    region = factory.region(ConsentKind.HELP)

    with pytest.raises(StaleState):
        founding.give(region, ConsentKind.HELP, by=region.leader, at=factory.AT)


@pytest.mark.parametrize("kind", ["", "alles", "x" * 500])
def test_unknown_consent_is_a_sentence(db, kind):
    region = factory.region()

    with pytest.raises(ValidationError, match="kennen wij niet"):
        founding.give(region, kind, by=region.leader, at=factory.AT)


def test_network_that_becomes_private_takes_its_region_out_of_the_index(db):
    region = factory.region()
    founding.give(region, ConsentKind.STORY, by=region.leader, at=factory.AT)

    networks.change(region.network, {"is_public": False}, by=region.leader, at=factory.AT)

    assert findable(region) == []


def test_network_with_a_new_name_is_found_by_it(db):
    region = factory.region()
    founding.give(region, ConsentKind.STORY, by=region.leader, at=factory.AT)

    networks.change(region.network, {"name": "Nieuwe naam"}, by=region.leader, at=factory.AT)

    assert findable(region) == ["Nieuwe naam"]
