"""The life of a network: every step from every state, its end, and what it hangs below."""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connections, transaction

from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from loket.search.models import Findable
from network.learning import ending, findable, workflow
from network.learning.enums import MembershipState, NetworkState, Role
from network.learning.models import EndReminder, Harvest, LearningNetwork, Membership
from tests.factories import UserFactory
from tests.network.learning.factory import AT, LearningNetworkFactory, facilitator, member, network

pytestmark = pytest.mark.django_db
S = NetworkState
TABLE = workflow.NETWORKS.transitions
CONTENT = {
    "name": "Slapen leren wij samen",
    "purpose": "Beter slapen in de wijk.",
    "themes": ["slaap"],
    "areas": ["gemeente-tiel"],
    "starts_on": date(2026, 4, 1),
    "ends_on": date(2027, 4, 1),
}


def proposed(by=None, **changes) -> LearningNetwork:
    why_new = changes.pop("why_new", "Over slaap is er niets.")
    return workflow.propose(CONTENT | changes, looked_at=[], why_new=why_new, by=by or UserFactory(), at=AT)


def standing(state: str) -> LearningNetwork:
    is_shown = state in (S.QUESTION, S.SESSIONS, S.HARVEST, S.ARCHIVED)
    archived_at = AT if state == S.ARCHIVED else None
    return LearningNetworkFactory(state=state, opened_at=AT if is_shown else None, archived_at=archived_at)


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("step", TABLE)
def test_each_step_goes_from_its_own_states_only(step, state):
    one, row = standing(state), TABLE[step]
    by = UserFactory(roles=["coordinator"])
    one.proposer = by
    changes = {"archived_at": AT} if step == "archive" else {"archived_at": None} if step == "reopen" else {}
    changes |= {"opened_at": AT} if step == "approve" else {}

    if state in row.sources:
        workflow.NETWORKS.apply(one, step, by=by, at=AT, **changes)
        assert LearningNetwork.objects.get(pk=one.pk).state == row.target
    else:
        with pytest.raises(StaleState):
            workflow.NETWORKS.apply(one, step, by=by, at=AT, **changes)


@pytest.mark.parametrize("step", sorted(set(TABLE) - {"withdraw"}))
def test_member_takes_no_step_of_a_network(step):
    one = standing(next(iter(TABLE[step].sources)))

    with pytest.raises(PermissionDenied):
        workflow.NETWORKS.apply(one, step, by=member(one), at=AT)


def test_proposal_tells_the_desk_and_is_in_no_index():
    desk = UserFactory(roles=["servicedesk"])

    one = proposed()

    assert OutgoingMail.objects.get().to == desk.email
    assert not Findable.objects.filter(subject_type=findable.SUBJECT_TYPE).exists()
    assert one.slug == "slapen-leren-wij-samen"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"why_new": " "}, "aanhaken"),
        ({"ends_on": date(2026, 4, 1)}, "na de begindatum"),
        ({"ends_on": date(2031, 4, 2)}, "binnen vijf jaar"),
        ({"name": ""}, "leeg"),
    ],
)
def test_proposal_with_something_wrong_is_refused_whole(changes, sentence):
    with pytest.raises(ValidationError, match=sentence):
        proposed(**changes)

    assert not LearningNetwork.objects.exists()


@pytest.mark.parametrize("name", ["Mijn", "Voorstellen", "Agenda", "!!!"])
def test_names_that_are_addresses_already_get_one_of_their_own(name):
    assert proposed(name=name).slug not in workflow.RESERVED_SLUGS


def test_approved_network_has_its_proposer_as_facilitator_and_is_found():
    by = UserFactory()
    one = proposed(by)

    workflow.approve(one, by=UserFactory(roles=["servicedesk"]), at=AT)

    assert one.role_of(by) == Role.FACILITATOR
    assert Findable.objects.get(subject_id=one.pk, kind=findable.KIND).audience == ["public"]


