"""Events with many people: registering at once, the feed, the calendar, and whom an invitation concerns.

``python -m benchmarks.events --work DIR`` makes a database of its own under DIR, tells a line of JSON for each
measurement and keeps all of them in DIR/events.json. Registering goes by HTTP to the portal under gunicorn: with two
sync workers for the pace, with 64 threads for what happens at once, and with these once more without the lock on the
places, which must oversell. The rest is measured in one process, beside a view that does nothing. ``--small`` proves
in a few minutes that all of it runs; ``--keep`` takes the database that an earlier run with the same sizes filled.
"""

import argparse
import http.client
import json
import pathlib
import statistics
import sys
import threading
import time
import urllib.parse
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg2

from benchmarks import depth, installation, servers, told
from benchmarks.installation import Installation
from benchmarks.people import median
from loket.launcher import places

PLACES, PEOPLE = 100, 500
EVENTS, AUDIENCE = 10_000, 50_000
SLUG = "alles-tegelijk"
FILE = "events.json"
_TRIVIAL = "/healthz"
_TOKEN = "a" * 32
_DONE, _BUSY = (200, 302), 422
_MOST_PRESSES = 20
ASKED = {
    "calendar, all": "/bijeenkomsten/",
    "calendar, page 40": "/bijeenkomsten/?pagina=40",
    "calendar, a theme": "/bijeenkomsten/?theme=roken",
    "calendar, a theme, a level and a place": "/bijeenkomsten/?theme=roken&level=2&place=Tiel",
    "calendar, a value of every group": (
        "/bijeenkomsten/?theme=roken&level=2&area=ggd-twente&kind=training&venue=online&sector=ggd&period=2027-03"
    ),
    "calendar, a word": "/bijeenkomsten/?q=wandelen",
    "feed of 5,000": "/bijeenkomsten/agenda.ics",
}


@dataclass(frozen=True)
class Rush:
    """How the portal is served while everybody registers; ``threads`` for each of two workers."""

    name: str
    application: str
    threads: int
    connections: tuple[int, ...]
    oversells: bool = False


_PORTAL = "loket.wsgi:application"
RUSHES = (
    Rush("two sync workers", _PORTAL, 1, (16, 32, 64)),
    Rush("64 threads", _PORTAL, 32, (16, 64)),
    Rush("64 threads, without the lock", "benchmarks.events_unlocked:application", 32, (16, 64), oversells=True),
)


def main(arguments: list[str]) -> str | None:
    """Measure; returns a sentence when places were given twice, or when the control gave none twice."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.events", description=__doc__)
    parser.add_argument("--small", action="store_true", help="a hundredth of the events and people, a tenth of a rush")
    parser.add_argument("--keep", action="store_true", help="use the database of an earlier run with these sizes")
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--work", type=pathlib.Path, default=places.local_dir() / "bench" / "events")
    parser.add_argument("--results", action="store_true", help="put the figures in benchmarks/results as well")
    chosen = parser.parse_args(arguments)
    share = 100 if chosen.small else 1
    with installation.running(chosen.work.resolve(), 0) as site:
        tell = told.teller(site.folder / FILE)
        _prepare(site, EVENTS // share, AUDIENCE // share, keep=chosen.keep, tell=tell)
        for line in depth.in_process(site, "benchmarks.events", "--measure", chosen.repeats):
            tell(line)
        wrong = _rush(site, PEOPLE // (10 if chosen.small else 1), tell)
        if chosen.results:
            told.keep(site.folder / FILE, f"Events: {EVENTS // share:,} of them, {AUDIENCE // share:,} people")
        return wrong


def _prepare(site: Installation, events: int, people: int, *, keep: bool, tell: Callable[[dict], None]) -> None:
    """Fill an empty database, or take the one that is there when it has these sizes."""
    if keep and _is_filled(site, events, people):
        site.manage("migrate")
        return
    installation.make_empty(site)
    for line in depth.in_process(site, "benchmarks.events", "--fill", events, people):
        tell(line)


def _is_filled(site: Installation, events: int, people: int) -> bool:
    sql = """
        SELECT (SELECT count(*) FROM events_event WHERE slug LIKE 'meting-%'),
            (SELECT count(*) FROM accounts_user WHERE email LIKE 'meting-%')"""
    try:
        return site.rows(sql) == [(events, people)]
    except psycopg2.Error:  # no database, or one without tables
        return False


def _rush(site: Installation, people: int, tell: Callable[[dict], None]) -> str | None:
    """Everybody registers, served in each of the ways; returns what is wrong, in a sentence."""
    wrong = []
    for kind in RUSHES:
        environment = site.environment | {"GUNICORN_CMD_ARGS": f"--threads {kind.threads}"}
        sold = 0
        with servers.running(kind.application, environment, site.folder / "portal.log") as portal:
            for connections in kind.connections:
                line = {"registering": kind.name} | _rush_of(site, portal.address, connections, people)
                sold += line["overbooked"]
                tell(line)
        if bool(sold) != kind.oversells:
            wrong.append(f"{kind.name}: {sold} plaatsen te veel gegeven.")
    return " ".join(wrong) or None


def _rush_of(site: Installation, address: str, connections: int, people: int) -> dict:
    """A new event with a fifth as many places as people who want one."""
    ready = next(depth.in_process(site, "benchmarks.events", "--rush", connections, people))
    trivial = _paces(address, "GET", connections, _TRIVIAL, ready["sessions"])[0]
    pace, taken, answers = _paces(address, "POST", connections, ready["path"], ready["sessions"])
    given, waiting = site.rows(
        "SELECT count(*) FILTER (WHERE r.state IN ('confirmed', 'offered')), count(*) FILTER (WHERE r.state ="
        " 'waiting') FROM events_registration r JOIN events_event e ON e.id = r.event_id WHERE e.slug = %s",
        ready["slug"],
    )[0]
    return {
        "connections": connections,
        "per_second": round(pace, 1),
        "permille_of_trivial": round(1000 * pace / trivial, 1),
        "p95_milliseconds": round(1000 * statistics.quantiles(taken, n=20)[-1]),
        "told_to_press_again": answers[_BUSY],
        "given": given,
        "waiting": waiting,
        "overbooked": max(0, given - ready["places"]),
        "lost": people - given - waiting,
    }


def _paces(address: str, method: str, connections: int, path: str, sessions: list[str]):
    """Requests per second, the seconds that each person waited, and the answers by status.

    Every connection takes the next person in the row; who is told that it is too busy presses again.
    """
    row = iter(sessions)
    guard, taken, answers = threading.Lock(), [], Counter()
    host = urllib.parse.urlsplit(address).netloc

    def work() -> None:
        while True:
            with guard:
                session = next(row, None)
            if session is None:
                return
            start = time.perf_counter()
            seen = list(_until_done(host, method, path, session))
            with guard:
                answers.update(seen)
                taken.append(time.perf_counter() - start)

    threads = [threading.Thread(target=work) for _ in range(connections)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(taken) / (time.perf_counter() - start), taken, answers


def _until_done(host: str, method: str, path: str, session: str) -> Iterator[int]:
    for _ in range(_MOST_PRESSES):
        status = _ask(host, method, path, session)
        yield status
        if status in _DONE:
            return
        if status != _BUSY:
            break
    raise RuntimeError(f"{method} {path} answered {status}")


def _ask(host: str, method: str, path: str, session: str) -> int:
    """One request of a signed-in person; registering asks for one place."""
    connection = http.client.HTTPConnection(host, timeout=60)
    body = urllib.parse.urlencode({"csrfmiddlewaretoken": _TOKEN, "places": 1}) if method == "POST" else None
    headers = {"Cookie": f"sessionid={session}; csrftoken={_TOKEN}"}
    if body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def fill(events: int, people: int) -> dict:
    """Within the portal's settings: so many events to come and people who could be invited."""
    from benchmarks import events_dataset  # noqa: PLC0415 - needs the settings

    start = time.perf_counter()
    events_dataset.fill(events, people)
    return {"events": events, "people": people, "filled_in_seconds": round(time.perf_counter() - start, 1)}


