"""Who takes part: joining, asking, being let in, leaving, being taken out, and invitations."""

import contextlib
import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connections

from loket.core.models import OutgoingMail
from loket.core.workflow import StaleState
from network.learning import joining
from network.learning.enums import Access, InvitationState, MembershipState, Role
from network.learning.models import Invitation, Membership, MembershipHistory, Notice
from tests.factories import UserFactory
from tests.network.learning.factory import AT, MembershipFactory, facilitator, member, network, posted, thread

pytestmark = pytest.mark.django_db
M = MembershipState
TABLE = joining.MEMBERS.transitions


def membership(of, person) -> Membership:
    return Membership.objects.select_related("network", "person").get(network=of, person=person)


def invited(one, email: str = "nieuw@example.org", **told) -> Invitation:
    by = Membership.objects.facilitators().filter(network=one).first()
    by = by.person if by else facilitator(one)
    joining.invite(one, [email], by=by, at=AT, role=told.get("role", Role.MEMBER))
    return Invitation.objects.get(network=one, email=email)


@pytest.mark.parametrize("state", M)
@pytest.mark.parametrize("step", TABLE)
def test_each_step_of_a_member_goes_from_its_own_states_only(step, state):
    row = TABLE[step]
    ended = AT if state in (M.LEFT, M.REMOVED) else None
    held = MembershipFactory(state=state, ended_at=ended)
    changes = {"ended_at": AT} if row.target in (M.LEFT, M.REMOVED) else {"joined_at": AT}
    by = held.person if step in ("join", "ask", "leave", "stop_asking") else facilitator(held.network)

    if state in row.sources:
        joining.MEMBERS.apply(held, step, by=by, at=AT, **changes)
        assert Membership.objects.get(pk=held.pk).state == row.target
    else:
        with pytest.raises(StaleState):
            joining.MEMBERS.apply(held, step, by=by, at=AT, **changes)


@pytest.mark.parametrize(("access", "state"), [(Access.OPEN, M.ACTIVE), (Access.APPROVAL, M.ASKED)])
def test_joining_goes_as_the_network_has_it(access, state):
    one, person = network(access=access), UserFactory()

    held = joining.join(one, by=person, at=AT)

    assert held.state == state
    assert bool(one.role_of(person)) == (state == M.ACTIVE)


@pytest.mark.parametrize("one", [{"access": Access.INVITATION}, {"access": Access.OPEN, "is_public": False}])
def test_nobody_joins_uninvited_where_invitations_decide(one):
    with pytest.raises(PermissionDenied):
        joining.join(network(**one), by=UserFactory(), at=AT)

    assert not Membership.objects.exists()


@pytest.mark.parametrize("trait", ["archived", "proposed"])
def test_nobody_joins_what_is_over_or_has_not_begun(trait):
    with pytest.raises(PermissionDenied):
        joining.join(network(trait, access=Access.OPEN), by=UserFactory(), at=AT)


def test_asking_twice_is_asking_once():
    one, person = network(), UserFactory()
    lead = facilitator(one)

    first, second = joining.join(one, by=person, at=AT), joining.join(one, by=person, at=AT)

    assert first.pk == second.pk
    assert OutgoingMail.objects.filter(to=lead.email).count() == 1


def test_who_was_let_in_hears_it():
    one, person = network(), UserFactory()
    held = joining.join(one, by=person, at=AT)

    joining.admit(held, by=facilitator(one), at=AT)

    assert one.start_question in OutgoingMail.objects.get(to=person.email).text


def test_letting_in_twice_is_refused_the_second_time():
    one, person = network(), UserFactory()
    held = joining.join(one, by=person, at=AT)
    lead, other = facilitator(one), membership(one, person)
    joining.admit(held, by=lead, at=AT)

    with pytest.raises(StaleState):
        joining.refuse(other, by=lead, at=AT, note="Vol")


def test_member_lets_nobody_in():
    one = network()
    held = joining.join(one, by=UserFactory(), at=AT)

    with pytest.raises(PermissionDenied):
        joining.admit(held, by=member(one), at=AT)


def test_who_was_taken_out_asks_also_where_it_is_open():
    one, person = network(access=Access.OPEN), UserFactory()
    held = joining.join(one, by=person, at=AT)
    joining.remove(held, by=facilitator(one), at=AT, note="Reclame")

    assert joining.join(one, by=person, at=AT).state == M.ASKED


