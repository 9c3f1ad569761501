"""Plays the demo of this part through the functions that people use, at moments that are passed along."""

import io
from datetime import date, datetime, timedelta

from PIL import Image, ImageDraw

from loket.accounts import organisations
from loket.accounts.demo import ORGANISATION, address
from loket.accounts.enums import Role
from loket.accounts.models import Organisation, User
from loket.catalogue import content as contents
from loket.catalogue import workflow as entries
from loket.catalogue.models import Entry
from loket.catalogue.partners import closing_news, workflow
from loket.catalogue.partners.demo.shops import OWN, OWN_NEW, SHOPS
from loket.catalogue.partners.models import ShopWindow
from loket.core.working_days import local_date

SECOND_EDITOR = "Demo Tweede Redacteur"
INVENTED = "Verzonnen voorbeeld voor de demo."
# title, days from now to the last day, amount
PROGRAMMES = (
    ("Buurtpot bewegen (voorbeeld)", 5, "Tot € 2.500 voor elk initiatief."),
    ("Samen eten in de wijk (voorbeeld)", 24, "Tot € 7.500, met een eigen bijdrage van een kwart."),
    ("Gezonde school, groene pauze (voorbeeld)", 110, "Tot € 12.000 voor elke school."),
    ("Rookvrij jaar voor sportclubs (voorbeeld)", -12, "Tot € 1.000 voor elke club."),
    ("Ouders aan zet (voorbeeld)", -200, "Tot € 5.000."),
)
DAY = timedelta(days=1)


def load(*, at: datetime, say) -> None:
    """Windows, programmes, a training and warnings. Does nothing when there is a window already."""
    if ShopWindow.objects.exists():
        return
    people = {role: User.objects.get(email=address(role)) for role in (Role.PARTNER, Role.REDACTIE)}
    editor, second = people[Role.REDACTIE], _second_editor()
    made = [_shop(name, told, second, editor, at=at - 60 * DAY) for name, told in SHOPS.items()]
    own = organisations.find(ORGANISATION)
    _own_shop(own, people[Role.PARTNER], editor, at=at)
    _programmes(own, people[Role.PARTNER], editor, at=at)
    _training(own, people[Role.PARTNER], editor, at=at)
    _offer(own, people[Role.PARTNER], editor, at=at)
    told = closing_news.warn(at=at)
    say(f"{sum(made) + 1} etalages van partners, {len(PROGRAMMES)} verzonnen subsidies, {told} keer gewaarschuwd.")


def _second_editor() -> User:
    """Nobody places their own text, so there are two."""
    email = "redactie-2@voorbeeld.nl"
    existing = User.objects.filter(email=email).first()
    return existing or User.objects.create_user(email, name=SECOND_EDITOR, roles=[Role.PROFESSIONAL, Role.REDACTIE])


def _told(told: tuple, logo: bytes | None = None) -> workflow.Told:
    summary, text, themes, areas, source = told
    return workflow.Told(summary, text, themes=themes, areas=areas, source=source, logo=logo)


def _shop(name: str, told: tuple, writer: User, editor: User, *, at: datetime) -> bool:
    organisation = organisations.find(name)
    if organisation is None:
        return False
    window = workflow.open_window(organisation, by=writer, at=at)
    text = workflow.submit(window, _told(told), by=writer, at=at, seen=workflow.mark_of(None))
    workflow.accept(text, by=editor, at=at + 2 * DAY)
    return True


def _own_shop(organisation: Organisation, partner: User, editor: User, *, at: datetime) -> None:
    """Placed, and changed since: the new text waits for the editors."""
    window = workflow.open_window(organisation, by=partner, at=at - 40 * DAY)
    first = workflow.submit(window, _told(OWN, _logo()), by=partner, at=at - 40 * DAY, seen=workflow.mark_of(None))
    workflow.accept(first, by=editor, at=at - 38 * DAY)
    changed = (OWN_NEW, *OWN[1:])
    workflow.submit(window, _told(changed), by=partner, at=at - DAY, seen=workflow.mark_of(first))


