"""Questions that were merged, split and moved, and answers that everybody can read: after the questions are there."""

import csv
import pathlib
import uuid
from datetime import datetime, timedelta

from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.catalogue import workflow as catalogue
from servicedesk import answering, asking, merging, public_answers
from servicedesk.enums import Channel, State
from servicedesk.models import Message, Question

ANSWERS = pathlib.Path(__file__).with_name("public_answers.tsv")
IN_MODERATION = 1
"""So many of the public answers still wait for the editors."""
PAIRS = (
    # Who asks twice, by two roads; and two people who ask the same.
    ("Wij willen een rookvrije schoolomgeving. Wie heeft dat al gedaan?", "Anke Voorbeeld", "Anke Voorbeeld", 5),
    ("Is er subsidie voor een rookvrij schoolplein in 2027?", "Bram Proefman", "Carla Testers", 3),
    ("Hoe vraag je ouderen naar eenzaamheid zonder hen af te schrikken?", "Daan Verzonnen", "Els Monster", 2),
)
SPLIT = (
    "Dank voor de tip. Nog iets heel anders: wij zoeken een spreker over slaap voor onze studiedag in mei. "
    "Weet u iemand?"
)


def load(*, at: datetime, say=lambda sentence: None) -> None:
    """``at``: the moment that counts as now."""
    staff = User.objects.get(email=address(Role.SERVICEDESK))
    for number, (text, first, second, days) in enumerate(PAIRS):
        _merge(number, text, (first, second), staff, at=at - timedelta(days=days))
    _split(staff, at=at - timedelta(days=4))
    _move(staff, at=at - timedelta(days=6))
    say(f"{_make_public(staff, at=at)} openbare antwoorden.")


def _ask(key: str, text: str, name: str, *, at: datetime, channel: str = Channel.WEB) -> Question:
    email = f"{name.split(maxsplit=1)[0].lower()}@voorbeeld.nl"
    submission = uuid.uuid5(uuid.NAMESPACE_URL, f"demo-{key}")
    told = {"name": name, "email": email, "channel": channel, "submission": submission, "themes": ["roken"]}
    made = asking.ask(asking.Asking(text=text, **told), at=at, acknowledge=False)
    return Question.objects.select_related("queue", "asker", "assignee").get(pk=made.pk)


def _merge(number: int, text: str, names: tuple[str, str], staff: User, *, at: datetime) -> None:
    first = _ask(f"merged-{number}-a", text, names[0], at=at)
    again = f"{text} Wij horen het graag snel."
    second = _ask(f"merged-{number}-b", again, names[1], at=at + timedelta(minutes=20), channel=Channel.MAIL)
    merging.merge(second, first, by=staff, at=at + timedelta(minutes=40))


def _split(staff: User, *, at: datetime) -> None:
    """Somebody asks something else in a reaction."""
    question = _ask("split", "Welke les over slaap past bij de brugklas?", "Farid Denkbeeld", at=at)
    later = at + timedelta(hours=1)
    answering.reply(question, _writing(question, "Beste Farid,\n\nEr zijn er twee."), by=staff, at=later)
    message = answering.hear(question, SPLIT, at=later + timedelta(hours=1))
    merging.split(message, subject="Spreker over slaap gezocht", by=staff, at=later + timedelta(hours=2))


def _move(staff: User, *, at: datetime) -> None:
    """A reaction that belonged to another question of the same person."""
    one = _ask("move-a", "Hoe start ik een wandelgroep in onze wijk?", "Greet Voorbeeld", at=at)
    other = _ask("move-b", "Mag ik uw poster over bewegen aanpassen?", "Greet Voorbeeld", at=at)
    message = answering.hear(one, "Over de poster: het gaat om het logo.", at=at + timedelta(hours=1))
    merging.move(message, other, by=staff, at=at + timedelta(hours=2))


def _writing(question: Question, text: str) -> answering.Writing:
    return answering.Writing(text=text, seen=Message.objects.filter(question=question).latest("pk").pk)


def _make_public(staff: User, *, at: datetime) -> int:
    """Rewrite the answers of some closed questions; an editor publishes all but the last."""
    editor = User.objects.get(email=address(Role.REDACTIE))
    with ANSWERS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    for number, row in enumerate(rows):
        closed = Question.objects.filter(state=State.CLOSED, anonymous_at=None, public_answer=None)
        question = closed.filter(asked__icontains=row["words"], answered_at__isnull=False).latest("asked_at")
        told = public_answers.Rewriting(
            title=row["title"],
            summary=row["summary"],
            question=question.asked,
            answer=row["answer"].replace("\\n", "\n"),
            theme=row["theme"],
        )
        moment = min(question.closed_at + timedelta(days=1), at - timedelta(hours=2))
        made = public_answers.propose(question, told, cleared=set(), by=staff, at=moment)
        if number < len(rows) - IN_MODERATION:
            catalogue.accept(made.entry.revisions.get(), by=editor, at=min(moment + timedelta(days=2), at))
    return len(rows)
