"""Demo content: a paid training, points for who brought something, and discount codes, one of them handed in.

What was told and published before earned its points by itself; the rest goes through the functions that people use.
"""

import uuid
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model

from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.catalogue import workflow as catalogue
from loket.catalogue.enums import Kind
from loket.catalogue.models import Entry
from loket.catalogue.points import ledger, workflow
from loket.catalogue.points.models import DiscountCode

_ROLES = (Role.PROFESSIONAL, Role.PARTNER, Role.REDACTIE)
TRAINING = {
    "title": "Masterclass Gespreksvoering in de wijk (voorbeeld)",
    "summary": "In twee dagen oefent u gesprekken met bewoners en partners. Verzonnen, om punten te ruilen.",
    "themes": ["bewegen"],
    "process_themes": ["samenwerken"],
    "fields": {
        "aanbieder": "GGD Voorbeeldregio (verzonnen)",
        "vorm": "masterclass",
        "inhoud": "Luisteren, doorvragen en samen een eerste stap kiezen. U oefent met acteurs.",
        "uren": 14,
        "prijs": 350,
    },
}
MATERIALS = (
    (
        "Gesprekskaarten voor een wandelgroep (voorbeeld)",
        "Twintig kaarten met een vraag voor onderweg. Verzonnen materiaal, voor de demo.",
    ),
    (
        "Uitnodiging in gewone taal (voorbeeld)",
        "Een brief van één kant, met ruimte voor uw eigen naam en plaats. Verzonnen materiaal, voor de demo.",
    ),
    (
        "Beweegmomenten voor een vergadering (voorbeeld)",
        "Acht oefeningen van twee minuten, met een tekening erbij. Verzonnen materiaal, voor de demo.",
    ),
    (
        "Weekrooster gezonde kantine (voorbeeld)",
        "Een leeg rooster om met vrijwilligers in te vullen. Verzonnen materiaal, voor de demo.",
    ),
)


def load(*, at: datetime, say) -> None:
    """Fill an empty portal; does nothing when there are codes already."""
    if DiscountCode.objects.exists():
        return
    people = {role: get_user_model().objects.get(email=address(role)) for role in _ROLES}
    professional, partner, editor = (people[role] for role in _ROLES)
    training = _publish(Kind.TRAINING, TRAINING, partner, editor, at=at - timedelta(days=90))
    for number, (title, summary) in enumerate(MATERIALS):
        content = {
            "title": title,
            "summary": summary,
            "themes": ["bewegen"],
            "process_themes": ["doelgroepen-bereiken"],
        }
        _publish(Kind.MATERIAL, content, professional, editor, at=at - timedelta(days=80 - 9 * number))
    used = _exchange(training, professional, at=at - timedelta(days=20))
    workflow.redeem(used, by=partner, at=at - timedelta(days=12))
    _exchange(training, professional, at=at - timedelta(days=3))
    say(f"2 kortingscodes; Demo Professional heeft nog {ledger.balance_of(professional)} punten.")


def _publish(kind: str, content: dict, author, editor, *, at: datetime) -> Entry:
    revision = catalogue.start(kind, by=author, at=at, title=content["title"])
    catalogue.save(revision, revision.content | content, by=author, at=at)
    catalogue.submit(revision, by=author, at=at)
    catalogue.accept(revision, by=editor, at=at + timedelta(days=2))
    return revision.entry


def _exchange(training: Entry, person, *, at: datetime) -> DiscountCode:
    return workflow.exchange(training, 100, by=person, at=at, token=uuid.uuid4())
