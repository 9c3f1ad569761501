"""Mails of the pool; written in the transaction of the change. A link only opens a page (hard case 62)."""

from datetime import date, datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse

from loket.accounts.enums import Role
from loket.core import outbox
from xperts.pool.enums import TrialOutcome
from xperts.pool.models import Ask, Standing, Xpert


def _link(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _send(template: str, *, to: str, at: datetime, path: str, key: str | None = None, **context) -> None:
    told = {**context, "link": _link(path)}
    outbox.queue(to=to, template=f"pool/{template}", context=told, at=at, dedupe_key=key)


def _tell(person, template: str, *, at: datetime, path: str, key: str | None = None, **context) -> None:
    """To somebody with an account that still works."""
    if person and person.is_active:
        _send(template, to=person.email, at=at, path=path, key=key, person=person, **context)


def _people_with(role: str) -> list:
    return list(get_user_model().objects.with_role(role).order_by("pk"))


def nominated(xpert: Xpert, *, at: datetime) -> None:
    """The nominee hears of it and need not want it; the coordinators see to the selection."""
    to = xpert.person.email if xpert.person else xpert.nominee_email
    _send("nominated", to=to, at=at, path=reverse("own_xpert"), xpert=xpert)
    for person in _people_with(Role.COORDINATOR):
        _tell(person, "to_assess", at=at, path=xpert.get_register_url(), xpert=xpert)


def selected(xpert: Xpert, *, at: datetime) -> None:
    _tell(xpert.person, "selected", at=at, path=reverse("own_xpert"), xpert=xpert)


def refused(xpert: Xpert, *, note: str, by, at: datetime) -> None:
    """The nominee hears the coordinator's no; a nominee's own no goes to the coordinators."""
    if by is not None and xpert.person_id == by.pk:
        for person in _people_with(Role.COORDINATOR):
            _tell(person, "not_wanted", at=at, path=xpert.get_register_url(), xpert=xpert, note=note)
        return
    to = xpert.person.email if xpert.person else xpert.nominee_email
    _send("refused", to=to, at=at, path=reverse("home"), xpert=xpert, note=note)


def wants_to_leave(xpert: Xpert, *, note: str, at: datetime) -> None:
    for person in _people_with(Role.COORDINATOR):
        _tell(person, "wants_to_leave", at=at, path=xpert.get_register_url(), xpert=xpert, note=note)


def trial_ends(xpert: Xpert, *, at: datetime) -> None:
    _tell(xpert.person, "trial_ends", at=at, path=reverse("own_xpert"), xpert=xpert)
    for person in _people_with(Role.COORDINATOR):
        _tell(person, "trial_to_judge", at=at, path=xpert.get_register_url(), xpert=xpert)


def trial_judged(xpert: Xpert, *, outcome: str, at: datetime) -> None:
    label = TrialOutcome(outcome).label
    _tell(xpert.person, "trial_judged", at=at, path=reverse("own_xpert"), xpert=xpert, outcome=label)


def training_lapses(standing: Standing, *, at: datetime) -> None:
    _about_training(standing, "training_lapses", standing.until, at=at)


def training_lapsed(standing: Standing, *, at: datetime) -> None:
    _about_training(standing, "training_lapsed", standing.until, at=at)


def _about_training(standing: Standing, template: str, until: date, *, at: datetime) -> None:
    person = standing.person
    is_xpert = Role.XPERT in person.roles
    _tell(person, template, at=at, path=reverse("own_training"), until=until, is_xpert=is_xpert)


def asked(ask: Ask, *, at: datetime) -> None:
    """The Xpert is asked; no names of people in the mail, the page has the rest."""
    _tell(ask.xpert.person, "asked", at=at, path=ask.get_absolute_url(), ask=ask)


def accepted(ask: Ask, *, at: datetime) -> None:
    """The desk, and who asks for the help."""
    _to_desk(ask, "accepted", at=at)
    _tell(ask.case.contact, "found", at=at, path=ask.case.get_own_url(), ask=ask)


def declined(ask: Ask, *, next_one, at: datetime) -> None:
    _to_desk(ask, "declined", at=at, next_one=next_one)


def given_back(ask: Ask, *, next_one, at: datetime) -> None:
    _to_desk(ask, "given_back", at=at, next_one=next_one)
    _tell(ask.case.contact, "lost", at=at, path=ask.case.get_own_url(), ask=ask)


def lapsed(ask: Ask, *, next_one, at: datetime) -> None:
    _to_desk(ask, "lapsed", at=at, next_one=next_one)
    _tell(ask.xpert.person, "too_late", at=at, path=ask.get_absolute_url(), ask=ask)


def withdrawn(ask: Ask, *, at: datetime) -> None:
    _tell(ask.xpert.person, "withdrawn", at=at, path=ask.get_absolute_url(), ask=ask)


def _to_desk(ask: Ask, template: str, *, at: datetime, **context) -> None:
    """Who asked and who handles the case; the whole desk when neither is there any more."""
    people = {person.pk: person for person in (ask.asked_by, ask.case.handler) if person and person.is_active}
    path = reverse("xpert_propose", args=[ask.case.number])
    for person in people.values() or _people_with(Role.SERVICEDESK):
        _tell(person, template, at=at, path=path, ask=ask, **context)
