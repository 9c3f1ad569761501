"""Who may do what in a learning region; what somebody is in its network comes from ``network.role_of``."""

from network.learning import permissions as learning
from network.learning.enums import Kind
from network.regions.enums import CaseStep, ConsentKind, ScanState, SessionState


def can_found(user, network) -> bool:
    """Make a network of this kind into a learning region: its facilitators and the desk."""
    return network.kind == Kind.REGION and learning.is_live(network) and learning.can_manage(user, network)


def is_member(user, region) -> bool:
    return learning.can_read(user, region.network)


def can_read_story(user, region) -> bool:
    """Profile and veranderverhaal: members, and others where the region agreed to that."""
    return is_member(user, region) or (ConsentKind.STORY in region.agrees_to and learning.can_see(user, region.network))


def can_write(user, region) -> bool:
    """The canvas, learning needs and sessions: who writes in the network."""
    return learning.can_write(user, region.network)


def can_lead(user, region) -> bool:
    """Profile, phase, consent, scans and couplings: the facilitators of the network."""
    return learning.is_live(region.network) and learning.is_facilitator(user, region.network)


def can_score(user, scan) -> bool:
    return scan.state == ScanState.OPEN and can_write(user, scan.region)


def can_lead_scan(user, scan) -> bool:
    return can_lead(user, scan.region)


def can_write_need(user, need) -> bool:
    return can_write(user, need.region)


def by_a_session(user, need) -> bool:
    """A step that follows from what happens with a session; the session guards who may."""
    return can_write(user, need.region) or user is None


def can_lead_session(user, session) -> bool:
    """Who planned it, and the facilitators of the region."""
    is_own = bool(user and user.is_authenticated) and session.by_id == user.pk
    return can_lead(user, session.region) or (is_own and can_write(user, session.region))


def can_join_session(user, session) -> bool:
    """Bring a case, ask, give tips and write yields: members of the region and of the regions that were asked along."""
    if session.state == SessionState.CANCELLED:
        return False
    return can_write(user, session.region) or any(can_write(user, guest) for guest in session.invited)


def can_read_session(user, session) -> bool:
    return is_member(user, session.region) or any(is_member(user, guest) for guest in session.invited)


def can_guide_case(user, case) -> bool:
    """Go on to the next step: who brought the case and who leads the session."""
    is_own = bool(user and user.is_authenticated) and case.by_id == user.pk
    return can_join_session(user, case.session) and (is_own or can_lead_session(user, case.session))


def can_change_case(user, case) -> bool:
    return case.state == CaseStep.CASE and can_guide_case(user, case)


def can_match(user, coupling=None) -> bool:
    """Desk and coordinator look at what fits, and approve it."""
    return learning.can_judge(user)


def can_answer_as_helper(user, coupling) -> bool:
    return can_lead(user, coupling.helper)


def can_answer_as_learner(user, coupling) -> bool:
    return can_lead(user, coupling.learner)


def is_party(user, coupling) -> bool:
    return can_lead(user, coupling.helper) or can_lead(user, coupling.learner)


def can_see_coupling(user, coupling) -> bool:
    """Those who decide, and the members of both regions once it was approved."""
    if can_match(user) or is_party(user, coupling):
        return True
    return coupling.is_approved and (is_member(user, coupling.helper) or is_member(user, coupling.learner))


def by_the_portal(user, coupling) -> bool:
    """Steps that follow from the clock alone; nobody presses a button for them."""
    return user is None
