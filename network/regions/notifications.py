"""Mails of learning regions; written in the transaction of the change, one per person."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model

from loket.core import outbox
from network.learning.enums import Mailing
from network.learning.models import Membership
from network.regions import calendars
from network.regions.models import Coupling, LearnSession, Region


def _facilitators(*regions: Region) -> list:
    """Active facilitators of these regions, each once."""
    return _people(Membership.objects.facilitators(), regions)


def _invited(session: LearnSession) -> list:
    """Members of the region who want mail, and the facilitators of the regions that were asked along; each once."""
    members = _people(Membership.objects.active().exclude(mailing=Mailing.NEVER), [session.region])
    return list({person.pk: person for person in [*members, *_facilitators(*session.invited)]}.values())


def _people(memberships, regions: Iterable[Region]) -> list:
    rows = memberships.filter(network__in=[region.network_id for region in regions], person__is_active=True)
    return list(get_user_model().objects.filter(pk__in=rows.values("person")).order_by("pk"))


def _tell(person, template: str, subject, *, at: datetime, calendar: str = "", **context) -> None:
    link = f"{settings.SITE_URL}{subject.get_absolute_url()}"
    told = {"person": person, "link": link, "subject": subject} | context
    outbox.queue(to=person.email, template=f"regions/{template}", at=at, calendar=calendar, context=told)


def session_planned(session: LearnSession, *, at: datetime) -> None:
    """With the appointment; also when it moves."""
    for person in _invited(session):
        calendar = calendars.of_session(session, person.email, at=at)
        _tell(person, "session_planned", session, at=at, calendar=calendar, is_moved=session.sequence > 0)


def session_cancelled(session: LearnSession, *, note: str, at: datetime) -> None:
    for person in _invited(session):
        calendar = calendars.of_session(session, person.email, at=at, method=calendars.CANCEL)
        _tell(person, "session_cancelled", session, at=at, calendar=calendar, note=note)


def coupling_approved(coupling: Coupling, *, at: datetime) -> None:
    """Both sides are asked; the link opens a page with the buttons."""
    for person in _facilitators(coupling.helper, coupling.learner):
        _tell(person, "coupling_approved", coupling, at=at)


def coupling_agreed(coupling: Coupling, *, at: datetime) -> None:
    for person in _facilitators(coupling.helper, coupling.learner):
        _tell(person, "coupling_agreed", coupling, at=at)


def coupling_ended(coupling: Coupling, *, had_meeting: bool, note: str, at: datetime) -> None:
    """Somebody said no, or it stopped; a meeting that stood in calendars goes out of them."""
    for person in _facilitators(coupling.helper, coupling.learner):
        calendar = ""
        if had_meeting:
            calendar = calendars.of_coupling(coupling, person.email, at=at, method=calendars.CANCEL)
        _tell(person, "coupling_ended", coupling, at=at, calendar=calendar, note=note)


def meeting_set(coupling: Coupling, *, at: datetime) -> None:
    """The first meeting in the calendar of both sides, or moved there."""
    for person in _facilitators(coupling.helper, coupling.learner):
        calendar = calendars.of_coupling(coupling, person.email, at=at)
        _tell(person, "meeting_set", coupling, at=at, calendar=calendar, is_moved=coupling.sequence > 0)


def did_it_help(coupling: Coupling, *, at: datetime) -> None:
    for person in _facilitators(coupling.helper, coupling.learner):
        _tell(person, "did_it_help", coupling, at=at)
