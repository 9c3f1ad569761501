"""Three editions that were sent, one that is planned, and some dozens of subscribers, all through the real functions.

The mails themselves are not kept: a demo of which the first task is to send a hundred letters is not much of a demo.
"""

from datetime import datetime, time, timedelta

from django.db import transaction

from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.core.models import OutgoingMail
from loket.core.working_days import AMSTERDAM, local_date
from loket.newsletter import composing, sending, subscribing, workflow
from loket.newsletter.enums import BlockKind
from loket.newsletter.models import Block, Edition, Subscription
from loket.newsletter.subscribing import Choice

SUBSCRIBERS = 64
THEMES = ((), ("bewegen",), ("roken", "alcohol"), ("valpreventie",), ("mentale-gezondheid",), ("bewegen", "leefstijl"))
SHELVES, PER_SHELF = 5, 2
# (days ago, below nought is still to come; theme; subject; line beside it; introduction; own block).
EDITIONS = (
    (
        63,
        "",
        "Wat er deze maand nieuw is",
        "Nieuwe voorbeelden, en waar u elkaar kunt ontmoeten",
        "Beste lezer,\n\nDeze maand kwamen er voorbeelden bij uit gemeenten die eerst goed luisterden.",
        (
            "Oproep",
            "Deel wat u weet",
            "Hebt u een aanpak die werkt? Zet haar in de catalogus. Dat kost een half uur.",
        ),
    ),
    (
        35,
        "bewegen",
        "Bewegen: wat er bijkwam",
        "Alleen voor wie dit thema koos",
        "Beste lezer,\n\nIn deze brief staat alleen wat over bewegen gaat.",
        ("Tip", "Begin klein", "Eén straat, één uur in de week, en iemand die blijft komen. Daar begint het mee."),
    ),
    (
        28,
        "",
        "Samenwerken zonder extra overleg",
        "Drie aanpakken en een agenda",
        "Beste lezer,\n\nOverleg kost tijd. In deze brief leest u hoe anderen met minder overleg meer deden.",
        ("Nieuws", "Vind een collega", "U kunt elkaar nu vinden in het loket, als u dat zelf aanzet."),
    ),
    (
        -4,
        "",
        "Vooruitkijken naar het nieuwe jaar",
        "Wat eraan komt en wat u nu al kunt plannen",
        "Beste lezer,\n\nHet nieuwe jaar begint met campagnes waarop u nu al kunt aanhaken.",
        ("Oproep", "Waarover wilt u lezen?", "Kies uw thema's. Dan krijgt u minder mail, en wat er komt past beter."),
    ),
)


def load(*, at: datetime, say=lambda sentence: None) -> None:
    """Fill an empty newsletter; does nothing when there is an edition. ``at``: the moment that counts as now."""
    editor = User.objects.filter(email=address(Role.REDACTIE)).first()
    if Edition.objects.exists() or editor is None:
        return
    with transaction.atomic():
        _subscribe(at=at)
        for row in EDITIONS:
            _make(row, editor, at=at)
        _bounce_some(at=at)
        OutgoingMail.objects.filter(dedupe_key__startswith="newsletter:").delete()
        OutgoingMail.objects.filter(to__startswith="lezer").delete()
    say(f"{len(EDITIONS)} nieuwsbrieven en {Subscription.objects.count()} abonnementen.")


def _subscribe(*, at: datetime) -> None:
    for number in range(SUBSCRIBERS):
        asked = at - timedelta(days=120 - number)
        themes = THEMES[number % len(THEMES)]
        choice = Choice(number % 5 != 4 or not themes, themes)
        row = subscribing.ask(f"lezer{number + 1}@voorbeeld.nl", choice, at=asked)
        if number % 13 != 12:
            subscribing.confirm(row, at=asked + timedelta(hours=1))
        if number % 17 == 16:
            subscribing.stop(row, at=at - timedelta(days=12))
    subscribing.subscribe_verified(address(Role.PROFESSIONAL), Choice(True, ("bewegen",)), at=at - timedelta(days=90))


def _make(row: tuple, editor: User, *, at: datetime) -> None:
    days, theme, title, preview, intro, own = row
    planned = datetime.combine(local_date(at - timedelta(days=days)), time(9), AMSTERDAM)
    made = min(planned, at) - timedelta(days=2)
    edition = workflow.keep(Edition(title=title, preview=preview, theme=theme, intro=intro), by=editor, at=made)
    label, heading, text = own
    free = Block(kind=BlockKind.TEXT, label=label, title=heading, text=text)
    workflow.add(edition, [*_chosen(edition, at=at), free], by=editor)
    workflow.plan(edition, planned, by=editor, at=made + timedelta(hours=1))
    if planned <= at:
        while sending.send_due(at=planned):
            pass


def _chosen(edition: Edition, *, at: datetime) -> list[Block]:
    """A few of each shelf, as an editor would tick them; each edition takes others."""
    skip = Edition.objects.count() - 1
    shelves = composing.shelves(edition, at=at)[:SHELVES]
    keys = [offer.key for shelf in shelves for offer in shelf.offers[skip * PER_SHELF :][:PER_SHELF]]
    return composing.blocks_of(keys)


def _bounce_some(*, at: datetime) -> None:
    """Two addresses that do not exist any more; three editions did not arrive."""
    for email in ("lezer2@voorbeeld.nl", "lezer6@voorbeeld.nl"):
        row = Subscription.objects.get(email=email)
        for delivery in row.deliveries.order_by("at"):
            bounce = subscribing.Bounce(original_ids=[delivery.message_id], status="5.1.1", recipients=[email])
            subscribing.take_bounce(bounce, None, delivery.at + timedelta(minutes=5))
