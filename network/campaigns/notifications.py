"""The mail that planning begins, to who follows a theme of the campaign."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from loket.catalogue.following.models import Follow
from loket.catalogue.following.notifications import link_to_stop
from loket.core import outbox
from loket.core.telling import stop_headers
from loket.vocabulary import lookup
from network.campaigns.models import Campaign


def begin_planning(campaign: Campaign, follow: Follow, *, at: datetime) -> bool:
    """One mail a person and date, however many of its themes they follow. False when it was written before."""
    stop = link_to_stop(follow.user, follow.rhythm)
    context = {
        "person": follow.user,
        "campaign": campaign,
        "theme": lookup.label("theme", follow.code),
        "link": f"{settings.SITE_URL}{campaign.get_absolute_url()}",
        "own_page": f"{settings.SITE_URL}{reverse('following')}",
        "stop": stop,
    }
    key = f"campaign-plan:{campaign.pk}:{campaign.plan_from:%Y-%m-%d}:{follow.user_id}"
    mail = outbox.queue(
        to=follow.user.email,
        template="campaigns/begin_planning",
        at=at,
        context=context,
        headers=stop_headers(stop),
        dedupe_key=key,
    )
    return mail is not None
