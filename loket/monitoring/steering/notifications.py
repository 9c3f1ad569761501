"""Mails about what the programme is steered by; a link opens a page, the act is a button there."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from loket.core import outbox
from loket.monitoring.steering.models import Member, Steered


def reminded(item: Steered, *, is_late: bool, at: datetime) -> None:
    """The owner hears that the last day comes, or that it is over."""
    context = {
        "person": item.owner,
        "item": item,
        "name": item._meta.verbose_name,
        "is_late": is_late,
        "page": f"{settings.SITE_URL}{item.get_absolute_url()}",
    }
    outbox.queue(to=item.owner.email, template="steering/reminder", context=context, at=at)


def asked_for_consent(member: Member, *, at: datetime) -> None:
    """A member with an account is asked whether the name may stand on the public page."""
    page = f"{settings.SITE_URL}{reverse('my_bodies')}"
    context = {"person": member.person, "body": member.body, "page": page}
    outbox.queue(to=member.person.email, template="steering/consent", context=context, at=at)
