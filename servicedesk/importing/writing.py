"""Old questions written down: each in one transaction, with its own dates, known by its old number, without mail.

What was closed keeps the day on which it ended, so its term of being kept counts from there. What is still open begins
its terms anew: nobody at this desk could have met the old ones.
"""

import io
import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction

from loket.accounts import organisations
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


def run(found: Iterable[Line | tuple[str, str]], *, queue: Queue, at: datetime, dry_run: bool = False) -> Report:
    """Write what was read; a second run with the same file adds nothing. ``dry_run`` does all and keeps nothing."""
    report, threads = Report(), {}
    for row in found:
        if isinstance(row, Line):
            threads.setdefault(row.original, []).append(row)
        else:
            report.refused.append(row)
    for original, lines in threads.items():
        ordered = sorted(lines, key=lambda line: line.at)
        try:
            with transaction.atomic():
                _write(original, ordered, queue, report, at=at)
                if dry_run:
                    raise RolledBack
        except RolledBack:
            continue
    return report


def _write(original: str, lines: list[Line], queue: Queue, report: Report, *, at: datetime) -> None:
    imported = Imported.objects.select_related("question__queue").filter(queue=queue, original=original).first()
    known = set(imported.messages.values_list("key", flat=True)) if imported else set()
    new = list({line.key: line for line in lines if line.key not in known}.values())
    report.known += len(lines) - len(new)
    if not new:
        return
    if imported is None:
        question = _begin(new, queue, report, at=at)
        imported = Imported.objects.create(question=question, queue=queue, original=original, at=at)
    else:
        question = imported.question
    for line in new:
        message = _message(question, line, report)
        ImportedMessage.objects.create(message=message, imported=imported, key=line.key)
    _end(question, [*lines], at=at)
    words.renew(question)
    words.add(question, original)
    report.messages += len(new)
    report.past_term += bool(question.closed_at and question.closed_at < at - KEPT)


def _begin(lines: list[Line], queue: Queue, report: Report, *, at: datetime) -> Question:
    first = next((line for line in lines if line.kind == MessageKind.ASKER), lines[0])
    person = User.objects.filter(email__iexact=first.email, is_active=True).first() if first.email else None
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
    if first.organisation and organisations.find(first.organisation) is None:
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


def _message(question: Question, line: Line, report: Report) -> Message:
    author = _colleague(line.handler) if line.kind in (MessageKind.REPLY, *INTERNAL_KINDS) else None
    own = question.asker if line.kind == MessageKind.ASKER else None
    message = Message.objects.create(
        question=question,
        kind=line.kind,
        is_internal=line.kind in INTERNAL_KINDS,
        author=author or own,
        author_name=(line.handler or line.name)[:200],
        text=line.text,
        at=line.at,
        leaves_at=line.at if line.kind == MessageKind.REPLY else None,
    )
    if line.files:
        _keep_files(question, message, line, report)
    return message


def _keep_files(question: Question, message: Message, line: Line, report: Report) -> None:
    """What may come in as with any question; of the others is told why not."""
    form = uuid.uuid4()
    for file in line.files:
        try:
            filing.keep(File(io.BytesIO(file.content), name=file.name), form, at=line.at)
        except ValidationError as error:
            report.remarks.append((line.where, error.messages[0]))
    filing.attach(form, question, message)


def _colleague(name: str) -> User | None:
    """Who answered then, when that person has an account with this name or address now."""
    if not name:
        return None
    found = User.objects.with_role("servicedesk")
    return found.filter(email__iexact=name).first() or found.filter(name__iexact=name).first()


def _end(question: Question, lines: list[Line], *, at: datetime) -> None:
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
    for name, value in change.items():
        setattr(question, name, value)
    question.save(update_fields=list(change))
    step = ClockStep.RESTART if is_open else ClockStep.STOP
    clock.record(question, clock.Change({}, (step,)), at=at if is_open else last.at)
