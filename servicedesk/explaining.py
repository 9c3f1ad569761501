"""A term in words: when it began, what did not count, and so by when it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import date_format

from loket.core.working_days import AMSTERDAM, days_off, local_date
from servicedesk import hours
from servicedesk.enums import ClockStep
from servicedesk.models import ClockRecord, Question, Queue

_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


@dataclass(frozen=True)
class Term:
    """``status``: what it is now, in words; ``kind``: of its badge; ``lines``: how it was computed."""

    label: str
    due_at: datetime
    status: str
    kind: str
    lines: list[str]


def moment(at: datetime) -> str:
    local = at.astimezone(AMSTERDAM)
    return f"{date_format(local, 'l j F')} om {local:%H.%M} uur"


def opening(queue: Queue) -> str:
    """*maandag tot en met vrijdag van 9.00 tot 17.00 uur*"""
    days = sorted(queue.weekdays)
    is_row = len(days) > 2 and days == list(range(days[0], days[-1] + 1))
    told = f"{_DAYS[days[0]]} tot en met {_DAYS[days[-1]]}" if is_row else " en ".join(_DAYS[day] for day in days)
    return f"{told} van {queue.opens:%-H.%M} tot {queue.closes:%-H.%M} uur"


def rule(queue: Queue) -> str:
    """Which hours count."""
    closed = f" en op {len(queue.closed_days)} extra gesloten dagen" if queue.closed_days else ""
    return f"Alleen de uren waarin wij open zijn tellen mee: {opening(queue)}, behalve op feestdagen{closed}."


def queue(row: Queue, *, at: datetime) -> list[tuple[str, str]]:
    """The terms of a queue, with what a question that comes in at this moment would get."""
    answer, solve = (hours.after(at, term, row.opening) for term in (row.answer_term, row.solve_term))
    days = ", ".join(date_format(day, "j F Y") for day in sorted(row.closed_days) if day >= local_date(at))
    return [
        ("Open", opening(row)),
        ("Eerste antwoord", f"binnen {_working_days(row.answer_days)}"),
        ("Opgelost", f"binnen {_working_days(row.solve_days)}"),
        ("Extra gesloten", days),
        ("Komt nu iets binnen", f"eerste antwoord uiterlijk {moment(answer)}, opgelost uiterlijk {moment(solve)}"),
    ]


def holidays(at: datetime) -> list[str]:
    """The public holidays of the year to come that fall on Monday to Friday."""
    today = local_date(at)
    found = [day for year in (today.year, today.year + 1) for day in days_off(year)]
    near = sorted(day for day in found if today <= day < today + timedelta(days=365) and day.weekday() < 5)
    return [date_format(day, "l j F Y") for day in near]


def terms(question: Question, *, at: datetime) -> list[Term]:
    """Both terms of a question, as they stand at a moment."""
    records = list(question.clock_records.all())
    answer, solve = question.queue.answer_days, question.queue.solve_days
    return [
        _term("Eerste antwoord", question, (question.answer_due_at, question.answered_at), answer, records, at),
        _term("Opgelost", question, (question.solve_due_at, question.solved_at), solve, records, at),
    ]


def _term(
    label: str, question: Question, marks: tuple[datetime, datetime | None], days: int, records: list, at: datetime
) -> Term:
    due, met = marks
    status, kind = _status(question, due, met, at)
    return Term(
        label, due, status, kind, [*_story(records, days, met), f"Dus uiterlijk {moment(due)}.", rule(question.queue)]
    )


def _status(question: Question, due: datetime, met: datetime | None, at: datetime) -> tuple[str, str]:
    if met:
        return ("Op tijd", "success") if met <= due else ("Te laat", "danger")
    if question.paused_at:
        return "Staat stil", "neutral"
    if at > due:
        return "Te laat", "danger"
    if hours.after(at, timedelta(hours=2), question.queue.opening) > due:
        return "Bijna te laat", "warning"
    return "Loopt", "neutral"


def _story(records: list[ClockRecord], days: int, met: datetime | None) -> list[str]:
    """From the last time that it began; what happened after it was met does not matter any more."""
    begins = [n for n, row in enumerate(records) if row.step in (ClockStep.START, ClockStep.RESTART)]
    told = []
    for row in records[begins[-1] if begins else 0 :]:
        if met and row.at > met:
            break
        told += _line(row, days)
    return told


def _line(row: ClockRecord, days: int) -> list[str]:
    term = _working_days(days)
    if row.step in (ClockStep.START, ClockStep.RESTART):
        verb = "Begonnen" if row.step == ClockStep.START else "Opnieuw begonnen, omdat de vraag weer open ging,"
        return [f"{verb} op {moment(row.at)}; de termijn is {term}."]
    if row.step == ClockStep.PAUSE:
        return [f"Stilgezet op {moment(row.at)}: wij wachtten op de vrager."]
    if row.step == ClockStep.RESUME:
        return [f"Weer verder op {moment(row.at)}; {_length(row.stood_still)} telde niet mee."]
    return []


def _working_days(days: int) -> str:
    return "1 werkdag" if days == 1 else f"{days} werkdagen"


def _length(time: timedelta) -> str:
    minutes = round(time.total_seconds() / 60)
    whole, rest = divmod(minutes, 60)
    if whole and rest:
        return f"{whole} uur en {rest} minuten"
    return f"{whole} uur" if whole else f"{rest} minuten"