def _logo() -> bytes:
    picture = Image.new("RGB", (360, 240), "#e4edf7")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((40, 50, 180, 190), fill="#17467d")
    pen.pieslice((150, 50, 320, 220), 180, 360, fill="#1d7a4c")
    pen.rectangle((150, 140, 320, 190), fill="#f2b632")
    target = io.BytesIO()
    picture.save(target, "WEBP")
    return target.getvalue()


def _placed(content: dict, partner: User, editor: User, *, at: datetime) -> Entry:
    revision = entries.start(content["kind"], by=partner, at=at, title=content["title"])
    entries.save(revision, content, by=partner, at=at)
    entries.submit(revision, by=partner, at=at)
    entries.accept(revision, by=editor, at=at + DAY)
    return revision.entry


def _content(kind: str, title: str, summary: str, organisation: Organisation, **changes) -> dict:
    filled = {"title": title, "summary": summary, "organisation": organisation.name, "source": INVENTED}
    found = {"themes": ["bewegen"], "areas": ["nl"], "year": 2026, "contact": "Afdeling gezondheidsbevordering"}
    return contents.empty(kind) | filled | found | changes


def _programmes(organisation: Organisation, partner: User, editor: User, *, at: datetime) -> None:
    today = local_date(at)
    for title, days, amount in PROGRAMMES:
        last = today + timedelta(days=days)
        content = _programme(title, amount, last, organisation)
        entry = _placed(content, partner, editor, at=at - timedelta(days=max(45, 45 - days)))
        if days == PROGRAMMES[1][1]:  # this one got a fortnight more: followers hear of it, calendars move it
            _put_off(entry, last + timedelta(days=14), partner, editor, at=at - 20 * DAY)


def _programme(title: str, amount: str, last: date, organisation: Organisation) -> dict:
    fields = {
        "doel": "Bewoners gezonder laten leven, samen met wie er al werkt.",
        "voor_wie": "Verenigingen, scholen en bewonersgroepen.",
        "bedrag": amount,
        "voorwaarden": "U werkt met minstens één andere organisatie samen.",
        "aanvragen": "Vul het formulier in. Dit is een verzonnen subsidie: er is geen formulier.",
        "sluit_op": last.isoformat(),
    }
    return _content("programma", title, "Een verzonnen subsidie, om te laten zien hoe sluiten werkt.", organisation) | {
        "fields": fields
    }


def _put_off(entry: Entry, last: date, partner: User, editor: User, *, at: datetime) -> None:
    revision = entries.propose_change(entry, by=partner, at=at)
    entries.save(revision, {"fields": revision.content["fields"] | {"sluit_op": last.isoformat()}}, by=partner, at=at)
    entries.submit(revision, by=partner, at=at, remark="Er is meer tijd om aan te vragen.")
    entries.accept(revision, by=editor, at=at + DAY)


def _training(organisation: Organisation, partner: User, editor: User, *, at: datetime) -> None:
    today = local_date(at)
    days = [{"datum": (today + timedelta(days=ahead)).isoformat(), "plaats": "Utrecht"} for ahead in (16, 30, 93)]
    fields = {"aanbieder": organisation.name, "vorm": "training", "uren": 12.0, "prijs": 245.0, "data": days}
    fields |= {"inhoud": "Twee dagen oefenen met gesprekken over leefstijl.", "leerdoelen": "Luisteren en doorvragen."}
    summary = "Twee dagen oefenen met gesprekken over leefstijl. Verzonnen voor de demo."
    content = _content("opleiding", "Gesprekken over leefstijl (voorbeeld)", summary, organisation, fields=fields)
    _placed(content, partner, editor, at=at - 50 * DAY)


def _offer(organisation: Organisation, partner: User, editor: User, *, at: datetime) -> None:
    fields = {
        "wie_helpt": "Adviseurs van een verzonnen GGD",
        "waarmee": "Meekijken met het plan voor een gezonde school",
        "voor_wie": "Scholen en gemeenten",
        "kosten": "De eerste vier uur zijn gratis, daarna € 95 per uur.",
        "aanvragen": "Mail de afdeling gezondheidsbevordering.",
    }
    title, summary = "Meedenken over een gezonde school (voorbeeld)", "Een verzonnen aanbod, met kosten erbij."
    _placed(
        _content("ondersteuningsaanbod", title, summary, organisation, fields=fields), partner, editor, at=at - 50 * DAY
    )
