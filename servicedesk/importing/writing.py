"""Old questions written down: each in one transaction, with its own dates, known by its old number, without mail.

What was closed keeps the day on which it ended, so its term of being kept counts from there. What is still open begins
its terms anew: nobody at this desk could have met the old ones.
"""

import io
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models.functions import Lower

from loket.accounts.models import User
from loket.vocabulary import lookup
from servicedesk import asking, clock, filing, numbering, words
from servicedesk.enums import INTERNAL_KINDS, Channel, ClockStep, MessageKind, Outcome, State
from servicedesk.forgetting import KEPT
from servicedesk.importing.lines import Line, Report
from servicedesk.models import Imported, ImportedMessage, Message, Question, QuestionHistory, Queue
from servicedesk.workflow import LINK_KEPT

QUIET = timedelta(days=30)
"""Without a word on how it stands: an unanswered question of so long ago is over."""


class RolledBack(Exception):
    """Ends the transaction of a trial."""


@dataclass
class Known:
    """What is here already, looked up once for the whole file: of earlier runs, and people by address or name."""

    imported: dict[str, Imported]
    keys: dict[int, set[str]]
    people: dict[str, User]
    colleagues: dict[str, User | None] = field(default_factory=dict)


def run(found: Iterable[Line | tuple[str, str]], *, queue: Queue, at: datetime, dry_run: bool = False) -> Report:
    """Write what was read; a second run with the same file adds nothing. ``dry_run`` does all and keeps nothing."""
    report, threads = Report(), {}
    for row in found:
        if isinstance(row, Line):
            threads.setdefault(row.original, []).append(row)
        else:
            report.refused.append(row)
    known = _known(threads, queue)
    for original, lines in threads.items():
        ordered = sorted(lines, key=lambda line: line.at)
        try:
            with transaction.atomic():
                _write(original, ordered, queue, known, report, at=at)
                if dry_run:
                    raise RolledBack
        except RolledBack:
            continue
    return report


def _known(threads: dict[str, list[Line]], queue: Queue) -> Known:
    earlier = Imported.objects.filter(queue=queue, original__in=list(threads)).select_related("question__queue")
    keys: dict[int, set[str]] = {}
    for imported, key in ImportedMessage.objects.filter(imported__in=earlier).values_list("imported", "key"):
        keys.setdefault(imported, set()).add(key)
    addresses = {line.email.lower() for lines in threads.values() for line in lines if line.email}
    people = User.objects.filter(is_active=True).annotate(address=Lower("email")).filter(address__in=addresses)
    return Known({row.original: row for row in earlier}, keys, {person.address: person for person in people})


def _write(original: str, lines: list[Line], queue: Queue, known: Known, report: Report, *, at: datetime) -> None:
    imported = known.imported.get(original)
    keys = known.keys.get(imported.pk, set()) if imported else set()
    new = list({line.key: line for line in lines if line.key not in keys}.values())
    report.known += len(lines) - len(new)
    if not new:
        return
    is_first = imported is None
    question = _begin(new, queue, known, report, at=at) if is_first else imported.question
    if is_first:
        imported = Imported.objects.create(question=question, queue=queue, original=original, at=at)
    _write_messages(imported, question, new, known, report)
    # The words of the names of files follow from which of them were kept.
    is_plain = is_first and not any(line.files for line in new)
    _end(question, [*lines], at=at, lexemes=_words(question, new, original) if is_plain else None)
    if not is_plain:
        words.renew(question)
        words.add(question, original)
    report.messages += len(new)
    report.past_term += bool(question.closed_at and question.closed_at < at - KEPT)


def _words(question: Question, lines: list[Line], original: str) -> list[str]:
    """Those of a question that has these messages and no files; as ``words.renew`` and the old number give them."""
    told = (question.subject, question.asked, question.asker_name, question.organisation_name)
    return words.kept([*told, *(line.text for line in lines)], [original])


