"""Mails about wanted entries; written in the transaction of the change, sent after it."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from loket.catalogue.gaps.models import Claim, Wanted
from loket.catalogue.models import Entry
from loket.core import outbox


def _link(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _tell(person, template: str, wanted: Wanted, *, at: datetime, **context) -> None:
    link = _link(wanted.get_absolute_url())
    context = {"person": person, "wanted": wanted, "link": link} | context
    outbox.queue(to=person.email, template=f"gaps/{template}", at=at, context=context)


def reminder(claim: Claim, *, at: datetime) -> None:
    """A week is left of the term."""
    if claim.by is not None and claim.by.is_active:
        _tell(claim.by, "claim_reminder", claim.wanted, at=at, claim=claim, drafts=_link(reverse("contribute")))


def lapsed(claim: Claim, *, at: datetime) -> None:
    """The term is over; others may take it now."""
    _tell(claim.by, "claim_lapsed", claim.wanted, at=at, drafts=_link(reverse("contribute")))


def taken_back(person, wanted: Wanted, *, at: datetime) -> None:
    """An editor made it free for others."""
    _tell(person, "claim_taken_back", wanted, at=at, drafts=_link(reverse("contribute")))


def fulfilled(person, wanted: Wanted, entry: Entry, *, is_maker: bool, at: datetime) -> None:
    """What was wanted is there."""
    entry_link = _link(entry.get_absolute_url())
    _tell(person, "fulfilled", wanted, at=at, entry=entry, entry_link=entry_link, is_maker=is_maker)
