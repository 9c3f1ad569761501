"""Followers to test with, and runs of the task at a moment."""

from datetime import datetime
from zoneinfo import ZoneInfo

import factory
from factory.django import DjangoModelFactory

from loket.catalogue.following import fanning, telling
from loket.catalogue.following.enums import Target
from loket.catalogue.following.models import Follow
from loket.core.models import OutgoingMail
from tests.factories import AT, EntryFactory, UserFactory

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# Monday 2 March 2026 is the ``at`` of the fixtures; the next Monday is the 9th.
MONDAY = datetime(2026, 3, 9, 8, 0, tzinfo=AMSTERDAM)


class FollowFactory(DjangoModelFactory):
    """Somebody who follows a new entry at once, unless a trait says otherwise."""

    class Meta:
        model = Follow

    class Params:
        weekly = factory.Trait(rhythm="wekelijks")
        theme = factory.Trait(kind=Target.THEME, entry=None, code="bewegen")
        process_theme = factory.Trait(kind=Target.PROCESS_THEME, entry=None, code="samenwerken")

    user = factory.SubFactory(UserFactory)
    kind = Target.ENTRY
    entry = factory.SubFactory(EntryFactory, published=True)
    rhythm = "meteen"
    since = AT


def run(at: datetime) -> int:
    """What the task does: fan out, then tell; how many mails."""
    fanning.fan_out(at=at)
    return telling.tell(at=at)


def mailed() -> list[str]:
    return sorted(OutgoingMail.objects.values_list("to", flat=True))
