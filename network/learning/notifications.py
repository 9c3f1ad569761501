"""Mails about networks; written in the transaction of the change, one per person."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse

from loket.core import outbox
from network.learning.models import Agreement, Invitation, LearningNetwork, Membership
from network.learning.permissions import DESK_ROLES


def link(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _tell(person, template: str, *, at: datetime, **context) -> None:
    if person and person.is_active:
        told = {"person": person, **context}
        outbox.queue(to=person.email, template=f"learning/{template}", at=at, context=told)


def facilitators(network: LearningNetwork) -> list:
    rows = Membership.objects.facilitators().filter(network=network, person__is_active=True)
    return [row.person for row in rows.select_related("person").order_by("pk")]


def proposed(network: LearningNetwork, *, at: datetime) -> None:
    """Desk and coordinators hear of a new proposal."""
    roles = [role.value for role in DESK_ROLES]
    for person in get_user_model().objects.filter(is_active=True, roles__overlap=roles).order_by("pk"):
        _tell(person, "proposed", at=at, network=network, link=link(network.get_absolute_url()))


def judged(network: LearningNetwork, *, note: str, at: datetime) -> None:
    """The proposer hears yes or no, with the reason."""
    told = {"network": network, "note": note, "link": link(network.get_absolute_url())}
    _tell(network.proposer, "judged", at=at, **told)


def asked_to_join(membership: Membership, *, at: datetime) -> None:
    network = membership.network
    page = link(reverse("network_manage", args=[network.slug]))
    for person in facilitators(network):
        _tell(person, "asked", at=at, network=network, membership=membership, link=page)


def joined(membership: Membership, *, at: datetime) -> None:
    """Who was let in hears it, with the first thing to do."""
    network = membership.network
    _tell(membership.person, "welcome", at=at, network=network, link=link(network.get_absolute_url()))


def not_admitted(membership: Membership, *, note: str, at: datetime) -> None:
    told = {"network": membership.network, "note": note, "link": link(reverse("learning_networks"))}
    _tell(membership.person, "not_admitted", at=at, **told)


def removed(membership: Membership, *, note: str, at: datetime) -> None:
    told = {"network": membership.network, "note": note, "link": link(reverse("learning_networks"))}
    _tell(membership.person, "removed", at=at, **told)


def invited(invitation: Invitation, *, name: str, at: datetime) -> None:
    """``name``: of who invites. The link opens a page; taking part is a button there."""
    told = {
        "network": invitation.network,
        "invitation": invitation,
        "name": name,
        "link": link(invitation.get_absolute_url()),
    }
    outbox.queue(to=invitation.email, template="learning/invited", at=at, context=told)


def ending(network: LearningNetwork, *, days: int, at: datetime) -> None:
    """Before the end, and once after it: lengthen, harvest or archive."""
    page = link(reverse("network_manage", args=[network.slug]))
    for person in facilitators(network):
        _tell(person, "ending", at=at, network=network, days=days, link=page)


def archived(network: LearningNetwork, *, answer: str, at: datetime) -> None:
    """Everybody who takes part hears that it is over, and what came of the question."""
    rows = Membership.objects.active().filter(network=network, mail_failed_at__isnull=True)
    page = link(network.get_absolute_url())
    for row in rows.select_related("person").order_by("pk"):
        _tell(row.person, "archived", at=at, network=network, answer=answer, link=page)


def reminded(agreement: Agreement, *, at: datetime) -> None:
    network = agreement.network
    page = link(reverse("network_agreements", args=[network.slug]))
    _tell(agreement.owner, "agreement", at=at, network=network, agreement=agreement, link=page)


def not_placed(person, *, network: LearningNetwork | None, reason: str, text: str, at: datetime) -> None:
    """An answer by mail did not land in a conversation; the text goes back with why."""
    page = link(network.get_absolute_url() if network else reverse("my_networks"))
    _tell(person, "not_placed", at=at, network=network, reason=reason, text=text, link=page)
