"""Paid trainings, points and discount codes to test with."""

import uuid
from datetime import datetime

from loket.catalogue.models import Entry
from loket.catalogue.points import ledger, workflow
from loket.catalogue.points.enums import Reason
from loket.catalogue.points.models import DiscountCode
from tests.factories import EntryFactory, OrganisationFactory, UserFactory, content


def training(price: float | None = 350, **fields) -> Entry:
    """A published training of an organisation, at this price in euros."""
    told = content("opleiding", fields={} if price is None else {"prijs": price})
    wanted = {"published": True, "kind": "opleiding", "organisation": OrganisationFactory(), "content": told}
    return EntryFactory(**wanted | fields)


def give(person, times: int, *, at: datetime):
    """So many published entries' worth of points: fifty each."""
    for _time in range(times):
        ledger.earn(person, Reason.ENTRY_PUBLISHED, deed=f"proef:{uuid.uuid4()}", about="Proef", url="", at=at)
    return person


def rich(*, at: datetime, times: int = 2):
    return give(UserFactory(), times, at=at)


def partner_of(entry: Entry):
    return UserFactory(roles=["partner"], organisation=entry.organisation)


def code_for(person, *, at: datetime, entry: Entry | None = None) -> DiscountCode:
    return workflow.exchange(entry or training(), 100, by=person, at=at, token=uuid.uuid4())
