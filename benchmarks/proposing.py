"""Proposing an Xpert for a case, from pools of 200 and 2,000: seconds and queries, against a view that does nothing.

``python -m benchmarks.proposing --work DIR`` makes a database for each pool under DIR, fills it and tells one line of
JSON per pool. The measuring is done by a process of its own, because it uses the portal's settings.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from benchmarks import tailored, words

AT = datetime(2027, 3, 1, 10, 0, tzinfo=UTC)
SIZES = (200, 2_000)
WORDS_OF_XPERT, WORDS_OF_CASE = 200, 400
EMPLOYERS = 60
BUSY = 4
"""One in so many has a job that goes on."""
_TRIVIAL = "/healthz"
_ROUND = 1_000_000


def main(arguments: list[str]) -> None:
    tailored.main("benchmarks.proposing", __doc__, SIZES, arguments)


def measure(size: int, repeats: int) -> Iterator[dict]:
    """Within the portal's settings: the proposal by itself and on the page."""
    yield {"xperts": size} | _measured(_case(0), repeats)


def fill(size: int) -> None:
    """Xperts up to this number, the same on every run; one in four has a job that goes on."""
    from django.db import connection, transaction  # noqa: PLC0415 - needs the settings

    from xperts.pool.models import Xpert  # noqa: PLC0415 - the models need the settings

    with transaction.atomic():
        employers = _employers()
        for number in range(Xpert.objects.count(), size):
            xpert = _xpert(number, employers[number % EMPLOYERS])
            if number % BUSY == 0:
                _job(xpert, number)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _employers() -> list:
    from loket.accounts.models import Organisation  # noqa: PLC0415 - the models need the settings

    names = [f"Werkgever {number} (meting)" for number in range(EMPLOYERS)]
    return [Organisation.objects.get_or_create(name=name)[0] for name in names]


def _xpert(number: int, employer):
    """One with everything filled in; the numbers of the assessors lie beyond all accounts."""
    from loket.accounts.models import User  # noqa: PLC0415 - the models need the settings
    from loket.vocabulary import lookup  # noqa: PLC0415
    from xperts.cases.enums import Form  # noqa: PLC0415
    from xperts.pool import affinity, profiling  # noqa: PLC0415
    from xperts.pool.models import Interest, Standing, Xpert  # noqa: PLC0415

    chance = random.Random(number)
    themes, sectors = ([code for code, _ in lookup.choices(scheme)] for scheme in ("theme", "sector"))
    email, today = f"xpert-{number}@example.org", AT.date()
    person = User.objects.create(email=email, name=f"Xpert {number}", password="!", organisation=employer)
    Standing.objects.create(person=person, begins_on=today, until=today + timedelta(days=365))
    xpert = Xpert(
        person=person,
        state="active",
        first_assessor_key=_ROUND,
        second_assessor_key=_ROUND + 1,
        nominated_at=AT,
        changed_at=AT,
        joined_on=today,
        trial_ends_on=today,
        breadth=chance.choice(("generalist", "specialist")),
        headline=" ".join(words.some(chance, 8)),
        about=words.sentences(chance, WORDS_OF_XPERT, []),
        themes=chance.sample(themes, 3),
        sectors=chance.sample(sectors, 2),
        levels=[chance.choice("1234")],
        areas=[chance.choice([code for code, *_ in lookup.tile_map()])],
        forms=[chance.choice(Form.values)],
        minutes_a_month=1_200,
        most_at_once=3,
    )
    xpert.lexemes = affinity.counted(profiling.texts(xpert))
    xpert.save()
    Interest.objects.create(xpert=xpert, kind="client", name="Gemeente (meting)", from_year=2024)
    return xpert


def _case(number: int, state: str = "granted"):
    """A case that got as far as this; with the text of a whole dossier."""
    from loket.vocabulary import lookup  # noqa: PLC0415 - the models need the settings
    from xperts.cases import keeping  # noqa: PLC0415
    from xperts.cases.models import Case, Diagnosis  # noqa: PLC0415

    chance = random.Random(f"case {number}")
    themes = [code for code, _ in lookup.choices("theme")]
    case = Case.objects.create(
        number=20_270_001 + number,
        state=state,
        framework=keeping.framework_in_force(at=AT),
        title=" ".join(words.some(chance, 8)),
        themes=chance.sample(themes, 2),
        areas=["gemeente-tiel"],
        sectors=["ggd"],
        level="2",
        asked_at=AT,
        opened_at=AT,
        intake_due_at=AT,
        diagnosed_at=AT,
        applied_at=AT,
        decision_due_at=AT,
        decided_at=AT,
        changed_at=AT,
        applied_things=1,
        applied_meetings=1,
        form="coaching",
        minutes=1_200,
    )
    text = words.sentences(chance, WORDS_OF_CASE, [])
    Diagnosis.objects.create(case=case, situation=text, saved_at=AT)
    case.applicants.create(name="Vrager")
    return case


def _job(xpert, number: int) -> None:
    from xperts.pool.models import Ask, Rules  # noqa: PLC0415 - the models need the settings

    told = {"asked_at": AT, "due_at": AT + timedelta(days=7), "answered_at": AT, "minutes": 600}
    case, rules = _case(number + 1, "contract"), Rules.objects.kept()
    Ask.objects.create(case=case, xpert=xpert, state="accepted", rules=rules, rank=1, score=0.5, **told)


def _measured(case, repeats: int) -> dict:
    """The proposal by itself, and the page of the desk with it."""
    from django.db import connection  # noqa: PLC0415 - needs the settings
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from loket.accounts.demo import address  # noqa: PLC0415
    from xperts.pool import proposing  # noqa: PLC0415

    with CaptureQueriesContext(connection) as queries:
        proposal = proposing.propose(case, at=AT)
    asked = len(queries)
    client, page = signed_in(Client(), address("servicedesk")), reverse("xpert_propose", args=[case.number])
    trivial = median(lambda: client.get(_TRIVIAL), repeats)
    shown = median(lambda: answered(client.get(page)), repeats)
    return {
        "can_be_asked": len(proposal.ranked),
        "milliseconds": round(1000 * median(lambda: proposing.propose(case, at=AT), repeats), 1),
        "queries": asked,
        "page_milliseconds": round(1000 * shown, 1),
        "page_times_trivial": round(shown / trivial),
    }


def signed_in(client, email: str):
    """This client, signed in with a second factor."""
    from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY  # noqa: PLC0415 - settings
    from allauth.account.internal.userkit import user_id_to_str  # noqa: PLC0415

    from loket.accounts.models import User  # noqa: PLC0415

    user = User.objects.get(email=email)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
    session["account_authentication_methods_user"] = user_id_to_str(user)
    session.save()
    return client


def answered(response) -> None:
    if response.status_code != 200:
        raise RuntimeError(f"the page answered {response.status_code}")


def median(work: Callable[[], object], repeats: int) -> float:
    """Seconds; the first time is not counted."""
    work()
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


if __name__ == "__main__":
    tailored.started(main, fill, measure)
