"""Mails about proposals; written in the transaction of the change, sent after it."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model

from loket.accounts.enums import Role
from loket.catalogue.models import Entry, Revision
from loket.core import outbox


def _link(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _tell_author(revision: Revision, template: str, *, at: datetime, **context) -> None:
    author = revision.author
    if author is None or not author.is_active:
        return
    outbox.queue(
        to=author.email,
        template=f"catalogue/{template}",
        at=at,
        context={"revision": revision, "person": author, "link": _link(revision.get_absolute_url()), **context},
    )


def submitted(revision: Revision, *, at: datetime) -> None:
    """A receipt for the author, and word to the handler or, when there is none, to all editors."""
    _tell_author(revision, "received", at=at)
    editors = get_user_model().objects.filter(is_active=True, roles__contains=[Role.REDACTIE])
    if revision.assignee_id:
        editors = editors.filter(pk=revision.assignee_id)
    for editor in editors:
        outbox.queue(
            to=editor.email,
            template="catalogue/to_judge",
            at=at,
            context={"revision": revision, "person": editor, "link": _link(revision.get_absolute_url())},
        )


def changes_asked(revision: Revision, *, note: str, at: datetime) -> None:
    _tell_author(revision, "changes_asked", at=at, note=note, comments=revision.comments.filter(is_resolved=False))


def accepted(revision: Revision, entry: Entry, *, note: str, at: datetime) -> None:
    _tell_author(revision, "accepted", at=at, note=note, entry=entry, entry_link=_link(entry.get_absolute_url()))


def refused(revision: Revision, *, note: str, at: datetime) -> None:
    _tell_author(revision, "refused", at=at, note=note)
