"""What must hold of every case at every moment, as questions to the database that find whoever breaks it.

The simulation asks them after each step. Most is also a constraint; here stands what no single row can tell.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from xperts.cases.enums import State, Term
from xperts.cases.models import Case, Lateness, Reminder
from xperts.kernteam.counting import QUORUM
from xperts.kernteam.enums import WITH_STAND_IN, Via
from xperts.kernteam.models import Asked, Ballot, BallotVersion, Decision, Declaration, Layer3Budget


@dataclass(frozen=True)
class Invariant:
    """``breakers(cases, at)``: the rows, among these cases, of which ``text`` does not hold at this moment."""

    text: str
    breakers: Callable[[QuerySet[Case], datetime], QuerySet]


def broken(since: datetime, *, at: datetime) -> Iterator[str]:
    """A sentence for each rule that does not hold, with the first rows that break it.

    Looked at are the open cases and those decided after ``since``, so that the cost follows what happens.
    """
    cases = Case.objects.filter(Q(state=State.WITH_KERNTEAM) | Q(decided_at__gte=since)).order_by().values("pk")
    for invariant in INVARIANTS:
        found = list(invariant.breakers(cases, at)[:3])
        if found:
            yield f"{invariant.text} Niet zo bij: {found}."


def _late_without_trace(cases: QuerySet[Case], at: datetime) -> QuerySet:
    """A decision after the term, of which nothing says that it was late and since when."""
    noted = Lateness.objects.filter(case=OuterRef("pk"), term=Term.DECISION, due_at=OuterRef("decision_due_at"))
    return Case.objects.filter(pk__in=cases, decided_at__gt=F("decision_due_at")).exclude(Exists(noted))


def _told_after_the_decision(cases: QuerySet[Case], at: datetime) -> QuerySet:
    return Reminder.objects.filter(case__in=cases, at__gt=F("case__decided_at"))


def _told_twice(cases: QuerySet[Case], at: datetime) -> QuerySet:
    """The same reminder twice, or two mails of one sweep to one person."""
    mails = Reminder.objects.filter(case__in=cases).order_by().values("case", "recipient", "at")
    counted = mails.annotate(kinds=Count("kind"), once=Count("kind", distinct=True))
    mailed = Count("pk", filter=Q(is_mailed=True))
    return counted.annotate(mailed=mailed).filter(Q(kinds__gt=F("once")) | Q(mailed__gt=1))


def _asked_after_it_left(cases: QuerySet[Case], at: datetime) -> QuerySet:
    return Asked.objects.filter(case__in=cases, ended_at=None).exclude(case__state=State.WITH_KERNTEAM)


def _asked_for_two_seats(cases: QuerySet[Case], at: datetime) -> QuerySet:
    rows = Asked.objects.filter(case__in=cases, ended_at=None).order_by().values("case", "member")
    return rows.annotate(seats=Count("seat", distinct=True)).filter(seats__gt=1)


def _stand_in_of_a_seat_without(cases: QuerySet[Case], at: datetime) -> QuerySet:
    return Asked.objects.filter(case__in=cases, via=Via.STAND_IN).exclude(seat__in=WITH_STAND_IN)


def _asked_with_an_interest(cases: QuerySet[Case], at: datetime) -> QuerySet:
    told = Declaration.objects.filter(case=OuterRef("case"), member=OuterRef("member"), has_conflict=True)
    return Asked.objects.filter(Exists(told.filter(undone_at=None)), case__in=cases, ended_at=None)


def _judged_unasked(cases: QuerySet[Case], at: datetime) -> QuerySet:
    """A ballot of somebody who was never asked for that seat, or did not answer the question about interest first."""
    asked = Asked.objects.filter(
        case=OuterRef("ballot__case"), seat=OuterRef("ballot__seat"), member=OuterRef("member")
    )
    told = Declaration.objects.filter(case=OuterRef("ballot__case"), member=OuterRef("member"), at__lte=OuterRef("at"))
    rows = BallotVersion.objects.filter(ballot__case__in=cases)
    return rows.exclude(Exists(asked), Exists(told))


def _two_seats_by_one(cases: QuerySet[Case], at: datetime) -> QuerySet:
    rows = BallotVersion.objects.filter(ballot__case__in=cases).order_by().values("ballot__case", "member")
    return rows.annotate(seats=Count("ballot", distinct=True)).filter(seats__gt=1)


def _decided_without_quorum(cases: QuerySet[Case], at: datetime) -> QuerySet:
    cast = Ballot.objects.filter(case=OuterRef("case")).order_by().values("case").annotate(n=Count("pk")).values("n")
    return Decision.objects.filter(case__in=cases).annotate(cast=cast).exclude(cast__gte=QUORUM)


def _overspent(cases: QuerySet[Case], at: datetime) -> QuerySet:
    """A year in which more is reserved than there is, or other than the decisions say."""
    held = Coalesce(Sum(F("decisions__cents") - F("decisions__released_cents")), 0)
    told = Layer3Budget.objects.order_by().annotate(held=held)
    return told.filter(Q(reserved_cents__gt=F("cents")) | ~Q(reserved_cents=F("held")))


INVARIANTS = (
    Invariant("Een besluit na de termijn staat als te laat genoteerd, vanaf de termijn.", _late_without_trace),
    Invariant("Niemand krijgt dezelfde herinnering twee keer, of twee mails tegelijk.", _told_twice),
    Invariant("Na het besluit herinneren wij niet meer.", _told_after_the_decision),
    Invariant("Wie niet meer hoeft te oordelen, is niet meer gevraagd.", _asked_after_it_left),
    Invariant("Niemand is voor twee zetels tegelijk gevraagd.", _asked_for_two_seats),
    Invariant("Alleen partner en praktijk hebben een achterwacht.", _stand_in_of_a_seat_without),
    Invariant("Wie een belang heeft, is niet meer gevraagd.", _asked_with_an_interest),
    Invariant("Alleen wie gevraagd is en geen belang heeft, oordeelt.", _judged_unasked),
    Invariant("Niemand oordeelt voor twee zetels.", _two_seats_by_one),
    Invariant("Een besluit rust op minstens drie oordelen.", _decided_without_quorum),
    Invariant("Er is nooit meer gereserveerd dan er is, en precies wat de besluiten zeggen.", _overspent),
)
