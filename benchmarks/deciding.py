"""The kernteam with 50 and 5,000 open cases: its page, one case, a ballot and a decision, beside a trivial view.

``python -m benchmarks.deciding --work DIR`` makes a database for each number of open cases under DIR, fills it and
tells one line of JSON per number. The measuring is done by a process of its own, because it uses the portal's settings.
"""

import random
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from benchmarks import tailored
from benchmarks.proposing import answered, median, signed_in

SIZES = (50, 5_000)
DECIDED_FOR_EACH = 2
"""So many decided cases lie behind each open one: what is over may not make the page slower."""
_TRIVIAL = "/healthz"
_OVERVIEW = "/kernteam/"
_LEAD, _MEMBER = "meting-coordinator@example.org", "meting-cgl@example.org"


def main(arguments: list[str]) -> None:
    tailored.main("benchmarks.deciding", __doc__, SIZES, arguments)


def fill(size: int) -> None:
    """The seats, and cases up to this number."""
    at = datetime.now(UTC).replace(microsecond=0)
    _fill(size, _seats(at), at=at)


def measure(size: int, repeats: int) -> Iterator[dict]:
    """Within the portal's settings: the pages, then what is done with one case."""
    from xperts.kernteam.models import SeatHolder  # noqa: PLC0415 - the models need the settings

    holders = SeatHolder.objects.select_related("member__person__organisation")
    members = {row.seat: row.member for row in holders}
    done = _path(members, at=datetime.now(UTC).replace(microsecond=0))
    yield {"open": size, "decided": size * DECIDED_FOR_EACH} | _pages(repeats) | done


def _seats(at: datetime) -> dict:
    """Four members on their seats, by seat, kept by a coordinator; and money for the year."""
    from loket.accounts.enums import Role  # noqa: PLC0415 - the models need the settings
    from xperts.kernteam import appointing, rules  # noqa: PLC0415
    from xperts.kernteam.enums import SeatName  # noqa: PLC0415

    lead = _person(_LEAD, Role.COORDINATOR)
    rules.set_budget(at.year, 10**12, by=lead, at=at)
    members = {}
    for seat in SeatName:
        email = _MEMBER if seat == SeatName.CGL else f"meting-{seat}@example.org"
        members[seat] = appointing.add_member(_person(email, Role.KERNTEAM), by=lead, at=at)
        appointing.seat(members[seat], seat, starts_on=at.date(), ends_on=None, by=lead, at=at)
    return members


def _person(email: str, role: str):
    from loket.accounts.models import Organisation, User  # noqa: PLC0415 - the models need the settings

    employer = Organisation.objects.get_or_create(name=f"Werkgever van {email} (meting)")[0]
    told = {"name": email, "password": "!", "roles": [role] if role else []}
    return User.objects.create(email=email, organisation=employer, **told)


def _fill(size: int, members: dict, *, at: datetime) -> None:
    """Open cases up to this number with what belongs to them, and twice as many that were decided."""
    from django.db import connection, transaction  # noqa: PLC0415 - needs the settings

    from loket.vocabulary import lookup  # noqa: PLC0415 - the models need the settings

    about = [[code for code, _ in lookup.choices(scheme)] for scheme in ("theme", "sector")]
    asker = _person(f"meting-vrager-{size}@example.org", "")
    with transaction.atomic():
        opened = _cases(range(size), "kernteam", asker, about, at=at)
        _ask(opened, members, at=at)
        decided = range(size * DECIDED_FOR_EACH)
        _decide_all(_cases(decided, "rejected", asker, about, at=at - timedelta(days=60)), at=at)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _cases(numbers: range, state: str, asker, about: list[list[str]], *, at: datetime) -> list:
    """Rows as they stand after diagnosis and application, each with its applicant."""
    from xperts.cases import keeping  # noqa: PLC0415 - the models need the settings
    from xperts.cases.models import Applicant, Case  # noqa: PLC0415

    told = {"framework": keeping.framework_in_force(at=at), "contact": asker, "organisation": asker.organisation}
    rows = [_case(number, state, about, told, at=at) for number in numbers]
    made = Case.objects.bulk_create(rows, batch_size=1_000)
    Applicant.objects.bulk_create([Applicant(case=row, person=asker, name="Vrager") for row in made], batch_size=5_000)
    return made