def _begin(lines: list[Line], queue: Queue, known: Known, report: Report, *, at: datetime) -> Question:
    first = next((line for line in lines if line.kind == MessageKind.ASKER), lines[0])
    person = known.people.get(first.email.lower())
    told = asking.Asking(
        text=first.text,
        subject=next((line.subject for line in lines if line.subject), ""),
        name=first.name,
        email=first.email,
        phone=first.phone,
        organisation=first.organisation,
        person=person,
        channel=Channel.MAIL if first.message_id else Channel.WEB,
        queue=queue.slug,
        themes=_themes(lines, report),
        areas=lookup.resolve_area(first.area)[:1] if first.area else [],
    )
    question = asking.begin(told, numbering.hold(first.at), asked_at=first.at, by=None, at=first.at)
    QuestionHistory.objects.create(
        subject=question, at=at, act="imported", from_state=State.NEW, to_state=State.NEW, note=queue.name
    )
    report.questions += 1
    report.matched += person is not None
    if first.organisation and question.organisation is None:
        report.remarks.append((first.where, f"deze organisatie kennen wij niet: {first.organisation}"))
    return question


def _themes(lines: list[Line], report: Report) -> list[str]:
    named = next((line for line in lines if line.theme), None)
    if named is None:
        return []
    code = next((code for code, label in lookup.choices("theme") if named.theme.lower() in (code, label.lower())), "")
    if not code:
        report.remarks.append((named.where, f"dit thema kennen wij niet: {named.theme}"))
    return [code] if code else []


def _write_messages(imported: Imported, question: Question, lines: list[Line], known: Known, report: Report) -> None:
    messages = Message.objects.bulk_create([_message(question, line, known) for line in lines])
    ImportedMessage.objects.bulk_create(
        [
            ImportedMessage(message=message, imported=imported, key=line.key)
            for message, line in zip(messages, lines, strict=True)
        ]
    )
    for message, line in zip(messages, lines, strict=True):
        if line.files:
            _keep_files(question, message, line, report)


def _message(question: Question, line: Line, known: Known) -> Message:
    author = _colleague(line.handler, known) if line.kind in (MessageKind.REPLY, *INTERNAL_KINDS) else None
    own = question.asker if line.kind == MessageKind.ASKER else None
    return Message(
        question=question,
        kind=line.kind,
        is_internal=line.kind in INTERNAL_KINDS,
        author=author or own,
        author_name=(line.handler or line.name)[:200],
        text=line.text,
        at=line.at,
        leaves_at=line.at if line.kind == MessageKind.REPLY else None,
    )


def _keep_files(question: Question, message: Message, line: Line, report: Report) -> None:
    """What may come in as with any question; of the others is told why not."""
    form = uuid.uuid4()
    for file in line.files:
        try:
            filing.keep(File(io.BytesIO(file.content), name=file.name), form, at=line.at)
        except ValidationError as error:
            report.remarks.append((line.where, error.messages[0]))
    filing.attach(form, question, message)


def _colleague(name: str, known: Known) -> User | None:
    """Who answered then, when that person has an account with this name or address now."""
    if name and name not in known.colleagues:
        found = User.objects.with_role("servicedesk")
        known.colleagues[name] = found.filter(email__iexact=name).first() or found.filter(name__iexact=name).first()
    return known.colleagues.get(name)


def _end(question: Question, lines: list[Line], *, at: datetime, lexemes: list[str] | None) -> None:
    """How it stands now, by the last word on it, else by who wrote last and when."""
    said = [line.is_open for line in lines if line.is_open is not None]
    spoken = [line for line in lines if line.kind not in INTERNAL_KINDS] or lines
    last, answers = spoken[-1], [line.at for line in spoken if line.kind == MessageKind.REPLY]
    is_open = said[-1] if said else last.kind != MessageKind.REPLY and last.at > at - QUIET
    change = {"changed_at": last.at, "answered_at": answers[0] if answers else None}
    if is_open:
        marks = clock.begun(question.queue, at=at)
        change |= marks | {"state": State.WORKING, "outcome": "", "closed_at": None, "link_until": None}
        change |= {"answered_at": None, "solved_at": None}
    else:
        outcome = Outcome.ANSWERED if answers else Outcome.NO_REPLY
        change |= {"state": State.CLOSED, "outcome": outcome, "closed_at": last.at, "link_until": last.at + LINK_KEPT}
        change |= {"solved_at": last.at, "next_due_at": None}
    change |= {} if lexemes is None else {"lexemes": lexemes}
    for name, value in change.items():
        setattr(question, name, value)
    question.save(update_fields=list(change))
    step = ClockStep.RESTART if is_open else ClockStep.STOP
    clock.record(question, clock.Change({}, (step,)), at=at if is_open else last.at)
