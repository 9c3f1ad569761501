"""The register: proposed by anybody, kept by desk and editors, looked at again every year."""

import re
import secrets
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify

from loket.core.workflow import Transition, Workflow
from loket.core.working_days import add_months, local_date
from loket.search import index
from network.outside import findable, notifications, permissions
from network.outside.enums import ListingState
from network.outside.models import OutsideHistory, OutsideNetwork

S = ListingState
CHECK_MONTHS = 12
REMIND_AT_ONCE = 50
RESERVED_SLUGS = frozenset({"voorstellen"})
# An address or a telephone number belongs to somebody; a role does not.
_PRIVATE = re.compile(r"@|(?:\d[\s-]?){7,}")

LISTINGS = Workflow(
    [
        Transition("accept", frozenset({S.PROPOSED, S.REFUSED}), S.LISTED, permissions.can_keep, "Opnemen"),
        Transition("refuse", frozenset({S.PROPOSED}), S.REFUSED, permissions.can_keep, "Niet opnemen"),
        Transition("confirm", frozenset({S.LISTED}), S.LISTED, permissions.can_keep, "Klopt nog"),
        Transition("end", frozenset({S.LISTED}), S.GONE, permissions.can_keep, "Bestaat niet meer"),
        Transition("restore", frozenset({S.GONE}), S.LISTED, permissions.can_keep, "Terugzetten"),
    ],
    history=lambda: OutsideHistory,
)


def require_role(text: str) -> None:
    """Raises ``ValidationError`` when a contact holds an address or a number of a person."""
    if _PRIVATE.search(text):
        raise ValidationError(
            {"contact_role": "Schrijf een functie of afdeling, zonder e-mailadres of telefoonnummer."}
        )


def propose(network: OutsideNetwork, *, by, at: datetime) -> OutsideNetwork:
    """Write a filled network as a proposal; what a keeper adds stands in the register at once."""
    if not permissions.can_propose(by):
        raise PermissionDenied("Log in om een netwerk voor te stellen.")
    require_role(network.contact_role)
    network.slug = _slug(network.name)
    network.proposer, network.created_at, network.changed_at = by, at, at
    with transaction.atomic():
        network.save()
        OutsideHistory.objects.create(subject=network, at=at, by=by, act="propose", to_state=S.PROPOSED)
        if permissions.can_keep(by):
            _list(network, "accept", by=by, at=at, note="")
    return network


def change(network: OutsideNetwork, *, by, at: datetime) -> None:
    """Write a changed network."""
    if not permissions.can_change(by, network):
        raise PermissionDenied("Alleen de servicedesk en de redactie houden het register bij.")
    require_role(network.contact_role)
    network.changed_at = at
    with transaction.atomic():
        network.save()
        OutsideHistory.objects.create(
            subject=network, at=at, by=by, act="change", from_state=network.state, to_state=network.state
        )
        if network.is_listed:
            index.put(findable.document(network))


def accept(network: OutsideNetwork, *, by, at: datetime, note: str = "") -> None:
    with transaction.atomic():
        _list(network, "accept", by=by, at=at, note=note)
        if network.proposer_id != by.pk:
            notifications.judged(network, note=note, at=at)


def refuse(network: OutsideNetwork, *, by, at: datetime, note: str) -> None:
    if not note.strip():
        raise ValidationError("Schrijf waarom dit netwerk niet in het register komt. De indiener leest dit.")
    with transaction.atomic():
        LISTINGS.apply(network, "refuse", by=by, at=at, note=note)
        notifications.judged(network, note=note, at=at)


def confirm(network: OutsideNetwork, *, by, at: datetime, note: str = "") -> None:
    """It was looked at and is still right; the next look is a year later."""
    _list(network, "confirm", by=by, at=at, note=note)


def end(network: OutsideNetwork, *, by, at: datetime, note: str = "") -> None:
    """It does not exist any more: the page stays, and says so; the search does not find it."""
    with transaction.atomic():
        LISTINGS.apply(network, "end", by=by, at=at, note=note, changed_at=at)
        index.remove(findable.SUBJECT_TYPE, network.pk)


def restore(network: OutsideNetwork, *, by, at: datetime, note: str = "") -> None:
    _list(network, "restore", by=by, at=at, note=note)


def remind(*, at: datetime) -> int:
    """Tell the keepers what is due for its yearly look, each network once a time; returns how many networks."""
    today = local_date(at)
    with transaction.atomic():
        due = OutsideNetwork.objects.to_check(today).select_for_update(skip_locked=True)
        networks = [row for row in due[:REMIND_AT_ONCE] if row.reminded_for != row.next_check]
        if networks:
            notifications.to_check(networks, today=today, at=at)
        for network in networks:
            OutsideNetwork.objects.filter(pk=network.pk).update(reminded_for=network.next_check)
    return len(networks)


def _list(network: OutsideNetwork, step: str, *, by, at: datetime, note: str) -> None:
    today = local_date(at)
    with transaction.atomic():
        dates = {"checked_on": today, "next_check": add_months(today, CHECK_MONTHS), "reminded_for": None}
        LISTINGS.apply(network, step, by=by, at=at, note=note, changed_at=at, **dates)
        index.put(findable.document(network))


def _slug(name: str) -> str:
    plain = slugify(name)[:100].strip("-") or "netwerk"
    is_taken = plain in RESERVED_SLUGS or OutsideNetwork.objects.filter(slug=plain).exists()
    return f"{plain}-{secrets.token_hex(3)}" if is_taken else plain
