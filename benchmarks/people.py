"""The directory with many people: how long its page takes, against a view that does nothing.

``python -m benchmarks.people 50000 --work DIR`` makes a database of its own under DIR, fills it, tells one line of JSON
per search and keeps all of them in DIR/people.json. ``--keep`` takes the database that an earlier run with as many
people filled. The measuring is done by a process of its own, because it uses the portal's settings.
"""

import argparse
import itertools
import json
import pathlib
import random
import statistics
import sys
import time
from collections.abc import Iterator

import psycopg2

from benchmarks import depth, installation, told, words
from loket.launcher import places

SHAPES = 400
"""So many different profiles; the words of each are worked out once, the names differ."""
PAGE = "/collegas/"
FILE = "people.json"
ASKED = {
    "everybody": "",
    "page 40 of everybody": "?pagina=40",
    "a name": "?q=Persoon31",
    "a word that one in eight has": "?q=valpreventie",
    "two words": "?q=valpreventie+wandelen",
    "a theme": "?theme=bewegen",
    "a theme, a region and a sector": "?theme=bewegen&area=ggd-twente&sector=ggd",
    "a place": "?place=Tiel",
    "guest speakers": "?speaker=ja",
    "nobody": "?q=bestaatniet",
}
_TRIVIAL = "/healthz"
_OWN_WORDS = (
    "valpreventie",
    "wandelen",
    "rookvrij",
    "schuldhulp",
    "omgevingsvisie",
    "voorlichting",
    "opvoeding",
    "buurt",
)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.people", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=50_000)
    parser.add_argument("--keep", action="store_true", help="use the database of an earlier run with as many people")
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--work", type=pathlib.Path, default=places.local_dir() / "bench" / "people")
    parser.add_argument("--results", action="store_true", help="put the figures in benchmarks/results as well")
    chosen = parser.parse_args(arguments)
    with installation.running(chosen.work.resolve(), 0) as site:
        tell = told.teller(site.folder / FILE)
        if chosen.keep and _has_people(site, chosen.count):
            site.manage("migrate")
        else:
            installation.make_empty(site)
            tell(*depth.in_process(site, "benchmarks.people", "--fill", chosen.count))
        for line in depth.in_process(site, "benchmarks.people", "--measure", chosen.repeats):
            tell(line)
        if chosen.results:
            told.keep(site.folder / FILE, f"The directory, {chosen.count:,} people")


def _has_people(site: installation.Installation, count: int) -> bool:
    try:
        return site.rows("SELECT count(*) FROM directory_listing") == [(count,)]
    except psycopg2.Error:  # no database, or one without tables
        return False


def filled(count: int) -> dict:
    """Within the portal's settings: fill, and tell how long that took."""
    start = time.perf_counter()
    fill(count)
    return {"people": count, "filled_in_seconds": round(time.perf_counter() - start, 1)}


def fill(count: int) -> None:
    """So many people who show everything, the same on every run. The words are those that the portal works out."""
    from django.db import connection, transaction  # noqa: PLC0415 - needs the settings

    from loket.accounts.models import User  # noqa: PLC0415 - the models need the settings
    from network.directory.models import Listing  # noqa: PLC0415

    shapes = list(itertools.islice(_shapes(), min(SHAPES, count)))
    for first in range(0, count, 2_000):
        numbers = range(first, min(first + 2_000, count))
        people = [_person(shapes[number % len(shapes)][0], number) for number in numbers]
        with transaction.atomic():
            made = User.objects.bulk_create(people)
            Listing.objects.bulk_create(
                _listing(shapes[number % len(shapes)][1], person, number)
                for number, person in zip(numbers, made, strict=True)
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _shapes() -> Iterator[tuple[dict, object]]:
    """A profile and the listing that goes with it, with its words."""
    from loket.accounts.enums import ShownField  # noqa: PLC0415 - the models need the settings
    from loket.accounts.models import User  # noqa: PLC0415
    from loket.vocabulary import lookup  # noqa: PLC0415
    from network.directory import words as listing_words  # noqa: PLC0415
    from network.directory.enums import AlsoShown  # noqa: PLC0415
    from network.directory.models import Listing  # noqa: PLC0415

    chance = random.Random(20_261_122)
    themes, sectors = ([code for code, _ in lookup.choices(scheme)] for scheme in ("theme", "sector"))
    areas = [code for code, _ in lookup.area_choices("ggd-region", "municipality")]
    while True:
        profile = {
            "job_title": " ".join(words.some(chance, 2)),
            "sector": chance.choice(sectors),
            "level": chance.choice("1234"),
            "areas": [chance.choice(areas)],
            "themes": chance.sample(themes, 3),
            "expertise": " ".join([chance.choice(_OWN_WORDS), *words.some(chance, 25)]),
            "is_listed": True,
            "shown_fields": list(ShownField.values),
        }
        listing = Listing(also_shown=list(AlsoShown.values), languages=["nl"], is_speaker=chance.random() < 0.1)
        listing.person = User(name="Iemand", **profile)
        listing_words.fill(listing)
        yield profile, listing


def _person(profile: dict, number: int):
    from loket.accounts.models import User  # noqa: PLC0415 - the models need the settings

    return User(email=f"meting-{number}@example.org", name=f"Persoon{number} Meting", password="!", **profile)


def _listing(shape, person, number: int):
    from django.utils import timezone  # noqa: PLC0415 - needs the settings

    from loket.search import dutch, rows  # noqa: PLC0415
    from network.directory import words as listing_words  # noqa: PLC0415
    from network.directory.models import Listing  # noqa: PLC0415

    fields = ("also_shown", "languages", "is_speaker", "facets")
    named = " ".join(map(rows.quoted, listing_words.name_lexemes(person.name)))
    return Listing(
        person=person,
        listed_at=timezone.now(),
        name=person.name,
        name_key=dutch.sort_key(person.name),
        vector=f"{shape.vector} {named}",
        **{field: getattr(shape, field) for field in fields},
    )


def measure(repeats: int) -> Iterator[dict]:
    """Per search: the median of some requests in milliseconds, the queries, and how many times a trivial view it is."""
    from django.db import connection  # noqa: PLC0415 - needs the settings
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from loket.accounts.models import User  # noqa: PLC0415

    client = Client()
    known = {"name": "Iemand die zoekt", "password": "!"}
    asker, _ = User.objects.get_or_create(email="vraagt@example.org", defaults=known)
    client.force_login(asker, backend="django.contrib.auth.backends.ModelBackend")
    trivial = median(client, _TRIVIAL, repeats)
    for name, query in ASKED.items():
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE + query)
            count = len(queries)
        taken = median(client, PAGE + query, repeats)
        told = {
            "milliseconds": round(1000 * taken, 1),
            "queries": count,
            "times_trivial": round(taken / trivial),
        }
        yield {"search": name} | told


def median(client, path: str, repeats: int) -> float:
    """Seconds; the first request is not counted."""
    client.get(path)
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        response = client.get(path)
        taken.append(time.perf_counter() - start)
        if response.status_code != 200:
            raise RuntimeError(f"{path} answered {response.status_code}")
    return statistics.median(taken)


if __name__ == "__main__":
    _inside = {"--fill": lambda count: [filled(count)], "--measure": measure}
    if sys.argv[1:2] and sys.argv[1] in _inside:
        import django

        django.setup()
        for line in _inside[sys.argv[1]](*map(int, sys.argv[2:])):
            print(json.dumps(line), flush=True)
    else:
        main(sys.argv[1:])
