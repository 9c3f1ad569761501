"""Three calls for questions: one that is open with what came in, one that is over, and a draft."""

import uuid
from datetime import datetime, timedelta

from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.core.working_days import local_date
from servicedesk.appeals import workflow
from servicedesk.appeals.enums import FieldKind
from servicedesk.appeals.models import Appeal, AppealField
from servicedesk.models import Queue
from servicedesk.models.queue import GENERAL, SCHOOL

CALLS = (
    (
        "Valpreventie: waar loopt u op vast?",
        "Veel gemeenten beginnen nu met valpreventie. Vertel ons wat bij u niet lukt, dan zoeken wij het uit.",
        "valpreventie",
        GENERAL,
        (-20, 25),
        "Wij bundelen de antwoorden in een handreiking en nodigen u uit voor een bijeenkomst.",
    ),
    (
        "Rookvrije schoolpleinen",
        "Hoe ging het bij u, en wat zou u een andere school vooraf willen vertellen?",
        "roken",
        SCHOOL,
        (-140, -80),
        "De uitkomsten staan als vraag en antwoord in de catalogus.",
    ),
    (
        "Mentale gezondheid op het mbo",
        "Welke vragen leven er bij docenten en begeleiders?",
        "mentale-gezondheid",
        SCHOOL,
        (10, 50),
        "",
    ),
)
SECTORS = ("GGD", "Gemeente", "Welzijn", "Zorg")
RESPONSES = (
    ("Mensen melden zich aan en komen dan niet.", "Gemeente"),
    ("De fysiotherapeut en de buurtsportcoach weten niet van elkaar wat zij doen.", "Welzijn"),
    ("Wij bereiken alleen wie al beweegt.", "GGD"),
    ("Na het eerste jaar is er geen geld meer.", "Gemeente"),
    ("Hoe vinden wij ouderen die nooit buiten komen?", "Zorg"),
)


def load(*, at: datetime, say=lambda sentence: None) -> None:
    """Does nothing when there are calls already. ``at``: the moment that counts as now."""
    if Appeal.objects.exists():
        return
    staff = User.objects.get(email=address(Role.SERVICEDESK))
    made = [_call(row, staff, at=at) for row in CALLS]
    for appeal in made[:2]:
        workflow.step(appeal, "place", by=staff, at=appeal.made_at + timedelta(days=1))
    for number, (text, sector) in enumerate(RESPONSES):
        _respond(made[0], number, text, sector, at=at - timedelta(days=2 * number + 1))
    _respond(made[1], 9, "Begin met de ouders, dan volgt het bestuur.", "Zorg", at=at - timedelta(days=100))
    say(f"{Appeal.objects.count()} oproepen.")


def _call(row: tuple, staff: User, *, at: datetime) -> Appeal:
    title, lead, theme, queue, (first, last), promise = row
    today = local_date(at)
    days = {"opens_on": today + timedelta(days=first), "closes_on": today + timedelta(days=last)}
    told = {"title": title, "lead": lead, "theme": theme, "promise": promise, **days}
    fields = [
        AppealField(label="Waar werkt u?", kind=FieldKind.CHOICE, options=list(SECTORS), is_required=True),
        AppealField(label="Wat hebt u al geprobeerd?", kind=FieldKind.TEXT),
        AppealField(label="Mogen wij u bellen?", kind=FieldKind.YES_NO),
    ]
    appeal = Appeal(**told, queue=Queue.objects.named(queue))
    return workflow.write(appeal, fields, by=staff, at=at + timedelta(days=min(first, 0) - 5))


def _respond(appeal: Appeal, number: int, text: str, sector: str, *, at: datetime) -> None:
    data = {"text": text, "name": f"Inzender {number} Verzonnen", "email": f"oproep{number}@voorbeeld.nl", "phone": ""}
    data["submission"] = uuid.uuid5(uuid.NAMESPACE_URL, f"{appeal.slug}-{number}")
    answers = [("Waar werkt u?", sector), ("Mogen wij u bellen?", "Ja" if number % 2 else "Nee")]
    workflow.respond(appeal, workflow.asking_of(appeal, data, answers, None), answers, at=at)
