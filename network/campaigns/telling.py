"""*Begin nu met plannen*: followers of a theme are told in time that a campaign over it comes."""

from datetime import datetime

from django.db import transaction

from loket.catalogue.following.enums import Target
from loket.catalogue.following.models import Follow
from loket.core.telling import Rhythm
from loket.core.working_days import local_date
from network.campaigns import notifications
from network.campaigns.models import Campaign

AT_ONCE = 500


def tell(*, at: datetime) -> int:
    """Tell of each campaign whose planning begins, once; returns how many mails. A broken run begins where it was."""
    return sum(_tell_of(campaign, at) for campaign in Campaign.objects.to_tell(local_date(at)))


def _tell_of(campaign: Campaign, at: datetime) -> int:
    follows = Follow.objects.filter(kind=Target.THEME, code__in=campaign.themes, user__is_active=True)
    follows = follows.exclude(rhythm=Rhythm.NEVER).select_related("user").order_by("pk")
    sent, last = 0, 0
    while batch := list(follows.filter(pk__gt=last)[:AT_ONCE]):
        with transaction.atomic():
            sent += sum(notifications.begin_planning(campaign, follow, at=at) for follow in batch)
        last = batch[-1].pk
    Campaign.objects.filter(pk=campaign.pk).update(told_for=campaign.plan_from)
    return sent
