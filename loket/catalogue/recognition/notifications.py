"""Mails about recognition: one at each hand-over, written in the transaction of the change and sent after it."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse

from loket.accounts.enums import Role
from loket.catalogue.models import Entry
from loket.catalogue.recognition.models import Procedure, Recognition, Seat
from loket.catalogue.recognition.permissions import steers
from loket.core import outbox


def _link(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _send(people: Iterable, template: str, *, at: datetime, key: str = "", **context) -> None:
    """A mail for each active person, once; ``key`` makes it once for all time."""
    for person in {person.pk: person for person in people if person and person.is_active}.values():
        outbox.queue(
            to=person.email,
            template=f"recognition/{template}",
            context={"person": person, **context},
            at=at,
            dedupe_key=f"recognition:{template}:{key}:{person.pk}" if key else None,
        )


def caretakers(entry: Entry) -> list:
    """Owner and stand-in, as far as they are still there."""
    return [person for person in (entry.owner, entry.deputy) if person and person.is_active]


def editors() -> list:
    return list(get_user_model().objects.with_role(Role.REDACTIE).order_by("pk"))


def _desk(procedure: Procedure) -> list:
    """The editors, without who is on the side of the applicant."""
    return [person for person in editors() if steers(person, procedure)]


def _about(procedure: Procedure) -> dict:
    return {"procedure": procedure, "entry": procedure.entry, "link": _link(procedure.get_absolute_url())}


def to_applicant(procedure: Procedure, template: str, *, at: datetime, **context) -> None:
    """To owner and stand-in, and to who applied when that is somebody else of their organisation."""
    people = [*caretakers(procedure.entry), procedure.applicant]
    _send(people, template, at=at, **_about(procedure), **context)


def to_desk(procedure: Procedure, template: str, *, at: datetime, **context) -> None:
    _send(_desk(procedure), template, at=at, **_about(procedure), **context)


def to_objection_desk(procedure: Procedure, *, at: datetime) -> None:
    """An objection goes to the coordinators too."""
    led = get_user_model().objects.filter(Q(roles__contains=[Role.COORDINATOR]), is_active=True)
    people = [*_desk(procedure), *(person for person in led if steers(person, procedure))]
    _send(people, "objected", at=at, **_about(procedure))


def to_seat(seat: Seat, template: str, *, at: datetime, **context) -> None:
    about = {"procedure": seat.procedure, "entry": seat.procedure.entry, "link": _link(seat.get_absolute_url())}
    _send([seat.assessor.person], template, at=at, seat=seat, **about, **context)


def announced(recognition: Recognition, *, at: datetime) -> None:
    """Half a year before the end: to owner and stand-in, or to the editors when both left. Once each."""
    entry = recognition.entry
    people = caretakers(entry) or editors()
    link = _link(reverse("recognition_apply", args=[entry.slug]))
    _send(people, "announced", at=at, key=str(recognition.pk), recognition=recognition, entry=entry, link=link)


def lapsed(recognition: Recognition, *, at: datetime) -> None:
    entry = recognition.entry
    people = caretakers(entry) or editors()
    link = _link(reverse("recognition_apply", args=[entry.slug]))
    _send(people, "lapsed", at=at, key=str(recognition.pk), recognition=recognition, entry=entry, link=link)


def taken_back(recognition: Recognition, *, at: datetime) -> None:
    entry = recognition.entry
    link = _link(entry.get_absolute_url())
    _send(caretakers(entry), "taken_back", at=at, recognition=recognition, entry=entry, link=link)
