"""Mails about the text of a shop window; written in the transaction of the change, sent after it."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model

from loket.accounts.enums import Role
from loket.catalogue.partners.models import WindowText
from loket.core import outbox


def _mail(person, template: str, text: WindowText, *, at: datetime, **context) -> None:
    link = f"{settings.SITE_URL}{text.get_absolute_url()}"
    told = {"person": person, "partner": str(text.window), "link": link, **context}
    outbox.queue(to=person.email, template=f"partners/{template}", context=told, at=at)


def submitted(text: WindowText, *, at: datetime) -> None:
    """Word to the editors who can place it: not to who wrote it."""
    editors = get_user_model().objects.with_role(Role.REDACTIE).exclude(pk=text.author_id)
    for editor in editors.order_by("pk"):
        _mail(editor, "submitted", text, at=at)


def accepted(text: WindowText, *, at: datetime) -> None:
    if text.author and text.author.is_active:
        page = f"{settings.SITE_URL}{text.window.get_absolute_url()}"
        _mail(text.author, "accepted", text, at=at, page=page)


def returned(text: WindowText, *, note: str, at: datetime) -> None:
    if text.author and text.author.is_active:
        _mail(text.author, "returned", text, at=at, note=note)
