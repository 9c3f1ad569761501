"""Years of decisions by people who answer late, are away and have interests, played through the real functions.

Every moment is passed along, so ten years take as long as their work. The people are chance with a seed: the same
seed gives the same years. After each step every invariant is looked at. The caller runs it in a transaction and rolls
it back.
"""

import random
import uuid
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from loket.accounts.enums import Role
from loket.accounts.models import Organisation, User
from loket.core.working_days import AMSTERDAM, is_working_day, local_date
from xperts import deadlines
from xperts.cases import keeping, numbering, reminding, workflow
from xperts.cases.enums import State
from xperts.cases.models import Case, Reminder
from xperts.kernteam import appointing, deciding, handing, invariants, reading, rules, team, voting
from xperts.kernteam.counting import QUORUM
from xperts.kernteam.enums import WITH_STAND_IN, Choice, SeatName, Standing, Via
from xperts.kernteam.models import Asked, BallotVersion, Member, Replacement
from xperts.kernteam.simulated import Result

MORNING, NOON, AFTERNOON = time(9, 5), time(12, 30), time(16, 0)
CHOICES = (Choice.GRANT, Choice.REJECT, Choice.COLLECTIVE, Choice.DISCUSS)
WEIGHTS = (60, 20, 12, 8)
CONFLICT = 0.04
"""How often somebody turns out to have an interest."""
# The chance that somebody who is asked judges on a working day: the quick and the slow, and after a reminder.
QUICK, SLOW, REMINDED = 0.35, 0.12, 0.6
HOLIDAYS_A_YEAR, SICK_A_DAY = 3, 0.004
CALLS_FROM = 3
"""With this many days left the coordinator phones who did not judge yet, and decides without waiting for the last."""
GRANTED_CENTS = 200_000
FIRST_BUDGET = 20 * GRANTED_CENTS
"""Too little for a busy year: a grant that does not fit is refused, and the coordinator asks for as much again."""


class Broken(Exception):
    """An invariant does not hold; the text says which, when and where."""


