"""Mails about proposals and about keeping entries current; written in the transaction of the change, sent after it."""

from datetime import date, datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse

from loket.accounts.enums import Role
from loket.catalogue.models import Entry, Revision
from loket.core import outbox
from loket.core.working_days import local_date

# A reminder names this many entries; the rest stands on the page behind it.
NAMED_IN_REMINDER = 20


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


def draft_goes(revision: Revision, key: str, *, goes_at: datetime, at: datetime) -> bool:
    """A draft that lies still will be thrown away; says whether this mail was not written before under ``key``."""
    if revision.author is None:
        return False
    context = {
        "revision": revision,
        "person": revision.author,
        "saved_on": local_date(revision.saved_at),
        "goes_on": local_date(goes_at),
        "link": _link(reverse("contribute_step", args=[revision.pk, "basis"])),
    }
    to = revision.author.email
    return outbox.queue(to=to, template="catalogue/old_draft", context=context, at=at, dedupe_key=key) is not None


def _about(person, template: str, *, at: datetime, **context) -> None:
    outbox.queue(to=person.email, template=f"catalogue/{template}", at=at, context={"person": person, **context})


def _check_link(entry: Entry) -> str:
    return _link(reverse("check_entry", args=[entry.slug]))


def reminder(person, entries: list[Entry], *, today: date, at: datetime) -> None:
    """One mail about all entries that this person should look at now, the one that waits longest first."""
    items = [
        {
            "title": entry.title,
            "link": _check_link(entry),
            "check_on": entry.next_check,
            "is_past": entry.next_check < today,
        }
        for entry in entries[:NAMED_IN_REMINDER]
    ]
    is_own = any(person.pk in (entry.owner_id, entry.deputy_id) for entry in entries)
    more = len(entries) - len(items)
    rest = _link(reverse("my_loket" if is_own else "freshness"))
    _about(person, "reminder", at=at, items=items, count=len(entries), more=more, rest=rest, is_own=is_own)


def appointed(person, entry: Entry, *, role: str, by, at: datetime) -> None:
    """Somebody became owner or deputy; ``role`` is the Dutch word."""
    _about(person, "appointed", at=at, entry=entry, role=role, by=by, link=_check_link(entry))


def replaced(person, entry: Entry, *, role: str, by, at: datetime) -> None:
    """Somebody is owner or deputy no more."""
    _about(person, "replaced", at=at, entry=entry, role=role, by=by, link=_link(entry.get_absolute_url()))


def offered(person, entry: Entry, *, at: datetime) -> None:
    """A partner of the organisation is asked to look after an entry that has no owner."""
    _about(person, "offered", at=at, entry=entry, link=_check_link(entry))
