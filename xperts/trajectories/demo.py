"""Plays trajectories of the cases that were granted: contracts, hours, claims, evaluations, one practice example.

Each goes as far as the days since its Xpert accepted allow, by the functions that people use.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from loket.accounts.demo import address
from loket.accounts.enums import Role
from loket.accounts.models import User
from loket.catalogue import workflow as catalogue
from loket.core.working_days import AMSTERDAM, add_months, is_working_day, local_date
from xperts.cases.enums import State
from xperts.cases.models import Case
from xperts.pool import asking, proposing
from xperts.trajectories import claiming, contracting, evaluating, exemplifying, logging_hours, months, wording
from xperts.trajectories.demo_texts import EXAMPLE, FOUND, WORK
from xperts.trajectories.enums import HourKind
from xperts.trajectories.models import Claim, Contract, Engagement, HourEntry, Trajectory

SIGNED_AFTER, FINISHED_AFTER, EVALUATED_AFTER = timedelta(days=5), timedelta(days=110), timedelta(days=9)
BETWEEN_HOURS = timedelta(days=11)
HALF_YEAR = timedelta(days=190)
EVENING = time(17)


@dataclass(frozen=True)
class Staff:
    desk: User
    coordinator: User
    editor: User


def load(*, at: datetime, say=lambda sentence: None) -> None:
    """Fill an empty part. ``at``: the moment that counts as now."""
    if Contract.objects.filter(sealed_at__isnull=False).exists():
        return
    roles = (Role.SERVICEDESK, Role.COORDINATOR, Role.REDACTIE)
    staff = Staff(*(User.objects.get(email=address(role)) for role in roles))
    _accept_what_was_granted(staff, at=at)
    begun = list(Trajectory.objects.filter(case__state=State.CONTRACT).order_by("begun_at"))
    for number, trajectory in enumerate(begun):
        with transaction.atomic():
            _play(trajectory, number, staff, at=at)
    _publish_one(staff, at=at)
    say(f"{len(begun)} trajecten, {HourEntry.objects.count()} urenregels en {Claim.objects.count()} declaraties.")


def _accept_what_was_granted(staff: Staff, *, at: datetime) -> None:
    """Who is first in line now accepts within a day: of two cases this week, of older ones long ago.

    The newest case waits for somebody.
    """
    granted = Case.objects.filter(state=State.GRANTED).order_by("-decided_at")[1:]
    for number, case in enumerate(granted):
        asked = at - timedelta(days=3) if number < 2 else case.decided_at + timedelta(days=4)
        ranked = proposing.propose(case, at=asked).ranked
        # The Xpert of the demo has something under way too, so that hours can be written.
        known = [line for line in ranked if line.xpert.person.email == address(Role.XPERT) and number > 1]
        for line in (known or ranked)[:1]:
            told = {"seen": case.asks.count(), "why_other": "Kent de mensen in deze streek."}
            made = asking.choose(case, line.xpert, by=staff.desk, at=asked, **told)
            asking.accept(made, by=line.xpert.person, at=asked + timedelta(hours=20))


def _again(trajectory: Trajectory) -> Trajectory:
    return Trajectory.objects.with_people().get(pk=trajectory.pk)


def _play(trajectory: Trajectory, number: int, staff: Staff, *, at: datetime) -> None:
    begun = trajectory.begun_at
    _fit(_again(trajectory), at=begun + timedelta(hours=2))
    signed = begun + SIGNED_AFTER
    if signed > at:
        _sign(trajectory, staff, only=number % 3, at=min(at, begun + timedelta(days=1)))
        return
    _sign(trajectory, staff, only=3, at=signed)
    finished = signed + FINISHED_AFTER
    for part in Engagement.objects.select_related("person", "trajectory__case").filter(trajectory=trajectory):
        _work(part, number, since=signed, until=min(at, finished))
        _claim(part, number, staff, at=at)
    _tick(_again(trajectory), at=at)
    if finished < at - timedelta(days=2):
        _end(trajectory, number, staff, finished=finished, at=at)


def _fit(trajectory: Trajectory, *, at: datetime) -> None:
    """Fewer hours where the grant does not pay them all, and a cost of the asker's own."""
    contract = _contract(trajectory)
    content, lines = contract.content, contract.content["xperts"]
    while lines and wording.programme_costs(content | {"xperts": lines}, trajectory.people) > trajectory.case.cents:
        lines = [line | {"minutes": line["minutes"] * 9 // 10 // 60 * 60} for line in lines]
    total = sum(line["minutes"] for line in lines)
    steps = [row | {"minutes": min(row["minutes"], total // 4)} for row in content["milestones"]]
    contracting.change(
        contract, content | {"xperts": lines, "milestones": steps}, seen=contract.version, by=trajectory.signer, at=at
    )


def _contract(trajectory: Trajectory) -> Contract:
    return Contract.objects.with_people().get(trajectory=trajectory, number=0)


def _sign(trajectory: Trajectory, staff: Staff, *, only: int, at: datetime) -> None:
    """The first ``only`` of asker, Xperts and coordinator agree; nobody can while something is missing."""
    contract = _contract(trajectory)
    people = [contract.trajectory.signer, *(part.person for part in contract.trajectory.people), staff.coordinator]
    for hours, person in enumerate(people if only == 3 else people[:only]):
        fresh = _contract(trajectory)
        if wording.missing(fresh):
            return
        contracting.agree(fresh, version=fresh.version, by=person, at=at + timedelta(hours=hours))


def _work(part: Engagement, number: int, *, since: datetime, until: datetime) -> None:
    """Some hours every week or two, on working days, as long as there are any left; and the travel now and then."""
    part = Engagement.objects.select_related("person", "trajectory__case").get(pk=part.pk)
    if part.trajectory.sealed_at is None:
        return
    for turn, moment in enumerate(_days(since + timedelta(days=2), until)):
        kind, what, minutes = WORK[(turn + number) % len(WORK)]
        told = {"day": local_date(moment), "kind": kind, "what": what, "minutes": minutes}
        try:
            logging_hours.write(part, **told, by=part.person, at=moment)
        except ValidationError:
            return  # the hours are used
        if turn % 3 == 0:
            away = {"day": local_date(moment), "kind": HourKind.TRAVEL, "what": "Heen en terug", "minutes": 95}
            logging_hours.write(part, **away, by=part.person, at=moment)


def _days(since: datetime, until: datetime) -> Iterator[datetime]:
    moment = since
    while moment < until:
        day = local_date(moment)
        while not is_working_day(day):
            day += timedelta(days=1)
        evening = datetime.combine(day, EVENING, AMSTERDAM)
        if evening < until:
            yield evening
        moment += BETWEEN_HOURS


def _claim(part: Engagement, number: int, staff: Staff, *, at: datetime) -> None:
    """Each month that is over: claimed on the second, approved on the fifth; the last one waits, or came back."""
    part = Engagement.objects.select_related("person", "trajectory__case").get(pk=part.pk)
    worked = sorted({months.month_of(day) for day in part.hours.values_list("day", flat=True)})
    for month in worked if part.is_paid else []:
        claimed = _on(add_months(month, 1), 2)
        if claimed > at:
            return
        try:
            claim = claiming.submit(part, month, by=part.person, at=claimed)
        except ValidationError:
            continue  # only hours without budget
        _judge(claim, number, staff, at=at)


def _judge(claim: Claim, number: int, staff: Staff, *, at: datetime) -> None:
    judged = _on(add_months(claim.month, 1), 5)
    is_last = judged > at - timedelta(days=35)
    if is_last and number % 4 == 1:
        return
    if is_last and number % 4 == 2 and judged < at:
        reason = "Op één dag staat twee keer hetzelfde gesprek."
        claiming.send_back(claim, reason=reason, by=staff.coordinator, at=judged)
    elif judged < at:
        claiming.approve(claim, by=staff.coordinator, at=judged)


def _on(month: date, day: int) -> datetime:
    return datetime.combine(month.replace(day=day), time(10), AMSTERDAM)


def _tick(trajectory: Trajectory, *, at: datetime) -> None:
    """What lay in the past was done, but for the last step of some."""
    if trajectory.case.state != State.RUNNING:
        return
    for row in trajectory.milestones.filter(day__lt=local_date(at)):
        row.trajectory = trajectory
        done = min(at, datetime.combine(row.day, EVENING, AMSTERDAM))
        contracting.tick(row, by=trajectory.signer, at=done, is_done=True)


def _end(trajectory: Trajectory, number: int, staff: Staff, *, finished: datetime, at: datetime) -> None:
    """Finished; all evaluate within days, and of the newest only one side so far."""
    fresh = _again(trajectory)
    evaluating.finish(fresh, by=fresh.people[0].person, at=finished)
    people = [fresh.signer, *(part.person for part in fresh.people), staff.coordinator]
    for days, (person, answers) in enumerate(zip(people, FOUND, strict=False), start=3):
        moment = finished + timedelta(days=days)
        if moment > at or (finished + EVALUATED_AFTER > at and days > 3):
            return
        evaluating.evaluate(_again(trajectory), by=person, at=moment, **answers)
    _look_back(_again(trajectory), finished=finished, at=at)


def _look_back(trajectory: Trajectory, *, finished: datetime, at: datetime) -> None:
    asked = finished + HALF_YEAR
    if asked + timedelta(days=2) > at or trajectory.evaluated_at is None:
        return
    evaluating.ask_what_lasted(at=asked)
    text = "De afspraken staan nog. Eén partner is gestopt; een andere nam het over."
    evaluating.answer_lasting(
        _again(trajectory), lasted="most", text=text, by=trajectory.signer, at=asked + timedelta(days=1)
    )


def _publish_one(staff: Staff, *, at: datetime) -> None:
    """The oldest story is in the catalogue, the next waits for consent, and a third still has names in it."""
    ready = list(Trajectory.objects.with_people().filter(case__state=State.EVALUATED).order_by("begun_at")[:3])
    for number, trajectory in enumerate(ready):
        moment = min(at - timedelta(days=1), trajectory.evaluated_at + timedelta(days=14))
        example = exemplifying.begin(trajectory, by=staff.desk, at=moment)
        text = EXAMPLE | {"title": trajectory.case.title}
        if number == 2:
            named = (
                f"{trajectory.asker_name} en {trajectory.people[0].name} begonnen met één vraag.\n\n{text['aanpak']}"
            )
            text |= {"aanpak": named}
            exemplifying.save(example, text, confirmed=[], seen=1, by=staff.desk, at=moment)
            continue
        example = exemplifying.save(example, text, confirmed=[], seen=1, by=staff.desk, at=moment)
        exemplifying.ask_consent(example, by=staff.desk, at=moment)
        people = [trajectory.signer, *(part.person for part in trajectory.people)]
        for person in people if number == 0 else people[:1]:
            exemplifying.consent(example, version=example.version, by=person, at=moment + timedelta(hours=5))
        if number == 0:
            entry = exemplifying.submit(example, by=staff.desk, at=moment + timedelta(hours=6))
            catalogue.accept(entry.revisions.get(), by=staff.editor, at=moment + timedelta(hours=20))
