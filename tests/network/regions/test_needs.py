import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from loket.core.workflow import StaleState
from network.regions import elements
from network.regions.enums import Element, NeedKind, NeedState
from network.regions.models import Need
from network.regions.workflow import needs
from tests.network.regions import factory


@pytest.mark.parametrize("step", needs.NEEDS.transitions)
@pytest.mark.parametrize("state", NeedState.values)
def test_need_steps_follow_the_table(db, step, state):
    region = factory.region()
    session = factory.session(region)
    need = factory.need(region, state=state, session=session)
    row = needs.NEEDS.transitions[step]

    if state in row.sources:
        needs.NEEDS.apply(need, step, by=region.leader, at=factory.AT)
        assert need.state == row.target
    else:
        with pytest.raises(StaleState):
            needs.NEEDS.apply(need, step, by=region.leader, at=factory.AT)


def test_answer_that_is_enough_answers_and_one_that_is_not_leaves_it_open(db):
    region = factory.region()
    need = factory.need(region)

    needs.add_answer(need, {"text": "Vraag het de gemeente."}, by=region.leader, at=factory.AT, is_enough=False)
    assert need.state == NeedState.OPEN
    needs.add_answer(need, {"text": "De gemeente betaalt."}, by=region.leader, at=factory.AT, is_enough=True)

    assert (need.state, need.answers.count()) == (NeedState.ANSWERED, 2)


def test_lapsing_asks_for_a_reason(db):
    region = factory.region()

    with pytest.raises(ValidationError, match="waarom"):
        needs.lapse(factory.need(region), by=region.leader, at=factory.AT, note="  ")


def test_need_of_another_region_is_not_taken_up(db):
    region, other = factory.region(), factory.region()

    with pytest.raises(ValidationError, match="andere regio"):
        needs.take_up(factory.need(other), factory.session(region), by=region.leader, at=factory.AT)


def test_outsider_asks_nothing(db):
    region, other = factory.region(), factory.region()

    with pytest.raises(PermissionDenied):
        needs.ask(region, {"kind": NeedKind.LASTING, "title": "Geld"}, by=other.leader, at=factory.AT)


def test_others_see_what_a_region_shares_only_while_its_story_is_shared(db):
    open_region, closed = factory.region("verhaal"), factory.region()
    shown = factory.need(open_region, is_shared=True)
    factory.need(open_region)
    factory.need(closed, is_shared=True)

    assert list(Need.objects.shared()) == [shown]


@pytest.mark.parametrize("kind", NeedKind)
def test_every_kind_of_need_leads_to_ways_and_questions(kind):
    assert elements.QUESTIONS[kind]
    assert all(guide.ways for guide in elements.elements_for(kind))
    assert elements.elements_for(kind)


@pytest.mark.parametrize("element", Element)
def test_every_element_has_ways_and_a_name_of_the_catalogue(element):
    guide = elements.GUIDES[element]

    assert (guide.element, len(guide.ways) >= 5, bool(guide.facet)) == (element, True, True)
