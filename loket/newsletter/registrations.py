"""What the newsletter adds to other areas: menus, my things, bounces, and what is kept of a person."""

from datetime import datetime, timedelta

from loket.accounts import my_loket, privacy
from loket.accounts.models import User
from loket.core import menus, retention
from loket.newsletter import pages, rendering, subscribing
from loket.newsletter.enums import SubscriptionState
from loket.newsletter.models import Delivery, Subscription
from loket.newsletter.permissions import can_make
from loket.post import reports

PENDING_KEPT, STOPPED_KEPT = timedelta(days=7), timedelta(days=30)
RESTING_KEPT = DELIVERIES_KEPT = timedelta(days=180)


def register() -> None:
    text = "Elke maand wat nieuw is, of alleen over uw thema's."
    menus.register(menus.Page(menus.MEETING, "Nieuwsbrief", "newsletter", "newspaper", 70, text=text))
    menus.register(menus.Page(menus.EDITORS, "Nieuwsbrief maken", "newsletter_desk", "newspaper", 55, can_make))
    reports.register("nieuwsbrief", subscribing.take_bounce)
    empty = my_loket.NextStep("U krijgt de nieuwsbrief niet.", "Nieuwsbrief aanvragen", "newsletter")
    my_loket.register_panel(my_loket.Panel("newsletter", "Nieuwsbrief", _own, empty, "newspaper", "newsletter", 60))
    privacy.register_export("nieuwsbrief", _export)
    privacy.register_erasure("nieuwsbrief", _erase)
    retention.register("abonnementen die voorbij zijn", forget_subscriptions)
    retention.register("bezorgingen van nieuwsbrieven", forget_deliveries)


def _own(user: User) -> list[my_loket.Item]:
    own = pages.subscription_of(user)
    if own is None or own.state == SubscriptionState.STOPPED:
        return []
    link = rendering.link_to_preferences(own)
    return [my_loket.Item("Voorkeuren van de nieuwsbrief", link, badge=own.get_state_display())]


def _export(user: User) -> list[dict]:
    return [
        {
            "adres": row.email,
            "stand": row.state,
            "algemeen": row.wants_general,
            "themas": row.themes,
            "aangevraagd": row.asked_at.isoformat(),
            "bevestigd": row.confirmed_at and row.confirmed_at.isoformat(),
            "ontvangen": [each.edition.title for each in row.deliveries.select_related("edition")],
        }
        for row in Subscription.objects.of(user.email)
    ]


def _erase(user: User, *, at: datetime) -> None:
    own = Subscription.objects.of(user.email)
    subscribing.forget_waiting_mail(own.values_list("pk", flat=True))
    own.delete()


def forget_subscriptions(at: datetime) -> int:
    """What was never confirmed, who left a month ago (until then it can be taken back), and what rests for long."""
    pending = Subscription.objects.filter(state=SubscriptionState.PENDING, asked_at__lt=at - PENDING_KEPT)
    stopped = Subscription.objects.filter(state=SubscriptionState.STOPPED, ended_at__lt=at - STOPPED_KEPT)
    resting = Subscription.objects.filter(state=SubscriptionState.RESTING, ended_at__lt=at - RESTING_KEPT)
    gone = [rows.count() for rows in (pending, stopped, resting)]
    for rows in (pending, stopped, resting):
        rows.delete()
    return sum(gone)


def forget_deliveries(at: datetime) -> int:
    """Who got what; how many it were stays with the edition."""
    return Delivery.objects.filter(at__lt=at - DELIVERIES_KEPT).delete()[0]
