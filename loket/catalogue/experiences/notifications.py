"""Mails about experiences and use; written in the transaction of the change, sent after it."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse

from loket.accounts.enums import Role
from loket.catalogue.experiences.models import Experience, Use
from loket.core import outbox

# A question names this many registrations; all of them stand on the page behind it.
NAMED_IN_QUESTION = 20


def _link(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _tell_author(experience: Experience, template: str, *, at: datetime, **context) -> None:
    author = experience.author
    if author is None or not author.is_active:
        return
    link = _link(experience.get_absolute_url())
    context |= {"experience": experience, "entry": experience.entry, "person": author, "link": link}
    outbox.queue(to=author.email, template=f"experiences/{template}", at=at, context=context)


def submitted(experience: Experience, *, at: datetime) -> None:
    """A receipt for the author, and word to the editors who may judge it."""
    _tell_author(experience, "received", at=at)
    link = _link(experience.get_absolute_url())
    for editor in get_user_model().objects.with_role(Role.REDACTIE).exclude(pk=experience.author_id):
        context = {"experience": experience, "entry": experience.entry, "person": editor, "link": link}
        outbox.queue(to=editor.email, template="experiences/to_judge", at=at, context=context)


def changes_asked(experience: Experience, *, note: str, at: datetime) -> None:
    _tell_author(experience, "changes_asked", at=at, note=note)


def published(experience: Experience, *, note: str, at: datetime) -> None:
    _tell_author(experience, "published", at=at, note=note)


def refused(experience: Experience, *, note: str, at: datetime) -> None:
    """Not placed, or taken off the site; the template says which by what is public now."""
    _tell_author(experience, "refused", at=at, note=note)


def message(subject: Experience | Use, *, text: str, sender, at: datetime) -> None:
    """A colleague writes; who gets it sees the sender's address, never the other way round."""
    person = subject.contact_person
    context = {"subject": subject, "entry": subject.entry, "person": person, "sender": sender, "text": text}
    context["link"] = _link(subject.entry.get_absolute_url())
    outbox.queue(to=person.email, template="experiences/message", at=at, context=context)


def still_used(person, uses: list[Use], *, at: datetime) -> None:
    """The yearly question, for all registrations of one person at once."""
    items = [
        {"title": use.entry.title, "area": use.area_label, "link": _link(use.get_absolute_url())}
        for use in uses[:NAMED_IN_QUESTION]
    ]
    context = {
        "person": person,
        "items": items,
        "count": len(uses),
        "more": len(uses) - len(items),
        "rest": _link(reverse("own_uses")),
    }
    outbox.queue(to=person.email, template="experiences/still_used", at=at, context=context)
