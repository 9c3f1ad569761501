"""Groups of questions that ask the same, in every state: found, confirmed, answered, and led to a meeting.

Invented, and played through the functions that people use.
"""

import uuid
from datetime import datetime, timedelta

from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.core.working_days import AMSTERDAM, local_date
from network.events import registering
from network.events import workflow as events
from network.events.models import Event
from servicedesk import alike, asking
from servicedesk.collective import finding, settling, workflow
from servicedesk.collective.models import Group
from servicedesk.models import Message, Question

ASKERS = ("Hamid Proefman", "Inge Voorbeeld", "Joost Testers", "Karin Denkbeeld")
VAPING = (
    "Wij zoeken lesmateriaal over vapen voor het mbo. Een les van vorig jaar is verouderd.",
    "Is er een les over vapen die wij op het mbo kunnen gebruiken?",
    "Hoe geef ik op het mbo een goede les over vapen zonder te preken?",
)
RESIDENTS = (
    "Hoe betrekken wij bewoners bij plannen voor een gezonde wijk?",
    "Bewoners haken af bij onze plannen voor de gezonde wijk. Hoe betrekken wij hen wel?",
    "Wie heeft ervaring met bewoners die meebeslissen over een gezonde wijk?",
    "Onze gemeente wil bewoners betrekken bij een gezonde wijk. Waar beginnen wij?",
)
REGISTER = (
    "Hoe registreren wij deelnemers aan een valcursus volgens de privacyregels?",
    "Mogen wij deelnemers van de valcursus registreren met hun geboortedatum, gezien de privacyregels?",
    "Welke privacyregels gelden als wij deelnemers aan een valcursus registreren?",
)
CAREGIVERS = (
    "Mantelzorgers komen niet naar onze bijeenkomst overdag. Welk tijdstip werkt wel?",
    "Op welk tijdstip komen mantelzorgers wel naar een bijeenkomst?",
)
ANSWER = (
    "Beste {naam},\n\nU en anderen stelden ons dezelfde vraag. Noteer alleen wat u nodig hebt: een naam, een manier "
    "om iemand te bereiken, en of iemand kwam. Een geboortedatum hoort daar niet bij. Spreek af wanneer u de lijst "
    "weggooit.\n\nGroet,\nde servicedesk"
)
INVITATION = (
    "Beste {naam},\n\nU en anderen vroegen hoe u bewoners betrekt bij een gezonde wijk. Daarom maken wij er een "
    "leersessie van, met gemeenten die het al doen. Komt u ook?\n\nGroet,\nde servicedesk"
)


def load(*, at: datetime, say=lambda sentence: None) -> None:
    """Does nothing when there are groups already. ``at``: the moment that counts as now."""
    if Group.objects.exists():
        return
    staff = User.objects.get(email=address(Role.SERVICEDESK))
    answered = _confirmed(REGISTER, "valpreventie", "ouderen", staff, at=at - timedelta(days=150))
    settling.answer_all(answered, _telling(answered, ANSWER), by=staff, at=at - timedelta(days=148))
    _lead_to_event(
        _confirmed(RESIDENTS, "gezonde-omgeving", "volwassenen", staff, at=at - timedelta(days=30)), staff, at
    )
    _confirmed(CAREGIVERS, "mentale-gezondheid", "mantelzorgers", staff, at=at - timedelta(days=3))
    _ask(VAPING, "roken", "jongeren", at=at - timedelta(days=2))
    found = finding.look(at=at - timedelta(hours=6))
    say(f"{Group.objects.count()} collectieve vragen, waarvan {found} gevonden in de nacht.")


def _ask(texts: tuple[str, ...], theme: str, group: str, *, at: datetime) -> list[Question]:
    person = User.objects.get(email=address(Role.PROFESSIONAL))
    asked = []
    for number, text in enumerate(texts):
        is_known = number == 1
        name = ASKERS[number]
        told = asking.Asking(
            text=text,
            name="" if is_known else name,
            email="" if is_known else f"{name.split()[0].lower()}@voorbeeld.nl",
            person=person if is_known else None,
            themes=[theme],
            target_groups=[group],
            submission=uuid.uuid5(uuid.NAMESPACE_URL, f"demo-{text}"),
        )
        asked.append(asking.ask(told, at=at + timedelta(hours=3 * number), acknowledge=False))
    return asked


def _confirmed(texts: tuple[str, ...], theme: str, group: str, staff: User, *, at: datetime) -> Group:
    """Asked within half a day, and put together by the desk a day later."""
    first, *others = _ask(texts, theme, group, at=at)
    later = at + timedelta(days=1)
    found = alike.to(first, Question.objects.filter(pk__in=[row.pk for row in others]), limit=finding.COMPARED)
    made = workflow.propose(first, found, by=staff, at=later)
    numbers = {first.pk, *(row.question.pk for row in found)}
    workflow.confirm(made, numbers, by=staff, at=later)
    for question in others:
        if question.pk not in numbers:
            workflow.put_in(made, question, by=staff, at=later)
    return made


def _telling(group: Group, text: str) -> settling.Telling:
    numbers = group.members.inside().values_list("question_id", flat=True)
    seen = {number: Message.objects.filter(question=number).latest("pk").pk for number in numbers}
    return settling.Telling(text, seen, uuid.uuid5(uuid.NAMESPACE_URL, f"demo-{group.pk}"))


def _lead_to_event(group: Group, staff: User, at: datetime) -> None:
    """Proposed, opened, the askers invited; some of them come."""
    event = settling.propose_event(
        group,
        _content(at),
        looked_at=[],
        why_new="Er is nog geen bijeenkomst over meebeslissen.",
        by=staff,
        at=at - timedelta(days=27),
    )
    events.approve(event, by=staff, at=at - timedelta(days=26))
    events.open_registration(event, by=staff, at=at - timedelta(days=25))
    settling.answer_all(group, _telling(group, INVITATION), by=staff, at=at - timedelta(days=24))
    _register(event, group, at=at - timedelta(days=20))


def _content(at: datetime) -> dict:
    day = local_date(at) + timedelta(days=24)
    starts_at = datetime(day.year, day.month, day.day, 13, 30, tzinfo=AMSTERDAM)
    return {
        "title": "Leersessie: bewoners beslissen mee over een gezonde wijk",
        "kind": "leersessie",
        "summary": "Vier professionals stelden dezelfde vraag. Gemeenten die het al doen, vertellen hoe.",
        "themes": ["gezonde-omgeving"],
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=3),
        "closes_at": starts_at,
        "location": "Utrecht",
        "capacity": 20,
    }


def _register(event: Event, group: Group, *, at: datetime) -> None:
    for member in list(group.members.inside().select_related("question__asker"))[:2]:
        question = member.question
        told = {"name": question.asker_name, "email": question.asker_email, "person": question.asker}
        registration = registering.register(event, registering.Asking(**told), at=at)
        registering.confirm_address(registration, at=at)