def test_private_network_is_in_the_index_for_its_members_only():
    one = proposed(is_public=False)

    workflow.approve(one, by=UserFactory(roles=["servicedesk"]), at=AT)

    assert Findable.objects.get(subject_id=one.pk, kind=findable.KIND).audience == [f"network:{one.pk}"]


def test_network_that_turns_private_leaves_the_public_index_at_once():
    one = network()
    findable.renew(one)

    workflow.change(one, {"is_public": False}, by=facilitator(one), at=AT)

    assert Findable.objects.get(subject_id=one.pk, kind=findable.KIND).audience == [f"network:{one.pk}"]


def test_approving_twice_gives_a_clear_refusal_and_one_mail():
    one = proposed()
    other, desk = LearningNetwork.objects.get(pk=one.pk), UserFactory(roles=["servicedesk"])
    workflow.approve(one, by=desk, at=AT)
    mails = OutgoingMail.objects.count()

    with pytest.raises(StaleState):
        workflow.approve(other, by=desk, at=AT)

    assert OutgoingMail.objects.count() == mails
    assert Membership.objects.count() == 1


def test_refusal_needs_a_reason_that_the_proposer_reads():
    one, desk = proposed(), UserFactory(roles=["servicedesk"])
    with pytest.raises(ValidationError):
        workflow.refuse(one, by=desk, at=AT, note=" ")

    workflow.refuse(one, by=desk, at=AT, note="Dit bestaat al.")

    assert "Dit bestaat al." in OutgoingMail.objects.get(to=one.proposer.email).text


def test_sessions_do_not_begin_without_a_question():
    one = network("question", start_question="")

    with pytest.raises(ValidationError, match="startvraag"):
        workflow.begin(one, by=facilitator(one), at=AT)


def test_archive_waits_for_what_came_of_the_question():
    one = network()
    lead = facilitator(one)
    workflow.start_harvest(one, by=lead, at=AT)
    with pytest.raises(ValidationError, match="startvraag"):
        workflow.archive(one, by=lead, at=AT)

    ending.save_harvest(one, {"answer": "Samen lopen helpt."}, by=lead, at=AT)
    workflow.archive(one, by=lead, at=AT)

    assert one.is_archived
    assert "samen" in Findable.objects.get(subject_id=one.pk, kind=findable.KIND).vector


def test_all_members_hear_of_the_archive_with_what_came_of_it():
    one = network()
    lead, taking_part, gone = facilitator(one), member(one), member(one)
    Membership.objects.filter(person=gone).update(state=MembershipState.LEFT, ended_at=AT)
    workflow.start_harvest(one, by=lead, at=AT)
    ending.save_harvest(one, {"answer": "Samen lopen helpt."}, by=lead, at=AT)

    workflow.archive(one, by=lead, at=AT)

    mails = OutgoingMail.objects.filter(subject=f"{one.name} is afgerond")
    assert set(mails.values_list("to", flat=True)) == {lead.email, taking_part.email}
    assert all("Samen lopen helpt." in mail.text for mail in mails)


def test_harvest_that_somebody_else_wrote_meanwhile_is_not_overwritten():
    one = network("harvesting")
    lead = facilitator(one)
    ending.save_harvest(one, {"answer": "Een"}, by=lead, at=AT)
    seen = Harvest.objects.get().saved_at.isoformat()
    ending.save_harvest(one, {"answer": "Anders"}, by=lead, at=AT, seen=seen)
    ending.save_harvest(one, {"answer": "Twee"}, by=lead, at=AT + timedelta(minutes=1))

    with pytest.raises(StaleState):
        ending.save_harvest(one, {"answer": "Drie"}, by=lead, at=AT, seen=seen)


def test_archived_network_reopens_with_an_end_that_is_to_come():
    one = network("archived", ends_on=date(2026, 2, 1))
    lead = facilitator(one)
    with pytest.raises(ValidationError, match="nog komt"):
        workflow.reopen(one, by=lead, at=AT, ends_on=date(2026, 3, 2))

    workflow.reopen(one, by=lead, at=AT, ends_on=date(2026, 9, 1))

    assert (one.state, one.archived_at) == (S.SESSIONS, None)