class Simulation:
    """One run; ``play`` gives the result."""

    def __init__(self, *, first: date, days: int, per_week: float, seed: int) -> None:
        self._chance = random.Random(seed)
        self._first, self._days, self._per_day = first, days, per_week / 7
        self._result = Result()
        self._members: list[Member] = []
        self._pace: dict[int, float] = {}
        self._away_until: dict[int, date] = {}
        self._number = 0
        self._looked_at = datetime.combine(first, time(0), AMSTERDAM)

    def play(self) -> Result:
        at = self._moment(self._first, MORNING)
        self._seat(at)
        for number in range(self._days):
            self._day(self._first + timedelta(days=number))
        self._finish(self._first + timedelta(days=self._days))
        return self._result

    def _look(self, at: datetime) -> None:
        """Every invariant, of what is open and of what was decided since the last look. Raises ``Broken``."""
        found = list(invariants.broken(self._looked_at, at=at))
        if found:
            raise Broken(f"{at:%d-%m-%Y %H.%M}: {' '.join(found)}")
        self._looked_at = at
        self._result.checks += len(invariants.INVARIANTS)

    def _moment(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, AMSTERDAM)

    def _person(self, name: str, role: str) -> User:
        self._number += 1
        organisation = Organisation.objects.create(name=f"Organisatie {self._number} (simulatie)")
        email = f"simulatie-{self._number}@voorbeeld.nl"
        return User.objects.create(email=email, name=name, roles=[role] if role else [], organisation=organisation)

    def _seat(self, at: datetime) -> None:
        self._lead = self._person("Coördinator", Role.COORDINATOR)
        self._asker = self._person("Aanvrager", "")
        self._framework = keeping.framework_in_force(at=at)
        self._criteria = list(self._framework.criteria.all())
        for year in range(self._first.year, self._first.year + self._days // 365 + 2):
            rules.set_budget(year, FIRST_BUDGET, by=self._lead, at=at)
        places = [(seat, False) for seat in SeatName] + [(seat, True) for seat in WITH_STAND_IN]
        for seat, is_stand_in in places:
            member = self._member(f"{seat.label}{' achterwacht' if is_stand_in else ''}", at)
            term = {"is_stand_in": is_stand_in, "starts_on": self._first, "ends_on": None}
            appointing.seat(member, seat, **term, by=self._lead, at=at)
        for number in range(2):
            self._member(f"Reserve {number}", at)

    def _member(self, name: str, at: datetime) -> Member:
        member = appointing.add_member(self._person(name, Role.KERNTEAM), by=self._lead, at=at)
        self._pace[member.pk] = self._chance.choice((QUICK, QUICK, SLOW))
        self._members.append(member)
        return member

    def _day(self, day: date) -> None:
        """What happens on a day: the tasks of the portal, absences, members, the coordinator, and arrivals at night.

        On days without an open case the tasks have nothing to do; they run on Mondays, as a worker that was down would.
        """
        is_busy = Case.objects.waiting_for_kernteam().exists()
        if is_busy or day.weekday() == 0:
            self._step(self._tasks, self._moment(day, MORNING))
        if is_working_day(day):
            self._step(self._go_away, self._moment(day, NOON))
        if is_working_day(day) and is_busy:
            self._step(self._members_judge, self._moment(day, NOON))
            self._step(self._coordinator_acts, self._moment(day, AFTERNOON))
        for _ in range(self._arrivals()):
            self._arrive(self._moment(day, time(self._chance.randint(18, 23))))

    def _step(self, act: Callable[[datetime], None], at: datetime) -> None:
        act(at)
        self._look(at)

    def _tasks(self, at: datetime) -> None:
        appointing.mind_the_seats(at=at)
        reminding.note_late(at=at)
        reminding.remind(at=at)

    def _arrivals(self) -> int:
        whole, part = divmod(self._per_day, 1)
        return int(whole) + (self._chance.random() < part)

    def _arrive(self, at: datetime) -> None:
        """A case of which diagnosis and application are there, handed over by the step of the workflow."""
        series = numbering.hold(at)
        ago = at - timedelta(days=12)
        case = Case.objects.create(
            number=numbering.take(series),
            state=State.PREPARING,
            framework=self._framework,
            contact=self._asker,
            organisation=self._asker.organisation,
            title="Aanvraag van de simulatie",
            asked_at=ago,
            opened_at=ago,
            intake_due_at=ago,
            prepared_at=ago,
            diagnosis_due_at=at + timedelta(days=2),
            changed_at=ago,
            applied_things=1,
            applied_meetings=1,
        )
        moments = {"diagnosed_at": at - timedelta(days=1), "applied_at": at}
        due = deadlines.decision_due(*moments.values())
        workflow.step(case, "hand_over", by=None, at=at, decision_due_at=due, **moments)
        self._result.cases += 1

    def _go_away(self, at: datetime) -> None:
        """Holidays are told two weeks ahead, illness on the day itself."""
        day = local_date(at)
        for member in self._members:
            if self._away_until.get(member.pk, day) > day:
                continue
            if self._chance.random() < HOLIDAYS_A_YEAR / 250:
                starts_on, length = day + timedelta(days=14), self._chance.choice((7, 14, 21))
            elif self._chance.random() < SICK_A_DAY:
                starts_on, length = day, self._chance.randint(1, 10)
            else:
                continue
            ends_on = starts_on + timedelta(days=length - 1)
            self._away_until[member.pk] = ends_on + timedelta(days=1)
            appointing.report_absence(member, starts_on=starts_on, ends_on=ends_on, by=member.person, at=at)

    def _members_judge(self, at: datetime) -> None:
        """Everybody who is asked and comes to it today."""
        asked = Asked.objects.filter(ended_at__isnull=True, case__state=State.WITH_KERNTEAM).order_by("pk")
        reminded = set(Reminder.objects.filter(at__gte=at - timedelta(days=2)).values_list("case", "recipient"))
        for row in list(asked.select_related("case__framework", "member__person")):
            pace = REMINDED if (row.case_id, row.member.person_id) in reminded else self._pace[row.member_id]
            if self._chance.random() < pace:
                self._judge(row, at=at)

    def _judge(self, row: Asked, *, at: datetime) -> None:
        row.case.refresh_from_db()
        person = row.member.person
        has_conflict = self._chance.random() < CONFLICT
        if not row.member.declarations.filter(case=row.case).exists():
            voting.declare(row.case, row.member, has_conflict=has_conflict, note="", by=person, at=at)
            if has_conflict:
                return
        try:
            voting.cast(row.case, row.member, self._judging(row.case), by=person, at=at)
        except voting.VotingClosed:  # the stand-in or the holder was first today
            return

    def _judging(self, case: Case, choice: str | None = None, call_note: str = "") -> voting.Judging:
        return voting.Judging(
            choice=choice or self._chance.choices(CHOICES, WEIGHTS)[0],
            motivation="Gewogen.",
            submission=uuid.UUID(int=self._chance.getrandbits(128)),
            seen=voting.seen_mark(case),
            judgements={row.code: ("yes", "") for row in self._criteria},
            call_note=call_note,
        )

    def _coordinator_acts(self, at: datetime) -> None:
        """As the overview shows it: cases with too few seats, with enough ballots, or with few days left."""
        cases = list(Case.objects.waiting_for_kernteam().select_related("framework", "contact").order_by("pk"))
        teams = team.roster(local_date(at)).of(cases, at=at)
        cast = handing.seats_with_ballot(cases)
        for case in cases:
            left = deadlines.days_left(case.decision_due_at, at)
            enough = sum((case.pk, seat) in cast for seat in SeatName) >= QUORUM
            if teams[case.pk].is_short:
                self._replace(case, at=at)
            if enough or left <= CALLS_FROM:
                self._settle(case, left, at=at)

    def _settle(self, case: Case, left: int, *, at: datetime) -> None:
        """Phone who is waited for, discuss what is not clear, and decide what is."""
        shown = reading.read(self._lead, case, at=at)
        if left <= CALLS_FROM:
            self._phone(case, shown, at=at)
            shown = reading.read(self._lead, case, at=at)
        if shown.counted.standing in (Standing.CALL, Standing.UNSETTLED):
            self._call(case, at=at)
            shown = reading.read(self._lead, case, at=at)
        waits = [seat for seat in shown.team.eligible if seat not in {vote.seat for vote in shown.votes}]
        if shown.counted.is_settled and (not waits or left <= CALLS_FROM):
            self._decide(case, shown, at=at)

    def _replace(self, case: Case, *, at: datetime) -> None:
        found = team.of_case(case, at=at)
        vacant = [seat for seat, acting in found.seats.items() if acting.is_vacant]
        obstacles = appointing.replacement_obstacles(case, vacant[:1], self._members, at=at)
        able = [member for member in self._members if not obstacles[member.pk]]
        if able:
            appointing.replace_once(case, vacant[0], able[0], reason="Te weinig zetels.", by=self._lead, at=at)

    def _phone(self, case: Case, shown, *, at: datetime) -> None:
        """Who is there and did not judge is called; four of five answer."""
        voted = {vote.seat for vote in shown.votes}
        for seat in shown.team.eligible:
            member = shown.team.seats[seat].member
            is_asked = Asked.objects.filter(case=case, member=member).exists()
            if seat in voted or not is_asked or self._chance.random() < 0.2:
                continue
            judging = self._judging(case, call_note="Gebeld.")
            voting.cast_on_behalf(case, seat, judging, by=self._lead, at=at)
            self._result.phoned += 1

    def _call(self, case: Case, *, at: datetime) -> None:
        """They speak; who wanted to discuss chooses, and some change their mind."""
        voting.record_call(case, minutes="Besproken.", by=self._lead, at=at)
        self._result.calls += 1
        later = at + timedelta(minutes=30)
        rows = BallotVersion.objects.filter(ballot__case=case).select_related("ballot", "member__person")
        for row in rows.order_by("ballot_id", "-number").distinct("ballot_id"):
            is_free = row.member_id not in team.of_case(case, at=later).barred
            if is_free and (row.choice == Choice.DISCUSS or self._chance.random() < 0.2):
                choice = self._chance.choice(CHOICES[:2])
                voting.cast(case, row.member, self._judging(case, choice), by=row.member.person, at=later)

    def _decide(self, case: Case, shown, *, at: datetime) -> None:
        outcome = shown.counted.outcome
        granted = {"form": "coaching", "minutes": 1200, "xperts": 1, "cents": GRANTED_CENTS}
        told = granted if outcome == Choice.GRANT else {}
        mark = uuid.UUID(int=self._chance.getrandbits(128))
        decided_at = at + timedelta(hours=1)
        self._within_budget(case, deciding.Deciding(outcome, mark, **told), at=decided_at)
        self._result.in_time += decided_at <= case.decision_due_at
        self._result.late += decided_at > case.decision_due_at
        self._result.days.append(14 - deadlines.days_left(case.decision_due_at, decided_at))

    def _within_budget(self, case: Case, told: deciding.Deciding, *, at: datetime) -> None:
        """Refused when the money of the year is gone; then there comes more, and it is decided after all."""
        try:
            deciding.decide(case, told, by=self._lead, at=at)
        except rules.OverBudget:
            self._result.refused_for_budget += 1
            more = rules.budget_of(at).cents + FIRST_BUDGET
            rules.set_budget(local_date(at).year, more, by=self._lead, at=at)
            deciding.decide(case, told, by=self._lead, at=at)

    def _finish(self, last: date) -> None:
        """What is past its term and still open counts as late; what runs on is not counted."""
        at = self._moment(last, AFTERNOON)
        open_cases = Case.objects.waiting_for_kernteam()
        overdue = open_cases.filter(decision_due_at__lt=at).count()
        self._result.late += overdue
        self._result.undecided = open_cases.count() - overdue
        members = [member.person_id for member in self._members]
        self._result.ballots = BallotVersion.objects.filter(number=1, call_note="").count()
        self._result.reminders = Reminder.objects.filter(recipient__in=members, is_mailed=True).count()
        self._result.hand_overs = Asked.objects.filter(via=Via.STAND_IN, is_beside=False).count()
        self._result.replacements = Replacement.objects.count()
        handing.follow_all(at=at)
