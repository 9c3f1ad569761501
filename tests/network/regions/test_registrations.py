import pytest
from django.utils import timezone

from loket.accounts import privacy
from network.learning.enums import Role
from network.regions import registrations
from network.regions.demo import loading
from network.regions.enums import Box, CouplingState, Element, YieldRole
from network.regions.models import BoxRevision, Coupling, LearnSession, Noticed, Region, Score
from network.regions.workflow import couplings, scanning, sessions, storytelling
from network.regions.workflow.storytelling import Base
from tests.factories import UserFactory
from tests.network.regions import factory


def told(user) -> list[str]:
    return [task.detail for task in registrations.tasks(user)]


@pytest.mark.parametrize(("role", "asked"), [(Role.MEMBER, 1), (Role.RESIDENT, 1), (Role.FOLLOWER, 0)])
def test_open_scan_waits_for_who_may_score_until_it_is_filled_in(db, role, asked):
    region = factory.region()
    person = factory.member(region, role=role)
    scan = scanning.open_scan(region, "Nu", by=region.leader, at=factory.AT)
    assert told(person) == ["Zelfscan invullen"] * asked

    if asked:
        scanning.score(scan, {Element.MONEY: (3, "")}, by=person, at=factory.AT)

    assert told(person) == []


def test_coupling_waits_for_the_desk_then_for_both_sides(db):
    helper, learner, desk = factory.region(), factory.region(), UserFactory(roles=["servicedesk"])
    made = factory.coupling(helper, learner)
    assert (len(told(desk)), told(helper.leader)) == (1, [])

    Coupling.objects.update(state=CouplingState.APPROVED)
    assert (told(desk), len(told(helper.leader)), len(told(learner.leader))) == ([], 1, 1)
    made.refresh_from_db()
    couplings.agree(made, "helper", by=helper.leader, at=factory.AT)

    assert (told(helper.leader), len(told(learner.leader))) == ([], 1)


def test_feedback_waits_for_who_did_not_give_it(db):
    helper, learner = factory.region(), factory.region()
    made = factory.coupling(helper, learner, CouplingState.MET)
    couplings.tell_whether_it_helped(made, "helper", helped="ja", note="", by=helper.leader, at=factory.AT)

    assert (told(helper.leader), told(learner.leader)) == ([], ["Hielp het gesprek?"])


def test_person_takes_along_and_leaves_without_a_name(db):
    region = factory.region()
    person, session = factory.member(region), factory.session(region)
    scan = scanning.open_scan(region, "Nu", by=region.leader, at=factory.AT)
    scanning.score(scan, {Element.MONEY: (3, "Mijn bewijs")}, by=person, at=factory.AT)
    scanning.close(scan, by=region.leader, at=factory.AT)
    storytelling.save(region, Box.GROUPS, "Ouderen", base=Base(0), by=person, at=factory.AT)
    sessions.notice(session, YieldRole.BOARD, ["Meer aandacht"], by=person, at=factory.AT)

    mine = privacy.export_of(person)["leerregio's"]
    privacy.erase(person, at=factory.AT)

    assert [row["waaraan u dat ziet"] for row in mine["scores"]] == ["Mijn bewijs"]
    assert [row["tekst"] for row in mine["veranderverhaal"]] == ["Ouderen"]
    assert (Score.objects.get().person, Score.objects.get().evidence) == (None, "")
    assert (Noticed.objects.get().person, BoxRevision.objects.get().by) == (None, None)
    assert scan.results.get().median == 3
    assert factory.box(region, Box.GROUPS).text == "Ouderen"


def test_demo_plays_three_regions_and_a_second_run_changes_nothing(db):
    for role in ("professional", "partner", "servicedesk"):
        UserFactory(email=f"{role}@voorbeeld.nl", roles=[role])
    at = timezone.now()

    for _ in range(2):
        loading.load(at=at)

    assert Region.objects.count() == 3
    assert all(region.scans.count() == 3 and region.versions.count() == 2 for region in Region.objects.all())
    assert LearnSession.objects.count() == 3
    assert set(Coupling.objects.values_list("state", flat=True)) >= {CouplingState.MET, CouplingState.PLANNED}
