"""Figures of the servicedesk; read-only. Merged questions count once: as the question they went on in."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Avg, Count, F, Q, QuerySet

from loket.usage import tallying
from loket.usage.enums import Dimension
from servicedesk.enums import Channel, Helped, Outcome, State
from servicedesk.models import Question, Rating, Referral


@dataclass(frozen=True)
class Load:
    """How the desk stands at a moment."""

    open: int
    late: int
    new: int
    waiting: int


@dataclass(frozen=True)
class Terms:
    """Of the questions asked in a period whose first answer was given, or is too late."""

    due: int
    in_time: int
    solve_due: int
    solved_in_time: int


def asked(start: datetime, end: datetime) -> QuerySet[Question]:
    """Questions that came in from ``start`` until ``end``."""
    return Question.objects.exclude(state=State.MERGED).filter(asked_at__gte=start, asked_at__lt=end).order_by()


def rated(start: datetime, end: datetime) -> QuerySet[Referral]:
    """Referrals of which the asker said whether they helped."""
    return Referral.objects.exclude(helped="").filter(rated_at__gte=start, rated_at__lt=end).order_by()


def referred_to(subject_type: str, numbers: Iterable[int]) -> int:
    """How often askers were referred to one of these."""
    rows = Referral.objects.filter(subject_type=subject_type, subject_id__in=list(numbers), message__isnull=False)
    return rows.count()


def load(at: datetime) -> Load:
    """One query over what is open."""
    found = Question.objects.open().aggregate(
        open=Count("pk"),
        late=Count("pk", filter=Q(next_due_at__lt=at)),
        new=Count("pk", filter=Q(state=State.NEW)),
        waiting=Count("pk", filter=Q(state=State.WAIT_ASKER)),
    )
    return Load(**found)


def terms(start: datetime, end: datetime, *, at: datetime) -> Terms:
    """What was not due yet at ``at`` and is not answered counts for neither."""
    answered, late = Q(answered_at__isnull=False), Q(answer_due_at__lt=at)
    solved, solve_late = Q(solved_at__isnull=False), Q(solve_due_at__lt=at)
    found = asked(start, end).aggregate(
        due=Count("pk", filter=answered | late),
        in_time=Count("pk", filter=Q(answered_at__lte=F("answer_due_at"))),
        solve_due=Count("pk", filter=solved | solve_late),
        solved_in_time=Count("pk", filter=Q(solved_at__lte=F("solve_due_at"))),
    )
    return Terms(**found)


def by_channel(start: datetime, end: datetime) -> list[tuple[str, int]]:
    found = dict(asked(start, end).values_list("channel").annotate(Count("pk")))
    return [(channel.label, found.get(channel.value, 0)) for channel in Channel]


def by_outcome(start: datetime, end: datetime) -> list[tuple[str, int]]:
    """How questions ended that were closed in the period."""
    closed = Question.objects.filter(closed_at__gte=start, closed_at__lt=end).exclude(outcome="").order_by()
    found = dict(closed.values_list("outcome").annotate(Count("pk")))
    return [(outcome.label, found.get(outcome.value, 0)) for outcome in Outcome]


def by_theme(start: datetime, end: datetime) -> list[tuple[str, int]]:
    """(code, number), the most asked first; a question with two themes counts for both."""
    found = Counter(code for codes in asked(start, end).values_list("themes", flat=True) for code in codes)
    return sorted(found.items(), key=lambda row: (-row[1], row[0]))


def helped(start: datetime, end: datetime) -> list[tuple[str, int]]:
    """What askers said of the referrals."""
    found = dict(rated(start, end).values_list("helped").annotate(Count("pk")))
    return [(answer.label, found.get(answer.value, 0)) for answer in Helped]


def marks(start: datetime, end: datetime) -> dict[str, float | int | None]:
    """The mean marks (one to five) that askers gave, and how many gave one."""
    found = Rating.objects.filter(at__gte=start, at__lt=end)
    return found.aggregate(helped=Avg("helped"), service=Avg("service"), number=Count("pk"))


def asked_on(day: date) -> Counter:
    """The questions of a day by road and theme, and by what is known of askers with an account."""
    rows = asked(*tallying.bounds(day)).values_list(
        "channel", "themes", "asker__sector", "asker__level", "asker__areas"
    )
    return tallying.tally(
        {Dimension.CHANNEL: channel, Dimension.THEME: themes} | tallying.person(*who) for channel, themes, *who in rows
    )


def rated_on(day: date) -> Counter:
    """The referrals that were judged on a day, by what was said."""
    rows = rated(*tallying.bounds(day)).values_list("helped", "kind")
    return tallying.tally({Dimension.ANSWER: said, Dimension.KIND: kind} for said, kind in rows)
