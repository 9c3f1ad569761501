"""Puts 120 invented colleagues in the directory, through the function behind the own page.

Names are put together from first names and surnames that say that they are invented; nobody of a source is in it.
"""

import csv
import pathlib
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction

from loket.accounts import organisations
from loket.accounts.demo import address
from loket.accounts.enums import Role, ShownField
from loket.accounts.models import Organisation, User
from loket.vocabulary import lookup
from loket.vocabulary.enums import AreaKind
from network.directory import contacting, pages, workflow
from network.directory.enums import AlsoShown
from network.directory.models import Listing

TABLE = pathlib.Path(__file__).with_name("jobs.tsv")
PEOPLE = 120
SINCE = timedelta(days=300)
FIRST = (
    *("Aisha", "Bas", "Chantal", "Dewi", "Erik", "Fatima", "Gijs", "Hanna", "Imane", "Jeroen"),
    *("Kim", "Lotte", "Mehmet", "Noor", "Oscar", "Petra", "Quinten", "Roos", "Sjoerd", "Tess"),
    *("Ugur", "Vera", "Wim", "Xandra", "Yara", "Zeno", "Anouk", "Boris", "Cees", "Dunya"),
)
LAST = ("Voorbeeld", "Proefman", "Testers", "Verzonnen", "van der Demo", "Monster", "Schijn", "Denkbeeld", "de Proef")
ALL = (*ShownField.values, *AlsoShown.values)
# What somebody keeps to themselves, over and over: most show all, some show little.
HIDDEN = (
    (),
    (),
    ("job_title",),
    (),
    ("organisation", "areas"),
    (),
    ("level",),
    ("themes",),
    (),
    ("expertise", "level"),
)
ABOUT = (
    "Ik werk al jaren in dit vak en leer nog elke week. Bel of schrijf gerust als u ergens tegenaan loopt.",
    "",
    "Ik ben nieuw in deze functie en zoek collega's die dit al eerder deden.",
    "",
    "Graag denk ik mee over een aanpak die past bij de wijk, niet bij het formulier.",
)
LETTER = contacting.Letter(
    "Vraag over uw aanpak",
    "Beste collega,\n\nIk las dat u hier veel van weet. Wij beginnen in onze gemeente met iets dergelijks. "
    "Mag ik u een half uur bellen om te horen wat u anders zou doen?\n\nMet groet",
)


def load(*, at: datetime, say=lambda sentence: None) -> None:
    """Fill an empty directory; does nothing when somebody is in it. ``at``: the moment that counts as now."""
    if Listing.objects.exists():
        return
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    areas = [code for code, _ in lookup.area_choices(AreaKind.GGD_REGION)]
    employers = {row["organisation"]: _organisation(row["organisation"], row["sector"]) for row in rows}
    with transaction.atomic():
        for number in range(PEOPLE):
            row = rows[number % len(rows)]
            person = _person(number, row, employers[row["organisation"]], areas[number * 7 % len(areas)], at=at)
            _list(person, row, number, at=at - SINCE + timedelta(days=2 * number))
        _write_to_professional(at=at)
    say(f"{PEOPLE} collega's die gevonden willen worden.")


def _organisation(name: str, sector: str) -> Organisation:
    return organisations.find(name) or organisations.create(name, sector=sector)


def _person(number: int, row: dict[str, str], employer: Organisation, area: str, *, at: datetime) -> User:
    first, last = FIRST[number % len(FIRST)], LAST[(number // len(FIRST) + number) % len(LAST)]
    person = User(
        email=f"collega{number + 1}@voorbeeld.nl",
        name=f"{first} {last}",
        roles=[Role.PROFESSIONAL],
        organisation=employer,
        job_title=row["job"],
        sector=row["sector"],
        level=row["level"],
        areas=[area],
        themes=row["themes"].split(","),
        expertise=row["expertise"],
        date_joined=at - SINCE - timedelta(days=30),
    )
    person.set_unusable_password()
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def _list(person: User, row: dict[str, str], number: int, *, at: datetime) -> None:
    """Consent with a few fields left out, and for some the offer to come and speak."""
    shown = [field for field in ALL if field not in HIDDEN[number % len(HIDDEN)]]
    is_speaker = bool(row["topics"]) and number % 3 == 1
    listing = Listing(
        person=person,
        also_shown=[field for field in shown if field in AlsoShown.values],
        languages=row["languages"].split(","),
        about=ABOUT[number % len(ABOUT)],
        takes_messages=number % 11 != 10,
        is_speaker=is_speaker,
        speaker_themes=row["themes"].split(",") if is_speaker else [],
        speaker_topics=row["topics"] if is_speaker else "",
        speaker_conditions=row["conditions"] if is_speaker else "",
    )
    fields = [field for field in shown if field in ShownField.values]
    workflow.keep(listing, is_listed=True, shown_fields=fields, at=at)


def _write_to_professional(*, at: datetime) -> None:
    """A message that waits for the demo's professional, who is listed too."""
    person = User.objects.filter(email=address(Role.PROFESSIONAL)).first()
    if person is None:
        return
    person.themes, person.expertise = ["bewegen", "leefstijl"], "Samenwerken in de wijk, van idee tot begroting."
    person.save(update_fields=["themes", "expertise"])
    listing = pages.own_listing(person)
    listing.person, listing.also_shown, listing.languages = person, list(AlsoShown.values), ["nl", "en"]
    workflow.keep(listing, is_listed=True, shown_fields=ShownField.values, at=at - timedelta(days=40))
    sender = User.objects.get(email="collega7@voorbeeld.nl")
    contacting.send(LETTER, to=person, by=sender, at=at - timedelta(days=2))
