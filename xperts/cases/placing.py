"""*Collectief*: who asked gets a place in what was made of it, an event or a learning network led by an Xpert.

(domain.md §4, rule 9.)
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q

from network.events import registering
from network.events.models import Event
from network.learning import joining
from network.learning.enums import Role
from network.learning.models import LearningNetwork
from xperts.cases import permissions, workflow
from xperts.cases.enums import State
from xperts.cases.models import Case, CaseHistory

MOST_SHOWN = 20
EVENT, NETWORK = "bijeenkomst", "netwerk"


@dataclass(frozen=True)
class Choice:
    """Something to which askers can go; ``key`` names it in the form."""

    key: str
    label: str


def choices(case: Case, user, *, at: datetime) -> list[Choice]:
    """Coming events, and networks that this person leads, on a theme of the case; the same theme is what joins them."""
    events = Event.objects.coming(at).filter(themes__overlap=case.themes)[:MOST_SHOWN]
    led = Q(memberships__person=user, memberships__role=Role.FACILITATOR, memberships__state="active")
    networks = LearningNetwork.objects.live().filter(led, themes__overlap=case.themes).order_by("name")[:MOST_SHOWN]
    found = [Choice(f"{EVENT}-{row.pk}", f"{row.get_kind_display()}: {row.title}") for row in events]
    return found + [Choice(f"{NETWORK}-{row.pk}", f"Netwerk: {row.name}") for row in networks]


def give_places(case: Case, key: str, *, by, at: datetime) -> list[str]:
    """Write everybody who asks, and has an account, in for the event, or invite them to the network.

    Returns the names. Who was in already keeps that place. Raises ``PermissionDenied``, and ``ValidationError`` for
    what is not among the choices, or with the sentence of the event or the network that refuses.
    """
    if not permissions.is_desk(by):
        raise PermissionDenied("Alleen de servicedesk geeft aanvragers een plaats.")
    with transaction.atomic():
        held = workflow.held(case)
        if held.state != State.COLLECTIVE:
            raise ValidationError("Deze aanvraag wordt niet samen met anderen opgepakt.")
        known = {row.key: row.label for row in choices(held, by, at=at)}
        if key not in known:
            raise ValidationError("Kies een bijeenkomst of netwerk uit de lijst.")
        people = _people(held)
        kind, _, number = key.partition("-")
        _to_event(int(number), people, at=at) if kind == EVENT else _to_network(int(number), people, by=by, at=at)
        names = [str(person) for person in people]
        note = f"{known[key]} ({', '.join(names)})"[:400]
        told = {"act": "place", "note": note, "from_state": held.state, "to_state": held.state}
        CaseHistory.objects.create(subject=held, at=at, by=by, **told)
        Case.objects.filter(pk=held.pk).update(changed_at=at)
    return names


def _people(case: Case) -> list:
    rows = case.applicants.filter(person__is_active=True).select_related("person__organisation")
    people = list(dict.fromkeys([case.contact, *(row.person for row in rows)]))
    found = [person for person in people if person is not None and person.is_active]
    if not found:
        raise ValidationError("Niemand van de aanvragers heeft een account. Nodig hen zelf uit.")
    return found


def _to_event(number: int, people: list, *, at: datetime) -> None:
    event = Event.objects.get(pk=number)
    for person in people:
        organisation = str(person.organisation or "")
        asking = registering.Asking(str(person), person.email, person, organisation, person.sector, person.level)
        try:
            registering.register(event, asking, at=at)
        except registering.AlreadyRegistered:
            continue


def _to_network(number: int, people: list, *, by, at: datetime) -> None:
    network = LearningNetwork.objects.get(pk=number)
    known = set(network.memberships.filter(state="active").values_list("person", flat=True))
    wanted = [person.email for person in people if person.pk not in known]
    if wanted:
        joining.invite(network, wanted, by=by, at=at, role=Role.MEMBER)
