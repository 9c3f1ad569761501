"""Mails about the register of networks outside the portal."""

from datetime import date, datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse

from loket.core import outbox
from network.outside.models import OutsideNetwork
from network.outside.permissions import KEEPERS


def _link(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def judged(network: OutsideNetwork, *, note: str, at: datetime) -> None:
    """The proposer hears whether it stands in the register, with the reason."""
    proposer = network.proposer
    if proposer and proposer.is_active:
        context = {"network": network, "person": proposer, "note": note, "link": _link(network.get_absolute_url())}
        outbox.queue(to=proposer.email, template="outside/judged", at=at, context=context)


def to_check(networks: list[OutsideNetwork], *, today: date, at: datetime) -> int:
    """One mail to each keeper about all that is due; returns how many mails. Once a day for each person."""
    items = [{"network": network, "link": _link(network.get_absolute_url())} for network in networks]
    people = get_user_model().objects.filter(is_active=True, roles__overlap=[role.value for role in KEEPERS])
    sent = 0
    for person in people.order_by("pk"):
        context = {"person": person, "items": items, "all": _link(f"{reverse('outside_networks')}?nakijken")}
        key = f"outside-check:{today:%Y-%m-%d}:{person.pk}"
        mail = outbox.queue(to=person.email, template="outside/to_check", at=at, context=context, dedupe_key=key)
        sent += mail is not None
    return sent
