"""A kernteam of invented people, what it decided in the past two years, and what waits for it now.

Played through the functions people use, at moments before the one that counts as now; after the cases (and the pool,
for the preferences). Four holders, two stand-ins and one without a seat; the holder of *partner* is away.
"""

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction

from loket.accounts import organisations
from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.core.working_days import local_date
from loket.vocabulary import lookup
from xperts.cases.demo import loading as cases
from xperts.cases.enums import State
from xperts.cases.models import Case
from xperts.kernteam import appointing, deciding, handing, letters, rules, team, voting
from xperts.kernteam.enums import Choice, SeatName
from xperts.kernteam.models import Member, SeatHolder
from xperts.pool.models import Xpert

G, R, C, D = Choice.GRANT, Choice.REJECT, Choice.COLLECTIVE, Choice.DISCUSS
PEOPLE = (
    (SeatName.CGL, False, "Iris Denkbeeld", "Centrum Gezond Leven (voorbeeld)", ""),
    (SeatName.PARTNER, False, "Pim Verzonnen", "Landelijk Instituut Leefstijl (voorbeeld)", ""),
    (SeatName.PARTNER, True, "Petra Proefman", "Fonds Gezonde Buurt (voorbeeld)", ""),
    (SeatName.PRACTICE, False, "", "", ""),
    (SeatName.PRACTICE, True, "Paul Zogenaamd", "Thuiszorg Delta (voorbeeld)", "Groningen"),
    (SeatName.INDEPENDENT, False, "Onno Testers", "Adviesbureau Blanco (voorbeeld)", "Utrecht"),
)
"""Seat, stand-in or not, name (empty: the demo's own account), organisation and area."""
SPARE = ("Ria Reserve", "Hogeschool Voorbeeld (voorbeeld)")
BUDGET_CENTS = 9_000_000
# What the seats found, in turn, in the order CGL, partner, praktijk, onafhankelijk; None is no ballot.
PATTERNS = (
    (G, G, G, G),
    (G, G, R, None),
    (G, G, G, None),
    (R, R, R, G),
    (G, G, G, R),
    (C, C, G, C),
    (G, G, None, G),
    (G, R, R, G),
)
_SAID = {
    G: "De vraag is complex en de aanvragers deden zelf al veel. Enkele gesprekken met een Xpert brengen hen verder.",
    R: "Met een training en een goed netwerk in de regio komen de aanvragers zelf verder. Advies is nu te vroeg.",
    C: "Vier andere aanvragers vragen hetzelfde. Een leernetwerk met een Xpert helpt hen samen, en kost minder.",
    D: "Ik twijfel of het effect groot genoeg is. Laten wij dit kort bespreken.",
}
FORMS = ("coaching", "network", "mediation", "audit")


@dataclass
class Crew:
    lead: User
    holders: dict[str, Member] = field(default_factory=dict)
    stand_ins: dict[str, Member] = field(default_factory=dict)


def load(*, at: datetime, say=lambda sentence: None) -> None:
    """Seat an empty kernteam and play its work; nothing when it is there. ``at``: the moment that counts as now."""
    if SeatHolder.objects.exists():
        return
    old = cases.to_decide()
    first = min([case.opened_at for case in old], default=at) - timedelta(days=30)
    with transaction.atomic():
        crew = _seat(first)
        for year in range(local_date(first).year, local_date(at).year + 1):
            rules.set_budget(year, BUDGET_CENTS, by=crew.lead, at=first)
    for number, case in enumerate(old):
        with transaction.atomic():
            _decide(case, PATTERNS[number % len(PATTERNS)], number, crew)
    with transaction.atomic():
        _play_what_waits(crew, at=at)
    say(f"{len(old)} besluiten met brieven; {Case.objects.waiting_for_kernteam().count()} aanvragen bij het kernteam.")


def _person(name: str, organisation: str, area: str) -> User:
    if not name:
        return User.objects.get(email=address(Role.KERNTEAM))
    email = f"{name.lower().replace(' ', '.')}@voorbeeld.nl"
    of = organisations.find(organisation) or organisations.create(organisation)
    told = {"name": name, "organisation": of, "roles": [Role.KERNTEAM], "areas": lookup.resolve_area(area)[:1]}
    return User.objects.filter(email=email).first() or User.objects.create_user(email, **told)


def _seat(at: datetime) -> Crew:
    crew = Crew(User.objects.get(email=address(Role.COORDINATOR)))
    starts_on = local_date(at)
    for seat, is_stand_in, *told in PEOPLE:
        member = appointing.add_member(_person(*told), by=crew.lead, at=at)
        term = {"is_stand_in": is_stand_in, "starts_on": starts_on, "ends_on": None}
        appointing.seat(member, seat, **term, by=crew.lead, at=at)
        (crew.stand_ins if is_stand_in else crew.holders)[seat] = member
    appointing.add_member(_person(*SPARE, ""), by=crew.lead, at=at)
    return crew


def _handed_at(case: Case) -> datetime:
    return max(case.diagnosed_at, case.applied_at)


