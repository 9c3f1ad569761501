"""Becoming a member and no longer being one: by oneself, by the facilitator, by an invitation."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from loket.accounts.models import User
from loket.core.workflow import StaleState, Transition, Workflow
from network.learning import notifications, permissions
from network.learning.enums import Access, InvitationState, Mailing, MembershipState, Role
from network.learning.models import (
    Invitation,
    LearningNetwork,
    Membership,
    MembershipHistory,
    Notice,
    ThreadMailing,
)
from network.learning.models.membership import new_token
from network.learning.naming import name_of

M = MembershipState
MOST_INVITED = 50
LAST_FACILITATOR = "Wijs eerst een andere begeleider aan. Een netwerk heeft er altijd een."


def _manages(user, membership) -> bool:
    return permissions.can_manage(user, membership.network)


def _is_own(user, membership) -> bool:
    return user is not None and user.pk == membership.person_id


def _enters(user, membership) -> bool:
    """Coming in by oneself; ``join`` and ``accept`` have looked whether that is how it goes here."""
    return _is_own(user, membership)


MEMBERS = Workflow(
    [
        Transition("join", frozenset({M.ASKED, M.LEFT, M.REFUSED, M.REMOVED}), M.ACTIVE, _enters, "Meedoen"),
        Transition("ask", frozenset({M.LEFT, M.REFUSED, M.REMOVED}), M.ASKED, _enters, "Vragen om mee te doen"),
        Transition("admit", frozenset({M.ASKED}), M.ACTIVE, _manages, "Toelaten"),
        Transition("refuse", frozenset({M.ASKED}), M.REFUSED, _manages, "Niet toelaten"),
        Transition("leave", frozenset({M.ACTIVE}), M.LEFT, _is_own, "Netwerk verlaten"),
        Transition("stop_asking", frozenset({M.ASKED}), M.LEFT, _is_own, "Vraag intrekken"),
        Transition("remove", frozenset({M.ACTIVE}), M.REMOVED, _manages, "Uit het netwerk halen"),
    ],
    history=lambda: MembershipHistory,
)


def join(network: LearningNetwork, *, by: User, at: datetime, why: str = "", role: str = Role.MEMBER) -> Membership:
    """Take part at once, or ask to where the facilitator decides. Who was removed asks, also where it is open.

    ``role``: member, resident or follower. Pressing twice changes nothing. Raises ``PermissionDenied``.
    """
    if role == Role.FACILITATOR:
        raise PermissionDenied("Begeleider wordt u niet vanzelf.")
    with transaction.atomic():
        held = _held(network, by, role=role, at=at)
        if held.state == M.ACTIVE or (held.state == M.ASKED and network.access != Access.OPEN):
            return held
        network.forget_roles()
        if not permissions.can_join(by, network):
            raise PermissionDenied("Dit netwerk is alleen op uitnodiging, of het is al voorbij.")
        enters_at_once = network.access == Access.OPEN and held.state != M.REMOVED
        _enter(held, at_once=enters_at_once, by=by, at=at, why=why, role=role)
    network.forget_roles()
    return held


def _held(network: LearningNetwork, person: User, *, role: str, at: datetime) -> Membership:
    """The row of this person, locked; made when it is not there, so that two presses at once give one.

    A new row stands as *left* until the step is taken, within the same transaction.
    """
    first = {"role": role, "state": M.LEFT, "asked_at": at, "ended_at": at}
    Membership.objects.get_or_create(network=network, person=person, defaults=first)
    rows = Membership.objects.select_for_update(of=("self",)).select_related("network", "person")
    return rows.get(network=network, person=person)


def _enter(held: Membership, *, at_once: bool, by: User, at: datetime, why: str, role: str) -> None:
    told = {"asked_at": at, "why": why.strip()[:1000], "role": role}
    if at_once:
        MEMBERS.apply(held, "join", by=by, at=at, joined_at=at, **told)
        return
    MEMBERS.apply(held, "ask", by=by, at=at, **told)
    notifications.asked_to_join(held, at=at)


def admit(membership: Membership, *, by, at: datetime) -> None:
    with transaction.atomic():
        MEMBERS.apply(membership, "admit", by=by, at=at, joined_at=at)
        notifications.joined(membership, at=at)


def refuse(membership: Membership, *, by, at: datetime, note: str) -> None:
    if not note.strip():
        raise ValidationError("Schrijf waarom. Wie mee wilde doen, leest dit.")
    with transaction.atomic():
        MEMBERS.apply(membership, "refuse", by=by, at=at, note=note.strip())
        notifications.not_admitted(membership, note=note.strip(), at=at)


def stop_asking(membership: Membership, *, by, at: datetime) -> None:
    MEMBERS.apply(membership, "stop_asking", by=by, at=at, ended_at=at)


def leave(membership: Membership, *, by, at: datetime) -> None:
    """Go; the last facilitator first names another. Raises ``ValidationError``."""
    with transaction.atomic():
        _require_another_facilitator(membership)
        MEMBERS.apply(membership, "leave", by=by, at=at, ended_at=at, calendar_token=new_token())
        _hear_no_more(membership)


def remove(membership: Membership, *, by, at: datetime, note: str) -> None:
    """Take somebody out, with a reason that they read."""
    if not note.strip():
        raise ValidationError("Schrijf waarom. Het lid leest dit.")
    with transaction.atomic():
        _require_another_facilitator(membership)
        told = {"note": note.strip(), "ended_at": at, "calendar_token": new_token()}
        MEMBERS.apply(membership, "remove", by=by, at=at, **told)
        _hear_no_more(membership)
        notifications.removed(membership, note=note.strip(), at=at)


def _hear_no_more(membership: Membership) -> None:
    mine = {"person": membership.person_id}
    Notice.objects.filter(post__thread__network=membership.network_id, told_at=None, **mine).delete()
    ThreadMailing.objects.filter(thread__network=membership.network_id, **mine).delete()


def change_role(membership: Membership, role: str, *, by, at: datetime) -> None:
    """Facilitator, member, resident or follower; the last facilitator stays one."""
    if not permissions.can_manage(by, membership.network):
        raise PermissionDenied("Alleen de begeleider verdeelt de rollen.")
    if role not in Role.values:
        raise ValidationError("Deze rol kennen wij niet.")
    with transaction.atomic():
        if role != Role.FACILITATOR:
            _require_another_facilitator(membership)
        rows = Membership.objects.active().filter(pk=membership.pk, role=membership.role)
        if not rows.update(role=role):
            raise StaleState
        note = f"{membership.get_role_display()} → {Role(role).label}"
        told = {"at": at, "by": by, "act": "role", "note": note}
        MembershipHistory.objects.create(subject=membership, from_state=M.ACTIVE, to_state=M.ACTIVE, **told)
    membership.role = role
    membership.network.forget_roles()


def _require_another_facilitator(membership: Membership) -> None:
    """Two that go at once wait for each other here, so one of them stays."""
    network = LearningNetwork.objects.select_for_update().get(pk=membership.network_id)
    others = Membership.objects.facilitators().filter(network=network).exclude(pk=membership.pk)
    if membership.role == Role.FACILITATOR and network.is_live and not others.exists():
        raise ValidationError(LAST_FACILITATOR)


def set_mailing(membership: Membership, mailing: str, *, by) -> None:
    """How soon one hears of the conversation; choosing again also begins anew after mail that did not arrive."""
    if not _is_own(by, membership):
        raise PermissionDenied("Dit kiest ieder lid zelf.")
    if mailing not in Mailing.values:
        raise ValidationError("Kies hoe vaak u mail wilt.")
    Membership.objects.filter(pk=membership.pk).update(mailing=mailing, mail_failed_at=None)
    if mailing == Mailing.NEVER:
        Notice.objects.filter(
            post__thread__network=membership.network_id, person=membership.person_id, told_at=None
        ).delete()


def new_calendar_address(membership: Membership, *, by) -> str:
    """A new secret address; the old one leads nowhere."""
    if not _is_own(by, membership):
        raise PermissionDenied("Dit doet ieder lid zelf.")
    token = new_token()
    Membership.objects.filter(pk=membership.pk).update(calendar_token=token)
    return token


def invite(network: LearningNetwork, addresses: list[str], *, by, at: datetime, role: str, note: str = "") -> int:
    """Mail each of these addresses; returns how many. All or none: who cannot be invited is named in the refusal.

    Raises ``PermissionDenied``, and ``ValidationError`` for members, who is invited already, and who said *nee*.
    """
    if not permissions.can_invite(by, network):
        raise PermissionDenied("Alleen de begeleider nodigt uit.")
    wanted = list(dict.fromkeys(address.strip().lower() for address in addresses if address.strip()))
    if not 0 < len(wanted) <= MOST_INVITED:
        raise ValidationError(f"Nodig een tot {MOST_INVITED} mensen tegelijk uit.")
    with transaction.atomic():
        LearningNetwork.objects.select_for_update().get(pk=network.pk)
        _require_invitable(network, wanted)
        for address in wanted:
            told = {"email": address, "role": role, "note": note.strip(), "by": by, "at": at}
            notifications.invited(Invitation.objects.create(network=network, **told), name=name_of(by), at=at)
    return len(wanted)


def _require_invitable(network: LearningNetwork, wanted: list[str]) -> None:
    members = Membership.objects.active().filter(network=network, person__email__in=wanted)
    here = set(members.values_list("person__email", flat=True))
    rows = Invitation.objects.filter(network=network, email__in=wanted)
    told = rows.filter(state__in=(InvitationState.SENT, InvitationState.DECLINED)).values_list("email", "state")
    said = dict(told)
    refused = [f"{address} doet al mee" for address in wanted if address in here]
    refused += [f"{address} is al uitgenodigd" for address, state in said.items() if state == InvitationState.SENT]
    refused += [f"{address} bedankte eerder" for address, state in said.items() if state == InvitationState.DECLINED]
    if refused:
        raise ValidationError(f"Niemand is uitgenodigd. {'; '.join(refused)}. Haal deze adressen weg.")


def take_back(invitation: Invitation, *, by, at: datetime) -> None:
    if not permissions.can_manage(by, invitation.network):
        raise PermissionDenied("Alleen de begeleider neemt een uitnodiging terug.")
    _answer(invitation, InvitationState.TAKEN_BACK, at=at)


def decline(invitation: Invitation, *, at: datetime) -> None:
    """Who has the link says no; that is remembered, so that nobody is asked twice."""
    _answer(invitation, InvitationState.DECLINED, at=at)


def accept(invitation: Invitation, *, by: User, at: datetime) -> Membership:
    """Take part, also after an earlier *nee*. It is for its own address: forwarded it opens nothing (hard case 25).

    Raises ``PermissionDenied`` for another address, ``StaleState`` when it was used or taken back.
    """
    if by.email.lower() != invitation.email.lower():
        raise PermissionDenied("Deze uitnodiging is voor een ander e-mailadres.")
    network = invitation.network
    if not network.is_live:
        raise ValidationError("Dit netwerk is intussen voorbij.")
    with transaction.atomic():
        _answer(invitation, InvitationState.ACCEPTED, at=at, also_from=(InvitationState.DECLINED,), accepted_by=by)
        held = _held(network, by, role=invitation.role, at=at)
        if held.state != M.ACTIVE:
            MEMBERS.apply(held, "join", by=by, at=at, joined_at=at, role=invitation.role)
    network.forget_roles()
    return held


def _answer(invitation: Invitation, state: str, *, at: datetime, also_from: tuple[str, ...] = (), **changes) -> None:
    rows = Invitation.objects.filter(pk=invitation.pk, state__in=(InvitationState.SENT, *also_from))
    if not rows.update(state=state, answered_at=at, **changes):
        raise StaleState
    invitation.state, invitation.answered_at = state, at