def _case(number: int, state: str, about: list[list[str]], told: dict, *, at: datetime):
    """Not saved yet; handed over on one of the last nine days, about two themes and a sector."""
    from xperts import deadlines  # noqa: PLC0415 - the models need the settings
    from xperts.cases.models import Case  # noqa: PLC0415

    chance, is_open = random.Random(f"{state} {number}"), state == "kernteam"
    handed = at - timedelta(days=chance.randrange(9), minutes=5)
    due = deadlines.decision_due(handed, handed)
    moments = (
        "asked_at",
        "opened_at",
        "intake_due_at",
        "prepared_at",
        "diagnosis_due_at",
        "diagnosed_at",
        "applied_at",
    )
    state_of = {"next_due_at": due, "next_reminder_at": due} if is_open else {"decided_at": handed + timedelta(days=5)}
    return Case(
        number=(2_000 if is_open else 2_030) * 10_000 + number,
        state=state,
        title=f"Aanvraag {number} van de meting",
        themes=chance.sample(about[0], 2),
        sectors=chance.sample(about[1], 1),
        decision_due_at=due,
        changed_at=handed,
        applied_things=1,
        applied_meetings=1,
        **dict.fromkeys(moments, handed),
        **state_of,
        **told,
    )


def _ask(cases: list, members: dict, *, at: datetime) -> None:
    from xperts.kernteam.enums import Via  # noqa: PLC0415 - the models need the settings
    from xperts.kernteam.models import Asked  # noqa: PLC0415

    rows = [
        Asked(case=case, seat=seat, member=member, via=Via.HOLDER, at=at)
        for case in cases
        for seat, member in members.items()
    ]
    Asked.objects.bulk_create(rows, batch_size=5_000)


def _decide_all(cases: list, *, at: datetime) -> None:
    from xperts.kernteam.models import Decision  # noqa: PLC0415 - the models need the settings

    told = {"outcome": "afwijzen", "proposed": "afwijzen", "basis": "majority"}
    rows = [Decision(case=case, at=case.decided_at, submission=uuid.uuid4(), **told) for case in cases]
    Decision.objects.bulk_create(rows, batch_size=5_000)


def _pages(repeats: int) -> dict:
    """The overview for the coordinator and for a member, and the page of one case, as milliseconds and queries."""
    from django.test import Client  # noqa: PLC0415 - needs the settings

    from xperts.cases.models import Case  # noqa: PLC0415

    one = Case.objects.waiting_for_kernteam().order_by("-pk").first()
    wanted = {
        "overview_of_coordinator": (_LEAD, _OVERVIEW),
        "overview_of_member": (_MEMBER, _OVERVIEW),
        "case_of_coordinator": (_LEAD, f"/kernteam/aanvraag/{one.number}/"),
    }
    trivial = Client()
    found = {"trivial": {"milliseconds": round(1000 * median(lambda: trivial.get(_TRIVIAL), repeats), 2)}}
    for name, (email, address) in wanted.items():
        client = signed_in(Client(), email)
        found[name] = _timed(lambda shown=client, url=address: answered(shown.get(url)), repeats)
    return found


def _timed(work: Callable[[], object], repeats: int = 1) -> dict:
    """Counted while it runs: Django's own list of queries begins anew with each request."""
    from django.db import connection  # noqa: PLC0415 - needs the settings

    queries = 0

    def count(execute, *told):
        nonlocal queries
        queries += 1
        return execute(*told)

    with connection.execute_wrapper(count):
        start = time.perf_counter()
        work()
        once = time.perf_counter() - start
    seconds = median(work, repeats) if repeats > 1 else once
    return {"milliseconds": round(1000 * seconds, 1), "queries": queries}


def _path(members: dict, *, at: datetime) -> dict:
    """One ballot, one decision and its letter through the real functions; and the morning round over all cases."""
    from loket.accounts.models import User  # noqa: PLC0415 - the models need the settings
    from xperts.cases.models import Case  # noqa: PLC0415
    from xperts.kernteam import appointing, deciding, letters  # noqa: PLC0415
    from xperts.kernteam.models import Letter  # noqa: PLC0415

    lead = User.objects.get(email=_LEAD)
    case = Case.objects.waiting_for_kernteam().select_related("framework", "contact").order_by("pk").first()
    ballots = [_timed(lambda who=member: _cast(case, who, at=at)) for member in members.values()]
    told = {"form": "coaching", "minutes": 1_200, "xperts": 1, "cents": 200_000}
    choice = deciding.Deciding("toekennen", uuid.uuid4(), **told)
    decided = _timed(lambda: deciding.decide(case, choice, by=lead, at=at))
    sent = _timed(lambda: letters.send(Letter.objects.get(decision__case=case), by=lead, at=at))
    morning = _timed(lambda: appointing.mind_the_seats(at=at))
    return {"ballot": ballots[-1], "decision": decided, "letter": sent, "morning_round": morning}


def _cast(case, member, *, at: datetime) -> None:
    from xperts.kernteam import voting  # noqa: PLC0415 - the models need the settings

    voting.declare(case, member, has_conflict=False, note="", by=member.person, at=at)
    judging = voting.Judging(
        choice="toekennen",
        motivation="Gewogen.",
        submission=uuid.uuid4(),
        seen=voting.seen_mark(case),
        judgements={row.code: ("yes", "") for row in case.framework.criteria.all()},
    )
    voting.cast(case, member, judging, by=member.person, at=at)


if __name__ == "__main__":
    tailored.started(main, fill, measure)
