"""Who may do what with learning networks; what somebody is in one comes from ``network.role_of``."""

from loket.accounts.enums import Role as PortalRole
from network.learning.enums import DECIDING, LIVE_STATES, SHOWN_STATES, Access, NetworkState, Role

DESK_ROLES = frozenset({PortalRole.SERVICEDESK, PortalRole.COORDINATOR})


def _is_person(user) -> bool:
    return bool(user and user.is_authenticated and user.is_active)


def can_judge(user, network=None) -> bool:
    """Desk and coordinator approve proposals. They do not read what members write."""
    return _is_person(user) and bool(DESK_ROLES & set(user.roles))


def can_propose(user) -> bool:
    return _is_person(user)


def is_member(user, network) -> bool:
    """Takes part now, in whatever role; a follower too."""
    return _is_person(user) and bool(network.role_of(user))


def is_facilitator(user, network) -> bool:
    return _is_person(user) and network.role_of(user) == Role.FACILITATOR


def is_proposer(user, network) -> bool:
    return _is_person(user) and network.proposer_id == user.pk


def can_see(user, network) -> bool:
    """That the network is there, and its public page."""
    if network.is_public and network.state in SHOWN_STATES:
        return True
    return can_judge(user) or is_proposer(user, network) or is_member(user, network)


def can_read(user, network) -> bool:
    """Conversation, documents, agreements and who takes part: members alone, also once it is archived."""
    return is_member(user, network)


def can_manage(user, network) -> bool:
    """What the network says, who takes part, how it goes on: its facilitators and the desk."""
    return is_facilitator(user, network) or can_judge(user)


def can_edit(user, network) -> bool:
    """The proposer as long as nobody has judged it, then who manages it."""
    is_own_proposal = is_proposer(user, network) and network.state == NetworkState.PROPOSED
    return is_own_proposal or can_manage(user, network)


def can_withdraw(user, network) -> bool:
    return is_proposer(user, network)


def is_live(network) -> bool:
    return network.state in LIVE_STATES


def can_write(user, network) -> bool:
    """Posts, documents, agreements; a follower reads along (hard case 44), and an archive is not written in."""
    return is_live(network) and _is_person(user) and network.role_of(user) in DECIDING


def can_harvest(user, network) -> bool:
    """Writing down what came of it, while that is going on."""
    return network.state == NetworkState.HARVEST and is_facilitator(user, network)


def can_join(user, network) -> bool:
    """Become a member at once, or ask to; nobody who is in already, nobody where invitations decide."""
    is_free = network.access != Access.INVITATION and network.is_public
    return _is_person(user) and is_live(network) and is_free and not network.role_of(user)


def can_leave(user, network) -> bool:
    return is_member(user, network)


def can_invite(user, network) -> bool:
    return is_live(network) and can_manage(user, network)


def by_the_portal(user, network) -> bool:
    """Steps that follow from the clock alone; nobody presses a button for them."""
    return user is None


def can_change_post(user, post) -> bool:
    """One's own words, while the network lives."""
    is_own = _is_person(user) and post.author_id == user.pk
    return is_own and not post.is_withdrawn and can_write(user, post.thread.network)


def can_take_down_post(user, post) -> bool:
    """One's own, and for the facilitator any."""
    if post.is_withdrawn:
        return False
    return can_change_post(user, post) or is_facilitator(user, post.thread.network)


def can_settle(user, agreement) -> bool:
    """Whose agreement it is, and the facilitator."""
    network = agreement.network
    is_own = _is_person(user) and agreement.owner_id == user.pk
    return can_write(user, network) and (is_own or is_facilitator(user, network))


def can_see_harvest(user, network) -> bool:
    """Everybody who can see the network once it is archived; members while it is written."""
    if network.state == NetworkState.ARCHIVED:
        return can_see(user, network)
    return network.state == NetworkState.HARVEST and can_read(user, network)


def can_open_file(user, file) -> bool:
    """Members; others only the version of a document that an archived network lets everybody take along."""
    if can_read(user, file.network):
        is_shown = file.post is not None and not file.post.is_withdrawn
        return is_shown or file.is_in_document or file.brought_by_id == user.pk
    return file.is_in_harvest and file.network.state == NetworkState.ARCHIVED and can_see(user, file.network)


def can_see_members(user, network) -> bool:
    """Members, and who manages it; to others names are not given (hard case 39)."""
    return can_read(user, network) or can_manage(user, network)
