"""What the overview of the kernteam needs: what waits for whom, the last decisions and letters; read-only."""

from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, Value

from loket.core.working_days import local_date
from xperts.cases import pages as case_pages
from xperts.cases import similar
from xperts.cases.enums import State
from xperts.cases.models import Case, CaseQuerySet
from xperts.kernteam import amounts, consistency, counting, elsewhere, reading, rules, team
from xperts.kernteam.models import Asked, Ballot, Letter, Member
from xperts.kernteam.permissions import edits_letters, is_member, keeps_team
from xperts.kernteam.team import CaseTeam, Roster

PER_PAGE, DECISIONS_SHOWN = 25, 10


def overview(user, *, number: str | None, at: datetime) -> dict:
    """The cases of this person with what is waited for, the last decisions, and reports to discuss."""
    roster, member, readable = _place(user, at)
    waiting = readable.filter(state=State.WITH_KERNTEAM)
    paginator = Paginator(_with_own(waiting, member), PER_PAGE)
    figures = _figures(waiting, paginator, at=at) if keeps_team(user) else []
    page = paginator.get_page(number)
    decisions = list(consistency.newest(readable)[: consistency.LOOKED_AT])
    return {
        "page": page,
        "lines": _lines(list(page), roster, member, at=at),
        "is_keeper": keeps_team(user),
        "is_member": is_member(user),
        "figures": figures,
        "gaps": team.gaps(local_date(at)) if keeps_team(user) else [],
        "decisions": decisions[:DECISIONS_SHOWN],
        "letters": _unsent(user) if edits_letters(user) and (member is None or not is_member(user)) else [],
        "unlike": consistency.unlike(decisions),
        "reports": elsewhere.reports(readable, at),
    }


def first_lines(user, *, limit: int, at: datetime) -> list[dict]:
    """Lines of the cases that wait for a decision, what is due first on top."""
    roster, member, readable = _place(user, at)
    waiting = readable.filter(state=State.WITH_KERNTEAM)
    return _lines(list(_with_own(waiting, member)[:limit]), roster, member, at=at)


def _place(user, at: datetime) -> tuple[Roster, Member | None, CaseQuerySet]:
    """The seats, this person among them, and the cases that they may know of; looked up once for a page."""
    roster = team.roster(local_date(at), along=user)
    member = roster.member_of(user)
    return roster, member, reading.cases_of(user, member, roster.profiles[member.pk] if member else None)


def _with_own(cases: CaseQuerySet, member: Member | None) -> CaseQuerySet:
    """What is due first on top; ``is_mine`` where the ballot of this member is waited for."""
    asked = Asked.objects.filter(case=OuterRef("pk"), member=member, ended_at__isnull=True)
    is_mine = Exists(asked) if member else Value(False)
    rows = cases.select_related("organisation").defer("lexemes").annotate(is_mine=is_mine)
    return rows.order_by("decision_due_at", "pk")


def _figures(waiting: CaseQuerySet, paginator: Paginator, *, at: datetime) -> list[dict]:
    """Counted in one go, with what the paginator would count."""
    counted = waiting.aggregate(all=Count("pk"), late=Count("pk", filter=Q(decision_due_at__lt=at)))
    paginator.count = counted["all"]
    budget = rules.budget_of(at)
    left = amounts.euros(budget.left_cents) if budget else "niet ingevuld"
    return [
        {"label": "Bij het kernteam", "value": str(counted["all"])},
        {"label": "Te laat", "value": str(counted["late"])},
        {"label": f"Over in {local_date(at).year}", "value": left, "note": "van het budget van laag 3"},
    ]


def _lines(cases: list[Case], roster: Roster, member: Member | None, *, at: datetime) -> list[dict]:
    """A line for each case; who was waited for is told by seat, and nothing of what was found."""
    teams = roster.of(cases, at=at) if cases else {}
    cast: dict[int, dict[str, int]] = {case.pk: {} for case in cases}
    rows = Ballot.objects.filter(case__in=cases).order_by("versions__number")
    for case, seat, caster in rows.values_list("case_id", "seat", "versions__member"):
        cast[case][seat] = caster
    return [_line(case, teams[case.pk], cast[case.pk], member, at) for case in cases]


def _line(case: Case, found: CaseTeam, cast: dict[str, int], member: Member | None, at: datetime) -> dict:
    """A member reads only what waits for the own ballot; the seats are for who steers or judged already."""
    has_judged = member is not None and member.pk in cast.values()
    counts = {seat: caster for seat, caster in cast.items() if caster not in found.barred}
    waits = [acting for seat, acting in found.seats.items() if not acting.is_vacant and seat not in counts]
    return {
        "case": case,
        "due": case_pages.due(case, at),
        "themes": ", ".join(similar.theme_label(code) for code in case.themes[:2]),
        "is_mine": case.is_mine,
        "has_judged": has_judged,
        "waits_for": [f"{acting.seat.label} ({found.name(acting.member)})" for acting in waits],
        "shows_seats": member is None or has_judged,
        "is_short": found.is_short,
        "can_count": len(counts) >= counting.QUORUM,
    }


def _unsent(user) -> list[Letter]:
    rows = Letter.objects.filter(sent_at__isnull=True).select_related("decision__case").order_by("decision__at")
    return list(rows.exclude(decision__case__in=Case.objects.of_asker(user))[:DECISIONS_SHOWN])
