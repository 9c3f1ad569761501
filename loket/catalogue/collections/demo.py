"""Lists of the demo's people: one of their own, one that two of them write, and one that was copied."""

from collections.abc import Callable
from datetime import datetime, timedelta

from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.catalogue.collections import workflow
from loket.catalogue.collections.enums import Access
from loket.catalogue.collections.models import Collection
from loket.catalogue.models import Entry
from loket.search import engine
from loket.search.query import SearchRequest

OWN = Access.OWNER
LISTS = (
    (
        "Valpreventie in onze wijken",
        "Wat wij in het najaar met de welzijnsorganisatie bespreken.",
        "valpreventie ouderen",
        6,
        ("Past bij het wijkteam.", "Eerst navragen wat de licentie kost.", ""),
    ),
    (
        "Startpakket Gezonde School",
        "Voor nieuwe collega's die met scholen gaan werken.",
        "gezonde school",
        8,
        ("Begin hiermee.", "", "Handig voor het gesprek met de directie."),
    ),
    ("Eenzaamheid: goede voorbeelden", "", "eenzaamheid", 5, ("Bel de projectleider eens.", "")),
)


def load(*, at: datetime, say: Callable[[str], None] = lambda sentence: None) -> None:
    """Make the lists as people would have over the last weeks; does nothing when there is one."""
    if Collection.objects.exists():
        return
    people = [User.objects.get(email=address(role)) for role in (Role.PROFESSIONAL, Role.PARTNER)]
    made = [_list(number, people[number == 2], at=at - timedelta(days=30 - number)) for number in range(len(LISTS))]
    _write_together(made[1], people, at=at - timedelta(days=3))
    workflow.copy(made[2], by=people[0], at=at - timedelta(days=1))
    say(f"{Collection.objects.count()} lijsten gemaakt.")


def _list(number: int, owner: User, *, at: datetime) -> Collection:
    name, description, words, size, notes = LISTS[number]
    made = workflow.create(name=name, description=description, by=owner, at=at)
    found = [hit.subject_id for hit in engine.search(SearchRequest(text=words)).hits[:size]]
    entries = Entry.objects.published().in_bulk(found)
    workflow.add(made, [entries[pk] for pk in found if pk in entries], by=owner, access=OWN, at=at)
    for item, note in zip(made.items.with_entries(), notes, strict=False):
        if note:
            workflow.note(item, note, seen=1, by=owner, access=OWN, at=at)
    return made


def _write_together(shared: Collection, people: list[User], *, at: datetime) -> None:
    """Both links, and a colleague who orders and takes something off."""
    owner, colleague = people
    for link in ("view_token", "edit_token"):
        workflow.share(shared, link, by=owner, access=OWN, at=at)
    rows = list(shared.items.with_entries())
    if len(rows) > 3:
        workflow.move(rows[2], before=rows[0].pk, by=colleague, access=Access.EDITOR, at=at)
        workflow.take_off(rows[3], by=colleague, access=Access.EDITOR, at=at + timedelta(minutes=5))