def test_two_new_ends_at_once_leave_the_first():
    one = network()
    lead, other = facilitator(one), LearningNetwork.objects.get(pk=one.pk)
    workflow.extend(one, date(2027, 6, 1), by=lead, at=AT)

    with pytest.raises(StaleState):
        workflow.extend(other, date(2027, 9, 1), by=lead, at=AT)


@pytest.mark.parametrize(("days", "told"), [(61, 0), (60, 1), (30, 1), (14, 1), (0, 1), (-1, 1), (-40, 1)])
def test_facilitator_is_warned_before_and_after_the_end(days, told):
    one = network(ends_on=AT.date() + timedelta(days=days))
    lead = facilitator(one)

    assert ending.warn(at=AT) == told
    assert ending.warn(at=AT) == 0
    assert OutgoingMail.objects.filter(to=lead.email).count() == told


def test_scheduler_that_was_away_sends_the_last_warning_only():
    one = network(ends_on=AT.date() + timedelta(days=60))
    facilitator(one)
    ending.warn(at=AT)

    ending.warn(at=AT + timedelta(days=62))

    assert list(EndReminder.objects.order_by("at").values_list("days", flat=True)) == [60, -1]


def test_longer_network_is_warned_about_anew():
    one = network(ends_on=AT.date() + timedelta(days=10))
    lead = facilitator(one)
    ending.warn(at=AT)
    workflow.extend(one, AT.date() + timedelta(days=100), by=lead, at=AT)

    assert ending.warn(at=AT + timedelta(days=50)) == 1


def test_archived_network_gets_no_warnings():
    one = network("archived", ends_on=AT.date() + timedelta(days=3))
    facilitator(one)

    assert ending.warn(at=AT) == 0


def test_networks_do_not_nest_in_a_circle():
    top, low = network(), network()
    lead = facilitator(top)
    member(low, role=Role.FACILITATOR, person=lead)
    workflow.nest(low, top, by=lead, at=AT)

    with pytest.raises(ValidationError, match="staat zelf boven"):
        workflow.nest(top, low, by=lead, at=AT)


def test_networks_nest_three_deep_at_most():
    rows = [network(proposer=None) for _ in range(4)]
    desk = UserFactory(roles=["coordinator"])
    for below, above in ((rows[1], rows[0]), (rows[2], rows[1])):
        workflow.nest(below, above, by=desk, at=AT)

    with pytest.raises(ValidationError, match="hooguit 3"):
        workflow.nest(rows[3], rows[2], by=desk, at=AT)


def test_database_refuses_a_circle_too():
    top, middle = network(), network()
    low = network(parent=middle)
    LearningNetwork.objects.filter(pk=middle.pk).update(parent=top)

    with pytest.raises(IntegrityError), transaction.atomic():
        LearningNetwork.objects.filter(pk=top.pk).update(parent=low)


def test_who_manages_the_network_above_may_only_loosen():
    top, low = network(), network()
    lead = facilitator(top)
    with pytest.raises(PermissionDenied):
        workflow.nest(low, top, by=lead, at=AT)
    LearningNetwork.objects.filter(pk=low.pk).update(parent=top)
    low.refresh_from_db()

    workflow.nest(low, None, by=lead, at=AT)

    assert LearningNetwork.objects.get(pk=low.pk).parent is None


@pytest.mark.django_db(transaction=True)
def test_circle_closed_by_four_at_once_stays_open():
    rows, desk = [network() for _ in range(4)], UserFactory(roles=["coordinator"])
    gate, refused = threading.Barrier(4), []

    def hang(number: int) -> None:
        gate.wait()
        try:
            workflow.nest(rows[number], rows[(number + 1) % 4], by=desk, at=AT)
        except ValidationError as error:
            refused.append(error)
        connections.close_all()

    threads = [threading.Thread(target=hang, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refused
    assert LearningNetwork.objects.filter(parent=None).exists()
