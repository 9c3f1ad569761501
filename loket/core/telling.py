"""How often people hear of the news that they asked for, and how they stop it with one press (RFC 8058)."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.urls import reverse

from loket.core.working_days import AMSTERDAM

WEEKLY_AT = time(8)  # on Monday, in the Netherlands


class Rhythm(models.TextChoices):
    """How soon somebody is mailed; the values stand in forms and addresses."""

    AT_ONCE = "meteen", "Meteen"
    WEEKLY = "wekelijks", "Elke week, op maandagochtend"
    NEVER = "niet", "Niet mailen"


def due(rhythm: str, at: datetime) -> datetime | None:
    """When news of this moment is to be told: now, the first Monday 8.00 after it, or never (None)."""
    if rhythm == Rhythm.NEVER:
        return None
    return next_monday(at) if rhythm == Rhythm.WEEKLY else at


def next_monday(at: datetime) -> datetime:
    """The first Monday, 8.00 in the Netherlands, that is later than this moment."""
    day = at.astimezone(AMSTERDAM).date()
    monday = datetime.combine(day - timedelta(days=day.weekday()), WEEKLY_AT, AMSTERDAM)
    if monday > at:
        return monday
    return datetime.combine(monday.date() + timedelta(days=7), WEEKLY_AT, AMSTERDAM)


def stop_link(url_name: str, subject: str) -> str:
    """The whole address of a page on which whoever has the link stops a mail, without signing in; it never expires."""
    return f"{settings.SITE_URL}{reverse(url_name, args=[Signer(salt=url_name).sign(subject)])}"


def stopped_by(url_name: str, token: str) -> str | None:
    """The subject of such a link; None when it was tampered with."""
    try:
        return Signer(salt=url_name).unsign(token)
    except BadSignature:
        return None


def stop_headers(link: str) -> dict[str, str]:
    """The headers by which a mail program offers to stop the mail with one press: it posts to the link (RFC 8058)."""
    return {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