def measure(repeats: int) -> Iterator[dict]:
    """Within the portal's settings: the pages and the audience."""
    yield from measure_pages(repeats)
    yield from measure_audience(repeats)


def measure_pages(repeats: int) -> Iterator[dict]:
    from django.db import connection  # noqa: PLC0415 - needs the settings
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client()
    trivial = median(client, _TRIVIAL, repeats)
    for name, path in ASKED.items():
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
            count = len(queries)
        taken = median(client, path, repeats)
        told = {"milliseconds": round(1000 * taken, 1), "queries": count, "times_trivial": round(taken / trivial)}
        yield {"page": name} | told


def measure_audience(repeats: int) -> Iterator[dict]:
    """The preview of whom it concerns: everybody of level 1 to 4, and one sector in one area."""
    from django.test import Client  # noqa: PLC0415 - needs the settings

    from network.events.models import Event  # noqa: PLC0415

    event = Event.objects.select_related("organiser").order_by("pk").first()
    client = Client()
    client.force_login(event.organiser, backend="django.contrib.auth.backends.ModelBackend")
    trivial = median(client, _TRIVIAL, repeats)
    path = f"/bijeenkomsten/{event.slug}/uitnodigen/kiezen/?kies="
    for name, chosen in {
        "everybody": "&levels=1&levels=2&levels=3&levels=4",
        "one sector in one region": "&sectors=ggd&areas=GGD+Twente",
    }.items():
        taken = median(client, path + chosen, repeats)
        yield {"audience": name, "milliseconds": round(1000 * taken, 1), "times_trivial": round(taken / trivial)}


def rush(connections: int, people: int) -> dict:
    """An event with its places, and the sessions of so many signed-in people."""
    from benchmarks import events_dataset  # noqa: PLC0415 - needs the settings

    slug, count = f"{SLUG}-{connections}-{time.time_ns()}", people * PLACES // PEOPLE
    sessions = events_dataset.crowd(slug, count, people)
    return {"slug": slug, "places": count, "path": f"/bijeenkomsten/{slug}/aanmelden/", "sessions": sessions}


if __name__ == "__main__":
    _inside = {"--fill": lambda *sizes: [fill(*sizes)], "--measure": measure, "--rush": lambda *told: [rush(*told)]}
    if sys.argv[1:2] and sys.argv[1] in _inside:
        import django

        django.setup()
        for line in _inside[sys.argv[1]](*map(int, sys.argv[2:])):
            print(json.dumps(line), flush=True)
    else:
        sys.exit(main(sys.argv[1:]))
