"""Plays the questions of ``questions.tsv``, each several times by other people, through the functions people use.

The further back, the more of them are closed; the last weeks have one in every state.
"""

import csv
import pathlib
import uuid
from datetime import datetime, timedelta

from django.db import transaction

from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.vocabulary import lookup
from servicedesk import answering, asking, hours, referring, suggesting, workflow
from servicedesk.demo import rearranging, triage
from servicedesk.enums import Channel, Helped, MessageKind, Outcome
from servicedesk.models import Question, StandardAnswer
from servicedesk.models.queue import GENERAL, SCHOOL

TABLE = pathlib.Path(__file__).with_name("questions.tsv")
QUESTIONS = 156
NEWEST = 35
YEARS = timedelta(days=730)
CHANNELS = (
    Channel.WEB,
    Channel.MAIL,
    Channel.WEB,
    Channel.PHONE,
    Channel.MAIL,
    Channel.CALL,
    Channel.WEB,
    Channel.BEHALF,
)
FIRST = ("Anke", "Bram", "Carla", "Daan", "Els", "Farid", "Greet", "Hamid", "Inge", "Joost", "Karin", "Lars", "Mina")
LAST = ("Voorbeeld", "Proefman", "Testers", "Verzonnen", "Van der Demo", "Monster", "Denkbeeld")
ORGANISATIONS = ("GGD (voorbeeld)", "Welzijn (voorbeeld)", "Gemeente (voorbeeld)", "Sportservice (voorbeeld)")
STANDARD = (
    (
        "Doorvragen",
        (
            "Beste {naam},\n\nDank voor uw vraag ({nummer}). Om goed mee te denken wil ik graag meer weten:\n\n"
            "- Voor wie is het precies?\n- Wat hebt u al geprobeerd?\n- Wanneer bent u tevreden?\n\n"
            "Groet,\n{behandelaar}"
        ),
    ),
    (
        "Verwijzen",
        (
            "Beste {naam},\n\nHieronder staat waar u verder mee kunt. Ik schreef erbij waarom het bij uw vraag "
            "past. Hoort u graag meer? Antwoord dan op deze mail.\n\nGroet,\n{behandelaar}"
        ),
    ),
)
# How the newest stand, over and over; what is older is answered and mostly closed.
OPEN_ENDS = ("new", "new", "work", "wait_for_asker", "wait_for_others", "answer", "reopened")


def load(*, at: datetime, say=lambda sentence: None) -> None:
    """Fill an empty desk; does nothing when there are questions already. ``at``: the moment that counts as now."""
    if Question.objects.exists():
        return
    staff = User.objects.get(email=address(Role.SERVICEDESK))
    person = User.objects.get(email=address(Role.PROFESSIONAL))
    for title, text in STANDARD:
        StandardAnswer.objects.get_or_create(title=title, defaults={"text": text, "changed_at": at - YEARS})
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    for number in range(QUESTIONS):
        with transaction.atomic():
            _play(number, rows[(number * 7) % len(rows)], staff, person, at=at)
    with transaction.atomic():
        rearranging.load(at=at, say=say)
        triage.load(at=at, say=say)
    say(f"{Question.objects.count()} vragen aan de servicedesk.")


def _asked_at(number: int, at: datetime) -> datetime:
    """Spread over two years until a fortnight ago, and the newest over the last days; mostly in opening hours."""
    older = QUESTIONS - NEWEST
    if number < older:
        day = at - YEARS + (YEARS - timedelta(days=14)) * (number / older) ** 0.6
    else:
        day = at - timedelta(days=6) * (1 - (number - older) / NEWEST)
    return hours.after(day, timedelta(minutes=37 * (number % 11)))


