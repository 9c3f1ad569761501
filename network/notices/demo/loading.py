"""Posts the notices of ``notices.tsv`` as invented colleagues, at moments in the past; some get an answer."""

import csv
import pathlib
from datetime import datetime, timedelta

from django.db import transaction

from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import User
from network.directory.contacting import Letter
from network.notices import telling, workflow
from network.notices.models import Posting

TABLE = pathlib.Path(__file__).with_name("notices.tsv")
LETTER = Letter("Ik kan u helpen", "Beste collega,\n\nDit deden wij vorig jaar. Ik vertel er graag over.\n\nMet groet")
ANSWERED, DONE = (0, 4, 10), (22,)


def load(*, at: datetime, say=lambda sentence: None) -> None:
    """Fill an empty board; does nothing when there is a notice already. ``at``: the moment that counts as now."""
    people = list(User.objects.filter(listing__isnull=False).exclude(listing__name="").order_by("pk")[:40])
    if Posting.objects.exists() or not people:
        return
    own = User.objects.filter(email=address(Role.PROFESSIONAL)).first()
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    with transaction.atomic():
        for number, row in enumerate(rows):
            author = own if number == 0 and own else people[number * 3 % len(people)]
            _play(row, number, author, people, at=at)
        telling.lapse(at=at)
        telling.match_new(at=at)
    say(f"{len(rows)} berichten bij Ik zoek, ik bied.")


def _play(row: dict[str, str], number: int, author: User, people: list[User], *, at: datetime) -> None:
    posted = at - timedelta(days=int(row["days"]), hours=number % 7)
    posting = Posting(
        kind=row["kind"],
        title=row["title"],
        text=row["text"],
        themes=row["themes"].split(","),
        areas=row["areas"].split(","),
        weeks=int(row["weeks"]),
    )
    workflow.post(posting, by=author, at=posted)
    if number in ANSWERED:
        helper = next(person for person in people[number + 1 :] if person != author)
        workflow.react(posting, LETTER, by=helper, at=posted + timedelta(hours=20))
    if number in DONE:
        workflow.finish(posting, by=author, at=posted + timedelta(days=9))
