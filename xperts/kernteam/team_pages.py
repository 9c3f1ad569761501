"""What the pages of seats, absences, way of working and budget need; read-only."""

from datetime import datetime
from decimal import Decimal

from django.db.models import Sum

from loket.accounts.enums import Role
from loket.core.working_days import local_date
from xperts.cases.models import Case
from xperts.kernteam import appointing, pages, rules, team
from xperts.kernteam.amounts import CENTS, euros
from xperts.kernteam.enums import SEAT_EXPLANATIONS, WITH_STAND_IN, SeatName
from xperts.kernteam.models import Absence, Decision, Layer3Budget, Member, SeatHolder, WayOfWorking
from xperts.kernteam.permissions import keeps_team

MOST_TASKS = 20


def present_members():
    """The members that have the role now, for a choice."""
    rows = Member.objects.filter(person__is_active=True, person__roles__contains=[Role.KERNTEAM])
    return rows.select_related("person").order_by("person__name", "pk")


def team_page(*, at: datetime) -> dict:
    """Each seat with its holder and stand-in of now and later, who is away, and the days that are in danger."""
    today = local_date(at)
    rows = list(SeatHolder.objects.filter(closed_at__isnull=True).select_related("member__person__organisation"))
    away = {row.member_id: row for row in Absence.objects.on(today)}
    return {
        "seats": [_seat(seat, [row for row in rows if row.seat == seat], away, today) for seat in SeatName],
        "wider": list(present_members().exclude(pk__in=[row.member_id for row in rows])),
        "absences": [
            row for row in Absence.objects.select_related("member__person") if not row.ends_on or row.ends_on >= today
        ],
        "gaps": team.gaps(today),
        "today": today,
        "past": list(
            SeatHolder.objects.filter(closed_at__isnull=False)
            .select_related("member__person")
            .order_by("-closed_at")[:20]
        ),
    }


def _seat(seat: SeatName, rows: list[SeatHolder], away: dict, today) -> dict:
    places = [_place("Zetelhouder", [row for row in rows if not row.is_stand_in], away, today)]
    if seat in WITH_STAND_IN:
        places.append(_place("Achterwacht", [row for row in rows if row.is_stand_in], away, today))
    return {"label": seat.label, "explanation": SEAT_EXPLANATIONS[seat], "places": places}


def _place(label: str, rows: list[SeatHolder], away: dict, today) -> dict:
    now = next((row for row in rows if row.starts_on <= today and (not row.ends_on or row.ends_on >= today)), None)
    return {
        "label": label,
        "now": now,
        "absence": away.get(now.member_id) if now else None,
        "later": [row for row in rows if row.starts_on > today],
    }


def own_page(member: Member, *, at: datetime) -> dict:
    """A member's own seat, absences and open requests."""
    today = local_date(at)
    seats = SeatHolder.objects.on(today).filter(member=member, closed_at__isnull=True)
    absences = member.absences.all()
    return {
        "member": member,
        "seats": list(seats),
        "absences": [row for row in absences if not row.ends_on or row.ends_on >= today],
        "waiting": list(pages.waiting_for(member, limit=MOST_TASKS)),
        "today": today,
    }


def rules_page(shown: WayOfWorking, user) -> dict:
    """The version in force with the earlier ones; ``can_change`` for the coordinator."""
    labels = [SeatName(seat).label for seat in shown.tie_seats]
    return {
        "shown": shown,
        "versions": list(WayOfWorking.objects.select_related("by")),
        "tie": ", anders ".join(dict.fromkeys(labels)),
        "can_change": keeps_team(user),
    }


def budget_start(at: datetime) -> dict:
    budget = rules.budget_of(at)
    year = local_date(at).year
    return {"year": year, "euros": Decimal(budget.cents) / CENTS if budget else None}


def budget_page() -> dict:
    """Per year what there is, what is reserved and left, and the decisions behind it."""
    rows = []
    for budget in Layer3Budget.objects.all():
        decisions = Decision.objects.filter(budget=budget, cents__gt=0).select_related("case").order_by("-at")
        freed = decisions.aggregate(freed=Sum("released_cents"))["freed"] or 0
        facts = [
            ("Budget", euros(budget.cents)),
            ("Toegekend", euros(budget.reserved_cents)),
            ("Vrijgevallen", euros(freed) if freed else ""),
            ("Nog over", euros(budget.left_cents)),
        ]
        lines = [{"case": row.case, "euros": euros(row.cents), "at": row.at} for row in decisions[:50]]
        percent = round(100 * budget.reserved_cents / budget.cents) if budget.cents else 0
        shown = {"id": f"verbruik-{budget.year}", "percent": percent, "told": f"{percent}% van het budget"}
        rows.append({"budget": budget, "facts": facts, "lines": lines} | shown)
    return {"budgets": rows}


def candidates(case: Case, seats, *, at: datetime) -> list[dict]:
    """Everybody of the kernadviesteam for a one-off replacement, who can first; the others with what is against it."""
    members = list(present_members())
    found = appointing.replacement_obstacles(case, seats, members, at=at) if seats else {}
    rows = [{"member": member, "obstacles": found.get(member.pk, [])} for member in members]
    return sorted(rows, key=lambda row: bool(row["obstacles"]))
