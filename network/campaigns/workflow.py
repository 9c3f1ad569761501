"""Keeping the calendar: a campaign is written, changed and removed by editors, and found like everything else."""

import secrets
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify

from loket.search import index
from network.campaigns import findable
from network.campaigns.models import Campaign
from network.campaigns.permissions import can_keep

IN_CALENDARS = ("title", "starts_on", "ends_on")


def keep(campaign: Campaign, *, by, at: datetime) -> Campaign:
    """Write a new campaign or a changed one. Calendars learn of another name or time by a higher number."""
    if not can_keep(by):
        raise PermissionDenied("Alleen de redactie houdt de campagnekalender bij.")
    campaign.changed_at = at
    campaign.slug = campaign.slug or _slug(campaign.title)
    with transaction.atomic():
        before = Campaign.objects.select_for_update().filter(pk=campaign.pk).first()
        if before:
            changed = any(getattr(before, name) != getattr(campaign, name) for name in IN_CALENDARS)
            campaign.sequence = before.sequence + changed
        campaign.save()
        index.put(findable.document(campaign))
    return campaign


@transaction.atomic
def remove(campaign: Campaign, *, by) -> None:
    if not can_keep(by):
        raise PermissionDenied("Alleen de redactie houdt de campagnekalender bij.")
    index.remove(findable.SUBJECT_TYPE, campaign.pk)
    campaign.delete()


def _slug(title: str) -> str:
    plain = slugify(title)[:100].strip("-") or "campagne"
    is_taken = plain == "nieuw" or Campaign.objects.filter(slug=plain).exists()
    return f"{plain}-{secrets.token_hex(3)}" if is_taken else plain
