"""Events with many people: registering at once, the feed, the calendar, and whom an invitation concerns.

``python -m benchmarks.events --work DIR`` makes a database of its own under DIR and tells a line of JSON for each
measurement. Registering goes by HTTP to the portal under gunicorn; the rest is measured in one process, beside a view
that does nothing. ``--small`` proves in half a minute that all of it runs.
"""

import argparse
import http.client
import itertools
import json
import pathlib
import statistics
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterator

from benchmarks import depth, installation, servers
from benchmarks.people import median
from loket.launcher import places

PLACES, PEOPLE, CONNECTIONS = 100, 500, (16, 32, 64)
EVENTS, AUDIENCE = 10_000, 50_000
SLUG = "alles-tegelijk"
_TRIVIAL = "/healthz"
_TOKEN = "a" * 32
ASKED = {
    "calendar, all": "/bijeenkomsten/",
    "calendar, page 40": "/bijeenkomsten/?pagina=40",
    "calendar, a theme": "/bijeenkomsten/?theme=roken",
    "calendar, a theme, a level and an area": "/bijeenkomsten/?theme=roken&level=2&area=Tiel",
    "calendar, a word": "/bijeenkomsten/?q=wandelen",
    "feed of 5,000": "/bijeenkomsten/agenda.ics",
}


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.events", description=__doc__)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--work", type=pathlib.Path, default=places.local_dir() / "bench" / "events")
    chosen = parser.parse_args(arguments)
    share = 100 if chosen.small else 1
    with installation.running(chosen.work.resolve(), 0) as site:
        installation.make_empty(site)
        told = ("--inside", EVENTS // share, AUDIENCE // share, chosen.repeats)
        for line in depth.in_process(site, "benchmarks.events", *told):
            print(json.dumps(line, ensure_ascii=False), flush=True)
        with servers.running("loket.wsgi:application", site.environment, site.folder / "portal.log") as portal:
            for line in _rush(site, portal.address, PEOPLE // (10 if chosen.small else 1)):
                print(json.dumps(line, ensure_ascii=False), flush=True)


def _rush(site, address: str, people: int) -> Iterator[dict]:
    """At each number of connections a new event with a hundred places and five hundred people who want them."""
    for connections in CONNECTIONS:
        made = depth.in_process(site, "benchmarks.events", "--rush", connections, people)
        ready = next(made)
        trivial = _paces(address, ["GET"] * people, connections, [_TRIVIAL], ready["sessions"])[0]
        pace, taken = _paces(address, ["POST"] * people, connections, [ready["path"]], ready["sessions"])
        given, waiting = site.rows(
            "SELECT count(*) FILTER (WHERE r.state IN ('confirmed', 'offered')), count(*) FILTER (WHERE r.state ="
            " 'waiting') FROM events_registration r JOIN events_event e ON e.id = r.event_id WHERE e.slug = %s",
            ready["slug"],
        )[0]
        yield {
            "registering": f"{connections} connections",
            "per_second": round(pace, 1),
            "permille_of_trivial": round(1000 * pace / trivial, 1),
            "p95_milliseconds": round(1000 * statistics.quantiles(taken, n=20)[-1]),
            "given": given,
            "waiting": waiting,
            "overbooked": max(0, given - ready["places"]),
        }


def _paces(address: str, methods: list[str], connections: int, paths: list[str], sessions: list[str]):
    """Requests per second, and the seconds that each took; every connection takes the next person in the row."""
    row = iter(zip(methods, itertools.cycle(paths), sessions))
    guard, taken = threading.Lock(), []
    host = urllib.parse.urlsplit(address).netloc

    def work() -> None:
        while True:
            with guard:
                one = next(row, None)
            if one is None:
                return
            start = time.perf_counter()
            _ask(host, *one)
            with guard:
                taken.append(time.perf_counter() - start)

    threads = [threading.Thread(target=work) for _ in range(connections)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(taken) / (time.perf_counter() - start), taken


def _ask(host: str, method: str, path: str, session: str) -> None:
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
    if answer.status not in (200, 302):
        raise RuntimeError(f"{method} {path} answered {answer.status}")


def inside(events: int, people: int, repeats: int) -> Iterator[dict]:
    """Within the portal's settings: fill, then measure the pages and the audience."""
    from benchmarks import events_dataset  # noqa: PLC0415 - needs the settings

    start = time.perf_counter()
    events_dataset.fill(events, people)
    yield {"events": events, "people": people, "filled_in_seconds": round(time.perf_counter() - start, 1)}
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

    slug, count = f"{SLUG}-{connections}", people * PLACES // PEOPLE
    sessions = events_dataset.crowd(slug, count, people)
    return {"slug": slug, "places": count, "path": f"/bijeenkomsten/{slug}/aanmelden/", "sessions": sessions}


if __name__ == "__main__":
    if sys.argv[1:2] in (["--inside"], ["--rush"]):
        import django

        django.setup()
        numbers = list(map(int, sys.argv[2:]))
        for line in inside(*numbers) if sys.argv[1] == "--inside" else [rush(*numbers)]:
            print(json.dumps(line), flush=True)
    else:
        main(sys.argv[1:])