def _judge(case: Case, seat: str, choice: str, *, at: datetime, crew: Crew) -> None:
    """By who acts for the seat at that moment, after the question about interest; nobody when it is vacant."""
    acting = team.of_case(case, at=at).seats[SeatName(seat)]
    if acting.is_vacant:
        return
    member = next(row for row in (*crew.holders.values(), *crew.stand_ins.values()) if row.pk == acting.member)
    if not member.declarations.filter(case=case).exists():
        voting.declare(case, member, has_conflict=False, note="", by=member.person, at=at)
    told = voting.Judging(
        choice=choice,
        motivation=_SAID[Choice(choice)],
        submission=uuid.uuid5(uuid.NAMESPACE_URL, f"demo-{case.number}-{seat}-{choice}"),
        seen=voting.seen_mark(case),
        judgements=_criteria(case, choice),
        prefers=_preferred(case) if choice == G else None,
    )
    voting.cast(case, member, told, by=member.person, at=at)


def _criteria(case: Case, choice: str) -> dict[str, tuple[str, str]]:
    """*Ja* by who grants; who does not, sees less effect or a way with others."""
    weak = {R: ("effect", "no"), C: ("meer-mensen", "yes"), D: ("effect", "partly")}.get(Choice(choice))
    found = {row.code: ("yes", "") for row in case.framework.criteria.all()}
    if weak:
        found[weak[0]] = (weak[1], "Zie de diagnose bij wat het tegenhoudt.")
    return found


def _preferred(case: Case) -> User | None:
    rows = Xpert.objects.active().filter(themes__overlap=case.themes, person__isnull=False)
    row = rows.select_related("person").order_by("pk").first()
    return row.person if row else None


def _decide(case: Case, pattern: tuple, number: int, crew: Crew) -> None:
    """Ballots on days 2 to 6, a call where it stands equal, the decision on day 8 and the letter a day later."""
    begun = _handed_at(case)
    handing.follow(case, at=begun)
    for days, (seat, choice) in enumerate(zip(SeatName, pattern, strict=True), start=2):
        if choice:
            _judge(case, seat, choice, at=begun + timedelta(days=days), crew=crew)
    decided_at = begun + timedelta(days=8)
    counted = [choice for choice in pattern if choice]
    outcome = max(dict.fromkeys(counted), key=counted.count)
    if 2 * counted.count(outcome) <= len(counted):
        minutes = (
            "Wij spraken elkaar kort. De praktijk ziet het anders dan de partner; de onafhankelijke zetel beslist."
        )
        voting.record_call(case, minutes=minutes, by=crew.lead, at=begun + timedelta(days=7))
    granted = {"form": FORMS[number % 4], "minutes": 60 * (12 + 4 * (number % 4)), "xperts": 1 + (number % 6 == 5)}
    told = granted | {"cents": 150_000 + 25_000 * (number % 5)} if outcome == G else {}
    mark = uuid.uuid5(uuid.NAMESPACE_URL, f"demo-besluit-{case.number}")
    decision = deciding.decide(case, deciding.Deciding(outcome, mark, **told), by=crew.lead, at=decided_at)
    letters.send(decision.letter, by=crew.lead, at=decided_at + timedelta(hours=20))


def _play_what_waits(crew: Crew, *, at: datetime) -> None:
    """Now: a stand-in who acts, an interest, an equal standing two days before the end, and one that is late."""
    waiting = list(
        Case.objects.waiting_for_kernteam().select_related("framework", "contact").order_by("-decision_due_at")
    )
    for case in waiting:
        handing.follow(case, at=_handed_at(case))
    away = {"starts_on": local_date(at) - timedelta(days=6), "ends_on": local_date(at) + timedelta(days=15)}
    holder = crew.holders[SeatName.PARTNER]
    for number, pattern in enumerate(((), (G,), (G, G), (None, G, None, R), (G, G, R, R), (G, R))):
        if number < len(waiting):
            _cast_some(waiting[number], pattern, crew, at=at)
    if len(waiting) > 2:
        _tell_interest(waiting[2], crew.holders[SeatName.INDEPENDENT], at=at - timedelta(days=1))
    appointing.report_absence(holder, **away, by=holder.person, at=at - timedelta(hours=20))
    handing.follow_all(at=at)


def _cast_some(case: Case, pattern: tuple, crew: Crew, *, at: datetime) -> None:
    begun = _handed_at(case)
    for days, (seat, choice) in enumerate(zip(SeatName, pattern, strict=False), start=1):
        if choice:
            _judge(case, seat, choice, at=min(begun + timedelta(days=days, hours=-9), at), crew=crew)


def _tell_interest(case: Case, member: Member, *, at: datetime) -> None:
    if case.state != State.WITH_KERNTEAM or member.declarations.filter(case=case).exists():
        return
    note = "Ik gaf deze organisatie vorig jaar advies."
    voting.declare(case, member, has_conflict=True, note=note, by=member.person, at=max(at, _handed_at(case)))