def test_leaving_ends_mail_and_the_calendar_address():
    one = network()
    started, person = thread(one), member(one, mailing="meteen")
    posted(started, member(one))
    held = membership(one, person)
    address = held.calendar_token

    joining.leave(held, by=person, at=AT)

    assert not Notice.objects.filter(person=person).exists()
    assert membership(one, person).calendar_token != address


def test_last_facilitator_does_not_go():
    one = network()
    lead = facilitator(one)

    with pytest.raises(ValidationError, match="andere begeleider"):
        joining.leave(membership(one, lead), by=lead, at=AT)
    with pytest.raises(ValidationError, match="andere begeleider"):
        joining.change_role(membership(one, lead), Role.MEMBER, by=lead, at=AT)


def test_change_of_role_is_kept_with_who_did_it():
    one = network()
    lead, person = facilitator(one), member(one)

    joining.change_role(membership(one, person), Role.FOLLOWER, by=lead, at=AT)

    assert one.role_of(person) == Role.FOLLOWER
    assert MembershipHistory.objects.get(act="role").note == "Lid → Volger"


@pytest.mark.django_db(transaction=True)
def test_two_joins_at_once_make_one_member():
    one, person = network(access=Access.OPEN), UserFactory()
    gate, found = threading.Barrier(4), []

    def press() -> None:
        gate.wait()
        found.append(joining.join(one, by=person, at=AT).state)
        connections.close_all()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert found == [M.ACTIVE] * 4
    assert MembershipHistory.objects.filter(act="join").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_facilitators_that_leave_at_once_leave_one():
    one = network()
    rows = [membership(one, facilitator(one)) for _ in range(2)]
    gate = threading.Barrier(2)

    def go(row: Membership) -> None:
        gate.wait()
        with contextlib.suppress(ValidationError):
            joining.leave(row, by=row.person, at=AT)
        connections.close_all()

    threads = [threading.Thread(target=go, args=[row]) for row in rows]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert Membership.objects.facilitators().filter(network=one).count() == 1


def test_invitation_lets_its_own_address_in():
    one, person = network("private", access=Access.INVITATION), UserFactory(email="nieuw@example.org")

    joining.accept(invited(one, role=Role.RESIDENT), by=person, at=AT)

    assert one.role_of(person) == Role.RESIDENT


def test_forwarded_invitation_opens_nothing():
    one = network("private", access=Access.INVITATION)

    with pytest.raises(PermissionDenied, match="ander e-mailadres"):
        joining.accept(invited(one), by=UserFactory(), at=AT)

    assert Invitation.objects.get().state == InvitationState.SENT


def test_accepting_twice_is_refused_the_second_time():
    one, person = network(), UserFactory(email="nieuw@example.org")
    row = invited(one)
    joining.accept(row, by=person, at=AT)

    with pytest.raises(StaleState):
        joining.accept(row, by=person, at=AT)


def test_who_declined_is_not_asked_again_and_can_still_come():
    one, person = network(), UserFactory(email="nieuw@example.org")
    row = invited(one)
    joining.decline(row, at=AT)

    with pytest.raises(ValidationError, match="bedankte eerder"):
        invited(one)
    joining.accept(row, by=person, at=AT)

    assert one.role_of(person) == Role.MEMBER


@pytest.mark.parametrize("kind", ["member", "invited"])
def test_nobody_is_invited_twice_and_then_nobody_at_all(kind):
    one = network()
    lead = facilitator(one)
    known = member(one).email if kind == "member" else invited(one).email

    with pytest.raises(ValidationError, match="Niemand is uitgenodigd"):
        joining.invite(one, ["vers@example.org", known.upper()], by=lead, at=AT, role=Role.MEMBER)

    assert not Invitation.objects.filter(email="vers@example.org").exists()


def test_invitation_that_was_taken_back_lets_nobody_in():
    one = network()
    row = invited(one)
    joining.take_back(row, by=Membership.objects.facilitators().get(network=one).person, at=AT)

    with pytest.raises(StaleState):
        joining.accept(row, by=UserFactory(email=row.email), at=AT + timedelta(days=1))


def test_each_invitation_is_a_mail_of_its_own_with_a_link():
    one = network()
    joining.invite(one, ["een@example.org", "twee@example.org"], by=facilitator(one), at=AT, role=Role.MEMBER)

    mails = OutgoingMail.objects.order_by("to")

    assert [mail.to for mail in mails] == ["een@example.org", "twee@example.org"]
    assert Invitation.objects.get(email="een@example.org").token in mails[0].text
    assert Invitation.objects.get(email="twee@example.org").token not in mails[0].text