def _play(number: int, row: dict[str, str], staff: User, person: User, *, at: datetime) -> None:
    asked_at = min(_asked_at(number, at), at - timedelta(minutes=5))
    is_recent = number >= QUESTIONS - NEWEST
    question = asking.ask(_asking(number, row, person), at=asked_at, by=staff, acknowledge=is_recent)
    end = OPEN_ENDS[number % len(OPEN_ENDS)] if is_recent else "closed"
    if end == "new":
        return
    replied_at = min(hours.after(asked_at, timedelta(hours=2 + number % 9)), at - timedelta(minutes=4))
    _probe(question, row, staff, at=replied_at)
    if end in ("work", "wait_for_others"):
        workflow.act(question, end, by=staff, at=replied_at)
        return
    _answer(question, row, number, staff, end, at=replied_at)
    if end == "reopened":
        answering.hear(
            question, "Dit past niet bij onze wijk. Is er nog iets anders?", at=replied_at + _later(at, replied_at)
        )
    elif end == "closed":
        _close(question, number, staff, at=min(hours.after(replied_at, timedelta(hours=16)), at - timedelta(minutes=1)))


def _later(at: datetime, moment: datetime) -> timedelta:
    return min(timedelta(hours=3), (at - moment) / 2)


def _asking(number: int, row: dict[str, str], person: User) -> asking.Asking:
    channel = CHANNELS[number % len(CHANNELS)]
    is_known = number % 12 == 0
    name = f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]}"
    return asking.Asking(
        text=f"{row['text']} {row['tried']}",
        name="" if is_known else name,
        email="" if is_known else f"vrager{number % 60}@voorbeeld.nl",
        person=person if is_known else None,
        organisation="" if is_known else ORGANISATIONS[number % len(ORGANISATIONS)],
        on_behalf_of="Een collega in de wijk" if channel == Channel.BEHALF else "",
        channel=channel,
        queue=SCHOOL if "school" in row["text"] or "les" in row["text"] else GENERAL,
        tried=row["tried"],
        themes=[row["theme"]],
        areas=lookup.resolve_area(row["area"])[:1],
        target_groups=[row["group"]] if lookup.term("target-group", row["group"]) else [],
        submission=uuid.uuid5(uuid.NAMESPACE_URL, f"demo-question-{number}"),
    )


def _probe(question: Question, row: dict[str, str], staff: User, *, at: datetime) -> None:
    """Every other question has what lies behind it written down."""
    changes = {"assignee": staff}
    if question.pk % 2:
        changes |= {
            "found": f"Het gaat om meer dan materiaal: {row['text'].lower()}",
            "guide_since": "Sinds een half jaar.",
        }
    if question.pk % 5 == 0:
        changes["tags"] = ["doorvragen"]
    workflow.change(question, by=staff, at=at, **changes)


def _answer(question: Question, row: dict[str, str], number: int, staff: User, end: str, *, at: datetime) -> None:
    if number % 3 == 0:
        for found in suggesting.for_text(row["text"], staff, themes=question.themes, limit=2):
            referring.refer(question, found.subject_type, found.subject_id, reason=found.why, by=staff, at=at)
    if number % 4 == 1:
        last = question.messages.latest("pk").pk
        note = answering.Writing(text="Gebeld: het gaat om één buurt, en er is geld tot de zomer.", seen=last)
        answering.write_note(question, note, kind=MessageKind.CALL, by=staff, at=at)
    text = f"Beste {question.asker_name},\n\n{row['answer']}\n\nGroet,\n{staff}"
    then = "wait_for_asker" if end == "wait_for_asker" else "answer"
    seen = question.messages.latest("pk").pk
    answering.reply(question, answering.Writing(text=text, seen=seen, then=then), by=staff, at=at)
    question.refresh_from_db()


def _close(question: Question, number: int, staff: User, *, at: datetime) -> None:
    referrals = list(question.referrals.all())
    outcome = Outcome.REFERRED if referrals else Outcome.COLLECTIVE if number % 11 == 0 else Outcome.ANSWERED
    workflow.close(question, outcome, by=staff, at=at)
    if number % 3 != 1:
        workflow.rate(question, at=at, helped=3 + number % 3, service=4 + number % 2, said="")
    for referral in referrals:
        workflow.rate_referral(referral, at=at, helped=list(Helped)[number % 3])
