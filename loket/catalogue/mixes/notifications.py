"""Mail about mixes, written in the transaction of the change."""

from datetime import datetime

from django.conf import settings

from loket.catalogue.mixes.enums import Right
from loket.catalogue.mixes.models import MixMember
from loket.core import outbox


def invited(member: MixMember, *, by, at: datetime) -> None:
    """An invitation; the same words to who has an account and who has none. One a day to an address and mix."""
    outbox.queue(
        to=member.email,
        template="mixes/invited",
        at=at,
        dedupe_key=f"mix-invited:{member.mix_id}:{member.email}:{at.date()}",
        context={
            "by": by,
            "mix": member.mix,
            "may_edit": member.right == Right.EDIT,
            "link": f"{settings.SITE_URL}{member.mix.get_absolute_url()}",
        },
    )
