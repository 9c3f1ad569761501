"""Sharing a mix with a working group: by a link, or with a person by their address; both can be taken back."""

import secrets
from datetime import datetime

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction

from loket.catalogue.mixes import notifications, permissions
from loket.catalogue.mixes.enums import MOST_MEMBERS, Right
from loket.catalogue.mixes.models import Mix, MixLink, MixMember
from loket.catalogue.mixes.workflow import held

_BYTES = 24


def open_link(mix: Mix, right: str, *, by, at: datetime) -> MixLink:
    """The link with this right, made when there is none."""
    with held(mix, by=by, allowed=permissions.can_manage) as current:
        standing = current.links.filter(right=right, revoked_at=None).first()
        token = secrets.token_urlsafe(_BYTES)
        return standing or MixLink.objects.create(mix=current, right=right, token=token, created_at=at)


def revoke_link(mix: Mix, link_id: int, *, by, at: datetime) -> None:
    """The link opens nothing any more; who came by it loses the mix too."""
    with held(mix, by=by, allowed=permissions.can_manage) as current:
        current.links.filter(pk=link_id, revoked_at=None).update(revoked_at=at)
        current.members.filter(via=link_id, revoked_at=None).update(revoked_at=at)


def invite(mix: Mix, email: str, right: str, *, by, at: datetime) -> None:
    """Share with whoever has this address, and write to them. Says nothing of whether there is such an account.

    Raises ``ValidationError`` for one's own address and when the mix is shared with too many.
    """
    address = email.strip().lower()
    with held(mix, by=by, allowed=permissions.can_manage) as current:
        if address == by.email.lower():
            raise ValidationError("Dit is uw eigen adres. De mix is al van u.")
        standing = current.members.open().filter(email=address)
        if standing.update(right=right):
            return
        if current.members.open().count() >= MOST_MEMBERS:
            raise ValidationError(f"U kunt een mix met hooguit {MOST_MEMBERS} mensen delen. Trek eerst iets in.")
        person = get_user_model().objects.filter(email__iexact=address).first()
        member = MixMember.objects.create(mix=current, email=address, user=person, right=right, added_at=at)
        notifications.invited(member, by=by, at=at)


def revoke_member(mix: Mix, member_id: int, *, by, at: datetime) -> None:
    with held(mix, by=by, allowed=permissions.can_manage) as current:
        current.members.open().filter(pk=member_id).update(revoked_at=at)


def join(link: MixLink, *, by, at: datetime) -> None:
    """Work along by a link; a second time changes nothing. Raises ``ValidationError`` when the group is full."""
    with transaction.atomic():
        mix = Mix.objects.select_for_update().get(pk=link.mix_id)
        if mix.owner_id == by.pk:
            return
        if not MixLink.objects.filter(pk=link.pk, right=Right.EDIT, revoked_at=None).exists():
            raise ValidationError("Deze link is ingetrokken.")
        standing = mix.members.open().of(by).first()
        if standing:
            MixMember.objects.filter(pk=standing.pk, right=Right.VIEW).update(right=Right.EDIT, via=link)
            return
        if mix.members.open().count() >= MOST_MEMBERS:
            raise ValidationError(f"Aan deze mix werken al {MOST_MEMBERS} mensen mee. Vraag de eigenaar om ruimte.")
        MixMember.objects.create(mix=mix, email=by.email.lower(), user=by, right=Right.EDIT, via=link, added_at=at)


def leave(mix: Mix, *, by, at: datetime) -> None:
    """Stop working along by oneself."""
    mix.members.open().of(by).update(revoked_at=at)


def link_of(token: str) -> MixLink | None:
    return MixLink.objects.select_related("mix", "mix__owner").filter(token=token).first()
